//! Accounts and tokens from the command line, through the services that people use.
use super::Outcome;
use crate::{config::Config, startup};
use app::{
    access_tokens::{AccessTokens, NewAccessToken, Scope},
    actor::{Actor, Role},
    developers::{Developers, NewDeveloper},
    error::PortalError,
};
use clap::{Args, ValueEnum};

const PASSWORD: &str = "PORTICO_ADMIN_PASSWORD";

#[derive(Debug, Args)]
pub struct NewAdmin {
    #[arg(long)]
    email: String,
    /// The full name.
    #[arg(long)]
    name: String,
}

#[derive(Debug, Args)]
pub struct NewToken {
    /// Whose token it is.
    #[arg(long)]
    email: String,
    /// What it is for.
    #[arg(long)]
    name: String,
    #[arg(long, value_enum, default_value = "read")]
    scope: TokenScope,
    /// Without it, the token works until it is revoked.
    #[arg(long)]
    expires_in_days: Option<u32>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TokenScope {
    Read,
    /// Reading included.
    Write,
}

pub async fn create_admin(config: Config, admin: NewAdmin) -> Outcome {
    let password = match std::env::var(PASSWORD) {
        Ok(password) => password,
        Err(_) => password_from_input()?,
    };
    let portal = startup::open(config).await?;
    let new = NewDeveloper { email: admin.email, full_name: admin.name };
    let created = portal.create_approved(&Actor::system("command line"), new, Role::Admin, &password).await;
    portal.db.close().await;
    created.map_err(explained)?;
    Ok(())
}

/// The first line, so that a password can be piped in.
fn password_from_input() -> Result<String, std::io::Error> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The secret and a line break.
pub async fn create_token(config: Config, token: NewToken) -> Result<String, Box<dyn std::error::Error>> {
    let scope = match token.scope {
        TokenScope::Read => Scope::Read,
        TokenScope::Write => Scope::Write,
    };
    let portal = startup::open(config).await?;
    let new = NewAccessToken { name: token.name, scope, expires_in_days: token.expires_in_days };
    let issued = portal.issue_access_token_for(&Actor::system("command line"), &token.email, new).await;
    portal.db.close().await;
    Ok(format!("{}\n", issued.map_err(explained)?.secret))
}

/// A terminal has no fields to mark, so the sentences are all there is.
pub fn explained(error: PortalError) -> String {
    match error {
        PortalError::Invalid(fields) => {
            let sentences = fields.iter().map(|error| format!("{}: {}", error.field, error.message));
            sentences.collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}
