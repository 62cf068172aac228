//! Fills the portal through the same services that people use. Whatever exists is left alone, so it
//! can be run again.
use super::{
    people::{self, ADMIN, APPROVER, COLLEAGUE, DEVELOPER},
    products::{DemoDocument, DemoProduct, DemoVersion, FORECAST_IMAGE, PRODUCTS, Strategy},
};
use crate::portal::Portal;
use app::{
    actor::Actor,
    applications::{Applications, NewApplication},
    auth_strategies::{AuthStrategies, NewAuthStrategy, StrategySettings},
    catalog::{Catalog, Document, NewDocument, NewProduct, VersionSettings, Visibility},
    error::PortalError,
    id::{AuthStrategyId, ProductId, VersionId},
    registrations::{NewRegistration, Registrations},
    specifications::{ImportState, Specifications},
    teams::{NewInvitation, NewTeam, TeamRole, Teams},
};
use chrono::TimeDelta;

struct Strategies {
    keys: AuthStrategyId,
    sign_in: AuthStrategyId,
}

pub async fn seed(portal: &Portal) -> Result<(), PortalError> {
    let admin = people::account(portal, &ADMIN).await?;
    people::account(portal, &APPROVER).await?;
    let developer = people::account(portal, &DEVELOPER).await?;
    let strategies = strategies(portal, &admin).await?;
    for product in &PRODUCTS {
        if portal.product(&admin, product.slug).await == Err(PortalError::NotFound) {
            add(portal, &admin, &strategies, product).await?;
        }
    }
    if portal.own_applications(&developer).await?.is_empty() {
        application(portal, &developer, strategies.keys).await?;
    }
    people::account(portal, &COLLEAGUE).await?;
    if portal.own_teams(&developer).await?.teams.is_empty() {
        team(portal, &admin, &developer, strategies.keys).await?;
    }
    people::newcomer(portal).await?;
    portal.jobs.drain(portal).await?;
    Ok(())
}

async fn strategies(portal: &Portal, admin: &Actor) -> Result<Strategies, PortalError> {
    let keys = StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned(), "x-api-key".to_owned()] };
    let sign_in = StrategySettings::OpenidConnect {
        issuer: "https://login.demo.example".to_owned(),
        credential_claims: vec!["client_id".to_owned()],
        audiences: Vec::new(),
        scopes: vec!["ledger.read".to_owned(), "ledger.write".to_owned()],
        auth_methods: vec!["client_credentials".to_owned(), "bearer".to_owned()],
    };
    Ok(Strategies {
        keys: strategy(portal, admin, "API key", keys).await?,
        sign_in: strategy(portal, admin, "Company sign-in", sign_in).await?,
    })
}

async fn strategy(
    portal: &Portal,
    admin: &Actor,
    name: &str,
    settings: StrategySettings,
) -> Result<AuthStrategyId, PortalError> {
    let known = portal.auth_strategies(admin).await?.into_iter().find(|strategy| strategy.name == name);
    if let Some(known) = known {
        return Ok(known.id);
    }
    let new = NewAuthStrategy { name: name.to_owned(), settings };
    Ok(portal.create_auth_strategy(admin, new).await?.id)
}

async fn add(
    portal: &Portal,
    admin: &Actor,
    strategies: &Strategies,
    product: &DemoProduct,
) -> Result<(), PortalError> {
    let labels = product.labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let new = NewProduct {
        slug: product.slug.to_owned(),
        title: product.title.to_owned(),
        summary: product.summary.to_owned(),
        description: product.description.to_owned(),
        visibility: Some(product.visibility),
        labels: labels.collect(),
    };
    let id = portal.create_product(admin, new).await?.id;
    add_documents(portal, admin, id, product.documents).await?;
    for version in product.versions {
        add_version(portal, admin, strategies, id, version).await?;
    }
    Ok(())
}

async fn add_documents(
    portal: &Portal,
    admin: &Actor,
    product: ProductId,
    documents: &[DemoDocument],
) -> Result<(), PortalError> {
    let mut added: Vec<Document> = Vec::new();
    for document in documents {
        let mut body = document.body.to_owned();
        if body.contains(FORECAST_IMAGE) {
            let picture = include_bytes!("../../demo/forecast.png").to_vec();
            let image = portal.add_image(admin, product, "A forecast as a picture", picture).await?;
            body = body.replace(FORECAST_IMAGE, &image.name);
        }
        let above = added.iter().find(|above| Some(above.title.as_str()) == document.below);
        let new = NewDocument {
            title: document.title.to_owned(),
            slug: String::new(),
            body,
            parent_id: above.map(|above| above.id),
            visibility: Visibility::Public,
            published: true,
        };
        added.push(portal.create_document(admin, product, new).await?);
    }
    Ok(())
}

async fn add_version(
    portal: &Portal,
    admin: &Actor,
    strategies: &Strategies,
    product: ProductId,
    version: &DemoVersion,
) -> Result<(), PortalError> {
    let strategy = match version.strategy {
        Strategy::Keys => Some(strategies.keys),
        Strategy::SignIn => Some(strategies.sign_in),
        Strategy::AccessTokens => None,
    };
    let settings = VersionSettings {
        name: version.name.to_owned(),
        auth_strategy_id: strategy,
        registration_enabled: strategy.is_some() && version.sunset_in_days.is_none(),
        auto_approve: version.auto_approve,
        upstream_url: version.live.then(|| format!("http://{}", portal.config.demo.upstream_listen)),
    };
    let id = portal.create_version(admin, product, settings).await?.id;
    import(portal, admin, id, version).await?;
    portal.publish_version(admin, id).await?;
    if let Some(days) = version.sunset_in_days {
        portal.deprecate_version(admin, id, Some(portal.clock.now() + TimeDelta::days(days))).await?;
    }
    Ok(())
}

async fn import(
    portal: &Portal,
    admin: &Actor,
    id: VersionId,
    version: &DemoVersion,
) -> Result<(), PortalError> {
    let source = (version.source)().into_owned().into_bytes();
    let import = portal.import_specification(admin, id, version.file, source).await?;
    portal.jobs.drain(portal).await?;
    match portal.import(admin, import.id).await?.state {
        ImportState::Ready { specification_id } => {
            portal.use_specification(admin, specification_id).await.map(drop)
        }
        ImportState::Failed { reason } => {
            tracing::error!(file = version.file, reason, "a demo document was refused");
            Err(PortalError::Internal)
        }
        ImportState::Waiting | ImportState::Running { .. } => Err(PortalError::Unavailable),
    }
}

/// A team of two, and an application that is the team's.
async fn team(
    portal: &Portal,
    admin: &Actor,
    developer: &Actor,
    strategy: AuthStrategyId,
) -> Result<(), PortalError> {
    let new =
        NewTeam { name: "Logistics".to_owned(), description: "Vans, parcels and their routes.".to_owned() };
    let team = portal.create_team(developer, new).await?;
    let colleague = NewInvitation { email: COLLEAGUE.email.to_owned(), role: TeamRole::Member };
    portal.add_member(admin, &team.slug, colleague).await?;
    let new = NewApplication {
        name: "Route planner".to_owned(),
        description: "Plans the vans' day around the weather.".to_owned(),
        reference_id: String::new(),
        auth_strategy_id: strategy,
        team: Some(team.slug),
        redirect_uris: Vec::new(),
    };
    let application = portal.create_application(developer, new).await?.application;
    let version = portal.version(developer, "weather", "2.0").await?;
    let new = NewRegistration {
        application: application.slug,
        version_id: version.id,
        purpose: "The hours without rain.".to_owned(),
    };
    portal.request_access(developer, new).await.map(drop)
}

/// One application with access to the weather, and a request that waits for a decision.
async fn application(
    portal: &Portal,
    developer: &Actor,
    strategy: AuthStrategyId,
) -> Result<(), PortalError> {
    let new = NewApplication {
        name: "Storm watch".to_owned(),
        description: "Warns our drivers before they set out.".to_owned(),
        reference_id: String::new(),
        auth_strategy_id: strategy,
        team: None,
        redirect_uris: Vec::new(),
    };
    let application = portal.create_application(developer, new).await?.application;
    for (product, version, purpose) in [
        ("weather", "2.0", "Warnings on the drivers' phones."),
        ("parcels", "1.0", "Tracking for the shop sturmlaterne.example."),
    ] {
        let version = portal.version(developer, product, version).await?;
        let new = NewRegistration {
            application: application.slug.clone(),
            version_id: version.id,
            purpose: purpose.to_owned(),
        };
        portal.request_access(developer, new).await?;
    }
    Ok(())
}
