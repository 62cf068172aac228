//! Quotas are exact: on one process, over replicas, and across a restart.
use crate::support::{TestPortal, on_both_databases, world::World};
use axum::http::{HeaderName, HeaderValue};
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::{
    portal::Portal,
    verify::{About, Asker},
};

impl World {
    fn quota_path(&self) -> String {
        format!("/api/v1/registrations/{}/quota", self.registration_id)
    }
}

async fn set(world: &World, quota: Value) -> Value {
    world.admin.put(&world.quota_path(), json!({ "quota": quota })).await.expect(200).json()
}

async fn verdicts(world: &World, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        statuses.push(world.verdict(&world.key).await.0);
    }
    statuses
}

async fn is_allowed(portal: &Portal, key: &str) -> bool {
    let value = HeaderValue::from_str(key).expect("a value");
    let headers = [(HeaderName::from_static("apikey"), value)].into_iter().collect();
    let verdicts = &portal.verdicts;
    let verdict = verdicts.ask(portal, Asker::Embedded, "weather", "2.0", &headers, &About::default()).await;
    verdict.refused().is_none()
}

on_both_databases! {
    async fn what_goes_beyond_is_refused_until_the_window_is_over(portal: TestPortal) {
        let world = World::new(&portal).await;
        set(&world, json!({ "per_minute": 3, "per_day": 5 })).await;
        assert_eq!(verdicts(&world, 3).await, [200; 3]);
        let refused = world.question("").header("apikey", &world.key).send().await.expect("an answer");
        assert_eq!(refused.status(), 403, "gateways do not pass a 429 on");
        let told = |name: &str| refused.headers()[name].to_str().expect("text").to_owned();
        assert_eq!((told("x-portal-reason"), told("retry-after")), ("quota_exceeded".to_owned(), "60".to_owned()));
        assert_eq!(told("ratelimit"), "\"minute\";r=0;t=60, \"day\";r=2;t=47880");
        let body: Value = serde_json::from_str(&refused.text().await.expect("a body")).expect("JSON");
        assert!(body["detail"].as_str().is_some_and(|text| text.contains("3 calls a minute, is used up until 2026-11-21T10:43:00Z")), "{body}");
        // Refused calls took nothing from the day.
        assert_eq!(verdicts(&world, 4).await, [403; 4]);
        portal.clock.advance(TimeDelta::minutes(1));
        assert_eq!(verdicts(&world, 3).await, [200, 200, 403], "the day is used up");
        portal.clock.advance(TimeDelta::days(1));
        assert_eq!(verdicts(&world, 1).await, [200]);
    }

    async fn a_version_has_a_default_and_a_registration_its_own(portal: TestPortal) {
        let world = World::new(&portal).await;
        let version = format!("/api/v1/versions/{}/quota", world.version_id);
        world.admin.put(&version, json!({ "per_day": 2 })).await.expect(200);
        assert_eq!(verdicts(&world, 3).await, [200, 200, 403]);
        assert_eq!(set(&world, json!({ "per_day": 4 })).await["left"][0]["left"], 2);
        assert_eq!(verdicts(&world, 3).await, [200, 200, 403], "what was taken before counts");
        set(&world, json!({})).await;
        assert_eq!(verdicts(&world, 3).await, [200; 3], "a quota of its own without limits is none");
        assert_eq!(set(&world, Value::Null).await["default"]["per_day"], 2);
        assert_eq!(verdicts(&world, 1).await, [403]);
        world.admin.put(&version, json!({})).await.expect(200);
        assert_eq!(verdicts(&world, 2).await, [200; 2]);
    }

    async fn a_restart_forgets_nothing(portal: TestPortal) {
        let world = World::new(&portal).await;
        set(&world, json!({ "per_day": 5 })).await;
        assert_eq!(verdicts(&world, 3).await, [200; 3]);
        server::verify::flush(&portal.portal).await.expect("written");
        let restarted = portal.another_process();
        let mut allowed = Vec::new();
        for _ in 0..3 {
            allowed.push(is_allowed(&restarted, &world.key).await);
        }
        assert_eq!(allowed, [true, true, false]);
    }

    async fn developers_see_what_is_left(portal: TestPortal) {
        let world = World::new(&portal).await;
        let path = format!("/api/v1/applications/{}/quotas", world.application);
        assert_eq!(world.dev.get(&path).await.expect(200).json()[0]["left"], json!([]));
        set(&world, json!({ "per_day": 1200 })).await;
        assert_eq!(verdicts(&world, 2).await, [200; 2]);
        let own = world.dev.get(&path).await.expect(200).json();
        assert_eq!((&own[0]["target"], &own[0]["left"][0]["left"]), (&json!("Weather 2.0"), &json!(1198)));
        portal.developer("Bob").await.get(&path).await.expect(404);
    }

    async fn quotas_are_set_by_those_who_approve(portal: TestPortal) {
        let world = World::new(&portal).await;
        world.dev.put(&world.quota_path(), json!({ "quota": { "per_day": 9 } })).await.expect(403);
        world.dev.get(&world.quota_path()).await.expect(403);
        let abe = portal.approver().await;
        abe.put(&world.quota_path(), json!({ "quota": { "per_day": 9 } })).await.expect(200);
        let version = format!("/api/v1/versions/{}/quota", world.version_id);
        abe.put(&version, json!({ "per_day": 9 })).await.expect(403);
        for wrong in [json!({ "per_day": 0 }), json!({ "per_minute": 1_000_000_001_u64 })] {
            world.admin.put(&world.quota_path(), json!({ "quota": wrong })).await.expect(422);
            world.admin.put(&version, wrong).await.expect(422);
        }
        let trail = world.admin.get("/api/v1/audit-events?q=registration.quota_set").await.expect(200).json();
        assert_eq!(trail["total"], 1);
    }
}

/// Both databases, with patience: how many come at once is the matter here, and not how fast.
async fn patient() -> Vec<TestPortal> {
    let pairs =
        [("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "60000"), ("PORTICO_DATABASE_ACQUIRE_TIMEOUT_MS", "60000")];
    let mut all = vec![TestPortal::on_sqlite_with(&pairs).await];
    all.extend(TestPortal::on_postgres_with(&pairs).await);
    all
}

async fn allowed_at_once(processes: &[Portal], key: &str, calls: usize) -> usize {
    let calls = (0..calls).map(|number| {
        let (process, key) = (processes[number % processes.len()].clone(), key.to_owned());
        tokio::spawn(async move { is_allowed(&process, &key).await })
    });
    let verdicts = futures::future::join_all(calls).await;
    verdicts.into_iter().map(|verdict| usize::from(verdict.expect("a verdict"))).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_no_more_than_the_quota() {
    for portal in patient().await {
        let world = World::new(&portal).await;
        set(&world, json!({ "per_minute": 7 })).await;
        assert_eq!(allowed_at_once(std::slice::from_ref(&portal.portal), &world.key, 40).await, 7);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_let_through_together_what_one_may() {
    for portal in patient().await {
        // With SQLite there is one process.
        if portal.portal.db.is_postgres() {
            let world = World::new(&portal).await;
            set(&world, json!({ "per_second": 20, "per_day": 1000 })).await;
            let replicas = [portal.portal.clone(), portal.another_process(), portal.another_process()];
            assert_eq!(allowed_at_once(&replicas, &world.key, 90).await, 20);
        }
    }
}
