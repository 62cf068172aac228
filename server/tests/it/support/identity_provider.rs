//! A real OpenID Connect provider of a test's own: see `end2end/identity-provider/provider.js`.
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

pub const AUDIENCE: &str = "https://weather.example";

pub struct IdentityProvider {
    pub issuer: String,
    process: Child,
    http: reqwest::Client,
}

/// A client as the provider knows it.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub secret: String,
}

/// Installs the provider's libraries once, where they are missing.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/identity-provider.sh");
        let told = Command::new(script).stderr(Stdio::inherit()).output().expect("the script runs");
        assert!(told.status.success(), "the identity provider could not be installed");
        PathBuf::from(String::from_utf8_lossy(&told.stdout).trim())
    })
}

impl IdentityProvider {
    /// Ends with this value: its input ends.
    pub fn start() -> Self {
        let mut process = Command::new("node")
            .arg(folder().join("provider.js"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut lines = lines.map_while(Result::ok);
        let issuer = lines.find(|line| line.starts_with("http://")).expect("the provider starts");
        std::thread::spawn(move || lines.for_each(drop));
        Self { issuer, process, http: reqwest::Client::new() }
    }

    pub async fn steer(&self, what: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/test/{what}", self.issuer)).json(&body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// What it does from now on instead of working.
    pub async fn mode(&self, mode: Value) {
        self.steer("mode", mode).await;
    }

    pub async fn rotates_its_keys(&self) {
        self.steer("rotate", json!({})).await;
    }

    /// How often this was asked for.
    pub async fn asked(&self, request: &str) -> usize {
        let url = format!("{}/test/requests", self.issuer);
        let all: Vec<String> =
            self.http.get(url).send().await.expect("an answer").json().await.expect("JSON");
        all.iter().filter(|one| *one == request).count()
    }

    /// A client that signs in by itself and may have every scope.
    pub async fn client(&self) -> Client {
        let metadata = json!({ "grant_types": ["client_credentials"], "response_types": [], "redirect_uris": [],
                               "scope": "weather.read weather.write" });
        let made = self.steer("clients", metadata).await;
        let text = |name: &str| made[name].as_str().expect("a text").to_owned();
        Client { id: text("client_id"), secret: text("client_secret") }
    }

    /// The client of a portal that signs people in.
    pub async fn portal_client(&self, redirect_uri: &str, logout_uri: &str) -> Client {
        let metadata = json!({ "redirect_uris": [redirect_uri], "scope": "openid email profile groups",
                               "grant_types": ["authorization_code"], "response_types": ["code"],
                               "backchannel_logout_uri": logout_uri,
                               "backchannel_logout_session_required": true });
        let made = self.steer("clients", metadata).await;
        let text = |name: &str| made[name].as_str().expect("a text").to_owned();
        Client { id: text("client_id"), secret: text("client_secret") }
    }

    /// What it says of a person from now on.
    pub async fn knows(&self, account: &str, claims: Value) {
        self.steer("accounts", json!({ account: claims })).await;
    }

    /// A token as the provider issues it.
    pub async fn token(&self, client: &Client, scope: &str) -> String {
        let request = self
            .http
            .post(format!("{}/token", self.issuer))
            .basic_auth(&client.id, Some(&client.secret))
            .form(&[("grant_type", "client_credentials"), ("scope", scope)]);
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        answer["access_token"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }

    /// What an access token says; `changes` replace or (null) remove claims.
    pub fn claims(&self, client: &str, changes: Value) -> Value {
        let now = server::clock::Clock::now(&server::clock::SystemClock).timestamp();
        let mut claims = json!({ "iss": self.issuer, "aud": AUDIENCE, "client_id": client, "sub": client,
                                 "iat": now, "exp": now + 3600, "scope": "weather.read" });
        for (name, value) in changes.as_object().expect("an object") {
            match value {
                Value::Null => drop(claims.as_object_mut().expect("an object").remove(name)),
                value => claims[name] = value.clone(),
            }
        }
        claims
    }

    /// A token of any content; `key` as `provider.js` says.
    pub async fn signs(&self, key: &str, header: Value, claims: Value) -> String {
        let signed = self.steer("sign", json!({ "key": key, "header": header, "claims": claims })).await;
        signed["token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
