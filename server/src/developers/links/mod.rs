//! Links in mails: single use, 256 bits, stored as a hash only.
mod store;

use crate::{
    db::{Conn, DbError, Tx},
    portal::Portal,
    secrets::{Purpose, random_token},
};
use app::{
    developers::{EmailProof, LinkPurpose},
    error::PortalError,
    id::DeveloperId,
    paths,
};
use chrono::TimeDelta;

fn lifetime(purpose: LinkPurpose) -> TimeDelta {
    match purpose {
        LinkPurpose::Confirm => TimeDelta::hours(24),
        LinkPurpose::Reset => TimeDelta::hours(1),
    }
}

/// Makes a link and returns its full address, for the mail and nothing else.
pub async fn issue(
    tx: &mut Tx,
    portal: &Portal,
    developer: DeveloperId,
    purpose: LinkPurpose,
) -> Result<String, DbError> {
    let now = portal.clock.now();
    let token = random_token("");
    let hash = portal.secrets.hash(Purpose::EmailLink, &token);
    store::forget_expired(tx, now - TimeDelta::days(7)).await?;
    store::insert(tx, hash, developer, purpose.as_str(), now, now + lifetime(purpose)).await?;
    let path = match purpose {
        LinkPurpose::Confirm => paths::confirm(&token),
        LinkPurpose::Reset => paths::reset_password(&token),
    };
    Ok(portal.config.server.url(&path))
}

/// Reads the link without using it up.
pub async fn read(
    conn: &mut Conn,
    portal: &Portal,
    token: &str,
    purpose: LinkPurpose,
) -> Result<(DeveloperId, EmailProof), PortalError> {
    let hash = portal.secrets.hash(Purpose::EmailLink, token);
    let found = store::find_live(conn, hash, purpose.as_str(), portal.clock.now()).await?;
    found.ok_or(PortalError::NotFound)
}

/// Uses the link up, and every other one that this person was mailed.
pub async fn consume(
    tx: &mut Tx,
    portal: &Portal,
    token: &str,
    purpose: LinkPurpose,
) -> Result<DeveloperId, PortalError> {
    let (developer, _) = read(tx, portal, token, purpose).await?;
    let hash = portal.secrets.hash(Purpose::EmailLink, token);
    let now = portal.clock.now();
    if !store::consume(tx, hash, purpose.as_str(), now).await? {
        return Err(PortalError::NotFound);
    }
    store::consume_all_of(tx, developer, now).await?;
    Ok(developer)
}

/// What was mailed to this person opens nothing any more.
pub async fn cancel_all(tx: &mut Tx, portal: &Portal, developer: DeveloperId) -> Result<(), DbError> {
    store::consume_all_of(tx, developer, portal.clock.now()).await
}
