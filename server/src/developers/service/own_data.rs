//! A developer's data, collected from every slice as its own pages show it.
use crate::{audit, portal::Portal};
use app::{
    access_tokens::AccessTokens,
    actor::Actor,
    applications::{Application, Applications},
    auth_strategies::StrategyKind,
    credentials::Credentials,
    developers::{Developers, OwnApplication, OwnData},
    error::PortalError,
    identity_providers::IdentityProviders,
    registrations::Registrations,
    sessions::Sessions,
    teams::Teams,
};

pub async fn collect(portal: &Portal, actor: &Actor) -> Result<OwnData, PortalError> {
    let now = portal.clock.now();
    let person = actor.proved(now)?;
    let methods = portal.own_sign_in_methods(actor).await?;
    let mut applications = Vec::new();
    for card in portal.own_applications(actor).await? {
        applications.push(of_application(portal, actor, card.application).await?);
    }
    let audit_events = audit::of_developer(&mut portal.db.read().await?, person.developer_id).await?;
    Ok(OwnData {
        made_at: now,
        profile: portal.own_profile(actor).await?,
        has_password: methods.has_password,
        identities: methods.identities,
        sessions: portal.own_sessions(actor).await?,
        access_tokens: portal.own_access_tokens(actor).await?,
        teams: portal.own_teams(actor).await?,
        applications,
        audit_events,
    })
}

async fn of_application(
    portal: &Portal,
    actor: &Actor,
    application: Application,
) -> Result<OwnApplication, PortalError> {
    let registrations = portal.own_registrations(actor, &application.slug).await?;
    let credentials = match application.auth_strategy.kind() {
        StrategyKind::KeyAuth => portal.application_keys(actor, &application.slug).await?.credentials,
        StrategyKind::OpenidConnect => Vec::new(),
    };
    Ok(OwnApplication { application, registrations, credentials })
}
