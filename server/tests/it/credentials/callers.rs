//! "Who still uses the old key?"
use crate::support::{TestPortal, on_both_databases, world::World};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A call as a gateway asks about it.
async fn call_from(world: &World, key: &str, address: &str, path: &str) -> u16 {
    let question = world.question(path).header("x-forwarded-for", address).header("apikey", key);
    question.send().await.expect("an answer").status().as_u16()
}

async fn callers(portal: &TestPortal, world: &World) -> Value {
    server::verify::flush(&portal.portal).await.expect("written");
    world.dev.get(&format!("{}/callers", world.key_path())).await.expect(200).json()
}

async fn key_page(portal: &TestPortal, world: &World, below: &str) -> String {
    let browser = portal.browser_as("ann@partner.example").await;
    let path = format!("/apps/{}/keys/{}{below}", world.application, world.credential_id);
    browser.get(&path).await.expect(200).text
}

on_both_databases! {
    async fn each_address_has_its_last_call(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(callers(&portal, &world).await["callers"], json!([]));
        for (address, path) in [("203.0.113.7", "/one"), ("2001:db8::9", "/two"), ("203.0.113.7", "/three?token=secret")] {
            assert_eq!(call_from(&world, &world.key, address, path).await, 200);
            // Two of them are written together.
            if path == "/one" {
                server::verify::flush(&portal.portal).await.expect("written");
            }
            assert_eq!(call_from(&world, &world.key, address, "/before").await, 200);
            assert_eq!(call_from(&world, &world.key, address, path).await, 200);
            portal.clock.advance(TimeDelta::minutes(1));
        }
        world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
        assert_eq!(call_from(&world, &world.key, "198.51.100.4", "/late").await, 401);
        let found = callers(&portal, &world).await;
        let listed: Vec<(&str, &str, u64, Option<&str>)> = found["callers"].as_array().expect("a list").iter().map(|caller| (
            caller["address"].as_str().expect("text"),
            caller["path"].as_str().expect("text"),
            caller["calls"].as_u64().expect("a number"),
            caller["refusal"]["code"].as_str(),
        )).collect();
        assert_eq!(listed, [
            ("198.51.100.4", "/late", 1, Some("key_revoked")),
            ("203.0.113.7", "/three", 6, None),
            ("2001:db8::9", "/two", 3, None),
        ]);
        assert_eq!(found["last_used_at"], "2026-11-21T10:44:00Z", "refused calls are no use");
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("Who uses it") && page.contains("198.51.100.4") && page.contains("/why?about=key_revoked"), "{page}");
    }

    async fn the_page_says_when_an_old_key_can_go(portal: TestPortal) {
        let world = World::new(&portal).await;
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("Nobody has used it") && page.contains("It is safe to revoke: nothing stops."));

        call_from(&world, &world.key, "203.0.113.7", "/daily").await;
        server::verify::flush(&portal.portal).await.expect("written");
        portal.clock.advance(TimeDelta::hours(1));
        let page = key_page(&portal, &world, "").await;
        assert!(!page.contains("safe to revoke") && page.contains("203.0.113.7"));
        world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "week" })).await.expect(201);
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("No call since it was replaced") && page.contains("until 22 Nov 2026, 11:42 UTC"));

        portal.clock.advance(TimeDelta::hours(2));
        call_from(&world, &world.key, "203.0.113.7", "/daily").await;
        server::verify::flush(&portal.portal).await.expect("written");
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("Still used: do not revoke it yet"));
        let preview = key_page(&portal, &world, "/revoke").await;
        assert!(preview.contains("In the last 24 hours it was used from 203.0.113.7"), "{preview}");

        portal.clock.advance(TimeDelta::hours(24));
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("It is safe to revoke") && page.contains("No call has come with it for a day"));
        let preview = key_page(&portal, &world, "/revoke").await;
        assert!(!preview.contains("In the last 24 hours"));
    }

    async fn a_use_that_is_not_written_yet_is_known(portal: TestPortal) {
        let world = World::new(&portal).await;
        world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "week" })).await.expect(201);
        portal.clock.advance(TimeDelta::hours(1));
        call_from(&world, &world.key, "203.0.113.7", "/").await;
        let page = key_page(&portal, &world, "").await;
        assert!(page.contains("Still used: do not revoke it yet"));
    }

    async fn to_others_the_key_does_not_exist(portal: TestPortal) {
        let world = World::new(&portal).await;
        let path = format!("{}/callers", world.key_path());
        portal.developer("Eve").await.get(&path).await.expect(404);
        portal.stranger().get(&path).await.expect(401);
    }
}
