use super::{
    store::{self, OwnerId},
    transfer,
};
use crate::{
    audit::{self, Event},
    client_registration::{self, Registered},
    clock::new_id,
    db::{Conn, DbError, Tx},
    portal::Portal,
    rate_limits::Limit,
    secrets::random_text,
    teams,
};
use app::{
    actor::Actor, applications::*, error::PortalError, id::ApplicationId, registrations::RegistrationStatus,
};
use serde_json::json;

#[async_trait::async_trait]
impl Applications for Portal {
    async fn own_applications(&self, actor: &Actor) -> Result<Vec<ApplicationCard>, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        Ok(store::cards(&mut self.db.read().await?, developer, None, self.clock.now()).await?)
    }

    async fn application(&self, actor: &Actor, slug: &str) -> Result<Application, PortalError> {
        owned(&mut self.db.read().await?, actor, slug).await
    }

    async fn application_card(&self, actor: &Actor, slug: &str) -> Result<ApplicationCard, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let mut conn = self.db.read().await?;
        let cards = store::cards(&mut conn, developer, Some(slug), self.clock.now()).await?;
        cards.into_iter().next().ok_or(PortalError::NotFound)
    }

    async fn create_application(
        &self,
        actor: &Actor,
        new: NewApplication,
    ) -> Result<CreatedApplication, PortalError> {
        actor.signed_in()?;
        new.validate()?;
        let new = new.trimmed();
        self.has_room_for(actor, &new).await?;
        let registered = client_registration::register(self, actor, &new).await?;
        let client = registered.as_ref().map(Registered::issued);
        match self.insert_application(actor, new, registered.as_ref()).await {
            Ok(application) => Ok(CreatedApplication { application, client }),
            Err(error) => {
                if let Some(registered) = registered {
                    client_registration::give_back(self, registered).await;
                }
                Err(error)
            }
        }
    }

    async fn update_application(
        &self,
        actor: &Actor,
        slug: &str,
        changes: ApplicationChanges,
    ) -> Result<Application, PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let before = owned(&mut tx, actor, slug).await?;
        changes.validate()?;
        let changes = changes.trimmed();
        if changes.reference_id != before.reference_id
            && client_registration::is_registered(&mut tx, before.id).await?
        {
            return Err(PortalError::field(
                "reference_id",
                "This is the ID of the client that was registered with the application. It changes only when the client's secret is rotated.",
            ));
        }
        if store::reference_id_is_taken(&mut tx, &changes.reference_id, Some(before.id)).await? {
            return Err(reference_id_taken());
        }
        store::update(&mut tx, before.id, now, &changes).await.map_err(not_inserted)?;
        let event = Event::new("application.updated", "application", before.id, &changes.name)
            .change(json!({ "before": ApplicationChanges::from(&before), "after": changes }));
        audit::record(&mut tx, now, actor, event).await?;
        let updated = owned(&mut tx, actor, slug).await?;
        tx.commit().await?;
        Ok(updated)
    }

    async fn application_deletion(
        &self,
        actor: &Actor,
        slug: &str,
    ) -> Result<ApplicationDeletion, PortalError> {
        let mut conn = self.db.read().await?;
        let application = owned(&mut conn, actor, slug).await?;
        self.deletion_of(&mut conn, &application).await
    }

    async fn delete_application(&self, actor: &Actor, slug: &str) -> Result<(), PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let application = owned(&mut tx, actor, slug).await?;
        application.can_delete()?;
        let deletion = self.deletion_of(&mut tx, &application).await?;
        client_registration::forget_client_of(&mut tx, self, application.id).await?;
        store::delete(&mut tx, application.id).await?;
        let event = Event::new("application.deleted", "application", application.id, &application.name)
            .change(json!({ "before": deletion }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(())
    }

    async fn transfer_targets(&self, actor: &Actor, slug: &str) -> Result<Vec<TransferTarget>, PortalError> {
        let mut conn = self.db.read().await?;
        let application = owned(&mut conn, actor, slug).await?;
        application.can_hand_over()?;
        transfer::targets(&mut conn, actor, &application).await
    }

    async fn transfer_preview(
        &self,
        actor: &Actor,
        slug: &str,
        to: NewOwner,
    ) -> Result<TransferPreview, PortalError> {
        let mut conn = self.db.read().await?;
        let application = owned(&mut conn, actor, slug).await?;
        application.can_hand_over()?;
        let (_, preview) = transfer::preview(self, &mut conn, actor, &application, to).await?;
        Ok(preview)
    }

    async fn transfer_application(
        &self,
        actor: &Actor,
        slug: &str,
        to: NewOwner,
    ) -> Result<TransferPreview, PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let application = owned(&mut tx, actor, slug).await?;
        application.can_hand_over()?;
        let (owner, preview) = transfer::preview(self, &mut tx, actor, &application, to).await?;
        self.refuse_one_too_many(&mut tx, owner).await?;
        let before = store::people(&mut tx, application.id).await?;
        store::set_owner(&mut tx, application.id, now, owner).await?;
        let after = store::people(&mut tx, application.id).await?;
        transfer::tell(&mut tx, self, actor, &application, &preview, &before, &after).await?;
        let event = Event::new("application.transferred", "application", application.id, &application.name)
            .change(json!({ "before": preview.from_name, "after": preview.to_name }));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(preview)
    }
}

impl Portal {
    /// Before an identity provider is asked for a client that could not be used.
    async fn has_room_for(&self, actor: &Actor, new: &NewApplication) -> Result<(), PortalError> {
        let registers = {
            let mut conn = self.db.read().await?;
            if client_registration::store::find(&mut conn, new.auth_strategy_id).await?.is_none() {
                return Ok(());
            }
            let owner = wanted_owner(&mut conn, actor, new.team.as_deref()).await?;
            let limit = self.config.limits.applications_per_developer;
            store::count_of(&mut conn, owner).await? < i64::from(limit)
        };
        if !registers {
            return Err(PortalError::refused(
                "too_many_applications",
                "The owner has as many applications as one may have. Delete one that is not needed first.",
            ));
        }
        let developer = actor.signed_in()?.developer_id;
        self.limit_for(actor, Limit::TryIt, &developer.to_string()).await
    }

    async fn insert_application(
        &self,
        actor: &Actor,
        mut new: NewApplication,
        registered: Option<&Registered>,
    ) -> Result<Application, PortalError> {
        let now = self.clock.now();
        let id = ApplicationId(new_id(now));
        let mut tx = self.db.begin().await?;
        let owner = wanted_owner(&mut tx, actor, new.team.as_deref()).await?;
        self.refuse_one_too_many(&mut tx, owner).await?;
        if let Some(registered) = registered {
            new.reference_id = registered.client_id().to_owned();
        }
        if new.reference_id.is_empty() {
            new.reference_id = format!("app_{}", random_text(20));
        } else if store::reference_id_is_taken(&mut tx, &new.reference_id, None).await? {
            return Err(reference_id_taken());
        }
        let slug = free_slug(&mut tx, &new.name).await?;
        store::insert(&mut tx, id, &slug, owner, now, &new).await.map_err(not_inserted)?;
        if let Some(registered) = registered {
            client_registration::remember(&mut tx, id, registered).await?;
        }
        let event =
            Event::new("application.created", "application", id, &new.name).change(json!({ "after": new }));
        audit::record(&mut tx, now, actor, event).await?;
        let created = owned(&mut tx, actor, &slug).await?;
        tx.commit().await?;
        Ok(created)
    }

    async fn refuse_one_too_many(&self, tx: &mut Tx, owner: OwnerId) -> Result<(), PortalError> {
        // Two at once must not both be the last one.
        tx.take_turns("applications").await?;
        let limit = self.config.limits.applications_per_developer;
        if store::count_of(tx, owner).await? < i64::from(limit) {
            return Ok(());
        }
        Err(PortalError::refused(
            "too_many_applications",
            match owner {
                OwnerId::Developer(_) => format!(
                    "You have {limit} applications, which is the most that one developer may have. Delete one that you no longer need first."
                ),
                OwnerId::Team(_) => format!(
                    "The team has {limit} applications, which is the most that one team may have. Delete one that nobody needs first."
                ),
            },
        ))
    }

    async fn deletion_of(
        &self,
        conn: &mut Conn,
        application: &Application,
    ) -> Result<ApplicationDeletion, PortalError> {
        let registrations = store::registrations_of(conn, application.id).await?;
        let credentials = store::live_credentials_of(conn, application.id, self.clock.now()).await?;
        Ok(ApplicationDeletion {
            name: application.name.clone(),
            registrations: registrations
                .into_iter()
                .map(|(product, version, status)| format!("{product} {version} ({})", status_label(&status)))
                .collect(),
            credentials: credentials
                .into_iter()
                .map(|(name, prefix, last_four)| format!("{name}, {prefix}…{last_four}"))
                .collect(),
            client_id: client_registration::store::of_application(conn, application.id)
                .await?
                .map(|client| client.client_id),
            last_call_at: store::last_call_of(conn, application.id).await?,
        })
    }
}

/// The actor themself, or a team of theirs.
async fn wanted_owner(conn: &mut Conn, actor: &Actor, team: Option<&str>) -> Result<OwnerId, PortalError> {
    let developer = actor.signed_in()?.developer_id;
    let Some(slug) = team else { return Ok(OwnerId::Developer(developer)) };
    let not_in_it = || PortalError::field("team", "You are not in this team. Please choose another owner.");
    let team = teams::store::find(conn, slug).await?.ok_or_else(not_in_it)?;
    teams::store::role_of(conn, team.id, developer).await?.ok_or_else(not_in_it)?;
    Ok(OwnerId::Team(team.id))
}

async fn owned(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Application, PortalError> {
    let developer = actor.signed_in()?.developer_id;
    store::usable_by(conn, developer, slug).await?.ok_or(PortalError::NotFound)
}

/// The name as it may stand in an address, and four random characters: names need not be unique.
async fn free_slug(conn: &mut Conn, name: &str) -> Result<String, PortalError> {
    loop {
        let slug = format!("{}-{}", slug_base(name), random_text(4).to_lowercase());
        if !store::slug_is_taken(conn, &slug).await? {
            return Ok(slug);
        }
    }
}

fn status_label(status: &str) -> String {
    RegistrationStatus::parse(status).map_or("unknown", RegistrationStatus::label).to_lowercase()
}

fn reference_id_taken() -> PortalError {
    PortalError::field("reference_id", "Another application has this reference ID. Please choose another.")
}

fn not_inserted(error: DbError) -> PortalError {
    match error {
        DbError::Unique => reference_id_taken(),
        DbError::Referenced => {
            PortalError::field("auth_strategy_id", "There is no such auth strategy. Please choose one.")
        }
        other => other.into(),
    }
}
