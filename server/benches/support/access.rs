//! An API, an application that may call it, and keys.
use super::Candidate;
use app::{
    access_tokens::{AccessTokens, NewAccessToken, Scope},
    actor::{Actor, Role, SignedIn, Who},
    applications::{Applications, NewApplication},
    auth_strategies::{AuthStrategies, NewAuthStrategy, StrategySettings},
    catalog::{Catalog, NewProduct, VersionSettings, Visibility},
    developers::{Developers, NewDeveloper},
    gateways::{Gateways, NewGateway},
    id::{ApplicationId, CredentialId, VersionId},
    registrations::{NewRegistration, Registrations},
};
use server::{
    clock::{Clock, SystemClock, new_id},
    db::{Conn, sql},
    http,
    portal::Portal,
    secrets::Purpose,
};
use std::time::Duration;
use tokio::sync::watch;

/// Where verdicts on the API are asked for.
pub const VERIFY: &str = "/gateway/verify/weather/2.0";

pub struct Access {
    pub portal: Portal,
    /// Where the portal answers.
    pub origin: String,
    /// A gateway's.
    pub token: String,
    /// All of one application.
    pub keys: Vec<String>,
    /// Dropped, nothing is counted any more.
    _counting: watch::Sender<bool>,
}

impl Access {
    /// `others`: keys that are only there. `upstream`: the API's.
    pub async fn new(portal: Portal, keys: usize, others: i64, upstream: Option<String>) -> Self {
        let Prepared { application, gateway: token, .. } = prepare(&portal, upstream).await;
        let keys: Vec<String> = (0..keys).map(|_| portal.key_format.generate()).collect();
        let mut tx = portal.db.begin_bulk(Duration::from_secs(600)).await.expect("a transaction");
        for key in &keys {
            add_key(&mut tx, &portal, application, key).await;
        }
        add_others(&mut tx, application, others).await;
        sql("ANALYZE").execute(&mut tx).await.expect("statistics");
        tx.commit().await.expect("a commit");
        let (counting, until) = watch::channel(false);
        tokio::spawn(server::verify::flush_until(portal.clone(), until));
        let origin = super::serve(http::router(http::State::new(portal.clone()))).await;
        Self { portal, origin, token, keys, _counting: counting }
    }

    /// A gateway asking for verdicts, with every key in turn.
    pub fn asked(&self, name: &str) -> Candidate {
        Candidate::new(name, format!("{}{VERIFY}", self.origin))
            .with_header("x-portal-gateway-token", &self.token)
            .with_keys(self.keys.clone())
    }
}

/// What a verdict needs.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub application: ApplicationId,
    pub version: VersionId,
    /// The token of a gateway.
    pub gateway: String,
    /// The token of an admin.
    pub admin: String,
}

/// An API, an application that may call it, a gateway, and an admin.
pub async fn prepare(portal: &Portal, upstream: Option<String>) -> Prepared {
    let admin = Actor::system("bench");
    let new = NewDeveloper { email: "dev@bench.example".to_owned(), full_name: "Dev".to_owned() };
    let created = portal.create_approved(&admin, new, Role::Developer, "a long walk by the sea").await;
    let created = created.expect("a developer");
    let signed_in = SignedIn {
        developer_id: created.id,
        full_name: created.full_name,
        email: created.email,
        role: created.role,
        authenticated_at: None,
    };
    let developer = Actor { who: Who::Developer(signed_in), ..Actor::system("bench") };
    let settings = StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned()] };
    let strategy = NewAuthStrategy { name: "Keys".to_owned(), settings };
    let strategy = portal.create_auth_strategy(&admin, strategy).await.expect("a strategy");
    let product = NewProduct {
        slug: "weather".to_owned(),
        title: "Weather".to_owned(),
        summary: String::new(),
        description: String::new(),
        visibility: Some(Visibility::Public),
        labels: Default::default(),
    };
    let product = portal.create_product(&admin, product).await.expect("a product");
    let settings = VersionSettings {
        name: "2.0".to_owned(),
        auth_strategy_id: Some(strategy.id),
        registration_enabled: true,
        auto_approve: true,
        upstream_url: upstream,
    };
    let version = portal.create_version(&admin, product.id, settings).await.expect("a version");
    portal.publish_version(&admin, version.id).await.expect("published");
    let application = NewApplication {
        name: "Bench".to_owned(),
        description: String::new(),
        reference_id: String::new(),
        auth_strategy_id: strategy.id,
        team: None,
        redirect_uris: Vec::new(),
    };
    let application =
        portal.create_application(&developer, application).await.expect("an application").application;
    let registration = NewRegistration {
        application: application.slug.clone(),
        version_id: version.id,
        purpose: "Measuring".to_owned(),
    };
    portal.request_access(&developer, registration).await.expect("access");
    let gateway = NewGateway { name: "bench".to_owned(), kind: Default::default() };
    let gateway = portal.create_gateway(&admin, gateway).await.expect("a gateway");
    let new = NewDeveloper { email: "admin@bench.example".to_owned(), full_name: "Admin".to_owned() };
    portal.create_approved(&admin, new, Role::Admin, "a long walk by the sea").await.expect("an admin");
    let token = NewAccessToken { name: "bench".to_owned(), scope: Scope::Write, expires_in_days: None };
    let token = portal.issue_access_token_for(&admin, "admin@bench.example", token).await.expect("a token");
    Prepared {
        application: application.id,
        version: version.id,
        gateway: gateway.secret,
        admin: token.secret,
    }
}

/// Past the limit of keys that an application may have.
pub async fn add_key(conn: &mut Conn, portal: &Portal, application: ApplicationId, key: &str) {
    let now = SystemClock.now();
    sql("INSERT INTO credentials (id, application_id, hash, name, prefix, last_four, created_at)
         VALUES ($1, $2, $3, 'Bench', 'ptk_', '0000', $4)")
    .bind(CredentialId(new_id(now)))
    .bind(application)
    .bind(portal.secrets.hash(Purpose::Credential, key).to_vec())
    .bind(now)
    .execute(conn)
    .await
    .expect("a key");
}

async fn add_others(conn: &mut Conn, application: ApplicationId, count: i64) {
    let text = match conn.is_postgres() {
        true => {
            "INSERT INTO credentials (id, application_id, hash, name, prefix, last_four, created_at)
             SELECT gen_random_uuid(), $1, decode(md5(i::text) || md5('other ' || i), 'hex'), 'Other', 'ptk_',
                    '0000', $3
             FROM generate_series(1, $2) i"
        }
        false => {
            "INSERT INTO credentials (id, application_id, hash, name, prefix, last_four, created_at)
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
             SELECT randomblob(16), $1, randomblob(32), 'Other', 'ptk_', '0000', $3 FROM n"
        }
    };
    if count > 0 {
        sql(text).bind(application).bind(count).bind(SystemClock.now()).execute(conn).await.expect("keys");
    }
}
