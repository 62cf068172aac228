use crate::support::{on_both_databases, world::World};
use axum::http::HeaderName;
use chrono::TimeDelta;
use serde_json::Value;
use server::{
    db::{Db, sql},
    portal::Portal,
    verify::{About, Asker},
};

async fn report(world: &World, query: &str) -> Value {
    let path = format!("/api/v1/applications/{}/usage{query}", world.application);
    world.dev.get(&path).await.expect(200).json()
}

async fn rows_of(db: &Db, span: i64) -> i64 {
    let mut conn = db.read().await.expect("a connection");
    let rows = sql("SELECT CAST(count(*) AS BIGINT) FROM usage_counts WHERE span = $1").bind(span);
    rows.count(&mut conn).await.expect("a number")
}

on_both_databases! {
    async fn calls_are_counted_by_version_key_and_verdict(portal: TestPortal) {
        let world = World::new(&portal).await;
        for _ in 0..3 {
            assert_eq!(world.verdict(&world.key).await.0, 200);
        }
        assert_eq!(world.verdict(&portal.portal.key_format.generate()).await.0, 401);
        world.dev.post(&format!("{}/revoke", world.key_path()), serde_json::json!({})).await.expect(200);
        assert_eq!(world.verdict(&world.key).await.0, 401);
        server::verify::flush(&portal.portal).await.expect("written");
        server::verify::flush(&portal.portal).await.expect("nothing more to write");
        let own = report(&world, "").await;
        assert_eq!((&own["total"]["allowed"], &own["total"]["refused"]), (&3.into(), &1.into()));
        assert_eq!(own["keys"][0]["id"], world.credential_id.as_str());
        assert_eq!(own["versions"][0]["name"], "Weather 2.0");
        assert_eq!(own["refusals"], serde_json::json!([{ "code": "key_revoked", "calls": 1 }]));
        assert_eq!(own["steps"].as_array().map(Vec::len), Some(24));
        let all = world.admin.get("/api/v1/usage").await.expect(200).json();
        assert_eq!(all["total"]["refused"], 2, "unknown keys are counted, of no application");
        let csv = world.dev.get(&format!("/api/v1/applications/{}/usage.csv", world.application)).await.expect(200);
        assert!(csv.text.contains(",Weather 2.0,Production (ptk_…") && csv.text.contains(",3,1,0,"), "{}", csv.text);
    }

    async fn a_batch_that_comes_again_is_not_counted_again(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let batch = portal.portal.verdicts.usage().take().expect("something to write");
        // Committed, and nobody heard of it.
        server::verify::write(&portal.portal, &batch).await.expect("written");
        assert_eq!(world.verdict(&world.key).await.0, 200);
        server::verify::flush(&portal.portal).await.expect("written");
        assert_eq!(report(&world, "").await["total"]["allowed"], 2);
    }

    async fn processes_add_up(portal: TestPortal) {
        let world = World::new(&portal).await;
        let own = &portal.portal;
        let other = Portal::new(own.config.clone(), own.db.clone(), own.clock.clone(), own.secrets.clone());
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let headers = [(HeaderName::from_static("apikey"), world.key.parse().expect("a value"))];
        let headers = headers.into_iter().collect();
        let verdict = other.verdicts.ask(&other, Asker::Embedded, "weather", "2.0", &headers, &About::default()).await;
        assert!(verdict.refused().is_none());
        server::verify::flush(own).await.expect("written");
        server::verify::flush(&other).await.expect("written");
        assert_eq!(report(&world, "").await["total"]["allowed"], 2);
    }

    async fn minutes_become_hours_and_days_and_sums_stay(portal: TestPortal) {
        let world = World::new(&portal).await;
        for _ in 0..3 {
            assert_eq!(world.verdict(&world.key).await.0, 200);
            server::verify::flush(&portal.portal).await.expect("written");
            portal.clock.advance(TimeDelta::minutes(1));
        }
        assert_eq!(rows_of(&portal.portal.db, 1).await, 3);
        portal.clock.advance(TimeDelta::days(3));
        portal.finish_jobs().await;
        assert_eq!((rows_of(&portal.portal.db, 1).await, rows_of(&portal.portal.db, 60).await), (0, 1));
        assert_eq!(report(&world, "?period=7d").await["total"]["allowed"], 3);
        portal.clock.advance(TimeDelta::days(40));
        portal.finish_jobs().await;
        assert_eq!((rows_of(&portal.portal.db, 60).await, rows_of(&portal.portal.db, 1440).await), (0, 1));
        assert_eq!(report(&world, "?period=90d").await["total"]["allowed"], 3);
        portal.clock.advance(TimeDelta::days(400));
        portal.finish_jobs().await;
        assert_eq!(rows_of(&portal.portal.db, 1440).await, 0);
    }

    async fn nobody_sees_what_others_called(portal: TestPortal) {
        let world = World::new(&portal).await;
        let other = portal.developer("Bob").await;
        other.get(&format!("/api/v1/applications/{}/usage", world.application)).await.expect(404);
        world.dev.get("/api/v1/usage").await.expect(403);
        world.dev.get(&format!("/api/v1/applications/{}/usage?period=1y", world.application)).await.expect(422);
    }
}
