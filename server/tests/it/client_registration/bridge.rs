//! With a bridge over HTTP, by its contract.
use super::{RegisteringWorld, SETTINGS, Stand, client};
use crate::support::{identity_provider::AUDIENCE, on_both_databases};
use serde_json::json;

/// A bridge that numbers its clients and secrets.
async fn bridge() -> Stand {
    let mut count = 0;
    Stand::new(move |(method, path, key, body)| {
        if key != "bridge_key_1" {
            return Some((
                401,
                json!({ "error": "unauthorized", "error_description": "wrong key" }).to_string(),
            ));
        }
        count += 1;
        let secret = format!("secret-{count}");
        Some(match (method.as_str(), path.as_str()) {
            ("POST", "/dcr/") => {
                let id = format!("client {}", body["client_name"].as_str().unwrap_or_default().len());
                let expires = 1_900_000_000;
                (
                    201,
                    json!({ "client_id": id, "client_secret": secret, "client_secret_expires_at": expires })
                        .to_string(),
                )
            }
            ("POST", path) if path.ends_with("/new-secret") => {
                (200, json!({ "client_id": "client 11", "client_secret": secret }).to_string())
            }
            ("POST", path) if path.ends_with("/event-hook") => (200, "{}".to_owned()),
            ("DELETE", _) => (204, String::new()),
            _ => (400, json!({ "error": "invalid_request", "error_description": "?" }).to_string()),
        })
    })
    .await
}

on_both_databases! {
    with SETTINGS;

    async fn a_client_is_made_changed_rotated_and_removed(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials", "bearer"])).await;
        let stand = bridge().await;
        world.registers(json!({ "kind": "http", "endpoint": format!("{}/dcr/", stand.address), "secret": "bridge_key_1", "scopes": ["weather.write"] })).await;
        let (application, issued) = world.creates("Storm watch").await;
        assert_eq!((issued.id.as_str(), issued.secret.as_str()), ("client 11", "secret-1"));
        let (_, _, key, body) = &stand.asked()[0];
        assert_eq!(key, "bridge_key_1");
        let mut names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, [
            "application_description", "auth_strategy_id", "client_name", "dcr_provider_id", "developer_id", "grant_types",
            "organization_id", "portal_id", "redirect_uris", "scopes", "token_endpoint_auth_method",
        ]);
        assert_eq!((&body["grant_types"], &body["scopes"]), (&json!(["client_credentials"]), &json!(["weather.read"])));

        let path = format!("/api/v1/applications/{application}/client");
        let rotated = client(&world.dev.post(&format!("{path}/secret"), json!({})).await.expect(200).json());
        assert_eq!((rotated.id.as_str(), rotated.secret.as_str()), ("client 11", "secret-2"));
        assert_eq!(stand.count("POST /dcr/client%2011/new-secret"), 1, "{:?}", stand.asked());

        world.dev.put(&path, json!({ "redirect_uris": ["https://shop.example/cb"] })).await.expect(200);
        let (_, asked, _, body) = stand.asked().pop().unwrap();
        assert_eq!(asked, "/dcr/client%2011/event-hook");
        assert_eq!((&body["event_type"], &body["redirect_uris"]), (&json!("update_application"), &json!(["https://shop.example/cb"])));

        world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
        portal.finish_jobs().await;
        assert_eq!(stand.count("DELETE /dcr/client%2011"), 1, "{:?}", stand.asked());
        assert_eq!(world.admin.get(&world.registration()).await.expect(200).json()["clients"], 0);
    }

    async fn a_bridge_that_refuses_makes_no_application(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials"])).await;
        let stand = bridge().await;
        world.registers(json!({ "kind": "http", "endpoint": format!("{}/dcr", stand.address), "secret": "wrong" })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await.expect(409);
        assert!(answer.text.contains("wrong key"), "{}", answer.text);
        assert_eq!(world.applications().await, 0);
    }

    async fn a_bridge_hears_who_may_call_what(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials"])).await;
        let stand = bridge().await;
        world.registers(json!({ "kind": "http", "endpoint": format!("{}/dcr", stand.address), "secret": "bridge_key_1" })).await;
        let (application, _) = world.creates("Storm watch").await;
        let registration = world.dev.registers(&application, &world.version).await;
        portal.finish_jobs().await;
        let told = || {
            let events = stand.asked().into_iter().filter(|(_, path, ..)| path == "/dcr/client%2011/event-hook");
            events.map(|(.., body)| (body["event_type"].clone(), body["api_product_version_id"].clone())).collect::<Vec<_>>()
        };
        assert_eq!(told(), [(json!("add_registration"), json!(world.version))]);
        world.admin.decides(&registration, "revoke", "Enough").await.expect(200);
        portal.finish_jobs().await;
        assert_eq!(told()[1..], [(json!("remove_registration"), json!(world.version))]);
        let (.., body) = stand.asked().pop().unwrap();
        assert_eq!((&body["application_name"], &body["audience"]), (&json!("Storm watch"), &json!(AUDIENCE)));
    }

    async fn verifying_a_bridge_leaves_nothing_behind(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["client_credentials"])).await;
        let stand = bridge().await;
        world.registers(json!({ "kind": "http", "endpoint": format!("{}/dcr", stand.address), "secret": "bridge_key_1" })).await;
        let check = world.admin.post(&format!("{}/verify", world.registration()), json!({})).await.expect(200).json();
        let went = |step: usize| &check["steps"][step]["outcome"];
        assert_eq!((went(1), went(3), went(4)), (&json!("passed"), &json!("passed"), &json!("passed")), "{check}");
        assert_eq!(went(2), "failed", "this bridge tells nobody of its clients: {check}");
        assert!(check["steps"][2]["detail"].as_str().unwrap().contains("invalid_client"), "{check}");
        let made = stand.asked().iter().filter(|(method, path, ..)| method == "POST" && path == "/dcr/").count();
        let removed = stand.asked().iter().filter(|(method, ..)| method == "DELETE").count();
        assert_eq!((made, removed), (1, 1));
    }
}
