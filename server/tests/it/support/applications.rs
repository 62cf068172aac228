//! Applications and requests for access.
use super::{Person, TestPortal, people::Answer, portal::PASSWORD};
use app::{actor::Actor, sessions::Sessions};
use serde_json::{Value, json};

/// A published version with API keys, and who may approve.
pub struct Published {
    pub admin: Person,
    pub product: Value,
    pub strategy: String,
    pub version: Value,
}

impl Published {
    pub fn version_id(&self) -> &str {
        self.version["id"].as_str().expect("an id")
    }

    /// Changes the version's settings, such as `registration_enabled`.
    pub async fn sets(&self, change: Value) {
        let mut settings = json!({
            "name": self.version["name"], "auth_strategy_id": self.strategy,
            "registration_enabled": true, "auto_approve": false, "upstream_url": null,
        });
        for (name, value) in change.as_object().expect("an object") {
            settings[name] = value.clone();
        }
        self.admin.put(&format!("/api/v1/versions/{}", self.version_id()), settings).await.expect(200);
    }
}

impl TestPortal {
    /// "Weather 2.0" with the strategy "Keys", published by Ada.
    pub async fn published_weather(&self) -> Published {
        let admin = self.admin().await;
        let strategy = admin.creates_key_strategy("Keys").await;
        let product = admin.creates_product("weather", "Weather").await;
        let version = admin.publishes_version(&product, "2.0", Some(&strategy)).await;
        Published { admin, product, strategy, version }
    }

    /// The browser of somebody who has an account: signed in, without an access token.
    pub async fn browser(&self, email: &str) -> Person {
        let actor = Actor::system("test");
        let token = self.portal.sign_in(&actor, email, PASSWORD, None).await.expect("a session");
        Person::with_cookie(&self.origin, format!("portico={}", token.0))
    }
}

impl Person {
    /// Returns its slug.
    pub async fn creates_application(&self, name: &str, strategy: &str) -> String {
        let new = json!({ "name": name, "auth_strategy_id": strategy });
        let created = self.post("/api/v1/applications", new).await.expect(201).json();
        created["slug"].as_str().expect("a slug").to_owned()
    }

    pub async fn requests_access(&self, application: &str, version: &str) -> Answer {
        let path = format!("/api/v1/applications/{application}/registrations");
        self.post(&path, json!({ "version_id": version, "purpose": "Umbrellas" })).await
    }

    /// The registration's id.
    pub async fn registers(&self, application: &str, version: &str) -> String {
        let made = self.requests_access(application, version).await.expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    /// `verb` is approve, reject or revoke.
    pub async fn decides(&self, registration: &str, verb: &str, reason: &str) -> Answer {
        self.post(&format!("/api/v1/registrations/{registration}/{verb}"), json!({ "reason": reason })).await
    }
}
