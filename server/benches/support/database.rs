//! New portals on each database there is.
use super::temporary_folder;
use server::{
    clock::SystemClock,
    config::Config,
    db::{Db, Options},
    portal::Portal,
    secrets::{MasterKey, Secrets, random_text},
};
use std::{sync::Arc, time::Duration};

/// SQLite, and PostgreSQL where `PORTICO_TEST_POSTGRES` names a server.
pub fn databases() -> Vec<Database> {
    let postgres =
        std::env::var("PORTICO_TEST_POSTGRES").ok().map(|server| Database { server: Some(server) });
    std::iter::once(Database { server: None }).chain(postgres).collect()
}

pub struct Database {
    /// PostgreSQL's.
    server: Option<String>,
}

pub async fn open(url: String, is_postgres: bool, config: Config, master_key: MasterKey) -> Portal {
    let options = Options {
        url,
        is_postgres,
        max_connections: 10,
        verify_connections: 8,
        acquire_timeout: Duration::from_secs(5),
        page_deadline: Duration::from_secs(30),
        verdict_deadline: Duration::from_secs(30),
    };
    let db = Db::open(&options).await.expect("the database opens");
    db.migrate().await.expect("tables");
    Portal::new(Arc::new(config), db, Arc::new(SystemClock), Secrets::new(&master_key))
}

impl Database {
    pub fn name(&self) -> &'static str {
        if self.server.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// An empty portal without limits on how often anybody asks; `settings` as in the environment, without `PORTICO_`.
    pub async fn portal(&self, settings: &[(&str, &str)]) -> Portal {
        let settings = [("SECURITY_RATE_LIMITS", "false")].iter().chain(settings);
        let settings = settings.map(|(name, value)| (format!("PORTICO_{name}"), (*value).to_owned()));
        let config = Config::load(None, settings).expect("a configuration");
        open(self.new_url().await, self.server.is_some(), config, MasterKey::random()).await
    }

    async fn new_url(&self) -> String {
        let Some(server) = &self.server else {
            return format!("sqlite:{}", temporary_folder().join("portico.db").display());
        };
        let name = format!("bench_{}", random_text(12).to_lowercase());
        let maintenance = sqlx::PgPool::connect(server).await.expect("the server answers");
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&maintenance).await.expect("a database");
        let (prefix, _) = server.rsplit_once('/').expect("a database in the address");
        format!("{prefix}/{name}")
    }
}
