//! What happens when the ground gives way: a clear error, nothing half-done, nothing lost, and
//! everything back when the ground is.
use crate::support::{Person, TestPortal};
use serde_json::json;
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

const MASTER_KEY: &str = "a master key of a test, long enough to be one";

/// The real binary, killed when the test is over.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `ulimit -f` counts in blocks of 512 bytes; with SIGXFSZ ignored, writing beyond it fails as it
/// does on a full disk.
fn serve_with_file_limit(folder: &std::path::Path, port: u16, blocks: u64) -> Process {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" serve");
    let child = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_portico")])
        .current_dir(folder)
        .env("PORTICO_SERVER_LISTEN", format!("127.0.0.1:{port}"))
        .env("PORTICO_SERVER_PUBLIC_URL", format!("http://127.0.0.1:{port}"))
        .env("PORTICO_GATEWAY_ENABLED", "false")
        .env("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)
        .env("PORTICO_SECURITY_RATE_LIMITS", "false")
        .env("PORTICO_DATABASE_URL", "sqlite:portico.db")
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary starts");
    Process(child)
}

async fn wait_until_ready(person: &Person) {
    for _ in 0..200 {
        if let Ok(response) = person.request(reqwest::Method::GET, "/readyz").send().await
            && response.status().is_success()
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the portal does not get ready");
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_the_change_and_keeps_the_rest() {
    let prepared = TestPortal::on_sqlite_with(&[("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)]).await;
    let token = prepared.admin().await.token().expect("a token");
    let folder = prepared.close_and_keep_folder().await;
    let port = free_port();
    let origin = format!("http://127.0.0.1:{port}");
    let admin = Person::new(&origin, Some(token));
    // Two megabytes: room to start, not room for everything.
    let process = serve_with_file_limit(&folder, port, 4096);
    wait_until_ready(&admin).await;

    let strategy = |number: usize| {
        let headers: Vec<String> = (0..10).map(|n| format!("{}{n}", "x".repeat(250))).collect();
        json!({ "name": format!("Strategy {number:04}"), "kind": "key_auth", "header_names": headers })
    };
    let mut created = 0;
    let refused = loop {
        let answer = admin.post("/api/v1/auth-strategies", strategy(created)).await;
        if answer.status != 201 {
            break answer;
        }
        created += 1;
        assert!(created < 5_000, "the disk never gets full");
    };
    assert_eq!(refused.expect(503).code(), "unavailable");
    assert!(created > 0, "there was room at first");
    assert_eq!(admin.get("/healthz").await.status, 200, "the process lives");
    drop(process);

    let process = serve_with_file_limit(&folder, port, 1 << 30);
    wait_until_ready(&admin).await;
    let kept = admin.get("/api/v1/auth-strategies").await.expect(200).json();
    assert_eq!(
        kept.as_array().map(Vec::len),
        Some(created),
        "what was acknowledged is there, and nothing else"
    );
    admin.post("/api/v1/auth-strategies", strategy(created)).await.expect(201);
    drop(process);
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_is_said_and_comes_back_without_a_restart() {
    let Some(portal) = TestPortal::on_postgres().await else { return };
    let admin = portal.admin().await;
    let strategy = json!({ "name": "Keys", "kind": "key_auth", "header_names": ["apikey"] });
    portal.let_database_go_away(true).await;
    assert_eq!(
        admin.post("/api/v1/auth-strategies", strategy.clone()).await.expect(503).code(),
        "unavailable"
    );
    assert_eq!(admin.get("/readyz").await.status, 503);
    assert_eq!(admin.get("/healthz").await.status, 200);
    portal.let_database_go_away(false).await;
    admin.post("/api/v1/auth-strategies", strategy).await.expect(201);
    assert_eq!(admin.get("/readyz").await.status, 200);
}
