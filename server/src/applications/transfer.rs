//! Handing an application over between a person and a team, or between teams.
use super::store::{self, OwnerId};
use crate::{
    catalog_roles,
    db::{Conn, DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
    teams,
};
use app::{
    actor::Actor,
    applications::{Application, NewOwner, Owner, TransferPreview, TransferTarget},
    error::PortalError,
    id::DeveloperId,
    paths,
    teams::Team,
};

/// Id, name and address.
type Person = (DeveloperId, String, String);

/// The actor's other teams; and where a team owns it, its approved members.
pub async fn targets(
    conn: &mut Conn,
    actor: &Actor,
    application: &Application,
) -> Result<Vec<TransferTarget>, PortalError> {
    let developer = actor.signed_in()?.developer_id;
    let mut targets = Vec::new();
    for card in teams::store::cards_of(conn, developer).await? {
        if !is_owner(application, &card.team) {
            targets.push(TransferTarget {
                to: NewOwner::Team(card.team.slug),
                name: card.team.name,
                about: if card.members == 1 {
                    "A team of 1".to_owned()
                } else {
                    format!("A team of {}", card.members)
                },
            });
        }
    }
    if let Owner::Team { id, .. } = &application.owner {
        let members = teams::store::members(conn, *id).await?;
        targets.extend(members.into_iter().filter(|member| member.approved).map(|member| TransferTarget {
            to: NewOwner::Developer(member.developer_id),
            name: if member.developer_id == developer { "Yourself".to_owned() } else { member.full_name },
            about: member.email,
        }));
    }
    Ok(targets)
}

fn is_owner(application: &Application, team: &Team) -> bool {
    matches!(&application.owner, Owner::Team { id, .. } if *id == team.id)
}

/// The new owner, and what handing over changes; refused for whoever is not among [`targets`].
pub async fn preview(
    portal: &Portal,
    conn: &mut Conn,
    actor: &Actor,
    application: &Application,
    to: NewOwner,
) -> Result<(OwnerId, TransferPreview), PortalError> {
    let known = targets(conn, actor, application).await?;
    let target = known.into_iter().find(|target| target.to == to).ok_or_else(|| {
        PortalError::field(
            "to",
            "It cannot be handed over to them. Please choose one of those that are offered.",
        )
    })?;
    let before = store::people(conn, application.id).await?;
    let (owner, to_name, after) = match &to {
        NewOwner::Team(slug) => {
            let team = teams::store::find(conn, slug).await?.ok_or(PortalError::NotFound)?;
            let members = teams::store::members(conn, team.id).await?;
            let people = members.into_iter().filter(|member| member.approved);
            let people = people.map(|member| (member.developer_id, member.full_name, member.email));
            (OwnerId::Team(team.id), format!("the team “{}”", team.name), people.collect::<Vec<_>>())
        }
        NewOwner::Developer(id) => {
            let person = (*id, target.name.clone(), target.about.clone());
            (OwnerId::Developer(*id), target.name.clone(), vec![person])
        }
    };
    refuse_without_role(conn, application, &owner, &target).await?;
    let own = actor.signed_in()?.developer_id;
    let credentials = store::live_credentials_of(conn, application.id, portal.clock.now()).await?;
    let registrations = store::registrations_of(conn, application.id).await?;
    let preview = TransferPreview {
        application: application.name.clone(),
        from_name: if matches!(application.owner, Owner::Team { .. }) {
            application.owner.described()
        } else {
            "you alone".to_owned()
        },
        to_name: if to_name == "Yourself" { "you alone".to_owned() } else { to_name },
        gain: names(&after, &before, own),
        lose: names(&before, &after, own),
        asker_loses: after.iter().all(|(id, ..)| *id != own),
        live_credentials: credentials.len() as u64,
        registrations: registrations.len() as u64,
        stops: after.is_empty(),
        to,
    };
    Ok((owner, preview))
}

/// Who owns an application with access to a private product needs the role for asking for it.
async fn refuse_without_role(
    conn: &mut Conn,
    application: &Application,
    owner: &OwnerId,
    target: &TransferTarget,
) -> Result<(), PortalError> {
    let (name, email) = (target.name.clone(), target.about.clone());
    let owner = match *owner {
        OwnerId::Developer(id) => Owner::Developer { id, full_name: name, email },
        OwnerId::Team(id) => Owner::Team { id, slug: String::new(), name },
    };
    for (product, title) in catalog_roles::store::private_products_of(conn, application.id).await? {
        if let Some(why) = catalog_roles::why_not_consumer(conn, product, &title, &owner).await? {
            let detail = format!(
                "“{}” has or awaits access to {title}, so it cannot be handed over. {why}",
                application.name
            );
            return Err(PortalError::refused("consumer_role_needed", detail));
        }
    }
    Ok(())
}

/// Who is in the first list and not in the second, but for the asker.
fn names(these: &[Person], without: &[Person], own: DeveloperId) -> Vec<String> {
    let others = these.iter().filter(|(id, ..)| *id != own && without.iter().all(|(other, ..)| other != id));
    others.map(|(_, name, _)| name.clone()).collect()
}

/// Writes to those who gained and to those who lost it, but for whoever did it.
pub async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    application: &Application,
    preview: &TransferPreview,
    before: &[Person],
    after: &[Person],
) -> Result<(), DbError> {
    let by = actor.full_name();
    let own = actor.developer_id();
    let name = &application.name;
    let missing = |from: &[Person], id: DeveloperId| from.iter().all(|(other, ..)| *other != id);
    let to = match (&preview.to, after) {
        (NewOwner::Developer(_), [(_, name, _)]) => name.clone(),
        _ => preview.to_name.clone(),
    };
    for (_, _, email) in after.iter().filter(|(id, ..)| Some(*id) != own && missing(before, *id)) {
        let link = portal.config.server.url(&paths::application(&application.slug));
        let letter = Letter {
            recipient: email,
            subject: format!("“{name}” is among your applications now"),
            paragraphs: vec![format!(
                "{by} has handed the application “{name}” over to {to}. You can use and change it now; its keys and access go on as they were."
            )],
            action: Some(("Open the application", link)),
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    for (_, _, email) in before.iter().filter(|(id, ..)| Some(*id) != own && missing(after, *id)) {
        let letter = Letter {
            recipient: email,
            subject: format!("“{name}” is no longer among your applications"),
            paragraphs: vec![format!("{by} has handed the application “{name}” over to {to}.")],
            action: None,
        };
        mail::enqueue(tx, portal, letter).await?;
    }
    Ok(())
}
