//! What admins do with identity providers.
use super::{context, existing};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, DbError},
    identity_providers::{policy, store},
    portal::Portal,
    secrets::random_text,
    sessions, settings,
};
use app::{actor::Actor, error::PortalError, id::IdentityProviderId, identity_providers::*};
use serde_json::json;

pub async fn create(
    portal: &Portal,
    actor: &Actor,
    new: NewIdentityProvider,
) -> Result<IdentityProvider, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let settings = new.settings.trimmed();
    let now = portal.clock.now();
    let id = IdentityProviderId(new_id(now));
    let mut tx = portal.db.begin().await?;
    let slug = free_slug(&mut tx, &settings.name).await?;
    let secret = sealed(portal, id, &new.client_secret);
    store::insert(&mut tx, now, id, &slug, &settings, secret).await.map_err(taken)?;
    let event = Event::new("identity_provider.created", "identity_provider", id, &settings.name)
        .change(json!({ "after": settings }));
    audit::record(&mut tx, now, actor, event).await?;
    let created = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(portal.shown(created))
}

pub async fn update(
    portal: &Portal,
    actor: &Actor,
    id: IdentityProviderId,
    new: NewIdentityProvider,
) -> Result<IdentityProvider, PortalError> {
    actor.as_admin()?;
    new.validate()?;
    let settings = new.settings.trimmed();
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    tx.take_turns(WAYS_IN).await?;
    let before = existing(&mut tx, id).await?;
    let shown = portal.shown(before.clone());
    policy::keeps_its_issuer(&shown, &settings)?;
    if !settings.enabled {
        keep_a_way_in(&mut tx, &shown).await?;
    }
    let secret = sealed(portal, id, &new.client_secret).or(before.secret);
    store::update(&mut tx, now, id, &settings, secret).await.map_err(taken)?;
    let event = Event::new("identity_provider.updated", "identity_provider", id, &settings.name).change(
        json!({ "before": before.settings, "after": settings, "new_secret": !new.client_secret.is_empty() }),
    );
    audit::record(&mut tx, now, actor, event).await?;
    let after = existing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(portal.shown(after))
}

pub async fn deletion(
    portal: &Portal,
    actor: &Actor,
    id: IdentityProviderId,
) -> Result<ProviderDeletion, PortalError> {
    actor.as_admin()?;
    let mut conn = portal.db.read().await?;
    let kept = existing(&mut conn, id).await?;
    deletion_of(&mut conn, &kept).await
}

pub async fn delete(portal: &Portal, actor: &Actor, id: IdentityProviderId) -> Result<(), PortalError> {
    actor.as_admin()?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    tx.take_turns(WAYS_IN).await?;
    let kept = existing(&mut tx, id).await?;
    keep_a_way_in(&mut tx, &portal.shown(kept.clone())).await?;
    let gone = deletion_of(&mut tx, &kept).await?;
    store::delete(&mut tx, id).await?;
    let event = Event::new("identity_provider.deleted", "identity_provider", id, &kept.settings.name)
        .change(json!({ "before": gone }));
    audit::record(&mut tx, now, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Two providers that are switched off at once must not both be taken for not the last.
const WAYS_IN: &str = "identity_providers.ways_in";

async fn keep_a_way_in(conn: &mut Conn, provider: &IdentityProvider) -> Result<(), PortalError> {
    let required = settings::store::load(conn).await?.sso_required;
    policy::keeps_a_way_in(required, provider, store::count_enabled(conn).await?)
}

async fn deletion_of(conn: &mut Conn, kept: &store::Kept) -> Result<ProviderDeletion, PortalError> {
    Ok(ProviderDeletion {
        name: kept.settings.name.clone(),
        identities: kept.identities,
        stranded: store::stranded(conn, kept.id).await?.unsigned_abs(),
        sessions: sessions::store::count_of_provider(conn, kept.id).await?.unsigned_abs(),
    })
}

fn sealed(portal: &Portal, id: IdentityProviderId, secret: &str) -> Option<Vec<u8>> {
    let secret = secret.trim();
    (!secret.is_empty()).then(|| portal.secrets.seal(&context(id), secret))
}

/// The name as a slug, and where that is taken, with something random after it.
async fn free_slug(conn: &mut Conn, name: &str) -> Result<String, DbError> {
    let base = slug_of(name);
    let mut slug = base.clone();
    while store::find_by_slug(conn, &slug).await?.is_some() {
        slug = format!("{base}-{}", random_text(4).to_lowercase());
    }
    Ok(slug)
}

fn taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::refused(
            "identity_provider_exists",
            "Another identity provider has this name or this issuer. One of each is enough: give it another name, or change the one that is there.",
        ),
        other => other.into(),
    }
}
