//! What the portal writes about ways to sign in.
use crate::{
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{developers::Developer, paths};

/// The owner of an account learns that there is a further way in.
pub async fn connected(
    tx: &mut Tx,
    portal: &Portal,
    developer: &Developer,
    provider: &str,
) -> Result<(), DbError> {
    let name = portal.config.portal.name.to_string();
    let letter = Letter {
        recipient: &developer.email,
        subject: format!("You can sign in to {name} with {provider} now"),
        paragraphs: vec![
            format!("Hello {},", developer.full_name),
            format!(
                "Somebody, hopefully you, signed in to {name} with {provider}, which says that this address is theirs. From now on your account opens that way too."
            ),
            "If it was not you, end that session under “Signed-in browsers” and talk to the people who run this portal.".to_owned(),
        ],
        action: Some((
            "See where you are signed in",
            portal.config.server.url(&paths::account_sessions()),
        )),
    };
    mail::enqueue(tx, portal, letter).await
}
