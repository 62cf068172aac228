//! Products and versions to have something to read and to register for.
use super::Person;
use serde_json::{Value, json};

/// A document with one operation.
pub const PETS: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, summary: List all pets, responses: {'200': {description: Pets}}}
"#;

impl Person {
    /// An auth strategy with API keys in `apikey`; as an admin.
    pub async fn creates_key_strategy(&self, name: &str) -> String {
        let keys = json!({ "name": name, "kind": "key_auth", "header_names": ["apikey"] });
        let created = self.post("/api/v1/auth-strategies", keys).await.expect(201).json();
        created["id"].as_str().expect("an id").to_owned()
    }

    /// A public product; as an admin.
    pub async fn creates_product(&self, slug: &str, title: &str) -> Value {
        let product = json!({ "slug": slug, "title": title, "summary": format!("{title}, in short") });
        self.post("/api/v1/products", product).await.expect(201).json()
    }

    /// A draft that developers may register for once it is published; as an admin.
    pub async fn creates_version(&self, product: &Value, name: &str, strategy: Option<&str>) -> Value {
        let path = format!("/api/v1/products/{}/versions", product["id"].as_str().expect("an id"));
        let settings = json!({ "name": name, "auth_strategy_id": strategy, "registration_enabled": true });
        self.post(&path, settings).await.expect(201).json()
    }

    /// The same, published.
    pub async fn publishes_version(&self, product: &Value, name: &str, strategy: Option<&str>) -> Value {
        let draft = self.creates_version(product, name, strategy).await;
        let path = format!("/api/v1/versions/{}/publish", draft["id"].as_str().expect("an id"));
        self.post(&path, json!({})).await.expect(200).json()
    }
}
