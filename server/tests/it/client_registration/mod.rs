mod admin;
mod bridge;
mod documented;
mod failures;
mod provider;

use crate::support::{
    Person, TestPortal,
    identity_provider::{AUDIENCE, Client, IdentityProvider},
    world::verdict_of,
};
use axum::{Router, body::Body, extract::Request, response::Response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// The provider is inside; patience for a busy machine.
pub const SETTINGS: [(&str, &str); 2] =
    [("PORTICO_OUTBOUND_ALLOW", "127.0.0.1"), ("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "20000")];

pub const TOKEN: &str = "an-initial-access-token";

/// A version whose applications get their clients by themselves.
pub struct RegisteringWorld {
    pub provider: IdentityProvider,
    pub admin: Person,
    pub dev: Person,
    pub strategy: String,
    pub version: String,
    pub gateway_token: String,
    pub origin: String,
}

impl RegisteringWorld {
    pub async fn new(portal: &TestPortal) -> Self {
        let world = Self::without_registration(portal, json!(["client_credentials"])).await;
        world.registers(json!({ "kind": "rfc7591", "secret": TOKEN, "scopes": ["weather.write"] })).await;
        world
    }

    pub async fn without_registration(portal: &TestPortal, auth_methods: Value) -> Self {
        let provider = IdentityProvider::start();
        let issuer = provider.issuer.clone();
        Self::with_issuer(portal, provider, &issuer, auth_methods).await
    }

    /// Its auth strategy trusts another issuer than the provider that runs.
    pub async fn with_issuer(
        portal: &TestPortal,
        provider: IdentityProvider,
        issuer: &str,
        auth_methods: Value,
    ) -> Self {
        let clock = &portal.clock;
        // The provider's tokens are made by the real time.
        let real = server::clock::Clock::now(&server::clock::SystemClock);
        clock.advance(real - server::clock::Clock::now(&**clock));
        let (admin, dev) = (portal.admin().await, portal.developer("Ann").await);
        let strategy = json!({ "name": "Acme ID", "kind": "openid_connect", "issuer": issuer,
            "credential_claims": ["client_id"], "audiences": [AUDIENCE], "scopes": ["weather.read"],
            "auth_methods": auth_methods });
        let strategy = admin.post("/api/v1/auth-strategies", strategy).await.expect(201).json();
        let strategy = strategy["id"].as_str().expect("an id").to_owned();
        let product = admin.creates_product("weather", "Weather").await;
        let settings = json!({ "name": "2.0", "auth_strategy_id": strategy, "registration_enabled": true,
                               "auto_approve": true });
        let versions = format!("/api/v1/products/{}/versions", product["id"].as_str().expect("an id"));
        let version = admin.post(&versions, settings).await.expect(201).json();
        let version = version["id"].as_str().expect("an id").to_owned();
        admin.post(&format!("/api/v1/versions/{version}/publish"), json!({})).await.expect(200);
        let gateway = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(201).json();
        let gateway_token = gateway["secret"].as_str().expect("a secret").to_owned();
        let origin = portal.origin.clone();
        Self { provider, admin, dev, strategy, version, gateway_token, origin }
    }

    pub fn registration(&self) -> String {
        format!("/api/v1/auth-strategies/{}/client-registration", self.strategy)
    }

    pub async fn registers(&self, settings: Value) {
        self.admin.put(&self.registration(), settings).await.expect(200);
    }

    pub fn new_application(&self, name: &str) -> Value {
        json!({ "name": name, "auth_strategy_id": self.strategy })
    }

    /// Its slug and its client.
    pub async fn creates(&self, name: &str) -> (String, Client) {
        let made = self.dev.post("/api/v1/applications", self.new_application(name)).await.expect(201).json();
        assert_eq!(made["reference_id"], made["client"]["client_id"], "{made}");
        (text(&made["slug"]), client(&made["client"]))
    }

    pub async fn applications(&self) -> usize {
        let own = self.dev.get("/api/v1/applications").await.expect(200).json();
        own.as_array().expect("a list").len()
    }

    /// What the provider answers to a request for a token: the token, or the error's code.
    pub async fn asks_for_token(&self, client: &Client, scope: &str) -> Result<String, String> {
        let request = reqwest::Client::new()
            .post(format!("{}/token", self.provider.issuer))
            .basic_auth(&client.id, Some(&client.secret))
            .form(&[("grant_type", "client_credentials"), ("scope", scope)]);
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        match answer["access_token"].as_str() {
            Some(token) => Ok(token.to_owned()),
            None => Err(text(&answer["error"])),
        }
    }

    /// The status and the reason of the verdict on a call with this token.
    pub async fn verdict(&self, token: &str) -> (u16, String) {
        let request = reqwest::Client::new()
            .get(format!("{}/gateway/verify/weather/2.0", self.origin))
            .header("x-portal-gateway-token", &self.gateway_token)
            .bearer_auth(token);
        verdict_of(&request.send().await.expect("an answer"))
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

pub fn client(issued: &Value) -> Client {
    Client { id: text(&issued["client_id"]), secret: text(&issued["client_secret"]) }
}

/// What a [`Stand`] was asked: method, path, key or token, body: as JSON, or as text where it is none.
pub type Asked = (String, String, String, Value);
type Answers = Box<dyn FnMut(&Asked) -> Option<(u16, String)> + Send>;

/// A real HTTP server of the test's own that stands where a provider or a bridge would.
#[derive(Clone)]
pub struct Stand {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Stand {
    /// `answer` gives status and body, with `{here}` for its own address; nothing where it is to say nothing at
    /// all.
    pub async fn new(answer: impl FnMut(&Asked) -> Option<(u16, String)> + Send + 'static) -> Self {
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let answers: Arc<Mutex<Answers>> = Arc::new(Mutex::new(Box::new(answer)));
        let kept = asked.clone();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let here = address.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (kept, answers, here) = (kept.clone(), answers.clone(), here.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.expect("the body");
                let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
                let proof = header("x-api-key").or(header("authorization")).unwrap_or_default().to_owned();
                let text = String::from_utf8_lossy(&body).into_owned();
                let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
                let one = (parts.method.to_string(), parts.uri.path().to_owned(), proof, body);
                kept.lock().expect("the list").push(one.clone());
                let answer = (answers.lock().expect("the answers"))(&one);
                match answer {
                    Some((status, text)) => Response::builder()
                        .status(status)
                        .header("content-type", "application/json")
                        .body(Body::from(text.replace("{here}", &here)))
                        .expect("a response"),
                    None => std::future::pending().await,
                }
            }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("the list").clone()
    }

    /// How often this was asked, such as "DELETE /clients/7".
    pub fn count(&self, what: &str) -> usize {
        self.asked().iter().filter(|(method, path, ..)| format!("{method} {path}") == what).count()
    }
}
