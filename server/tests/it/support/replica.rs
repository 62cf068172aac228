use super::Person;
use std::{
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub const MASTER_KEY: &str = "a master key of a test, long enough to be one";

/// A real `portico serve`, killed when the test is over.
pub struct Replica {
    process: Child,
    pub origin: String,
    pub address: SocketAddr,
}

impl Replica {
    /// Ready to serve. `settings` are `PORTICO_…` variables, or any others.
    pub async fn start(folder: &Path, database: &str, settings: &[(&str, &str)]) -> Self {
        let port = free_port();
        let (address, origin) = (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{port}"));
        let usual = [
            ("PORTICO_SERVER_LISTEN", address.as_str()),
            ("PORTICO_SERVER_PUBLIC_URL", &origin),
            ("PORTICO_GATEWAY_ENABLED", "false"),
            ("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY),
            ("PORTICO_SECURITY_RATE_LIMITS", "false"),
            // No limit that decides by how busy the machine is.
            ("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "20000"),
            ("PORTICO_DATABASE_PAGE_TIMEOUT_MS", "20000"),
            ("PORTICO_DATABASE_ACQUIRE_TIMEOUT_MS", "20000"),
            ("PORTICO_DATABASE_URL", database),
        ];
        let all: Vec<_> = usual.iter().chain(settings).copied().collect();
        Self::run(folder, port, &["serve"], &all).await
    }

    /// With these arguments and settings and no others; ready to serve on this port.
    pub async fn run(folder: &Path, port: u16, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let address: SocketAddr = ([127, 0, 0, 1], port).into();
        let origin = format!("http://{address}");
        let process = Command::new(env!("CARGO_BIN_EXE_portico"))
            .args(arguments)
            .current_dir(folder)
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut replica = Self { process, origin, address };
        replica.wait_until_ready().await;
        replica
    }

    async fn wait_until_ready(&mut self) {
        let stranger = Person::new(&self.origin, None);
        for _ in 0..600 {
            if let Ok(response) = stranger.request(reqwest::Method::GET, "/readyz").send().await
                && response.status().is_success()
            {
                return;
            }
            let ended = self.process.try_wait().expect("its state is known");
            assert!(ended.is_none(), "the portal ended: {ended:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the portal does not get ready");
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.process.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "{name} is sent");
    }

    /// Waits for the end of a process that was told to end.
    pub async fn ended(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.process.try_wait().expect("its state is known") {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// What a replica's connections to its database go through, so that they can be cut.
pub struct Wire {
    address: SocketAddr,
    is_whole: watch::Sender<bool>,
}

impl Wire {
    /// To the server of this database.
    pub async fn to(database: &str) -> (Self, String) {
        let rest = database.split_once('@').expect("somebody's address").1;
        let server = rest.split_once('/').expect("a database").0.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (is_whole, state) = watch::channel(true);
        let url = database.replacen(&server, &address.to_string(), 1);
        tokio::spawn(async move {
            let server = Arc::new(server);
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, server.clone(), state.clone()));
            }
        });
        (Self { address, is_whole }, url)
    }

    pub fn cut(&self) {
        self.is_whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.is_whole.send_replace(true);
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn carry(mut near: TcpStream, server: Arc<String>, mut is_whole: watch::Receiver<bool>) {
    if !*is_whole.borrow() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(server.as_str()).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _ = is_whole.wait_for(|whole| !whole) => {}
    }
}
