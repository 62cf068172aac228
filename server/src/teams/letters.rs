//! What people are told about teams.
use crate::{
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{
    paths,
    teams::{INVITATION_DAYS, Team, TeamInvitation},
};

/// To somebody who may have no account yet.
pub async fn invitation(
    tx: &mut Tx,
    portal: &Portal,
    team: &Team,
    invitation: &TeamInvitation,
    token: &str,
) -> Result<(), DbError> {
    let portal_name = &*portal.config.portal.name;
    let letter = Letter {
        recipient: &invitation.email,
        subject: format!("{} invites you to the team “{}”", invitation.invited_by, team.name),
        paragraphs: vec![
            format!(
                "{} would like you to join the team “{}” at {portal_name}. A team owns applications together: their access to APIs and their keys.",
                invitation.invited_by, team.name
            ),
            format!(
                "The link is for this address only. It works once, for {INVITATION_DAYS} days. If you have no account there yet, the page says how to get one; the invitation waits for you meanwhile."
            ),
            "If you do not know what this is about, simply ignore this mail: nothing happens then."
                .to_owned(),
        ],
        action: Some(("See the invitation", portal.config.server.url(&paths::join_team(token)))),
    };
    mail::enqueue(tx, portal, letter).await
}

/// To who was added or taken out by somebody else.
pub async fn membership(
    tx: &mut Tx,
    portal: &Portal,
    recipient: &str,
    team: &Team,
    by: &str,
    joined: bool,
) -> Result<(), DbError> {
    let (subject, news) = match joined {
        true => (
            format!("You are in the team “{}”", team.name),
            format!(
                "{by} has added you to the team “{}”. You find its applications among your own now.",
                team.name
            ),
        ),
        false => (
            format!("You are no longer in the team “{}”", team.name),
            format!(
                "{by} has taken you out of the team “{}”. Its applications go on without you; what you own yourself is untouched.",
                team.name
            ),
        ),
    };
    let action = joined.then(|| ("Open the team", portal.config.server.url(&paths::team(&team.slug))));
    mail::enqueue(tx, portal, Letter { recipient, subject, paragraphs: vec![news], action }).await
}

/// To who becomes an owner because the last one is gone.
pub async fn succession(tx: &mut Tx, portal: &Portal, recipient: &str, team: &Team) -> Result<(), DbError> {
    let letter = Letter {
        recipient,
        subject: format!("You are an owner of the team “{}” now", team.name),
        paragraphs: vec![format!(
            "The last owner of the team “{}” has left the portal. You have been in it the longest, so you decide now who belongs to it. You can make somebody else an owner at any time.",
            team.name
        )],
        action: Some(("Open the team", portal.config.server.url(&paths::team(&team.slug)))),
    };
    mail::enqueue(tx, portal, letter).await
}
