use super::store::OutgoingRow;
use crate::config::{Encryption, Mail};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::authentication::Credentials,
};
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    #[error("the mail cannot be written: {0}")]
    Message(String),
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl DeliveryError {
    /// Whether trying again is pointless.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Message(_) => true,
            Self::Smtp(error) => error.is_permanent(),
        }
    }
}

pub async fn deliver(config: &Mail, mail: &OutgoingRow) -> Result<(), DeliveryError> {
    let message = message(config, mail).map_err(DeliveryError::Message)?;
    transport(config)?.send(message).await?;
    Ok(())
}

fn message(config: &Mail, mail: &OutgoingRow) -> Result<Message, String> {
    let from = config.from.to_string().parse::<Mailbox>().map_err(|error| error.to_string())?;
    let to = mail.recipient.parse::<Mailbox>().map_err(|error| error.to_string())?;
    Message::builder()
        .from(from)
        .to(to)
        .subject(&mail.subject)
        .multipart(MultiPart::alternative_plain_html(mail.body.clone(), mail.html.clone()))
        .map_err(|error| error.to_string())
}

fn transport(config: &Mail) -> Result<AsyncSmtpTransport<Tokio1Executor>, DeliveryError> {
    let host = config.smtp_host.as_deref().unwrap_or("localhost");
    let builder = match config.encryption {
        Encryption::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
        Encryption::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host)?,
        Encryption::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host)?,
    };
    let builder = builder.port(config.smtp_port).timeout(Some(Duration::from_secs(20)));
    Ok(match (&config.username, &config.password) {
        (Some(name), Some(password)) => {
            builder.credentials(Credentials::new(name.to_string(), password.expose().clone())).build()
        }
        _ => builder.build(),
    })
}
