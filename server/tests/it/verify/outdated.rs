//! What a commit outdates, of what is kept.
use crate::{
    operations::metrics::{listening, scrape},
    specifications::{OPENAPI_30, import::used},
    support::{TestPortal, on_both_databases, world::World},
};
use serde_json::json;
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

/// SQLite only: on a PostgreSQL server that other databases share, their commits come between.
#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_reads_the_database_only_after_what_it_depends_on_may_have_changed() {
    let portal = TestPortal::on_sqlite().await;
    let (world, figures) = (World::new(&portal).await, listening(&portal).await);
    let reads = async || {
        world.verdict(&world.key).await;
        scrape(&figures).await["portico_verdict_reads_total"]
    };
    let known = reads().await;
    assert_eq!(reads().await, known, "nothing was committed");

    used(&portal, &world.admin, &json!({ "id": world.version_id }), OPENAPI_30).await;
    server::verify::flush(&portal.portal).await.expect("counts are written");
    assert_eq!(reads().await, known, "a document was imported and used, and calls were counted");

    world.new_application("Another").await;
    assert_eq!(reads().await, known + 1.0, "that could have been anything");
}
