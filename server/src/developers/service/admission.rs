//! Who comes with an identity provider instead of a mailed link; each part of that sign-in's transaction.
use super::{existing, sign_up::ONE_AT_A_TIME};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::Tx,
    developers::{letters, store},
    portal::Portal,
};
use app::{
    actor::Actor,
    developers::{Developer, DeveloperState, DeveloperStatus},
    error::PortalError,
    id::DeveloperId,
};
use serde_json::json;

/// Somebody without an account, whose address their provider has proved.
#[derive(Debug)]
pub struct Newcomer<'a> {
    pub email: &'a str,
    pub full_name: &'a str,
    /// Whose rule approves them at once; absent: they wait.
    pub approved_by: Option<&'a str>,
}

/// Makes an account. One with the same address that was never confirmed gives way: whoever began it has
/// proved nothing, and nothing of theirs is taken over.
pub async fn admit(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    new: Newcomer<'_>,
) -> Result<Developer, PortalError> {
    tx.take_turns(ONE_AT_A_TIME).await?;
    let now = portal.clock.now();
    if let Some(known) = store::find_by_email(tx, new.email).await?
        && known.state == DeveloperState::Unconfirmed
    {
        store::delete(tx, known.id).await?;
        let event = Event::new("developer.gave_way", "developer", known.id, &known.email)
            .change(json!({ "before": { "full_name": known.full_name } }));
        audit::record(tx, now, actor, event).await?;
    }
    let id = DeveloperId(new_id(now));
    store::insert_proven(tx, id, now, new.email, new.full_name).await?;
    audit::record(tx, now, actor, Event::new("developer.admitted", "developer", id, new.email)).await?;
    match new.approved_by {
        Some(rule) => {
            store::decide(tx, id, now, DeveloperStatus::Approved, rule, None).await?;
            let system =
                Actor { request_id: actor.request_id.clone(), ..Actor::system("automatic approval") };
            let event = Event::new("developer.approved", "developer", id, new.email)
                .change(json!({ "approved_by": rule }));
            audit::record(tx, now, &system, event).await?;
        }
        None => {
            let approvers = store::approver_emails(tx).await?;
            let developer = existing(tx, id).await?;
            letters::somebody_waits(tx, portal, &developer, &approvers).await?;
        }
    }
    existing(tx, id).await
}

/// Takes over what the provider says now. An address that belongs to another account by now stays with it:
/// then the answer is false.
pub async fn sync_profile(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    developer: &Developer,
    full_name: Option<&str>,
    email: Option<&str>,
) -> Result<bool, PortalError> {
    let now = portal.clock.now();
    if let Some(full_name) = full_name.filter(|name| *name != developer.full_name) {
        store::rename(tx, developer.id, full_name).await?;
        let event = Event::new("developer.renamed", "developer", developer.id, &developer.email)
            .change(json!({ "before": developer.full_name, "after": full_name }));
        audit::record(tx, now, actor, event).await?;
    }
    let Some(email) = email.filter(|email| *email != developer.email) else { return Ok(true) };
    tx.take_turns(ONE_AT_A_TIME).await?;
    if store::find_by_email(tx, email).await?.is_some() {
        return Ok(false);
    }
    store::set_email(tx, developer.id, email).await?;
    let event = Event::new("developer.email_changed", "developer", developer.id, email)
        .change(json!({ "before": developer.email, "after": email }));
    audit::record(tx, now, actor, event).await?;
    Ok(true)
}
