//! Three replicas on PostgreSQL.
use super::{
    Askers, check,
    clocks::{HOUR, ShiftedClock, shift_of},
    subjects::{Subject, Way, prepare},
    verdict,
};
use crate::support::{
    TestPortal,
    replica::{MASTER_KEY, Replica, Wire},
};
use sqlx::{Connection, PgConnection};
use std::time::Duration;

const ALL: [usize; 3] = [0, 1, 2];

struct Stage {
    portal: TestPortal,
    subjects: Vec<Subject>,
    gateway: String,
}

async fn stage() -> Option<Stage> {
    let portal = TestPortal::on_postgres_with(&[("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)]).await?;
    let (subjects, gateway) = prepare(&portal).await;
    Some(Stage { portal, subjects, gateway })
}

impl Stage {
    async fn serve(&self, database: &str, settings: &[(&str, &str)]) -> Replica {
        Replica::start(self.portal.folder(), database, settings).await
    }

    async fn three(&self) -> [Replica; 3] {
        let url = self.portal.database_url();
        [self.serve(url, &[]).await, self.serve(url, &[]).await, self.serve(url, &[]).await]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_counts_at_once_everywhere() {
    let Some(mut stage) = stage().await else { return };
    let [one, two, three] = stage.three().await;
    let replicas = [&one, &two, &three];
    let askers = Askers::start(&replicas, std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(5).await;
    for (index, subject) in askers.subjects.iter().enumerate() {
        subject.revoke_at(replicas[index % 3]).await;
        askers.is_revoked(index);
    }
    askers.wait_for_answers_after(20, &ALL).await;
    check(askers, &replicas, &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_lost_its_database_lets_nothing_through() {
    let Some(mut stage) = stage().await else { return };
    let (wire, url) = Wire::to(stage.portal.database_url()).await;
    let own = stage.portal.database_url().to_owned();
    // Gives up soon, as it does outside of tests.
    let quick = [("PORTICO_DATABASE_ACQUIRE_TIMEOUT_MS", "100")];
    let one = stage.serve(&own, &[]).await;
    let two = stage.serve(&url, &quick).await;
    let three = stage.serve(&own, &[]).await;
    let replicas = [&one, &two, &three];
    let askers = Askers::start(&replicas, std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(5).await;
    wire.cut();
    for (index, subject) in askers.subjects.iter().enumerate() {
        subject.revoke_at(&one).await;
        askers.is_revoked(index);
    }
    askers.wait_for_answers_after(5, &ALL).await;
    let (status, reason) = verdict(&two, &askers.subjects[0], &askers.subjects[0].key, &stage.gateway).await;
    assert_eq!((status, reason.as_str()), (403, "unavailable"), "it is cut off: {}", wire.address());
    wire.mend();
    askers.wait_for_answers_after(20, &ALL).await;
    check(askers, &replicas, &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_was_stopped_knows_what_happened_meanwhile() {
    let Some(mut stage) = stage().await else { return };
    let [one, two, three] = stage.three().await;
    let replicas = [&one, &two, &three];
    let askers = Askers::start(&replicas, std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(5).await;
    two.signal("STOP");
    let stopped = tokio::time::sleep(Duration::from_secs(10));
    let revoking = async {
        for (index, subject) in askers.subjects.iter().enumerate() {
            subject.revoke_at(&one).await;
            askers.is_revoked(index);
        }
    };
    let continuing = async {
        stopped.await;
        two.signal("CONT");
    };
    tokio::join!(revoking, continuing);
    askers.wait_for_answers_after(20, &ALL).await;
    check(askers, &replicas, &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_differ_revive_nothing() {
    let Some(mut stage) = stage().await else { return };
    let url = stage.portal.database_url().to_owned();
    let folder = stage.portal.folder();
    let (fast, slow) = (ShiftedClock::new(folder, "fast", HOUR), ShiftedClock::new(folder, "slow", -HOUR));
    let one = stage.serve(&url, &fast.settings()).await;
    let two = stage.serve(&url, &slow.settings()).await;
    let three = stage.serve(&url, &[]).await;
    let replicas = [&one, &two, &three];
    let askers = Askers::start(&replicas, std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(5).await;
    for (index, subject) in askers.subjects.iter().enumerate() {
        subject.revoke_at(&one).await;
        askers.is_revoked(index);
    }
    askers.wait_for_answers_after(10, &ALL).await;
    fast.go_wrong_by(-HOUR);
    slow.go_wrong_by(HOUR);
    askers.wait_for_answers_after(10, &ALL).await;
    check(askers, &replicas, &stage.gateway).await;
}

/// A key ends when the database's clock says so, whatever a replica's own clock says: before, every
/// replica takes it; after, none does.
#[tokio::test(flavor = "multi_thread")]
async fn one_clock_decides_when_a_key_ends() {
    let Some(stage) = stage().await else { return };
    let url = stage.portal.database_url().to_owned();
    let folder = stage.portal.folder();
    let (fast, slow) = (ShiftedClock::new(folder, "fast", HOUR), ShiftedClock::new(folder, "slow", -HOUR));
    let replicas = [
        stage.serve(&url, &fast.settings()).await,
        stage.serve(&url, &slow.settings()).await,
        stage.serve(&url, &[]).await,
    ];
    assert!((HOUR - 60..HOUR + 60).contains(&shift_of(&replicas[0].origin).await), "the clock is wrong");
    assert!((-HOUR - 60..60 - HOUR).contains(&shift_of(&replicas[1].origin).await), "the clock is wrong");
    let mut database = PgConnection::connect(&url).await.expect("the database answers");
    let expiring = &stage.subjects[0];
    let retiring = &stage.subjects[1];
    assert_eq!((expiring.way, retiring.way), (Way::Key, Way::Application));
    let ends = [
        ("UPDATE credentials SET expires_at = now() + $2::interval WHERE id = $1", expiring),
        ("UPDATE credentials SET retiring_until = now() + $2::interval WHERE id = $1", retiring),
    ];
    for (text, subject) in ends {
        for (when, wanted) in [("30 minutes", (200, "")), ("-30 minutes", (401, "key_expired"))] {
            let changed = sqlx::query(text).bind(subject.credential).bind(when).execute(&mut database).await;
            assert_eq!(changed.expect("it is written").rows_affected(), 1);
            for [first, second] in [[HOUR, -HOUR], [-HOUR, HOUR], [0, 0]] {
                fast.go_wrong_by(first);
                slow.go_wrong_by(second);
                for replica in &replicas {
                    let (status, reason) = verdict(replica, subject, &subject.key, &stage.gateway).await;
                    assert_eq!((status, reason.as_str()), wanted, "{text}: {when}, clocks {first} {second}");
                }
            }
        }
    }
}

/// What a replica writes down is of the same clock: a key that is replaced retires from when the database
/// says that it was.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_replica_writes_is_of_the_databases_time() {
    let Some(stage) = stage().await else { return };
    let url = stage.portal.database_url().to_owned();
    let slow = ShiftedClock::new(stage.portal.folder(), "slow", -HOUR);
    let replica = stage.serve(&url, &slow.settings()).await;
    let subject = &stage.subjects[0];
    let dev = crate::support::Person::new(&replica.origin, Some(subject.dev_token.clone()));
    let rotate = format!("{}/{}/rotate", subject.keys_path, subject.credential);
    dev.post(&rotate, serde_json::json!({ "overlap": "hour" })).await.expect(201);
    let mut database = PgConnection::connect(&url).await.expect("the database answers");
    let (late,): (bool,) = sqlx::query_as(
        "SELECT retiring_until > now() + interval '50 minutes' AND retiring_until <= now() + interval '60 minutes'
         FROM credentials WHERE id = $1",
    )
    .bind(subject.credential)
    .fetch_one(&mut database)
    .await
    .expect("the key");
    assert!(late, "it retires an hour from now, by the database's clock");
    assert_eq!(verdict(&replica, subject, &subject.key, &stage.gateway).await.0, 200);
}
