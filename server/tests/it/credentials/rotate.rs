use crate::support::{on_both_databases, world::World};
use chrono::TimeDelta;
use serde_json::json;

on_both_databases! {
    async fn both_keys_work_until_the_overlap_ends(portal: TestPortal) {
        let mut world = World::new(&portal).await;
        for (overlap, hours) in [("hour", 1), ("day", 24), ("week", 168)] {
            let old = world.issue(overlap).await;
            world.credential_id = old["credential"]["id"].as_str().unwrap().to_owned();
            world.key = old["secret"].as_str().unwrap().to_owned();
            let issued = world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": overlap })).await.expect(201).json();
            let new = issued["secret"].as_str().unwrap().to_owned();
            assert_eq!(world.verdict(&new).await.0, 200);
            portal.clock.advance(TimeDelta::hours(hours) - TimeDelta::seconds(1));
            assert_eq!(world.verdict(&world.key).await.0, 200, "{overlap}");
            assert_eq!(world.dev.get(&world.key_path()).await.expect(200).json()["status"], "retiring");
            portal.clock.advance(TimeDelta::seconds(1));
            assert_eq!(world.verdict(&world.key).await, (401, "key_expired".to_owned()), "{overlap}");
            assert_eq!(world.verdict(&new).await.0, 200);
            assert_eq!(world.dev.get(&world.key_path()).await.expect(200).json()["status"], "expired");
        }
    }

    async fn without_overlap_the_old_one_stops_at_once(portal: TestPortal) {
        let world = World::new(&portal).await;
        let issued = world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "now" })).await.expect(201).json();
        assert_eq!(world.verdict(&world.key).await, (401, "key_revoked".to_owned()));
        assert_eq!(world.verdict(issued["secret"].as_str().unwrap()).await.0, 200);
        let again = world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "now" })).await;
        assert_eq!(again.expect(409).code(), "not_live");
    }

    async fn expiry_and_name_are_carried_over(portal: TestPortal) {
        let world = World::new(&portal).await;
        let body = json!({ "name": "Short", "expires_in_days": 30 });
        let first = world.dev.post(&world.keys_path(), body).await.expect(201).json();
        portal.clock.advance(TimeDelta::days(10));
        let path = format!("{}/{}", world.keys_path(), first["credential"]["id"].as_str().unwrap());
        let second = world.dev.post(&format!("{path}/rotate"), json!({ "overlap": "hour" })).await.expect(201).json();
        assert_eq!(second["credential"]["name"], "Short");
        assert_eq!(second["credential"]["expires_at"], "2026-12-31T10:42:00Z");
        let renamed = world.dev.put(&path, json!({ "name": "Old one" })).await.expect(200).json();
        assert_eq!(renamed["name"], "Old one");
    }
}
