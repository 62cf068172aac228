//! A provider that is down, slow, wrong, or does what it says it has not done.
use super::{RegisteringWorld, SETTINGS, Stand, text};
use crate::support::on_both_databases;
use chrono::TimeDelta;
use serde_json::json;

/// How often a trail names this.
async fn told(world: &RegisteringWorld, action: &str) -> u64 {
    let trail = world.admin.get(&format!("/api/v1/audit-events?q={action}")).await.expect(200).json();
    trail["total"].as_u64().expect("a number")
}

on_both_databases! {
    with SETTINGS;

    async fn a_provider_that_fails_leaves_no_application_behind(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        for mode in [json!({ "down": true }), json!({ "fail": "/reg" }), json!({ "fail": "/reg", "after": true })] {
            world.provider.mode(mode.clone()).await;
            let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await;
            assert_eq!(answer.expect(409).code(), "client_not_registered", "{mode}");
            assert_eq!(world.applications().await, 0, "{mode}");
        }
        assert!(told(&world, "client_registration.unclear").await >= 1, "an admin can look for what it may have made");
        world.provider.mode(json!({})).await;
        world.creates("Storm watch").await;
    }

    async fn what_is_not_removed_is_removed_later(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, issued) = world.creates("Storm watch").await;
        world.provider.mode(json!({ "fail": "/reg/" })).await;
        world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
        portal.finish_jobs().await;
        let path = world.registration();
        assert_eq!(world.admin.get(&path).await.expect(200).json()["clients"], 1, "it is remembered");
        assert_eq!(world.admin.delete(&path).await.expect(409).code(), "clients_registered");
        world.asks_for_token(&issued, "weather.read").await.expect("it is still there");
        world.provider.mode(json!({})).await;
        portal.clock.advance(TimeDelta::minutes(1));
        portal.finish_jobs().await;
        assert_eq!(world.asks_for_token(&issued, "weather.read").await, Err("invalid_client".to_owned()));
        assert_eq!(world.admin.get(&path).await.expect(200).json()["clients"], 0);
        world.admin.delete(&path).await.expect(204);
    }

    async fn what_was_removed_with_an_error_is_not_asked_for_without_end(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, _) = world.creates("Storm watch").await;
        world.provider.mode(json!({ "fail": "/reg/", "after": true })).await;
        world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
        portal.finish_jobs().await;
        assert_eq!(world.admin.get(&world.registration()).await.expect(200).json()["clients"], 1);
        world.provider.mode(json!({})).await;
        portal.clock.advance(TimeDelta::minutes(1));
        portal.finish_jobs().await;
        assert_eq!(world.admin.get(&world.registration()).await.expect(200).json()["clients"], 0, "it is gone, the provider says");
    }

    async fn a_change_that_is_not_confirmed_changes_nothing_here(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, issued) = world.creates("Storm watch").await;
        let path = format!("/api/v1/applications/{application}/client");
        let before = world.dev.get(&path).await.expect(200).json();
        world.provider.mode(json!({ "fail": "/reg" })).await;
        let answer = world.dev.put(&path, json!({ "scopes": ["weather.write"] })).await.expect(409);
        assert_eq!(answer.code(), "client_not_changed");
        let answer = world.dev.post(&format!("{path}/secret"), json!({})).await.expect(409);
        assert_eq!(answer.code(), "client_not_registered");
        world.provider.mode(json!({})).await;
        assert_eq!(world.dev.get(&path).await.expect(200).json(), before);
        world.asks_for_token(&issued, "weather.read").await.expect("the old secret still works");
    }

    async fn an_answer_of_the_wrong_shape_makes_no_application(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        for (status, body) in [
            (201, "{}".to_owned()),
            (201, "[1]".to_owned()),
            (201, "registered".to_owned()),
            (201, json!({ "client_id": 7, "client_secret": "s" }).to_string()),
            (201, json!({ "client_id": "c", "client_secret": "s" }).to_string()),
            (201, json!({ "client_id": "c".repeat(300), "client_secret": "s", "registration_client_uri": "http://127.0.0.1/c", "registration_access_token": "t" }).to_string()),
            (302, String::new()),
            (400, json!({ "error": "invalid_client_metadata", "error_description": "no such scope" }).to_string()),
        ] {
            let given = body.clone();
            let stand = Stand::new(move |_| Some((status, given.clone()))).await;
            world.registers(json!({ "kind": "rfc7591", "endpoint": format!("{}/reg", stand.address) })).await;
            let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await;
            let answer = answer.expect(409);
            assert_eq!(answer.code(), "client_not_registered", "{body}");
            assert!(status != 400 || answer.text.contains("no such scope"), "{}", answer.text);
            assert_eq!(world.applications().await, 0, "{body}");
        }
    }

    async fn a_client_without_a_secret_is_given_back(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let stand = Stand::new(|(method, path, _, _)| match (method.as_str(), path.as_str()) {
            ("POST", "/reg") => Some((201, r#"{"client_id":"c7","registration_client_uri":"MANAGE","registration_access_token":"t7"}"#.to_owned())),
            _ => Some((204, String::new())),
        }).await;
        // The address is known only now.
        let address = stand.address.clone();
        let managed = Stand::new(move |(method, path, _, _)| match (method.as_str(), path.as_str()) {
            ("POST", "/reg") => Some((201, json!({ "client_id": "c7", "registration_client_uri": format!("{address}/reg/c7"), "registration_access_token": "t7" }).to_string())),
            _ => Some((404, String::new())),
        }).await;
        world.registers(json!({ "kind": "rfc7591", "endpoint": format!("{}/reg", managed.address) })).await;
        world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await.expect(409);
        portal.finish_jobs().await;
        assert_eq!(stand.count("DELETE /reg/c7"), 1, "{:?}", stand.asked());
        assert_eq!(stand.asked()[0].2, "Bearer t7");
        assert_eq!(world.admin.get(&world.registration()).await.expect(200).json()["clients"], 0);
    }

    async fn a_provider_that_says_nothing_is_given_up(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let stand = Stand::new(|_| None).await;
        world.registers(json!({ "kind": "rfc7591", "endpoint": format!("{}/reg", stand.address) })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await.expect(409);
        assert!(answer.text.contains("did not answer in time"), "{}", answer.text);
        assert_eq!(world.applications().await, 0);
        assert_eq!(told(&world, "client_registration.unclear").await, 1);
    }

    async fn an_application_that_cannot_be_stored_gives_its_client_back(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let keys = world.admin.creates_key_strategy("Keys").await;
        let own = json!({ "name": "Own", "reference_id": "taken", "auth_strategy_id": keys });
        world.dev.post("/api/v1/applications", own).await.expect(201);
        let stand = Stand::new(|(method, ..)| match method.as_str() {
            "POST" => Some((201, json!({ "client_id": "taken", "client_secret": "s" }).to_string())),
            _ => Some((204, String::new())),
        }).await;
        world.registers(json!({ "kind": "http", "endpoint": stand.address, "secret": "key" })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await;
        assert!(answer.expect(422).field_error("reference_id").is_some());
        portal.finish_jobs().await;
        assert_eq!(stand.count("DELETE /taken"), 1);
        assert_eq!(world.applications().await, 1);
    }

    async fn a_client_that_another_application_has_is_not_removed(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let stand = Stand::new(|(method, ..)| match method.as_str() {
            "POST" => Some((201, json!({ "client_id": "the same", "client_secret": "s" }).to_string())),
            _ => Some((204, String::new())),
        }).await;
        world.registers(json!({ "kind": "http", "endpoint": stand.address, "secret": "key" })).await;
        world.creates("Storm watch").await;
        world.dev.post("/api/v1/applications", world.new_application("Gale watch")).await.expect(422);
        portal.finish_jobs().await;
        assert_eq!(stand.count("DELETE /the%20same"), 0, "{:?}", stand.asked());
        assert_eq!(world.admin.get(&world.registration()).await.expect(200).json()["clients"], 1);
    }

    async fn an_application_too_many_is_refused_before_the_provider_is_asked(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let asked = world.provider.asked("POST /reg").await;
        let mut other = world.new_application("Storm watch");
        other["team"] = json!("not-mine");
        world.dev.post("/api/v1/applications", other).await.expect(422);
        world.dev.post("/api/v1/applications", json!({ "name": "", "auth_strategy_id": world.strategy })).await.expect(422);
        assert_eq!(world.provider.asked("POST /reg").await, asked);
        let (slug, _) = world.creates("Storm watch").await;
        assert!(!text(&json!(slug)).is_empty());
        assert_eq!(world.provider.asked("POST /reg").await, asked + 1);
    }
}
