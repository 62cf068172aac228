//! Six callers with everything of their own, one for each way to take a call's permission away.
use crate::support::{Person, TestPortal, replica::Replica};
use reqwest::Method;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Key,
    Application,
    Registration,
    Developer,
    Version,
    /// The key is looked for in another header.
    Strategy,
}

impl Way {
    pub const ALL: [Self; 6] =
        [Self::Key, Self::Application, Self::Registration, Self::Developer, Self::Version, Self::Strategy];

    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// What a gateway is told afterwards.
    pub fn refusal(self) -> (u16, &'static str) {
        match self {
            Self::Key => (401, "key_revoked"),
            Self::Application => (401, "key_unknown"),
            Self::Registration => (403, "registration_revoked"),
            Self::Developer => (403, "developer_not_approved"),
            Self::Version => (403, "version_retired"),
            Self::Strategy => (401, "key_missing"),
        }
    }

    /// The same as the request, by somebody who has nothing but the database: `$1` is [`Subject::row`].
    pub fn sql(self) -> &'static str {
        match self {
            Self::Key => "UPDATE credentials SET revoked_at = created_at WHERE id = $1",
            Self::Application => "DELETE FROM applications WHERE id = $1",
            Self::Registration => "UPDATE registrations SET status = 'revoked' WHERE id = $1",
            Self::Developer => "UPDATE developers SET status = 'revoked' WHERE id = $1",
            Self::Version => "UPDATE product_versions SET lifecycle = 'retired' WHERE id = $1",
            Self::Strategy => {
                "UPDATE auth_strategies SET settings = replace(settings, 'apikey', 'moved') WHERE id = $1"
            }
        }
    }
}

#[derive(Debug)]
pub struct Subject {
    pub way: Way,
    pub key: String,
    pub product: String,
    /// Whose request takes the permission away.
    token: String,
    request: (Method, String, Value),
    /// The row that is changed by it.
    pub row: uuid::Uuid,
    pub credential: uuid::Uuid,
    pub keys_path: String,
    pub dev_token: String,
}

/// All of them, and the token of the gateway that asks.
pub async fn prepare(portal: &TestPortal) -> (Vec<Subject>, String) {
    let admin = portal.admin().await;
    let gateway = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(201).json();
    let mut all = Vec::new();
    for way in Way::ALL {
        all.push(subject(portal, &admin, way).await);
    }
    (all, text(&gateway["secret"]))
}

async fn subject(portal: &TestPortal, admin: &Person, way: Way) -> Subject {
    let name = way.name();
    let dev = portal.developer(&name).await;
    let strategy = json!({ "name": name, "kind": "key_auth", "header_names": ["apikey"] });
    let strategy = text(&admin.post("/api/v1/auth-strategies", strategy).await.expect(201).json()["id"]);
    let product = json!({ "slug": name, "title": name, "summary": "", "description": "",
                          "visibility": "public", "labels": {} });
    let product = text(&admin.post("/api/v1/products", product).await.expect(201).json()["id"]);
    let version = json!({ "name": "1", "auth_strategy_id": strategy, "registration_enabled": true,
                          "auto_approve": true, "upstream_url": null });
    let versions = format!("/api/v1/products/{product}/versions");
    let version_id = text(&admin.post(&versions, version).await.expect(201).json()["id"]);
    admin.post(&format!("/api/v1/versions/{version_id}/publish"), json!({})).await.expect(200);
    let new = json!({ "name": name, "description": "", "reference_id": "", "auth_strategy_id": strategy });
    let application = dev.post("/api/v1/applications", new).await.expect(201).json();
    let slug = text(&application["slug"]);
    let body = json!({ "version_id": version_id, "purpose": "Trying it" });
    let registrations = format!("/api/v1/applications/{slug}/registrations");
    let registration = text(&dev.post(&registrations, body).await.expect(201).json()["id"]);
    let keys_path = format!("/api/v1/applications/{slug}/credentials");
    let issued =
        dev.post(&keys_path, json!({ "name": "Key", "expires_in_days": null })).await.expect(201).json();
    let credential = text(&issued["credential"]["id"]);
    let developer = text(&dev.get("/api/v1/me").await.expect(200).json()["id"]);
    let why = json!({ "reason": "Abuse" });
    let (request, row) = match way {
        Way::Key => {
            ((Method::POST, format!("{keys_path}/{credential}/revoke"), json!({})), credential.clone())
        }
        Way::Application => {
            ((Method::DELETE, format!("/api/v1/applications/{slug}"), Value::Null), text(&application["id"]))
        }
        Way::Registration => {
            ((Method::POST, format!("/api/v1/registrations/{registration}/revoke"), why), registration)
        }
        Way::Developer => ((Method::POST, format!("/api/v1/developers/{developer}/revoke"), why), developer),
        Way::Version => {
            ((Method::POST, format!("/api/v1/versions/{version_id}/retire"), json!({})), version_id)
        }
        Way::Strategy => {
            let moved = json!({ "name": name, "kind": "key_auth", "header_names": ["moved"] });
            ((Method::PUT, format!("/api/v1/auth-strategies/{strategy}"), moved), strategy)
        }
    };
    let dev_token = dev.token().expect("a token");
    let is_own = matches!(way, Way::Key | Way::Application);
    let token = if is_own { dev_token.clone() } else { admin.token().expect("a token") };
    Subject {
        way,
        key: text(&issued["secret"]),
        product: name,
        token,
        request,
        row: row.parse().expect("an id"),
        credential: credential.parse().expect("an id"),
        keys_path,
        dev_token,
    }
}

impl Subject {
    /// Asks this replica to take the permission away, until it says that it did.
    pub async fn revoke_at(&self, replica: &Replica) {
        let person = Person::new(&replica.origin, Some(self.token.clone()));
        let (method, path, body) = &self.request;
        for _ in 0..20 {
            let answer = person.send(person.request(method.clone(), path).json(body)).await;
            if answer.status.is_success() {
                return;
            }
            // Somebody stopped may hold the row for a while.
            assert_eq!(answer.status, 503, "{:?}: {}", self.way, answer.text);
        }
        panic!("{:?} cannot be revoked", self.way);
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
