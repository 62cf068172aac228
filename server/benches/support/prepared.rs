//! A database with what a verdict needs, for a process that is started on it.
use app::{
    access_tokens::{AccessTokens, NewAccessToken, Scope},
    actor::{Actor, Role, SignedIn, Who},
    applications::{Applications, NewApplication},
    auth_strategies::{AuthStrategies, NewAuthStrategy, StrategySettings},
    catalog::{Catalog, NewProduct, VersionSettings, Visibility},
    credentials::{Credentials, NewCredential},
    developers::{Developers, NewDeveloper},
    gateways::{Gateways, NewGateway},
    registrations::{NewRegistration, Registrations},
};
use server::{
    clock::SystemClock,
    config::Config,
    db::{Db, Options},
    portal::Portal,
    secrets::{MasterKey, Secrets},
};
use std::{path::Path, sync::Arc, time::Duration};

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Debug, Clone)]
pub struct Prepared {
    pub key: String,
    pub gateway: String,
    pub version: String,
    pub admin: String,
}

/// `bench.db` in the folder.
pub async fn prepare(folder: &Path, master_key: &str) -> Outcome<Prepared> {
    let options = Options {
        url: format!("sqlite:{}", folder.join("bench.db").display()),
        is_postgres: false,
        max_connections: 2,
        verify_connections: 1,
        acquire_timeout: Duration::from_secs(2),
        page_deadline: Duration::from_secs(10),
    };
    let db = Db::open(&options).await?;
    db.migrate().await?;
    let config = Arc::new(Config::load(None, std::iter::empty())?);
    let secrets = Secrets::new(&MasterKey::from_text(master_key));
    let portal = Portal::new(config, db, Arc::new(SystemClock), secrets);
    let prepared = fill(&portal).await?;
    portal.db.close().await;
    Ok(prepared)
}

/// One application with access, its key, a gateway's token, a version and an admin's token.
async fn fill(portal: &Portal) -> Outcome<Prepared> {
    let admin = Actor::system("bench");
    let new = NewDeveloper { email: "dev@bench.example".to_owned(), full_name: "Dev".to_owned() };
    let created = portal.create_approved(&admin, new, Role::Developer, "a long walk by the sea").await?;
    let signed_in = SignedIn {
        developer_id: created.id,
        full_name: created.full_name,
        email: created.email,
        role: created.role,
        authenticated_at: None,
    };
    let developer = Actor { who: Who::Developer(signed_in), ..Actor::system("bench") };
    let settings = StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned()] };
    let strategy =
        portal.create_auth_strategy(&admin, NewAuthStrategy { name: "Keys".to_owned(), settings }).await?;
    let product = NewProduct {
        slug: "weather".to_owned(),
        title: "Weather".to_owned(),
        summary: String::new(),
        description: String::new(),
        visibility: Visibility::Public,
        labels: Default::default(),
    };
    let product = portal.create_product(&admin, product).await?;
    let settings = VersionSettings {
        name: "2.0".to_owned(),
        auth_strategy_id: Some(strategy.id),
        registration_enabled: true,
        auto_approve: true,
        upstream_url: None,
    };
    let version = portal.create_version(&admin, product.id, settings).await?;
    portal.publish_version(&admin, version.id).await?;
    let application = NewApplication {
        name: "Bench".to_owned(),
        description: String::new(),
        reference_id: String::new(),
        auth_strategy_id: strategy.id,
        team: None,
    };
    let application = portal.create_application(&developer, application).await?;
    let registration = NewRegistration {
        application: application.slug.clone(),
        version_id: version.id,
        purpose: "Measuring".to_owned(),
    };
    portal.request_access(&developer, registration).await?;
    let key = NewCredential { name: "Bench".to_owned(), expires_in_days: None };
    let issued = portal.issue_credential(&developer, &application.slug, key).await?;
    let gateway = portal
        .create_gateway(&admin, NewGateway { name: "bench".to_owned(), kind: Default::default() })
        .await?;
    let new = NewDeveloper { email: "admin@bench.example".to_owned(), full_name: "Admin".to_owned() };
    portal.create_approved(&admin, new, Role::Admin, "a long walk by the sea").await?;
    let token = NewAccessToken { name: "bench".to_owned(), scope: Scope::Write, expires_in_days: None };
    let token = portal.issue_access_token_for(&admin, "admin@bench.example", token).await?;
    Ok(Prepared {
        key: issued.secret,
        gateway: gateway.secret,
        version: version.id.to_string(),
        admin: token.secret,
    })
}
