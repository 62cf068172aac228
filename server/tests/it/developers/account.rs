use super::{PASSWORD, id_of, sign_in};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn renaming_oneself_is_seen_at_once(portal: TestPortal) {
        portal.developer("Ann").await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, "ann@partner.example", PASSWORD).await.expect(303);
        let refused = browser.submit("/account?_do=rename_self", &[("full_name", " ")]).await.expect(422);
        assert!(refused.text.contains("Please fill this in."));
        browser.submit("/account?_do=rename_self", &[("full_name", "Ann of Green")]).await.expect(303);
        assert!(browser.get("/account").await.expect(200).text.contains("Ann of Green"));
    }

    async fn deleting_oneself_needs_the_password_and_leaves_nothing(portal: TestPortal) {
        let (ann, admin) = (portal.developer("Ann").await, portal.admin().await);
        let id = id_of(&admin, "ann@partner.example").await;
        let wrong = ann.post("/api/v1/me/deletion", json!({ "password": "not this one at all" })).await.expect(422);
        assert!(wrong.field_error("password").is_some());
        assert_eq!(ann.get("/api/v1/me/deletion").await.expect(200).json()["email"], "ann@partner.example");
        ann.post("/api/v1/me/deletion", json!({ "password": PASSWORD })).await.expect(204);
        ann.get("/api/v1/me").await.expect(401);
        admin.get(&format!("/api/v1/developers/{id}")).await.expect(404);
        sign_in(&portal, &portal.stranger(), "ann@partner.example", PASSWORD).await.expect(422);
        let trail = admin.get("/api/v1/audit-events?q=developer.deleted").await.expect(200).json();
        assert_eq!(trail["items"][0]["object_name"], "ann@partner.example");
    }

    async fn strangers_are_asked_to_sign_in_and_come_back(portal: TestPortal) {
        let page = portal.stranger().get("/account/password").await.expect(401);
        assert!(page.text.contains("Sign in to continue"));
        assert!(page.text.contains("/sign-in?return_to=%2Faccount%2Fpassword"), "{}", page.text);
    }
}
