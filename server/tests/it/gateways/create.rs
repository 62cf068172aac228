use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn for_admins_and_named_once(portal: TestPortal) {
        let admin = portal.admin().await;
        let created = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(201).json();
        assert!(created["secret"].as_str().unwrap().starts_with("ptg_"));
        let list = admin.get("/api/v1/gateways").await.expect(200);
        assert!(!list.text.contains(created["secret"].as_str().unwrap()));
        let again = admin.post("/api/v1/gateways", json!({ "name": "edge" })).await.expect(422);
        assert_eq!(again.field_error("name").unwrap(), "Another gateway has this name.");
        let ann = portal.developer("Ann").await;
        ann.get("/api/v1/gateways").await.expect(403);
        ann.post("/api/v1/gateways", json!({ "name": "mine" })).await.expect(403);
        portal.approver().await.get("/api/v1/gateways").await.expect(403);
    }
}
