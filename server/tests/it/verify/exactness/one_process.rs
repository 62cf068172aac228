//! One process on SQLite.
use super::{
    Askers, check,
    clocks::{HOUR, ShiftedClock, shift_of},
    subjects::{Subject, prepare},
};
use crate::support::{
    TestPortal,
    replica::{MASTER_KEY, Replica},
};
use sqlx::{Connection, SqliteConnection};
use std::{path::PathBuf, time::Duration};

struct Stage {
    folder: PathBuf,
    subjects: Vec<Subject>,
    gateway: String,
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn stage() -> Stage {
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)]).await;
    let (subjects, gateway) = prepare(&portal).await;
    Stage { folder: portal.close_and_keep_folder().await, subjects, gateway }
}

impl Stage {
    async fn serve(&self, settings: &[(&str, &str)]) -> Replica {
        Replica::start(&self.folder, "sqlite:portico.db", settings).await
    }

    /// Stopped while it was not writing, so that others can.
    async fn stop(&self, served: &Replica) {
        let file = format!("sqlite:{}", self.folder.join("portico.db").display());
        let mut conn = SqliteConnection::connect(&file).await.expect("the file opens");
        sqlx::query("PRAGMA busy_timeout = 200").execute(&mut conn).await.expect("it waits a little");
        loop {
            served.signal("STOP");
            if sqlx::query("BEGIN IMMEDIATE").execute(&mut conn).await.is_ok() {
                sqlx::query("ROLLBACK").execute(&mut conn).await.expect("nothing was written");
                return;
            }
            served.signal("CONT");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What another process does to the file: sqlite3 by hand, or a command.
    async fn revoke_by_hand(&self, askers: &Askers) {
        let file = format!("sqlite:{}", self.folder.join("portico.db").display());
        let mut conn = SqliteConnection::connect(&file).await.expect("the file opens");
        sqlx::query("PRAGMA busy_timeout = 20000").execute(&mut conn).await.expect("it waits for its turn");
        for (index, subject) in askers.subjects.iter().enumerate() {
            let done = sqlx::query(subject.way.sql()).bind(subject.row).execute(&mut conn).await;
            assert_eq!(done.expect("it is written").rows_affected(), 1, "{:?}", subject.way);
            askers.is_revoked(index);
        }
        conn.close().await.expect("it closes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_counts_at_once() {
    let mut stage = stage().await;
    let served = stage.serve(&[]).await;
    let askers = Askers::start(&[&served], std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(20).await;
    for (index, subject) in askers.subjects.iter().enumerate() {
        subject.revoke_at(&served).await;
        askers.is_revoked(index);
    }
    askers.wait_for_answers_after(50, &[0]).await;
    check(askers, &[&served], &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_writes_counts_at_once() {
    let mut stage = stage().await;
    let served = stage.serve(&[]).await;
    let askers = Askers::start(&[&served], std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(20).await;
    stage.revoke_by_hand(&askers).await;
    askers.wait_for_answers_after(50, &[0]).await;
    check(askers, &[&served], &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_stopped_knows_what_happened_meanwhile() {
    let mut stage = stage().await;
    let served = stage.serve(&[]).await;
    let askers = Askers::start(&[&served], std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(20).await;
    stage.stop(&served).await;
    stage.revoke_by_hand(&askers).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    served.signal("CONT");
    askers.wait_for_answers_after(50, &[0]).await;
    check(askers, &[&served], &stage.gateway).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_revives_nothing() {
    let mut stage = stage().await;
    let clock = ShiftedClock::new(&stage.folder, "clock", HOUR);
    let served = stage.serve(&clock.settings()).await;
    assert!((HOUR - 60..HOUR + 60).contains(&shift_of(&served.origin).await), "the clock is wrong");
    let askers = Askers::start(&[&served], std::mem::take(&mut stage.subjects), &stage.gateway);
    askers.wait_until_accepted(20).await;
    for (index, subject) in askers.subjects.iter().enumerate() {
        subject.revoke_at(&served).await;
        askers.is_revoked(index);
    }
    for seconds in [-HOUR, 0, HOUR] {
        clock.go_wrong_by(seconds);
        askers.wait_for_answers_after(20, &[0]).await;
    }
    check(askers, &[&served], &stage.gateway).await;
}
