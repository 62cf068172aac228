//! With a real provider: RFC 7591 and RFC 7592.
use super::{RegisteringWorld, SETTINGS, client, text};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    with SETTINGS;

    async fn an_application_comes_with_its_client_and_calls_with_its_tokens(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, issued) = world.creates("Storm watch").await;
        let shown = world.dev.get(&format!("/api/v1/applications/{application}/client")).await.expect(200);
        assert!(!shown.text.contains(&issued.secret), "the secret is shown once: {}", shown.text);
        assert_eq!(shown.json()["client_id"], issued.id);
        let token = world.asks_for_token(&issued, "weather.read").await.expect("a token");
        assert_eq!(world.verdict(&token).await, (403, "registration_missing".to_owned()));
        world.dev.registers(&application, &world.version).await;
        assert_eq!(world.verdict(&token).await.0, 200);
        let trail = world.admin.get("/api/v1/audit-events?q=Storm").await.expect(200).text;
        assert!(!trail.contains(&issued.secret), "{trail}");
    }

    async fn rotating_replaces_the_client_and_keeps_the_access(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, old) = world.creates("Storm watch").await;
        world.dev.registers(&application, &world.version).await;
        let before = world.asks_for_token(&old, "weather.read").await.expect("a token");
        assert_eq!(world.verdict(&before).await.0, 200);
        let path = format!("/api/v1/applications/{application}/client/secret");
        let new = client(&world.dev.post(&path, json!({})).await.expect(200).json());
        assert_ne!((&new.id, &new.secret), (&old.id, &old.secret));
        assert_eq!(world.verdict(&before).await.1, "client_unknown", "a token of the old client is refused at once");
        let after = world.asks_for_token(&new, "weather.read").await.expect("a token");
        assert_eq!(world.verdict(&after).await.0, 200, "nobody has to approve anything anew");
        portal.finish_jobs().await;
        assert_eq!(world.asks_for_token(&old, "weather.read").await, Err("invalid_client".to_owned()));
        let own = world.dev.get(&format!("/api/v1/applications/{application}")).await.expect(200).json();
        assert_eq!(own["reference_id"], new.id);
    }

    async fn deleting_the_application_removes_its_client(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, issued) = world.creates("Storm watch").await;
        world.asks_for_token(&issued, "weather.read").await.expect("a token");
        world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
        portal.finish_jobs().await;
        assert_eq!(world.asks_for_token(&issued, "weather.read").await, Err("invalid_client".to_owned()));
    }

    async fn what_is_deleted_with_its_owner_is_removed_too(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (_, issued) = world.creates("Storm watch").await;
        let found = world.admin.get("/api/v1/developers?q=ann").await.expect(200).json();
        let path = format!("/api/v1/developers/{}", text(&found["items"][0]["id"]));
        world.admin.delete(&path).await.expect(204);
        portal.clock.advance(chrono::TimeDelta::hours(2));
        portal.finish_jobs().await;
        assert_eq!(world.asks_for_token(&issued, "weather.read").await, Err("invalid_client".to_owned()));
    }

    async fn scopes_and_redirect_uris_are_changed_at_the_provider(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let (application, issued) = world.creates("Storm watch").await;
        let path = format!("/api/v1/applications/{application}/client");
        let before = world.dev.get(&path).await.expect(200).json();
        assert_eq!(before["scopes"], json!(["weather.read"]));
        assert_eq!(before["offered_scopes"], json!(["weather.read", "weather.write"]));
        let refused = world.asks_for_token(&issued, "weather.write").await;
        assert!(refused.is_err(), "{refused:?}");
        let changes = json!({ "redirect_uris": ["https://shop.example/callback"], "scopes": ["weather.write"] });
        let mut after = world.dev.put(&path, changes).await.expect(200).json();
        let named = after.as_object_mut().unwrap().remove("client_secret");
        assert_eq!(named, Some(json!(issued.secret)), "the provider has kept the secret, and says so");
        assert_eq!(after["scopes"], json!(["weather.read", "weather.write"]), "those of the strategy stay");
        assert_eq!(after["redirect_uris"], json!(["https://shop.example/callback"]));
        world.asks_for_token(&issued, "weather.write").await.expect("a token");
        for (wrong, field) in [
            (json!({ "scopes": ["admin.everything"] }), "scopes"),
            (json!({ "redirect_uris": ["http://shop.example/callback"] }), "redirect_uris"),
            (json!({ "redirect_uris": ["https://shop.example/#x"] }), "redirect_uris"),
            (json!({ "redirect_uris": vec!["https://shop.example/"; 11] }), "redirect_uris"),
        ] {
            let answer = world.dev.put(&path, wrong.clone()).await.expect(422);
            assert!(answer.field_error(field).is_some(), "{wrong}: {}", answer.text);
        }
        assert_eq!(world.dev.get(&path).await.json(), after);
        let stranger = portal.developer("Eve").await;
        stranger.get(&path).await.expect(404);
        stranger.put(&path, json!({})).await.expect(404);
        stranger.post(&format!("{path}/secret"), json!({})).await.expect(404);
    }

    async fn the_reference_id_is_the_clients(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let mut own_id = world.new_application("Storm watch");
        own_id["reference_id"] = json!("my-own");
        let answer = world.dev.post("/api/v1/applications", own_id).await.expect(422);
        assert!(answer.field_error("reference_id").is_some(), "{}", answer.text);
        let (application, issued) = world.creates("Storm watch").await;
        let path = format!("/api/v1/applications/{application}");
        let renamed = json!({ "name": "Gale watch", "reference_id": issued.id });
        world.dev.put(&path, renamed).await.expect(200);
        let answer = world.dev.put(&path, json!({ "name": "Gale watch", "reference_id": "other" })).await.expect(422);
        assert!(answer.field_error("reference_id").is_some(), "{}", answer.text);
    }

    async fn people_sign_in_through_an_application_that_says_where_they_come_back(portal: TestPortal) {
        let world = RegisteringWorld::without_registration(&portal, json!(["authorization_code"])).await;
        world.registers(json!({ "kind": "rfc7591", "secret": crate::client_registration::TOKEN })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Shop")).await.expect(422);
        assert!(answer.field_error("redirect_uris").is_some(), "{}", answer.text);
        let mut shop = world.new_application("Shop");
        shop["redirect_uris"] = json!(["https://shop.example/callback"]);
        let made = world.dev.post("/api/v1/applications", shop).await.expect(201).json();
        client(&made["client"]);
    }

    async fn the_pages_show_the_secret_once_without_wasm(portal: TestPortal) {
        let world = RegisteringWorld::new(&portal).await;
        let browser = portal.browser_as("ann@partner.example").await;
        let page = browser.get("/apis/weather/2.0/register/new-application").await.expect(200).text;
        assert!(page.contains("The application gets a client at the identity provider"), "{page}");
        assert!(!page.contains("name=\"reference_id\""), "{page}");
        let fields = [
            ("product", "weather"), ("version", "2.0"), ("name", "Storm watch"), ("description", ""),
            ("auth_strategy_id", world.strategy.as_str()), ("redirect_uris", ""),
        ];
        let path = "/apis/weather/2.0/register/new-application?_do=create_application_for_version";
        let made = browser.submit(path, &fields).await.expect(200).text;
        assert!(made.contains("The client's secret") && made.contains("Client ID"), "{made}");
        let own = world.dev.get("/api/v1/applications").await.expect(200).json();
        let (slug, id) = (text(&own[0]["slug"]), text(&own[0]["reference_id"]));
        let page = browser.get(&format!("/apps/{slug}/tokens")).await.expect(200).text;
        assert!(page.contains(&id) && page.contains("Rotate the secret…"), "{page}");
        assert!(!page.contains("The client's secret</h2>"), "{page}");
        let path = format!("/apps/{slug}/client/rotate");
        let page = browser.get(&path).await.expect(200).text;
        assert!(page.contains("Its ID is another one too."), "{page}");
        let rotated = browser.submit(&format!("{path}?_do=rotate_client_secret"), &[("application", &slug)]).await;
        assert!(rotated.expect(200).text.contains("The secret is rotated"));
        let page = browser.get("/apps/new").await.expect(200).text;
        assert!(page.contains("The application's client there is created with it"), "{page}");
    }
}
