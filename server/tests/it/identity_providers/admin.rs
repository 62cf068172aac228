//! Connecting, testing and removing providers.
use super::{SETTINGS, SsoWorld, connect, location};
use crate::support::{identity_provider::IdentityProvider, on_both_databases};
use serde_json::{Value, json};

fn steps(check: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    check["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| (text(&step["outcome"]), text(&step["detail"])))
        .collect()
}

on_both_databases! {
    with SETTINGS;

    async fn a_test_goes_through_every_step(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let path = format!("/api/v1/identity-providers/{}/test", world.id);
        let test = async || world.admin.post(&path, json!({})).await.expect(200).json();
        let check = test().await;
        assert_eq!(check["passed"], true, "{check}");
        assert!(check["steps"][3]["detail"].as_str().unwrap().contains("back-channel logout"), "{check}");

        world.idp.mode(json!({ "down": true })).await;
        let all = steps(&test().await);
        assert!(all[0].0 == "failed" && all[1..].iter().all(|step| step.0 == "skipped"), "{all:?}");
        world.idp.mode(json!({ "configuration": { "issuer": "https://other.example/" } })).await;
        let all = steps(&test().await);
        assert!(all[0].0 == "passed" && all[1].0 == "failed" && all[1].1.contains("https://other.example/"), "{all:?}");
        world.idp.mode(json!({ "fail": "/jwks" })).await;
        let all = steps(&test().await);
        assert!(all[2].0 == "failed" && all[2].1.contains("500"), "{all:?}");
        world.idp.mode(json!({ "configuration": { "code_challenge_methods_supported": ["plain"] } })).await;
        assert_eq!(steps(&test().await)[3].0, "failed");
        world.idp.mode(json!({})).await;

        world.sets(json!({ "scopes": ["email", "no-such-scope"] })).await.expect(200);
        let all = steps(&test().await);
        assert!(all[4].0 == "failed" && all[4].1.contains("no-such-scope"), "{all:?}");
        world.sets(json!({ "scopes": ["email"], "client_secret": "wrong" })).await.expect(200);
        let all = steps(&test().await);
        assert!(all[5].0 == "passed" && all[6].0 == "failed" && all[6].1.contains("secret is wrong"), "{all:?}");
        world.sets(json!({ "client_id": "nobody" })).await.expect(200);
        let all = steps(&test().await);
        assert!(all[5].0 == "failed" && all[5].1.contains("/sign-in/with/acme-id/callback"), "{all:?}");
        assert_eq!(test().await["passed"], false);
    }

    async fn a_redirect_uri_that_is_not_registered_is_found(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let other = IdentityProvider::start();
        let client = other.portal_client("https://elsewhere.example/callback", "https://elsewhere.example/logout").await;
        let (id, _) = connect(&portal, &world.admin, &other, "Partner ID", json!({ "client_id": client.id, "client_secret": client.secret })).await;
        let check = world.admin.post(&format!("/api/v1/identity-providers/{id}/test"), json!({})).await.expect(200).json();
        let all = steps(&check);
        assert!(all[5].0 == "failed" && all[5].1.contains("Register exactly this redirect URI"), "{all:?}");
    }

    async fn the_secret_is_kept_encrypted_and_never_shown(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let path = format!("/api/v1/identity-providers/{}", world.id);
        let shown = world.admin.get(&path).await.expect(200);
        assert!(!shown.text.contains(&world.client.secret) && shown.json()["has_secret"] == true);
        let page = world.admin.get("/api/v1/audit-events").await.expect(200).text;
        assert!(!page.contains(&world.client.secret));
        // Saved without one, it stays.
        world.sets(json!({ "name": "Acme" })).await.expect(200);
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
    }

    async fn wrong_settings_are_told_beside_their_fields(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        for (change, field) in [
            (json!({ "issuer": "http://id.example.com" }), "issuer"),
            (json!({ "name": "" }), "name"),
            (json!({ "client_id": "" }), "client_id"),
            (json!({ "name_claim": "two words" }), "name_claim"),
            (json!({ "scopes": vec!["x"; 51] }), "scopes"),
            (json!({ "approved_domains": ["*.acme.example"] }), "approved_domains"),
            (json!({ "client_secret": "x".repeat(1001) }), "client_secret"),
        ] {
            let refused = world.sets(change.clone()).await.expect(422);
            assert!(refused.field_error(field).is_some(), "{change}: {}", refused.text);
        }
        let same = json!({ "name": "Other", "issuer": world.idp.issuer, "client_id": "x" });
        assert_eq!(world.admin.post("/api/v1/identity-providers", same).await.expect(409).code(), "identity_provider_exists");
        // Once people are known by it, an issuer stays.
        world.sets(json!({ "issuer": "https://id.example.com" })).await.expect(200);
        world.sets(json!({ "issuer": world.idp.issuer })).await.expect(200);
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        assert!(world.sets(json!({ "issuer": "https://id.example.com" })).await.expect(422).field_error("issuer").is_some());
    }

    async fn a_deleted_provider_takes_its_sessions_along_and_nothing_else(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let path = format!("/api/v1/identity-providers/{}", world.id);
        let preview = world.admin.get(&format!("{path}/deletion")).await.expect(200).json();
        assert_eq!((&preview["identities"], &preview["stranded"], &preview["sessions"]), (&json!(1), &json!(1), &json!(1)));
        world.admin.delete(&path).await.expect(204);
        browser.get("/api/v1/me").await.expect(401);
        let found = world.admin.get("/api/v1/developers?q=ann@acme.example").await.expect(200).json();
        assert_eq!(found["total"], 1);
        world.admin.get(&path).await.expect(404);
    }

    async fn everything_can_be_done_on_the_pages(portal: TestPortal) {
        let idp = IdentityProvider::start();
        portal.admin().await;
        let admin = portal.browser_as("ada@portal.example").await;
        let page = admin.get("/admin/identity-providers").await.expect(200).text;
        assert!(page.contains("People sign in by password"), "{page}");
        let fields = [("name", "Acme ID"), ("issuer", "nonsense"), ("client_id", "portal"), ("client_secret", "keep me out"), ("scopes", "email profile"),
                      ("name_claim", "name"), ("email_claim", "email"), ("options[]", "admits_new"), ("options[]", "enabled")];
        let refused = admin.submit("/admin/identity-providers/new?_do=create_identity_provider", &fields).await.expect(422).text;
        assert!(refused.contains("exactly as the provider writes it") && refused.contains("value=\"portal\""), "{refused}");
        assert!(!refused.contains("keep me out"), "a secret is not sent back");
        let fields: Vec<(&str, &str)> = fields.map(|(name, value)| (name, if name == "issuer" { idp.issuer.as_str() } else { value })).to_vec();
        let made = admin.submit("/admin/identity-providers/new?_do=create_identity_provider", &fields).await.expect(303);
        let path = location(&made);
        let page = admin.get(&path).await.expect(200).text;
        assert!(page.contains("/sign-in/with/acme-id/callback") && page.contains("/sign-in/with/acme-id/logout"), "{page}");
        let id = path.rsplit('/').next().unwrap();
        let tested = admin.submit(&format!("{path}?_do=test_identity_provider"), &[("id", id)]).await.expect(200).text;
        assert!(tested.contains("Signing in with it would fail") && tested.contains("It knows the client and the redirect URI"), "{tested}");
        let gone = admin.get(&format!("{path}/delete")).await.expect(200).text;
        assert!(gone.contains("Nobody signs in with “Acme ID” any more."), "{gone}");
        admin.submit(&format!("{path}/delete?_do=delete_identity_provider"), &[("id", id)]).await.expect(303);
        admin.get(&path).await.expect(404);
    }
}
