//! Mails: written in the transaction of what they tell about, sent by the queue. Without an SMTP
//! server they stay for the admin to read at `/admin/mail`.
pub mod rest;
mod service;
mod store;
mod transport;

pub use service::send;

use crate::{
    clock::new_id,
    db::{DbError, Tx},
    jobs::{self, Job},
    portal::Portal,
};
use app::id::MailId;

/// A mail as its slice words it: paragraphs, and perhaps one thing to do.
#[derive(Debug)]
pub struct Letter<'a> {
    pub recipient: &'a str,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What the button says, and the full address it opens.
    pub action: Option<(&'a str, String)>,
}

/// Puts the mail into the queue of the caller's transaction.
pub async fn enqueue(tx: &mut Tx, portal: &Portal, letter: Letter<'_>) -> Result<(), DbError> {
    let now = portal.clock.now();
    let mail_id = MailId(new_id(now));
    let subject = letter.subject.replace(['\r', '\n'], " ");
    store::insert(tx, mail_id, now, letter.recipient, &subject, &letter.text(portal), &letter.html(portal))
        .await?;
    if portal.config.mail.smtp_host.is_some() {
        jobs::enqueue(tx, now, &Job::SendMail { mail_id }).await?;
    } else {
        tracing::info!(
            recipient = letter.recipient,
            subject,
            link = letter.action.as_ref().map(|(_, link)| link.as_str()),
            "a mail is kept at /admin/mail"
        );
    }
    Ok(())
}

impl Letter<'_> {
    fn text(&self, portal: &Portal) -> String {
        let mut text = self.paragraphs.join("\n\n");
        if let Some((label, link)) = &self.action {
            text.push_str(&format!("\n\n{label}:\n{link}"));
        }
        text.push_str(&format!(
            "\n\n-- \n{}\n{}\n",
            &*portal.config.portal.name, portal.config.server.public_url
        ));
        text
    }

    fn html(&self, portal: &Portal) -> String {
        let mut html = String::from(
            "<!DOCTYPE html><html lang=\"en\"><body style=\"font-family:system-ui,sans-serif;line-height:1.5;color:#1c2230\">",
        );
        for paragraph in &self.paragraphs {
            html.push_str(&format!("<p>{}</p>", escape(paragraph)));
        }
        if let Some((label, link)) = &self.action {
            let link = escape(link);
            html.push_str(&format!(
                "<p><a href=\"{link}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4f8f;color:#fff;text-decoration:none\">{}</a></p><p style=\"color:#5b6472\">{link}</p>",
                escape(label)
            ));
        }
        html.push_str(&format!(
            "<p style=\"color:#5b6472\">{}</p></body></html>",
            escape(&portal.config.portal.name)
        ));
        html
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "<br>")
}
