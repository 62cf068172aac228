//! A second real OpenID Connect provider, Debian's glewlwyd, with a folder, a database and a port of its own, set up
//! by its own REST API. It differs from the first in much that the standards leave open, and in some that they do not.
mod guest;
mod set_up;

pub use guest::Guest;

use super::identity_provider::Client;
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::net::TcpSocket;

/// Of the admin and of everybody else.
const PASSWORD: &str = "password";
/// Names the person's session there, as logout tokens do.
const SESSION_COOKIE: &str = "SECOND_SESSION";
const SCOPES: [&str; 4] = ["openid", "profile", "email", "groups"];

pub struct Glewlwyd {
    pub issuer: String,
    origin: String,
    program: PathBuf,
    folder: PathBuf,
    process: Child,
    admin: reqwest::Client,
    /// Not listened on: as long as it is here, the port is given to nobody else, also while the provider is down.
    _port: TcpSocket,
}

/// Where scripts/second-identity-provider.sh unpacked it. Absent only where it was not promised.
fn package() -> Option<PathBuf> {
    let named = std::env::var_os("PORTICO_TEST_GLEWLWYD").filter(|path| !path.is_empty());
    let promised = std::env::var_os("PORTICO_REQUIRE_GLEWLWYD").is_some();
    assert!(named.is_some() || !promised, "PORTICO_TEST_GLEWLWYD is not set");
    named.map(PathBuf::from)
}

impl Glewlwyd {
    /// Ends with this value.
    pub async fn start() -> Option<Self> {
        let package = package()?;
        let folder = std::env::temp_dir().join(format!("portico-idp-{}", server::secrets::random_text(12)));
        fs::create_dir_all(&folder).expect("a temporary folder");
        set_up::database(&package, &folder).await;
        let port = TcpSocket::new_v4().expect("a socket");
        port.set_reuseaddr(true).expect("a port that is shared with the provider");
        port.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
        let address = port.local_addr().expect("an address");
        let origin = format!("http://{address}");
        fs::write(folder.join("glewlwyd.conf"), set_up::configuration(&package, &folder, address.port()))
            .expect("the file is written");
        let program = package.join("usr/bin/glewlwyd");
        let process = run(&program, &folder);
        let admin = reqwest::Client::builder().cookie_store(true).build().expect("an HTTP client");
        let mut own = Self {
            issuer: format!("{origin}/api/oidc"),
            origin,
            program,
            folder,
            process,
            admin,
            _port: port,
        };
        own.wait_until_it_answers().await;
        own.set_up().await;
        Some(own)
    }

    pub fn goes_down(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// With all that it knew.
    pub async fn comes_back(&mut self) {
        self.process = run(&self.program, &self.folder);
        self.wait_until_it_answers().await;
    }

    async fn wait_until_it_answers(&mut self) {
        for _ in 0..600 {
            if self.admin.get(format!("{}/config", self.origin)).send().await.is_ok() {
                return;
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("glewlwyd ended with {status}: {}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("glewlwyd does not listen: {}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    async fn set_up(&self) {
        self.asks(Method::POST, "auth/", json!({ "username": "admin", "password": PASSWORD })).await;
        for scope in SCOPES.iter().skip(1).copied().chain(["weather.read", "weather.write"]) {
            let scope = json!({ "name": scope, "display_name": scope, "description": scope,
                                "password_required": false, "password_max_age": 0, "scheme": {} });
            self.asks(Method::POST, "scope/", scope).await;
        }
        // What its people have beside name and address.
        let mut people = self.asks(Method::GET, "mod/user/database", Value::Null).await;
        for (property, multiple) in [("groups", true), ("email-verified", false)] {
            people["parameters"]["data-format"][property] = json!({ "multiple": multiple, "read": true, "write": true,
                                                                    "profile-read": true, "profile-write": false });
        }
        self.asks(Method::PUT, "mod/user/database", people).await;
        self.asks(Method::PUT, "mod/user/database/reset", Value::Null).await;
        let plugin = json!({ "module": "oidc", "name": "oidc", "display_name": "OpenID Connect",
                             "parameters": set_up::parameters(&self.issuer) });
        self.asks(Method::POST, "mod/plugin/", plugin).await;
    }

    async fn asks(&self, method: Method, path: &str, body: Value) -> Value {
        let answer = self.answer(method, path, body).await;
        let (status, url) = (answer.status(), answer.url().clone());
        let text = answer.text().await.expect("a readable body");
        assert!(status.is_success(), "{url}: {status} {text}\n{}", self.log());
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn answer(&self, method: Method, path: &str, body: Value) -> reqwest::Response {
        let mut request = self.admin.request(method, format!("{}/api/{path}", self.origin));
        if !body.is_null() {
            request = request.json(&body);
        }
        request.send().await.expect("an answer")
    }

    /// What it says of a person from now on: `name`, `email`, `groups`, and `email-verified` as yes or no.
    pub async fn knows(&self, person: &str, says: Value) {
        let mut user = json!({ "username": person, "password": PASSWORD, "enabled": true, "scope": SCOPES });
        for (name, value) in says.as_object().expect("an object").iter().filter(|(_, value)| !value.is_null())
        {
            user[name] = value.clone();
        }
        let path = format!("user/{person}");
        if self.answer(Method::GET, &path, Value::Null).await.status().is_success() {
            self.asks(Method::PUT, &path, user).await;
        } else {
            self.asks(Method::POST, "user", user).await;
        }
    }

    /// The client of a portal that signs people in.
    pub async fn portal_client(&self, client: &Client, redirect_uri: &str, logout_uri: &str) {
        let new = json!({ "client_id": client.id, "client_secret": client.secret, "name": "Portal", "enabled": true,
                          "confidential": true, "redirect_uri": [redirect_uri], "scope": [],
                          "authorization_type": ["code"], "backchannel_logout_uri": logout_uri,
                          "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post"] });
        self.asks(Method::POST, "client", new).await;
    }

    /// A client that signs in by itself and may have every scope.
    pub async fn client(&self, id: &str) -> Client {
        let client = Client { id: id.to_owned(), secret: server::secrets::random_text(24) };
        let new = json!({ "client_id": client.id, "client_secret": client.secret, "name": id, "enabled": true,
                          "confidential": true, "redirect_uri": [], "scope": ["weather.read", "weather.write"],
                          "authorization_type": ["client_credentials"],
                          "token_endpoint_auth_method": ["client_secret_basic"] });
        self.asks(Method::POST, "client", new).await;
        client
    }

    /// A token for the resource; without one, it is for the scope itself.
    pub async fn token(&self, client: &Client, scope: &str, resource: Option<&str>) -> String {
        let mut form = vec![("grant_type", "client_credentials"), ("scope", scope)];
        form.extend(resource.map(|resource| ("resource", resource)));
        let request = self.admin.post(format!("{}/token", self.issuer));
        let request = request.basic_auth(&client.id, Some(&client.secret)).form(&form);
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        answer["access_token"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }
}

impl Drop for Glewlwyd {
    fn drop(&mut self) {
        self.goes_down();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn run(program: &Path, folder: &Path) -> Child {
    let log = fs::File::create(folder.join("log")).expect("a log");
    Command::new(program)
        .arg("--config-file")
        .arg(folder.join("glewlwyd.conf"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::from(log.try_clone().expect("a log")))
        .stderr(Stdio::from(log))
        .spawn()
        .expect("glewlwyd starts")
}
