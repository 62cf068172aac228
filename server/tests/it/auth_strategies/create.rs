use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn admin_creates_and_reuses_a_name_only_once(portal: TestPortal) {
        let admin = portal.admin().await;
        let keys = json!({ "name": "Keys", "kind": "key_auth", "header_names": ["apikey"] });
        let created = admin.post("/api/v1/auth-strategies", keys.clone()).await.expect(201).json();
        assert_eq!(created["header_names"], json!(["apikey"]));
        let again = admin.post("/api/v1/auth-strategies", keys).await.expect(422);
        assert_eq!(again.field_error("name").unwrap(), "Another auth strategy has this name.");
    }

    async fn every_limit_names_its_field(portal: TestPortal) {
        let admin = portal.admin().await;
        let bad = json!({ "name": "x".repeat(256), "kind": "key_auth", "header_names": vec!["a"; 11] });
        let answer = admin.post("/api/v1/auth-strategies", bad).await.expect(422);
        assert_eq!(answer.field_error("name").unwrap(), "At most 255 characters; this has 256.");
        assert_eq!(answer.field_error("header_names").unwrap(), "At most 10 header names.");
    }

    async fn developers_may_not(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let keys = json!({ "name": "Keys", "kind": "key_auth", "header_names": ["apikey"] });
        ann.post("/api/v1/auth-strategies", keys.clone()).await.expect(403);
        portal.stranger().post("/api/v1/auth-strategies", keys).await.expect(403);
    }
}
