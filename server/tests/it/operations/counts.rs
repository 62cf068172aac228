//! Calls that several replicas count.
use super::{Stage, is_let_through, stage, work::json_at};
use crate::support::{Person, world::World};
use server::db::sql;
use std::time::Duration;

async fn counted(reader: &Person, world: &World) -> u64 {
    let report = json_at(reader, &format!("/api/v1/applications/{}/usage", world.application)).await;
    report["total"]["allowed"].as_u64().expect("a number")
}

async fn wait_until_counted(reader: &Person, world: &World, calls: u64) {
    let waiting = async {
        while counted(reader, world).await < calls {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
    assert!(waited.is_ok(), "{} of {calls} calls are counted", counted(reader, world).await);
    assert_eq!(counted(reader, world).await, calls, "and none of them twice");
}

async fn call(stage: &Stage, replica: usize, world: &World, times: usize) {
    for _ in 0..times {
        is_let_through(&stage.replicas[replica].origin, world, &format!("/from/{replica}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_add_up_and_are_counted_once() {
    let Some(mut stage) = stage(&[]).await else { return };
    let world = World::new(&stage.portal).await;
    let reader = stage.at(1, &world.dev);
    for replica in 0..3 {
        call(&stage, replica, &world, 20).await;
    }
    wait_until_counted(&reader, &world, 60).await;
    let tail = json_at(&reader, &format!("/api/v1/applications/{}/call-log", world.application)).await;
    for replica in 0..3 {
        let path = format!("/from/{replica}");
        let calls = tail.as_array().expect("calls");
        assert!(calls.iter().any(|call| call["path"] == path.as_str()), "{path} is missing: {tail}");
    }

    // Who is told to stop writes everything down first.
    call(&stage, 0, &world, 10).await;
    stage.replicas[0].signal("TERM");
    assert!(stage.replicas[0].ended().await.success());
    assert_eq!(counted(&reader, &world).await, 70);

    // Who is killed has written what it had written, and nothing of it comes twice.
    call(&stage, 2, &world, 10).await;
    wait_until_counted(&reader, &world, 80).await;
    call(&stage, 2, &world, 5).await;
    stage.replicas[2].signal("KILL");
    stage.replicas[2].ended().await;
    call(&stage, 1, &world, 10).await;
    let waiting = async {
        while counted(&reader, &world).await < 90 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    assert!(
        tokio::time::timeout(Duration::from_secs(60), waiting).await.is_ok(),
        "what was written is there"
    );
    stage.replicas[1].signal("TERM");
    assert!(stage.replicas[1].ended().await.success());
    let mut conn = stage.portal.portal.db.read().await.expect("a connection");
    let all = sql("SELECT CAST(sum(calls) AS BIGINT) FROM usage_counts WHERE verdict = 'allowed'");
    let all = all.count(&mut conn).await.expect("a number");
    assert!((90..=95).contains(&all), "{all} calls");
}
