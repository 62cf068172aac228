//! What people are told about registrations.
use crate::{
    applications,
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{
    applications::Owner,
    paths,
    registrations::{Registration, RegistrationState, RegistrationStatus},
};

/// To everybody who decides: something waits.
pub async fn to_approvers(
    tx: &mut Tx,
    portal: &Portal,
    registration: &Registration,
    recipients: &[String],
) -> Result<(), DbError> {
    for recipient in recipients {
        let mut paragraphs = vec![format!(
            "{} asks for access to {} with the application “{}”.",
            asker(registration),
            registration.target(),
            registration.application_name
        )];
        if !registration.purpose.is_empty() {
            paragraphs.push(format!("What for: {}", registration.purpose));
        }
        let letter = Letter {
            recipient,
            subject: format!(
                "Access to {} waits for a decision: {}",
                registration.target(),
                registration.application_name
            ),
            paragraphs,
            action: Some(("Open the inbox", portal.config.server.url(&paths::inbox()))),
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    Ok(())
}

/// To the developer or everybody in the team: what was decided, and why. `before` is the status it had.
pub async fn to_owners(
    tx: &mut Tx,
    portal: &Portal,
    registration: &Registration,
    before: Option<RegistrationStatus>,
) -> Result<(), DbError> {
    let application = &registration.application_name;
    let target = registration.target();
    let (reason, subject, mut paragraphs) = match &registration.state {
        RegistrationState::Pending => return Ok(()),
        RegistrationState::Approved { decision } if before == Some(RegistrationStatus::Revoked) => (
            &decision.reason,
            format!("Access to {target} works again: {application}"),
            vec![format!(
                "The access of “{application}” to {target} has been reinstated. Its credentials are accepted again."
            )],
        ),
        RegistrationState::Approved { decision } => (
            &decision.reason,
            format!("Access to {target} approved: {application}"),
            vec![format!(
                "“{application}” may call {target} now. Generate an API key on the application's page if it has none yet."
            )],
        ),
        RegistrationState::Rejected { decision } => (
            &decision.reason,
            format!("Access to {target} not granted: {application}"),
            vec![format!(
                "The request of “{application}” for {target} was rejected. You can withdraw it on the application's page and ask again."
            )],
        ),
        RegistrationState::Revoked { decision } => (
            &decision.reason,
            format!("Access to {target} revoked: {application}"),
            vec![format!(
                "The access of “{application}” to {target} has been revoked. Its calls to this version are refused from now on."
            )],
        ),
    };
    if let Some(reason) = reason {
        paragraphs.push(format!("Reason given: {reason}"));
    }
    let link = portal.config.server.url(&paths::application(&registration.application_slug));
    for (_, _, email) in applications::store::people(tx, registration.application_id).await? {
        let letter = Letter {
            recipient: &email,
            subject: subject.clone(),
            paragraphs: paragraphs.clone(),
            action: Some(("Open the application", link.clone())),
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    Ok(())
}

/// "Ann Lee <ann@partner.example>", for a team "… of the team “Logistics”".
fn asker(registration: &Registration) -> String {
    let person = registration.requested_by.as_ref();
    let person = person.map(|person| format!("{} <{}>", person.full_name, person.email));
    match (person, &registration.owner) {
        (Some(person), Owner::Team { name, .. }) => format!("{person} of the team “{name}”"),
        (Some(person), Owner::Developer { .. }) => person,
        (None, owner) => owner.described(),
    }
}
