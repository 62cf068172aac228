use crate::support::{Person, TestPortal, on_both_databases};
use chrono::TimeDelta;
use serde_json::json;

async fn issue(portal: &TestPortal, owner: &Person, body: serde_json::Value) -> (Person, String) {
    let issued = owner.post("/api/v1/me/access-tokens", body).await.expect(201).json();
    let secret = issued["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.starts_with("pta_"), "{secret}");
    (Person::new(&portal.origin, Some(secret)), issued["token"]["id"].as_str().expect("an id").to_owned())
}

on_both_databases! {
    async fn a_read_token_changes_nothing(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let (reader, _) = issue(&portal, &ann, json!({ "name": "reports", "scope": "read" })).await;
        reader.get("/api/v1/me").await.expect(200);
        let refused = reader.put("/api/v1/me", json!({ "full_name": "Eve" })).await.expect(409);
        assert_eq!(refused.code(), "read_only_token");
        assert_eq!(ann.get("/api/v1/me").await.json()["full_name"], "Ann");
    }

    async fn a_token_ends_when_it_expires_or_is_revoked(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let (short, _) = issue(&portal, &ann, json!({ "name": "short", "scope": "read", "expires_in_days": 1 })).await;
        let (other, id) = issue(&portal, &ann, json!({ "name": "other", "scope": "write" })).await;
        short.get("/api/v1/me").await.expect(200);
        portal.clock.advance(TimeDelta::days(1));
        short.get("/api/v1/me").await.expect(401);
        other.get("/api/v1/me").await.expect(200);
        ann.delete(&format!("/api/v1/me/access-tokens/{id}")).await.expect(204);
        other.get("/api/v1/me").await.expect(401);
    }

    async fn foreign_tokens_are_missing_tokens(portal: TestPortal) {
        let (ann, ben) = (portal.developer("Ann").await, portal.developer("Ben").await);
        let (_, id) = issue(&portal, &ann, json!({ "name": "mine", "scope": "read" })).await;
        let foreign = ben.delete(&format!("/api/v1/me/access-tokens/{id}")).await.expect(404);
        let missing = ben.delete("/api/v1/me/access-tokens/0195b1f0-0000-7000-8000-000000000000").await.expect(404);
        assert_eq!(crate::developers::seen(&foreign), crate::developers::seen(&missing));
    }

    async fn the_page_shows_a_secret_once(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let browser = portal.stranger();
        crate::developers::sign_in(&portal, &browser, "ann@partner.example", crate::developers::PASSWORD).await.expect(303);
        let fields = [("name", ""), ("scope", "write"), ("expires_in_days", "30")];
        let refused = browser.submit("/account/tokens?_do=issue_access_token", &fields).await.expect(422);
        assert!(refused.text.contains("Please fill this in."));
        let fields = [("name", "nightly"), ("scope", "write"), ("expires_in_days", "30")];
        let page = browser.submit("/account/tokens?_do=issue_access_token", &fields).await.expect(200);
        assert!(page.text.contains("pta_") && page.text.contains("nightly"));
        let later = browser.get("/account/tokens").await.expect(200);
        assert!(later.text.contains("nightly") && !later.text.contains("pta_"));
        assert_eq!(ann.get("/api/v1/me/access-tokens").await.json()[0]["scope"], "write");
    }
}
