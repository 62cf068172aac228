//! `portico seed demo`, and what `portico serve --demo` prints.
use super::{Outcome, accounts::explained, print};
use crate::{config::Config, demo, startup};

pub async fn demo(config: Config) -> Outcome {
    let text = addresses(&config);
    let portal = startup::open(config).await?;
    let seeded = demo::seed(&portal).await;
    portal.db.close().await;
    seeded.map_err(explained)?;
    print(&format!("The demo data is in place.\n{text}"));
    Ok(())
}

/// Where everything is, and who can sign in.
pub fn addresses(config: &Config) -> String {
    let mut text = format!("\n  Portal     {}\n", config.server.public_url);
    if config.gateway.enabled {
        text.push_str(&format!("  Gateway    {}\n", config.gateway.public_url));
    }
    if config.mail.smtp_host.is_none() {
        text.push_str(&format!("  Mails      {}/admin/mail\n", config.server.public_url));
    }
    format!("{text}\n{}\n", demo::sign_ins())
}
