use server::db::Options;
use std::{
    env,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// A fresh database, and the folder to keep while it is used.
#[derive(Debug)]
pub struct TestDatabase {
    pub url: String,
    pub is_postgres: bool,
}

impl TestDatabase {
    pub fn sqlite(folder: &std::path::Path) -> Self {
        Self { url: format!("sqlite:{}", folder.join("portico.db").display()), is_postgres: false }
    }

    /// A new database on the server that `scripts/postgres.sh` started. Absent only where no server
    /// was promised: with PORTICO_REQUIRE_POSTGRES its absence is a failure.
    pub async fn postgres() -> Option<Self> {
        let Ok(server) = env::var("PORTICO_TEST_POSTGRES") else {
            assert!(env::var("PORTICO_REQUIRE_POSTGRES").is_err(), "PORTICO_TEST_POSTGRES is not set");
            return None;
        };
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("portico_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let maintenance = sqlx::PgPool::connect(&server).await.expect("the PostgreSQL server answers");
        // A name cannot be a parameter; this one is made of our own digits.
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&maintenance).await.expect("a new database");
        maintenance.close().await;
        let (prefix, _) = server.rsplit_once('/').expect("the address ends in a database name");
        Some(Self { url: format!("{prefix}/{name}"), is_postgres: true })
    }

    /// Ends every connection to the database and lets no new one in, until told otherwise.
    pub async fn refuse_connections(&self, refuse: bool) {
        let server = env::var("PORTICO_TEST_POSTGRES").expect("a PostgreSQL server");
        let maintenance = sqlx::PgPool::connect(&server).await.expect("the PostgreSQL server answers");
        let (_, name) = self.url.rsplit_once('/').expect("the address ends in a database name");
        let alter = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {}", !refuse);
        sqlx::query(sqlx::AssertSqlSafe(alter)).execute(&maintenance).await.expect("the database is altered");
        if refuse {
            sqlx::query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1")
                .bind(name)
                .execute(&maintenance)
                .await
                .expect("connections are ended");
        }
        maintenance.close().await;
    }

    pub fn options(&self) -> Options {
        options(&self.url, self.is_postgres)
    }
}

fn options(url: &str, is_postgres: bool) -> Options {
    Options {
        url: url.to_owned(),
        is_postgres,
        max_connections: 4,
        verify_connections: 2,
        acquire_timeout: Duration::from_secs(20),
        page_deadline: Duration::from_secs(20),
        verdict_deadline: Duration::from_secs(20),
    }
}
