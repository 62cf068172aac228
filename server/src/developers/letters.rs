//! What the portal writes to developers about their account.
use crate::{
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{developers::Developer, paths};

fn greeting(developer: &Developer) -> String {
    format!("Hello {},", developer.full_name)
}

fn portal_name(portal: &Portal) -> String {
    portal.config.portal.name.to_string()
}

fn with_reason(mut paragraphs: Vec<String>, reason: Option<&str>) -> Vec<String> {
    if let Some(reason) = reason {
        paragraphs.push(format!("The reason given: {reason}"));
    }
    paragraphs
}

fn whom_to_ask(portal: &Portal) -> String {
    match &portal.config.portal.support_email {
        Some(address) => format!("If you have a question, a person answers at {address}."),
        None => "If you think this is a mistake, please talk to the people who run this portal.".to_owned(),
    }
}

pub async fn confirm(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    link: String,
) -> Result<(), DbError> {
    let name = portal_name(portal);
    let letter = Letter {
        recipient: &developer.email,
        subject: format!("Confirm your e-mail address for {name}"),
        paragraphs: vec![
            greeting(developer),
            format!(
                "Welcome to {name}. Please confirm that this address is yours and choose a password; that takes a minute."
            ),
            "The link works once, for 24 hours. If it was not you who signed up, simply ignore this mail: nothing happens then.".to_owned(),
        ],
        action: Some(("Confirm and choose a password", link)),
    };
    mail::enqueue(tx, portal, letter).await
}

pub async fn reset(tx: &mut Tx, portal: &Portal, developer: &Developer, link: String) -> Result<(), DbError> {
    let letter = Letter {
        recipient: &developer.email,
        subject: format!("Choose a new password for {}", portal_name(portal)),
        paragraphs: vec![
            greeting(developer),
            "Somebody, hopefully you, asked for a new password for your account.".to_owned(),
            "The link works once, for one hour. If it was not you, ignore this mail: your password stays as it is.".to_owned(),
        ],
        action: Some(("Choose a new password", link)),
    };
    mail::enqueue(tx, portal, letter).await
}

/// To who signs up again or asks for a link they need not: where they stand.
pub async fn where_you_stand(tx: &mut Tx, portal: &Portal, developer: &Developer) -> Result<(), DbError> {
    use app::developers::DeveloperState::*;
    let name = portal_name(portal);
    let asked = format!("Somebody, hopefully you, entered this address at {name}.");
    let (subject, paragraphs, action) = match &developer.state {
        Approved { .. } => (
            format!("You already have an account at {name}"),
            vec![
                greeting(developer),
                format!("{asked} You have an account there already and can sign in."),
                "If you forgot your password, the sign-in page helps you to a new one.".to_owned(),
            ],
            Some(("Sign in", portal.config.server.url(&paths::sign_in()))),
        ),
        Rejected { decision } => (
            format!("Your sign-up at {name} was declined"),
            with_reason(
                vec![
                    greeting(developer),
                    format!("{asked} Your sign-up there was declined, and that still stands."),
                ],
                decision.reason.as_deref(),
            ),
            None,
        ),
        Revoked { decision } => (
            format!("Your access to {name} was revoked"),
            with_reason(
                vec![
                    greeting(developer),
                    format!("{asked} Your access there was revoked, and that still stands."),
                ],
                decision.reason.as_deref(),
            ),
            None,
        ),
        Pending { since } => (
            format!("Your account at {name} waits for approval"),
            vec![
                greeting(developer),
                format!(
                    "{asked} Your account has been waiting for approval since {}. We will write to you as soon as it is decided; there is nothing else you need to do.",
                    app::time::readable(*since)
                ),
            ],
            None,
        ),
        Unconfirmed => return Ok(()),
    };
    let mut paragraphs = paragraphs;
    if action.is_none() {
        paragraphs.push(whom_to_ask(portal));
    }
    mail::enqueue(tx, portal, Letter { recipient: &developer.email, subject, paragraphs, action }).await
}

pub async fn approved(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    again: bool,
) -> Result<(), DbError> {
    let name = portal_name(portal);
    let news = if again {
        "Your access has been restored: you can sign in again, and the keys of your applications work again."
    } else {
        "Your account has been approved. You can sign in now, create your first application and request access to an API."
    };
    let letter = Letter {
        recipient: &developer.email,
        subject: if again {
            format!("Welcome back to {name}")
        } else {
            format!("Welcome to {name}: your account is approved")
        },
        paragraphs: vec![greeting(developer), news.to_owned()],
        action: Some(("Sign in", portal.config.server.url(&paths::sign_in()))),
    };
    mail::enqueue(tx, portal, letter).await
}

pub async fn rejected(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    reason: &str,
) -> Result<(), DbError> {
    let name = portal_name(portal);
    let mut paragraphs = with_reason(
        vec![
            greeting(developer),
            format!("Thank you for your interest in {name}. We are sorry: your sign-up was declined."),
        ],
        Some(reason),
    );
    paragraphs.push(whom_to_ask(portal));
    let subject = format!("Your sign-up at {name} was declined");
    mail::enqueue(tx, portal, Letter { recipient: &developer.email, subject, paragraphs, action: None }).await
}

pub async fn revoked(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    reason: &str,
) -> Result<(), DbError> {
    let name = portal_name(portal);
    let mut paragraphs = with_reason(
        vec![
            greeting(developer),
            format!(
                "Your access to {name} has been revoked. You are signed out, and the keys of your applications no longer work. Nothing was deleted."
            ),
        ],
        Some(reason),
    );
    paragraphs.push(whom_to_ask(portal));
    let subject = format!("Your access to {name} was revoked");
    mail::enqueue(tx, portal, Letter { recipient: &developer.email, subject, paragraphs, action: None }).await
}

pub async fn password_changed(tx: &mut Tx, portal: &Portal, developer: &Developer) -> Result<(), DbError> {
    let letter = Letter {
        recipient: &developer.email,
        subject: format!("Your password for {} was changed", portal_name(portal)),
        paragraphs: vec![
            greeting(developer),
            "Your password was changed just now, and every browser was signed out.".to_owned(),
            "If it was not you, choose a new password at once: whoever did this may know your old one."
                .to_owned(),
        ],
        action: Some(("Choose a new password", portal.config.server.url(&paths::forgot_password()))),
    };
    mail::enqueue(tx, portal, letter).await
}

/// To everybody who can decide.
pub async fn somebody_waits(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    approvers: &[String],
) -> Result<(), DbError> {
    for recipient in approvers {
        let letter = Letter {
            recipient,
            subject: format!("{} waits for approval", developer.full_name),
            paragraphs: vec![format!(
                "{} <{}> has signed up at {} and waits for approval.",
                developer.full_name,
                developer.email,
                portal_name(portal)
            )],
            action: Some(("Open the inbox", portal.config.server.url(&paths::inbox()))),
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    Ok(())
}
