//! What people are told about a secret of theirs that was found.
use crate::{
    applications, credentials,
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{access_tokens::AccessToken, credentials::Credential, gateways::Gateway, paths};

/// To everybody who manages the application.
pub async fn key(
    tx: &mut Tx,
    portal: &Portal,
    application: &credentials::store::Owner,
    credential: &Credential,
    found_at: &str,
) -> Result<(), DbError> {
    let name = &application.name;
    for (_, _, email) in applications::store::people(tx, application.id).await? {
        let letter = Letter {
            recipient: &email,
            subject: format!("A key of “{name}” leaked and was revoked"),
            paragraphs: vec![
                format!(
                    "The API key “{}” ({}) of “{name}” was found {found_at}. Whoever finds a key can call with it, so it was revoked at once: calls with it are refused.",
                    credential.name,
                    credential.shape()
                ),
                "Generate a new key and put it where the old one was used. Its page tells from where that was. Taking the old key out of what was published is not urgent any more, but keep the new one out of it.".to_owned(),
            ],
            action: Some((
                "Open the key",
                portal.config.server.url(&paths::credential(&application.slug, credential.id)),
            )),
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    Ok(())
}

pub async fn token(
    tx: &mut Tx,
    portal: &Portal,
    token: &AccessToken,
    email: &str,
    found_at: &str,
) -> Result<(), DbError> {
    let letter = Letter {
        recipient: email,
        subject: "An access token of yours leaked and was revoked".to_owned(),
        paragraphs: vec![format!(
            "Your access token “{}” (…{}) was found {found_at}. Whoever finds a token can do what you can do, so it was revoked at once. Create a new one for the program that used it, and look whether something was changed that you did not change.",
            token.name, token.last_four
        )],
        action: Some(("Open your access tokens", portal.config.server.url(&paths::account_tokens()))),
    };
    mail::enqueue(tx, portal, letter).await
}

/// To an admin.
pub async fn gateway(
    tx: &mut Tx,
    portal: &Portal,
    gateway: &Gateway,
    email: &str,
    found_at: &str,
) -> Result<(), DbError> {
    let letter = Letter {
        recipient: email,
        subject: format!("The token of the gateway “{}” leaked", gateway.name),
        paragraphs: vec![
            format!(
                "The token of the gateway “{}” (…{}) was found {found_at}. With it one can ask whether a key is valid; nothing can be called with it.",
                gateway.name, gateway.last_four
            ),
            "It was not revoked, since the gateway would refuse every call from then on. Create another gateway, put its token into the gateway's configuration, and then delete this one.".to_owned(),
        ],
        action: Some(("Open the gateways", portal.config.server.url(&paths::admin_gateways()))),
    };
    mail::enqueue(tx, portal, letter).await
}
