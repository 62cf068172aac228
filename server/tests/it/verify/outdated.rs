//! What a commit outdates, of what is kept.
use crate::support::on_both_databases;
use server::db::{AsOf, Db, Tx, sql};

#[derive(Debug, Clone, Copy)]
enum Kind {
    Change,
    ForReaders,
    Housekeeping,
}

async fn begin(db: &Db, kind: Kind) -> Tx {
    let begun = match kind {
        Kind::Change => db.begin().await,
        Kind::ForReaders => db.begin_for_readers().await,
        Kind::Housekeeping => db.begin_housekeeping().await,
    };
    begun.expect("a change")
}

/// Whether verdicts and pages from before a commit are outdated by it.
async fn outdated_by(db: &Db, kind: Kind) -> (bool, bool) {
    let before = now(db).await;
    let mut tx = begin(db, kind).await;
    sql("INSERT INTO rate_limits (bucket, tokens, updated_at) VALUES ($1, 1.0, $2)")
        .bind(uuid::Uuid::new_v4().to_string())
        .bind(server::clock::Clock::now(&server::clock::SystemClock))
        .execute(&mut tx)
        .await
        .expect("written");
    tx.commit().await.expect("committed");
    let after = now(db).await;
    (before.verdicts != after.verdicts, before.pages != after.pages)
}

async fn now(db: &Db) -> AsOf {
    db.as_of_now().await.expect("the database says what it is at")
}

/// Other databases of the same PostgreSQL server have their own commits in between, which outdate everything. So what
/// is not outdated is tried until nobody came between.
async fn outdates_at_least(db: &Db, kind: Kind) -> (bool, bool) {
    let mut least = (true, true);
    for _ in 0..300 {
        let (verdicts, pages) = outdated_by(db, kind).await;
        least = (least.0 && verdicts, least.1 && pages);
        if least == (false, false) {
            break;
        }
    }
    least
}

on_both_databases! {
    async fn a_change_outdates_verdicts_and_pages(portal: TestPortal) {
        assert_eq!(outdates_at_least(&portal.portal.db, Kind::Change).await, (true, true));
    }

    async fn what_is_only_read_outdates_pages_and_no_verdict(portal: TestPortal) {
        assert_eq!(outdates_at_least(&portal.portal.db, Kind::ForReaders).await, (false, true));
    }

    async fn housekeeping_outdates_nothing(portal: TestPortal) {
        assert_eq!(outdates_at_least(&portal.portal.db, Kind::Housekeeping).await, (false, false));
    }
}
