use super::{RegisteringWorld, SETTINGS, TOKEN};
use crate::support::on_both_databases;
use serde_json::{Value, json};

/// How each step went, by its title's first words.
fn outcomes(check: &Value) -> Vec<&str> {
    check["steps"].as_array().expect("steps").iter().filter_map(|step| step["outcome"].as_str()).collect()
}

on_both_databases! {
    with SETTINGS;

    async fn verifying_registers_changes_and_removes_a_client(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let verify = format!("{}/verify", world.registration());
        let check = world.admin.post(&verify, json!({})).await.expect(200).json();
        assert_eq!((&check["passed"], outcomes(&check)), (&json!(true), vec!["passed"; 5]), "{check}");
        assert_eq!(world.admin.get(&world.registration()).await.json()["clients"], 0);

        world.registers(json!({ "kind": "rfc7591", "secret": "a wrong token" })).await;
        let check = world.admin.post(&verify, json!({})).await.expect(200).json();
        assert_eq!(outcomes(&check), ["passed", "failed", "skipped", "skipped", "skipped"], "{check}");
        assert!(check["steps"][1]["detail"].as_str().unwrap().contains("Is the initial access token right"), "{check}");

        world.registers(json!({ "kind": "rfc7591", "secret": TOKEN })).await;
        world.provider.mode(json!({ "fail": "/reg/" })).await;
        let check = world.admin.post(&verify, json!({})).await.expect(200).json();
        assert_eq!(outcomes(&check), ["passed", "passed", "passed", "failed", "failed"], "{check}");

        assert_eq!(world.admin.get(&world.registration()).await.json()["clients"], 1, "it is not forgotten");
        world.provider.mode(json!({})).await;
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        portal.finish_jobs().await;
        assert_eq!(world.admin.get(&world.registration()).await.json()["clients"], 0);

        world.provider.mode(json!({ "down": true })).await;
        let check = world.admin.post(&verify, json!({})).await.expect(200).json();
        assert_eq!(outcomes(&check), ["failed", "skipped", "skipped", "skipped", "skipped"], "{check}");
        world.provider.mode(json!({ "configuration": { "registration_endpoint": null } })).await;
        let check = world.admin.post(&verify, json!({})).await.expect(200).json();
        assert!(check["steps"][0]["detail"].as_str().unwrap().contains("registration_endpoint"), "{check}");
    }

    async fn the_token_is_kept_and_never_shown(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let shown = world.admin.get(&world.registration()).await.expect(200);
        assert!(!shown.text.contains(TOKEN) && shown.json()["has_secret"] == true, "{}", shown.text);
        world.registers(json!({ "kind": "rfc7591", "secret": "", "scopes": [] })).await;
        world.creates("Storm watch").await;
        let page = portal.browser_as("ada@portal.example").await;
        let page = page.get(&format!("/admin/auth-strategies/{}/registration", world.strategy)).await.expect(200).text;
        assert!(page.contains("Verify client registration") && !page.contains(TOKEN), "{page}");
        let trail = world.admin.get("/api/v1/audit-events?q=client_registration.set").await.expect(200).text;
        assert!(!trail.contains(TOKEN), "{trail}");
    }

    async fn what_cannot_work_is_refused_beside_its_field(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials"])).await;
        let path = world.registration();
        world.admin.get(&path).await.expect(404);
        for (wrong, field) in [
            (json!({ "kind": "http" }), "endpoint"),
            (json!({ "kind": "rfc7591", "endpoint": "http://id.example/reg" }), "endpoint"),
            (json!({ "kind": "rfc7591", "scopes": ["a b"] }), "scopes"),
            (json!({ "kind": "rfc7591", "secret": "x".repeat(5000) }), "secret"),
            (json!({ "kind": "okta" }), "secret"),
            (json!({ "kind": "okta", "secret": "token", "scopes": ["weather.write"] }), "scopes"),
            (json!({ "kind": "auth0", "secret": "secret" }), "client_id"),
            (json!({ "kind": "entra_id", "secret": "secret", "client_id": "x".repeat(256) }), "client_id"),
        ] {
            let answer = world.admin.put(&path, wrong.clone()).await.expect(422);
            assert!(answer.field_error(field).is_some(), "{wrong}: {}", answer.text);
        }
        let keys = world.admin.creates_key_strategy("Keys").await;
        let path = format!("/api/v1/auth-strategies/{keys}/client-registration");
        let answer = world.admin.put(&path, json!({ "kind": "rfc7591" })).await.expect(409);
        assert_eq!(answer.code(), "key_auth_strategy");
    }

    async fn the_way_of_registering_stays_while_there_are_clients(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, _) = world.creates("Storm watch").await;
        let bridge = json!({ "kind": "http", "endpoint": "https://bridge.example", "secret": "key" });
        let answer = world.admin.put(&world.registration(), bridge.clone()).await.expect(422);
        assert!(answer.field_error("kind").is_some(), "{}", answer.text);
        world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
        portal.finish_jobs().await;
        world.registers(bridge).await;
    }

    async fn without_it_applications_bring_their_own_clients(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials"])).await;
        let mut own = world.new_application("Storm watch");
        own["reference_id"] = json!("my-own");
        let made = world.dev.post("/api/v1/applications", own).await.expect(201).json();
        assert_eq!((&made["reference_id"], &made["client"]), (&json!("my-own"), &Value::Null));
        let path = format!("/api/v1/applications/{}/client", made["slug"].as_str().unwrap());
        world.dev.get(&path).await.expect(404);
    }
}
