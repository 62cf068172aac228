use super::{Person, TestPortal};
use serde_json::{Value, json};

/// The least that a call needs: a published version, an application with access, a key, a gateway.
pub struct World {
    pub dev: Person,
    pub admin: Person,
    pub application: String,
    pub version_id: String,
    pub strategy_id: String,
    pub product_id: String,
    pub registration_id: String,
    pub credential_id: String,
    pub key: String,
    pub gateway_token: String,
    origin: String,
}

pub const PRODUCT: &str = "weather";
pub const VERSION: &str = "2.0";

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

impl World {
    pub async fn new(portal: &TestPortal) -> Self {
        Self::with_upstream(portal, None).await
    }

    pub async fn with_upstream(portal: &TestPortal, upstream: Option<&str>) -> Self {
        let (admin, dev) = (portal.admin().await, portal.developer("Ann").await);
        let keys = json!({ "name": "Keys", "kind": "key_auth", "header_names": ["apikey", "x-api-key"] });
        let strategy = admin.post("/api/v1/auth-strategies", keys).await.expect(201).json();
        let product = json!({ "slug": PRODUCT, "title": "Weather", "summary": "", "description": "",
                              "visibility": "public", "labels": {} });
        let product = admin.post("/api/v1/products", product).await.expect(201).json();
        let settings = json!({ "name": VERSION, "auth_strategy_id": strategy["id"], "registration_enabled": true,
                               "auto_approve": true, "upstream_url": upstream });
        let versions = format!("/api/v1/products/{}/versions", text(&product["id"]));
        let version = admin.post(&versions, settings).await.expect(201).json();
        let version_id = text(&version["id"]);
        admin.post(&format!("/api/v1/versions/{version_id}/publish"), json!({})).await.expect(200);
        let gateway = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(201).json();
        let mut world = Self {
            dev,
            admin,
            application: String::new(),
            version_id,
            strategy_id: text(&strategy["id"]),
            product_id: text(&product["id"]),
            registration_id: String::new(),
            credential_id: String::new(),
            key: String::new(),
            gateway_token: text(&gateway["secret"]),
            origin: portal.origin.clone(),
        };
        world.application = world.new_application("Storm watch").await;
        world.registration_id = world.ask_for_access().await;
        let issued = world.issue("Production").await;
        world.credential_id = text(&issued["credential"]["id"]);
        world.key = text(&issued["secret"]);
        world
    }

    pub async fn new_application(&self, name: &str) -> String {
        let new = json!({ "name": name, "description": "", "reference_id": "", "auth_strategy_id": self.strategy_id });
        text(&self.dev.post("/api/v1/applications", new).await.expect(201).json()["slug"])
    }

    pub async fn ask_for_access(&self) -> String {
        let path = format!("/api/v1/applications/{}/registrations", self.application);
        let body = json!({ "version_id": self.version_id, "purpose": "Trying it" });
        text(&self.dev.post(&path, body).await.expect(201).json()["id"])
    }

    pub fn keys_path(&self) -> String {
        format!("/api/v1/applications/{}/credentials", self.application)
    }

    pub fn key_path(&self) -> String {
        format!("{}/{}", self.keys_path(), self.credential_id)
    }

    pub async fn issue(&self, name: &str) -> Value {
        self.dev
            .post(&self.keys_path(), json!({ "name": name, "expires_in_days": null }))
            .await
            .expect(201)
            .json()
    }

    /// A question as a gateway asks it; headers are added by the caller.
    pub fn question(&self, below: &str) -> reqwest::RequestBuilder {
        self.question_at(&self.origin, below)
    }

    /// The same for another process over the same database.
    pub fn question_at(&self, origin: &str, below: &str) -> reqwest::RequestBuilder {
        reqwest::Client::new()
            .get(format!("{origin}/gateway/verify/{PRODUCT}/{VERSION}{below}"))
            .header("x-portal-gateway-token", &self.gateway_token)
    }

    /// The status and the reason of the verdict on a call with this key.
    pub async fn verdict(&self, key: &str) -> (u16, String) {
        let response = self.question("").header("apikey", key).send().await.expect("an answer");
        verdict_of(&response)
    }
}

pub fn verdict_of(response: &reqwest::Response) -> (u16, String) {
    let reason =
        response.headers().get("x-portal-reason").map(|value| value.to_str().expect("text").to_owned());
    (response.status().as_u16(), reason.unwrap_or_default())
}
