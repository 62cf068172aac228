use crate::support::{TestPortal, on_both_databases, world::World};
use serde_json::json;

on_both_databases! {
    async fn a_key_is_shown_once_and_stored_as_a_hash(portal: TestPortal) {
        let world = World::new(&portal).await;
        let issued = world.issue("Laptop").await;
        let secret = issued["secret"].as_str().unwrap();
        assert_eq!(secret.len(), 32);
        assert!(secret.starts_with("ptk_"));
        let list = world.dev.get(&world.keys_path()).await.expect(200);
        assert!(!list.text.contains(&secret[4..28]), "the list holds no secret");
        let list = list.json();
        let listed = list["credentials"].as_array().unwrap().iter().find(|key| key["name"] == "Laptop").expect("listed");
        assert_eq!(listed["last_four"], secret[28..]);
        assert_eq!(listed["status"], "active");
        let mut conn = portal.portal.db.read().await.unwrap();
        let stored: Vec<(Vec<u8>,)> = server::db::sql("SELECT hash FROM credentials").all(&mut conn).await.unwrap();
        assert!(stored.iter().all(|(hash,)| hash.len() == 32));
    }

    async fn limits_name_their_field(portal: TestPortal) {
        let world = World::new(&portal).await;
        for (name, days, field) in [("", 1, "name"), ("x", 0, "expires_in_days"), ("x", 3651, "expires_in_days")] {
            let body = json!({ "name": name, "expires_in_days": days });
            let answer = world.dev.post(&world.keys_path(), body).await.expect(422);
            assert!(answer.field_error(field).is_some(), "{}", answer.text);
        }
        let long = json!({ "name": "x".repeat(256), "expires_in_days": null });
        let answer = world.dev.post(&world.keys_path(), long).await.expect(422);
        assert_eq!(answer.field_error("name").unwrap(), "At most 255 characters; this has 256.");
    }

    async fn at_most_twenty_are_live(portal: TestPortal) {
        let world = World::new(&portal).await;
        for number in 1..20 {
            world.issue(&format!("Key {number}")).await;
        }
        let body = json!({ "name": "One too many", "expires_in_days": null });
        let answer = world.dev.post(&world.keys_path(), body.clone()).await.expect(409);
        assert_eq!(answer.code(), "too_many_credentials");
        let rotate = world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "day" })).await;
        assert_eq!(rotate.expect(409).code(), "too_many_credentials");
        world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
        world.dev.post(&world.keys_path(), body).await.expect(201);
    }

    async fn another_developers_keys_are_like_missing_ones(portal: TestPortal) {
        let world = World::new(&portal).await;
        let eve = portal.developer("Eve").await;
        let missing = eve.get("/api/v1/applications/no-such/credentials").await.expect(404);
        let foreign = eve.get(&world.keys_path()).await.expect(404);
        assert_eq!(missing.text, foreign.text);
        eve.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(404);
        eve.post(&world.keys_path(), json!({ "name": "x", "expires_in_days": null })).await.expect(404);
        assert_eq!(world.verdict(&world.key).await.0, 200);
        portal.stranger().get(&world.keys_path()).await.expect(401);
    }

    async fn openid_connect_applications_have_no_keys(portal: TestPortal) {
        let world = World::new(&portal).await;
        let openid = json!({ "name": "Tokens", "kind": "openid_connect", "issuer": "https://id.example.com",
                             "credential_claims": ["sub"], "scopes": [], "auth_methods": ["bearer"] });
        let openid = world.admin.post("/api/v1/auth-strategies", openid).await.expect(201).json();
        let settings = json!({ "name": "3.0", "auth_strategy_id": openid["id"], "registration_enabled": true,
                               "auto_approve": true, "upstream_url": null });
        let version = world.admin.post(&format!("/api/v1/products/{}/versions", world.product_id), settings).await.expect(201).json();
        world.admin.post(&format!("/api/v1/versions/{}/publish", version["id"].as_str().unwrap()), json!({})).await.expect(200);
        let new = json!({ "name": "Tokens", "description": "", "reference_id": "client-1", "auth_strategy_id": openid["id"] });
        let slug = world.dev.post("/api/v1/applications", new).await.expect(201).json()["slug"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/applications/{slug}/credentials");
        let answer = world.dev.post(&path, json!({ "name": "x", "expires_in_days": null })).await.expect(409);
        assert_eq!(answer.code(), "openid_connect_application");
        assert!(answer.json()["detail"].as_str().unwrap().contains("reference ID"));
    }

    async fn made_before_approval_it_works_from_the_approval_on(portal: TestPortal) {
        let world = World::new(&portal).await;
        let settings = json!({ "name": "2.0", "auth_strategy_id": world.strategy_id, "registration_enabled": true,
                               "auto_approve": false, "upstream_url": null });
        world.admin.put(&format!("/api/v1/versions/{}", world.version_id), settings).await.expect(200);
        world.dev.delete(&format!("/api/v1/registrations/{}", world.registration_id)).await.expect(204);
        let registration = world.ask_for_access().await;
        assert_eq!(world.verdict(&world.key).await, (403, "registration_pending".to_owned()));
        let panel = world.dev.get(&format!("/api/v1/applications/{}/calls", world.application)).await.expect(200).json();
        assert_eq!(panel[0]["refusal"]["code"], "registration_pending");
        assert_eq!(panel[0]["refusal"]["reason"], "Waiting for approval since 21 Nov 2026, 10:42 UTC.");
        world.admin.post(&format!("/api/v1/registrations/{registration}/approve"), json!({ "reason": "" })).await.expect(200);
        assert_eq!(world.verdict(&world.key).await.0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_key_once_without_wasm() {
    let portal = TestPortal::on_sqlite().await;
    let world = World::new(&portal).await;
    let browser = portal.browser_as("ann@partner.example").await;
    let path = format!("/apps/{}/keys/new", world.application);
    let page = browser.get(&path).await.expect(200);
    assert!(page.text.contains("Generate key"));
    let refused = browser
        .submit(
            &format!("{path}?_do=issue_credential"),
            &[("application", &world.application), ("name", ""), ("expires_in_days", "7")],
        )
        .await
        .expect(422);
    assert!(refused.text.contains("Please fill this in."));
    assert!(refused.text.contains("value=\"7\""), "what was typed is still there");
    let issued = browser
        .submit(
            &format!("{path}?_do=issue_credential"),
            &[("application", &world.application), ("name", "Browser"), ("expires_in_days", "")],
        )
        .await
        .expect(200);
    let at = issued.text.find("ptk_").expect("the key is shown");
    let secret = &issued.text[at..at + 32];
    assert_eq!(world.verdict(secret).await.0, 200);
    assert!(issued.text.contains(&format!("apikey: {secret}")), "the cURL line holds the key");
    let list = browser.get(&format!("/apps/{}/keys", world.application)).await.expect(200);
    assert!(!list.text.contains(secret));
}
