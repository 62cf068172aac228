use super::{Person, database::TestDatabase};
use app::{
    access_tokens::{AccessTokens, NewAccessToken, Scope},
    actor::{Actor, Role},
    developers::{Developers, NewDeveloper},
    error::PortalError,
    mails::{Mail, Mails},
    page::PageRequest,
    sessions::Sessions,
};
use server::{
    clock::ManualClock,
    config::Config,
    db::Db,
    http,
    portal::Portal,
    secrets::{MasterKey, Secrets},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

pub const PASSWORD: &str = "a long walk by the sea";

/// A portal that listens on a port of its own, with a clock that the test moves.
pub struct TestPortal {
    pub portal: Portal,
    pub clock: Arc<ManualClock>,
    pub origin: String,
    folder: PathBuf,
    database: TestDatabase,
}

/// The configuration of a test's portal: `PORTICO_…` variables over the defaults.
fn settings(pairs: &[(&str, &str)]) -> Config {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    // No limit that decides by how busy the machine is.
    let quiet = [("PORTICO_SECURITY_RATE_LIMITS", "false"), ("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "20000")];
    let quiet = quiet.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::load(None, quiet.into_iter().chain(pairs)).expect("a valid configuration")
}

impl TestPortal {
    pub async fn on_sqlite() -> Self {
        Self::on_sqlite_with(&[]).await
    }

    pub async fn on_sqlite_with(pairs: &[(&str, &str)]) -> Self {
        let folder = temporary_folder();
        let database = TestDatabase::sqlite(&folder);
        Self::start(folder, database, pairs).await
    }

    /// Absent where no PostgreSQL server was promised.
    pub async fn on_postgres() -> Option<Self> {
        Self::on_postgres_with(&[]).await
    }

    pub async fn on_postgres_with(pairs: &[(&str, &str)]) -> Option<Self> {
        let database = TestDatabase::postgres().await?;
        Some(Self::start(temporary_folder(), database, pairs).await)
    }

    async fn start(folder: PathBuf, database: TestDatabase, pairs: &[(&str, &str)]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let site = folder.join("site");
        let mut all = vec![("PORTICO_SERVER_PUBLIC_URL", origin.as_str())];
        let site = site.to_string_lossy().into_owned();
        all.push(("PORTICO_SERVER_SITE_FOLDER", site.as_str()));
        all.extend_from_slice(pairs);
        let config = settings(&all);
        let db = Db::open(&database.options()).await.expect("the database opens");
        db.migrate().await.expect("the tables are made");
        let clock = Arc::new(ManualClock::at("2026-11-21T10:42:00Z".parse().expect("a time")));
        let master = match &config.security.master_key {
            Some(key) => MasterKey::from_text(key.expose()),
            None => MasterKey::random(),
        };
        let portal = Portal::new(Arc::new(config), db, clock.clone(), Secrets::new(&master));
        let app = http::router(http::State::new(portal.clone()))
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { portal, clock, origin, folder, database }
    }

    /// Another process over the same database.
    pub fn another_process(&self) -> Portal {
        let own = &self.portal;
        Portal::new(own.config.clone(), own.db.clone(), own.clock.clone(), own.secrets.clone())
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Person {
        Person::new(&self.origin, None)
    }

    pub async fn admin(&self) -> Person {
        self.person("Ada Admin", "ada@portal.example", Role::Admin).await
    }

    pub async fn approver(&self) -> Person {
        self.person("Abe Approver", "abe@portal.example", Role::Approver).await
    }

    /// An approved developer, `name@partner.example`.
    pub async fn developer(&self, name: &str) -> Person {
        self.person(name, &format!("{}@partner.example", name.to_lowercase()), Role::Developer).await
    }

    async fn person(&self, full_name: &str, email: &str, role: Role) -> Person {
        let actor = Actor::system("test");
        let new = NewDeveloper { email: email.to_owned(), full_name: full_name.to_owned() };
        match self.portal.create_approved(&actor, new, role, PASSWORD).await {
            // Somebody who is called for twice is the same person.
            Ok(_) | Err(PortalError::Invalid(_)) => {}
            Err(error) => panic!("the account is not created: {error}"),
        }
        let token = NewAccessToken { name: "test".to_owned(), scope: Scope::Write, expires_in_days: None };
        let issued = self.portal.issue_access_token_for(&actor, email, token).await.expect("a token");
        Person::new(&self.origin, Some(issued.secret))
    }

    /// Somebody of this role (or a stranger) with a session cookie; `number` tells them apart.
    pub async fn browser_of(&self, role: &str, number: usize) -> Person {
        let Some(role) = Role::parse(role) else { return self.stranger() };
        let email = format!("{}-{number}@portal.example", role.as_str());
        let actor = Actor::system("test");
        let new = NewDeveloper { email: email.clone(), full_name: format!("{} {number}", role.label()) };
        self.portal.create_approved(&actor, new, role, PASSWORD).await.expect("the account is created");
        let token = self.portal.sign_in(&actor, &email, PASSWORD, None).await.expect("a session");
        Person::with_cookie(&self.origin, format!("portico={}", token.0))
    }

    /// Somebody who exists already, with a session cookie.
    pub async fn browser_as(&self, email: &str) -> Person {
        let token =
            self.portal.sign_in(&Actor::system("test"), email, PASSWORD, None).await.expect("a session");
        Person::with_cookie(&self.origin, format!("portico={}", token.0))
    }

    /// Where the portal keeps its files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// Closes the database and leaves its folder to the caller.
    pub async fn close_and_keep_folder(mut self) -> PathBuf {
        self.portal.db.close().await;
        std::mem::take(&mut self.folder)
    }

    /// Cuts the portal off from its PostgreSQL database, or lets it back.
    pub async fn let_database_go_away(&self, gone: bool) {
        self.database.refuse_connections(gone).await;
    }

    /// Does everything that is queued.
    pub async fn finish_jobs(&self) {
        self.portal.jobs.clone().drain(&self.portal).await.expect("the queue is worked off");
    }

    /// Every mail written to this address, newest first.
    pub async fn mails_to(&self, recipient: &str) -> Vec<Mail> {
        let page =
            self.portal.mails(&Actor::system("test"), PageRequest::new(None, 100)).await.expect("the mails");
        page.items.into_iter().filter(|mail| mail.recipient == recipient).collect()
    }
}

impl Drop for TestPortal {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn temporary_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-test-{}", server::secrets::random_text(12)));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}
