//! Calls with access tokens of a real identity provider.
mod adversity;
mod calls;
mod check;
mod second;
mod verdicts;

use crate::support::{
    Person, TestPortal,
    identity_provider::{AUDIENCE, Client, IdentityProvider},
    world::verdict_of,
};
use serde_json::json;

/// A version whose calls carry tokens, and an application with access that has a client at the provider.
pub struct TokenWorld {
    pub provider: IdentityProvider,
    pub admin: Person,
    pub dev: Person,
    pub client: Client,
    pub application: String,
    pub version_id: String,
    pub registration_id: String,
    pub gateway_token: String,
    origin: String,
}

/// The provider is inside; patience for a busy machine.
pub const SETTINGS: [(&str, &str); 2] =
    [("PORTICO_OUTBOUND_ALLOW", "127.0.0.1"), ("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "20000")];

impl TokenWorld {
    pub async fn new(portal: &TestPortal) -> Self {
        let provider = IdentityProvider::start();
        let issuer = provider.issuer.clone();
        Self::of_issuer(portal, provider, &issuer, None).await
    }

    pub async fn with_upstream(portal: &TestPortal, upstream: &str) -> Self {
        let provider = IdentityProvider::start();
        let issuer = provider.issuer.clone();
        Self::of_issuer(portal, provider, &issuer, Some(upstream)).await
    }

    pub async fn of_issuer(
        portal: &TestPortal,
        provider: IdentityProvider,
        issuer: &str,
        upstream: Option<&str>,
    ) -> Self {
        let clock = &portal.clock;
        // The provider's tokens are made by the real time.
        let real = server::clock::Clock::now(&server::clock::SystemClock);
        clock.advance(real - server::clock::Clock::now(&**clock));
        let (admin, dev) = (portal.admin().await, portal.developer("Ann").await);
        let strategy = json!({ "name": "Acme ID", "kind": "openid_connect", "issuer": issuer,
            "credential_claims": ["client_id"], "audiences": [AUDIENCE], "scopes": ["weather.read"],
            "auth_methods": ["client_credentials"] });
        let strategy = admin.post("/api/v1/auth-strategies", strategy).await.expect(201).json();
        let product = admin.creates_product("weather", "Weather").await;
        let settings = json!({ "name": "2.0", "auth_strategy_id": strategy["id"], "registration_enabled": true,
                               "auto_approve": true, "upstream_url": upstream });
        let versions = format!("/api/v1/products/{}/versions", product["id"].as_str().expect("an id"));
        let version = admin.post(&versions, settings).await.expect(201).json();
        let version_id = version["id"].as_str().expect("an id").to_owned();
        admin.post(&format!("/api/v1/versions/{version_id}/publish"), json!({})).await.expect(200);
        let client = provider.client().await;
        let new =
            json!({ "name": "Storm watch", "reference_id": client.id, "auth_strategy_id": strategy["id"] });
        let application = dev.post("/api/v1/applications", new).await.expect(201).json();
        let application = application["slug"].as_str().expect("a slug").to_owned();
        let registration_id = dev.registers(&application, &version_id).await;
        let gateway = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(201).json();
        let gateway_token = gateway["secret"].as_str().expect("a secret").to_owned();
        let origin = portal.origin.clone();
        Self { provider, admin, dev, client, application, version_id, registration_id, gateway_token, origin }
    }

    pub async fn token(&self) -> String {
        self.provider.token(&self.client, "weather.read").await
    }

    pub fn question(&self) -> reqwest::RequestBuilder {
        reqwest::Client::new()
            .get(format!("{}/gateway/verify/weather/2.0", self.origin))
            .header("x-portal-gateway-token", &self.gateway_token)
    }

    pub async fn ask(&self, token: &str) -> reqwest::Response {
        self.question().bearer_auth(token).send().await.expect("an answer")
    }

    /// The status and the reason of the verdict on a call with this token.
    pub async fn verdict(&self, token: &str) -> (u16, String) {
        verdict_of(&self.ask(token).await)
    }
}
