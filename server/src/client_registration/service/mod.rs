//! Client registration: its settings for admins, clients for those who own applications.
mod access;
mod lifecycle;
mod verify;

pub use access::{access_changed, tell_of_access};
pub use lifecycle::{Registered, forget_client_of, give_back, is_registered, register, remember, remove};

use super::{
    protocol::{Changed, Registrar, Wanted},
    store::{self, Client},
};
use crate::{
    applications,
    audit::{self, Event},
    auth_strategies,
    db::{Conn, Tx},
    jobs::{self, Job},
    portal::Portal,
    rate_limits::Limit,
};
use app::{
    actor::Actor, applications::Application, auth_strategies::StrategyKind, client_registration::*,
    error::PortalError, id::AuthStrategyId, identity_providers::ProviderCheck,
};
use lifecycle::{Terms, make, management, registrar, sealed, secret_context, terms, wanted_for};
use serde_json::json;

#[async_trait::async_trait]
impl ClientRegistrations for Portal {
    async fn registers_clients(&self, actor: &Actor, strategy: AuthStrategyId) -> Result<bool, PortalError> {
        actor.signed_in()?;
        Ok(terms(&mut self.db.read().await?, strategy).await?.is_some())
    }

    async fn client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<Option<ClientRegistration>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        auth_strategies::store::find(&mut conn, strategy).await?.ok_or(PortalError::NotFound)?;
        Ok(store::find(&mut conn, strategy).await?.map(|kept| shown(strategy, kept)))
    }

    async fn set_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
        new: NewClientRegistration,
    ) -> Result<ClientRegistration, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let settings = RegistrationSettings {
            endpoint: new.settings.endpoint.trim().to_owned(),
            client_id: new.settings.client_id.trim().to_owned(),
            ..new.settings
        };
        let mut tx = self.db.begin().await?;
        let of = auth_strategies::store::find(&mut tx, strategy).await?.ok_or(PortalError::NotFound)?;
        if of.settings.kind() != StrategyKind::OpenidConnect {
            let detail = "Calls of this auth strategy carry API keys: there are no clients to register.";
            return Err(PortalError::refused("key_auth_strategy", detail));
        }
        let before = store::find(&mut tx, strategy).await?;
        if before.as_ref().is_some_and(|kept| kept.clients > 0 && kept.settings.kind != settings.kind) {
            return Err(PortalError::field(
                "kind",
                "Clients are registered this way already, and have to be managed this way. Create another auth strategy instead.",
            ));
        }
        let secret = new.secret.trim();
        let secret = (!secret.is_empty()).then(|| self.secrets.seal(&secret_context(strategy), secret));
        let new_secret = secret.is_some();
        // Another kind of provider knows nothing of what was kept for the one before.
        let same = before.as_ref().filter(|kept| kept.settings.kind == settings.kind);
        let secret = secret.or(same.and_then(|kept| kept.secret.clone()));
        if secret.is_none() && settings.kind.needs_secret() {
            let detail = format!(
                "Please enter it: without it nothing can be registered at {}.",
                settings.kind.label()
            );
            return Err(PortalError::field("secret", detail));
        }
        store::set(&mut tx, strategy, &settings, secret, now).await?;
        let event = Event::new("client_registration.set", "auth_strategy", strategy, &of.name).change(
            json!({ "before": before.map(|kept| kept.settings), "after": settings, "new_secret": new_secret }),
        );
        audit::record(&mut tx, now, actor, event).await?;
        let kept = store::find(&mut tx, strategy).await?.ok_or(PortalError::Internal)?;
        tx.commit().await?;
        Ok(shown(strategy, kept))
    }

    async fn remove_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<(), PortalError> {
        actor.as_admin()?;
        let mut tx = self.db.begin().await?;
        let of = auth_strategies::store::find(&mut tx, strategy).await?.ok_or(PortalError::NotFound)?;
        let kept = store::find(&mut tx, strategy).await?.ok_or(PortalError::NotFound)?;
        shown(strategy, kept).can_remove()?;
        store::delete(&mut tx, strategy).await?;
        let event = Event::new("client_registration.removed", "auth_strategy", strategy, &of.name);
        audit::record(&mut tx, self.clock.now(), actor, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn verify_client_registration(
        &self,
        actor: &Actor,
        strategy: AuthStrategyId,
    ) -> Result<ProviderCheck, PortalError> {
        actor.as_admin()?;
        let terms = terms(&mut self.db.read().await?, strategy).await?.ok_or(PortalError::NotFound)?;
        Ok(verify::run(self, strategy, &terms).await)
    }

    async fn application_client(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<Option<ApplicationClient>, PortalError> {
        let mut conn = self.db.read().await?;
        let application = owned(&mut conn, actor, application).await?;
        let Some(client) = store::of_application(&mut conn, application.id).await? else { return Ok(None) };
        let terms = terms(&mut conn, client.auth_strategy_id).await?.ok_or(PortalError::NotFound)?;
        Ok(Some(described(client, &terms)))
    }

    async fn update_application_client(
        &self,
        actor: &Actor,
        application: &str,
        changes: ClientChanges,
    ) -> Result<ChangedClient, PortalError> {
        let (application, client, terms) = self.client_of(actor, application).await?;
        changes.validate(&terms.offered_scopes())?;
        let required = &terms.rules.scopes;
        let mut scopes = required.clone();
        scopes.extend(changes.scopes.iter().filter(|scope| !required.contains(scope)).cloned());
        let redirect_uris = changes.redirect_uris;
        if terms.grant_types(&redirect_uris).is_empty() {
            return Err(PortalError::field("redirect_uris", "Please name at least one address."));
        }
        let wanted = wanted_for(self, actor, &application, &terms, redirect_uris, scopes);
        let registrar = registrar(self, client.auth_strategy_id, &terms).await.map_err(not_done)?;
        let known = management(self, &client);
        let Changed { management: renewed, client_secret } = registrar
            .update(&self.outbound, &client.client_id, known.as_ref(), &wanted)
            .await
            .map_err(not_done)?;
        let renewed = renewed.as_ref();
        let changed = Client {
            management_uri: renewed.map(|own| own.uri.clone()).or(client.management_uri.clone()),
            management_token: renewed
                .map(|own| sealed(self, client.id, own))
                .or(client.management_token.clone()),
            redirect_uris: wanted.redirect_uris,
            scopes: wanted.scopes,
            ..client.clone()
        };
        let mut tx = self.db.begin().await?;
        store::update(&mut tx, &changed).await?;
        let change = json!({
            "before": { "redirect_uris": client.redirect_uris, "scopes": client.scopes },
            "after": { "redirect_uris": changed.redirect_uris, "scopes": changed.scopes },
        });
        let event = Event::new("client.updated", "application", application.id, &application.name);
        audit::record(&mut tx, self.clock.now(), actor, event.change(change)).await?;
        tx.commit().await?;
        Ok(ChangedClient { client: described(changed, &terms), client_secret })
    }

    async fn rotate_client_secret(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<IssuedClient, PortalError> {
        let (application, client, terms) = self.client_of(actor, application).await?;
        let registrar = registrar(self, client.auth_strategy_id, &terms).await.map_err(not_done)?;
        let (uris, scopes) = (client.redirect_uris.clone(), client.scopes.clone());
        let wanted = wanted_for(self, actor, &application, &terms, uris, scopes);
        let secret = registrar.new_secret(&self.outbound, &client.client_id, &wanted).await;
        let Some(secret) = secret.map_err(not_done)? else {
            return self.replace_client(actor, &application, client, registrar, wanted).await;
        };
        let mut tx = self.db.begin().await?;
        record_rotation(&mut tx, self, actor, &application, &client.client_id, &client.client_id).await?;
        tx.commit().await?;
        Ok(IssuedClient { client_id: client.client_id, client_secret: secret })
    }
}

impl Portal {
    /// For who may use the application, within the limit of what is asked of providers.
    async fn client_of(
        &self,
        actor: &Actor,
        application: &str,
    ) -> Result<(Application, Client, Terms), PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let found = async {
            let mut conn = self.db.read().await?;
            let application = owned(&mut conn, actor, application).await?;
            let client = store::of_application(&mut conn, application.id).await?;
            let client = client.ok_or(PortalError::NotFound)?;
            let terms = terms(&mut conn, client.auth_strategy_id).await?.ok_or(PortalError::NotFound)?;
            Ok::<_, PortalError>((application, client, terms))
        }
        .await?;
        self.limit_for(actor, Limit::TryIt, &developer.to_string()).await?;
        Ok(found)
    }

    /// RFC 7592 knows no other secret for the same client: another client takes its place.
    async fn replace_client(
        &self,
        actor: &Actor,
        application: &Application,
        client: Client,
        registrar: Registrar,
        wanted: Wanted,
    ) -> Result<IssuedClient, PortalError> {
        let registered = make(self, actor, client.auth_strategy_id, registrar, &wanted).await?;
        match self.take_the_place(actor, application, &client, &registered).await {
            Ok(()) => {
                self.jobs.wake();
                Ok(registered.issued())
            }
            Err(error) => {
                give_back(self, registered).await;
                Err(error)
            }
        }
    }

    async fn take_the_place(
        &self,
        actor: &Actor,
        application: &Application,
        old: &Client,
        new: &Registered,
    ) -> Result<(), PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if !store::leave(&mut tx, old.id, application.id).await? {
            let detail =
                "Somebody else has just rotated the secret. Reload the page to see what became of it.";
            return Err(PortalError::refused("rotated_meanwhile", detail));
        }
        remember(&mut tx, application.id, new).await?;
        applications::store::set_reference_id(&mut tx, application.id, now, new.client_id()).await?;
        record_rotation(&mut tx, self, actor, application, &old.client_id, new.client_id()).await?;
        jobs::enqueue(&mut tx, now, &Job::RemoveClients {}).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn record_rotation(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    application: &Application,
    before: &str,
    after: &str,
) -> Result<(), PortalError> {
    let event = Event::new("client.secret_rotated", "application", application.id, &application.name)
        .change(json!({ "before": before, "after": after }));
    Ok(audit::record(tx, portal.clock.now(), actor, event).await?)
}

fn shown(strategy: AuthStrategyId, kept: store::Kept) -> ClientRegistration {
    ClientRegistration {
        auth_strategy_id: strategy,
        settings: kept.settings,
        has_secret: kept.secret.is_some(),
        clients: kept.clients,
        updated_at: kept.updated_at,
    }
}

fn described(client: Client, terms: &Terms) -> ApplicationClient {
    ApplicationClient {
        client_id: client.client_id,
        kind: terms.kept.settings.kind,
        redirect_uris: client.redirect_uris,
        scopes: client.scopes,
        offered_scopes: terms.offered_scopes(),
        required_scopes: terms.rules.scopes.clone(),
        registered_at: client.registered_at,
    }
}

async fn owned(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Application, PortalError> {
    let developer = actor.signed_in()?.developer_id;
    applications::store::usable_by(conn, developer, slug).await?.ok_or(PortalError::NotFound)
}

fn not_done(why: String) -> PortalError {
    PortalError::refused(
        "client_not_changed",
        format!(
            "The identity provider has not confirmed it: {why}. Nothing was changed here; please try again."
        ),
    )
}
