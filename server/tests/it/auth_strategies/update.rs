use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn settings_change_and_the_kind_does_not(portal: TestPortal) {
        let admin = portal.admin().await;
        let id = admin.creates_key_strategy("Keys").await;
        let path = format!("/api/v1/auth-strategies/{id}");
        let two = json!({ "name": "Keys, two headers", "kind": "key_auth", "header_names": ["apikey", "x-api-key"] });
        let changed = admin.put(&path, two).await.expect(200).json();
        assert_eq!(changed["header_names"], json!(["apikey", "x-api-key"]));
        let other_kind = json!({ "name": "Keys", "kind": "openid_connect", "issuer": "https://id.acme.example",
            "credential_claims": ["client_id"], "scopes": [], "auth_methods": ["bearer"] });
        let refused = admin.put(&path, other_kind).await.expect(422);
        assert_eq!(refused.field_error("kind").unwrap(), "The kind is fixed when a strategy is created.");
    }

    async fn openid_connect_has_its_limits(portal: TestPortal) {
        let admin = portal.admin().await;
        let bad = json!({ "name": "ID", "kind": "openid_connect", "issuer": "ftp://id",
            "credential_claims": [], "scopes": vec!["s"; 51], "auth_methods": [] });
        let answer = admin.post("/api/v1/auth-strategies", bad).await.expect(422);
        for (field, message) in [
            ("issuer", "An address such as https://id.example.com."),
            ("credential_claims", "Please name at least one."),
            ("scopes", "At most 50."),
            ("auth_methods", "Please choose at least one."),
        ] {
            assert_eq!(answer.field_error(field).unwrap(), message);
        }
        let long = json!({ "name": "ID", "kind": "openid_connect", "issuer": format!("https://{}", "i".repeat(249)),
            "credential_claims": vec!["c"; 11], "scopes": ["s".repeat(129)], "auth_methods": ["telepathy"] });
        let answer = admin.post("/api/v1/auth-strategies", long).await.expect(422);
        for field in ["issuer", "credential_claims", "scopes", "auth_methods"] {
            assert!(answer.field_error(field).is_some(), "{field}: {}", answer.text);
        }
    }
}
