//! A process that is killed: what it wrote is there once, and what it loses came after its last write had begun.
//! Real processes, calls without a pause.
use crate::support::{
    on_both_databases,
    replica::{MASTER_KEY, Replica},
    world::World,
};
use app::time::Timestamp;
use chrono::TimeDelta;
use server::db::{Db, sql};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// Gateways that ask at once.
const CALLERS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(120);

/// Calls one after the other until they are told to stop, or nobody answers any more.
#[derive(Default)]
struct Calls {
    stop: AtomicBool,
    asked: AtomicI64,
    answered: AtomicI64,
}

impl Calls {
    fn begin(replica: &Replica, world: &World) -> (Arc<Self>, JoinSet<()>) {
        let calls = Arc::new(Self::default());
        let question = world.question_at(&replica.origin, "").header("apikey", &world.key);
        let callers = (0..CALLERS).map(|_| calls.clone().ask(question.try_clone().expect("no body")));
        let callers = callers.collect();
        (calls, callers)
    }

    async fn ask(self: Arc<Self>, question: reqwest::RequestBuilder) {
        while !self.stop.load(SeqCst) {
            self.asked.fetch_add(1, SeqCst);
            let Ok(answer) = question.try_clone().expect("no body").send().await else { return };
            assert_eq!(answer.status(), 200, "{:?}", answer.headers());
            self.answered.fetch_add(1, SeqCst);
        }
    }

    async fn some_more(&self, more: i64) {
        let wanted = self.answered.load(SeqCst) + more;
        while self.answered.load(SeqCst) < wanted {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// What a process has written: the number of its last batch, when that was by its own clock, and the calls of all
/// processes together, at one moment.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
struct Written {
    batch: i64,
    written_at: Timestamp,
    calls: i64,
}

/// Absent until the process that is not among `former` has written.
async fn written(db: &Db, former: &[Uuid]) -> Option<(Uuid, Written)> {
    let mut conn = db.read().await.expect("a connection");
    let writers: Vec<(Uuid,)> =
        sql("SELECT id FROM usage_writers").all(&mut conn).await.expect("the writers");
    let (writer,) = writers.into_iter().find(|(id,)| !former.contains(id))?;
    let row = sql("SELECT batch, written_at, (SELECT CAST(sum(calls) AS BIGINT) FROM usage_counts) AS calls
                   FROM usage_writers WHERE id = $1");
    Some((writer, row.bind(writer).one(&mut conn).await.expect("its row")))
}

async fn counted(db: &Db) -> i64 {
    let mut conn = db.read().await.expect("a connection");
    let calls = sql("SELECT CAST(coalesce(sum(calls), 0) AS BIGINT) FROM usage_counts");
    calls.count(&mut conn).await.expect("a number")
}

/// A commit may have been on its way when its sender was killed: PostgreSQL still does it.
async fn nothing_is_under_way(db: &Db) {
    while db.is_postgres() {
        let mut conn = db.read().await.expect("a connection");
        let others = sql("SELECT CAST(count(*) AS BIGINT) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND backend_type = 'client backend' AND state <> 'idle'");
        if others.count(&mut conn).await.expect("a number") == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What was seen at one moment while calls went on.
#[derive(Debug, Clone, Copy)]
struct Look {
    batch: i64,
    /// Calls that had their answer by then.
    answered: i64,
}

impl Look {
    /// The next batch may have been taken before this look; the one after it was not: it holds every call that was
    /// answered by then, unless an earlier one does.
    fn is_covered_by(self, batch: i64) -> bool {
        self.batch + 2 <= batch
    }
}

/// Looks until the process has written often enough to say something, and has begun once within a second of the time
/// before, by its own clock: what it may lose is one such step, and the write at its end.
async fn watch(db: &Db, former: &[Uuid], calls: &Calls) -> (Uuid, Vec<Look>) {
    let (mut looks, mut before, mut is_quick) = (Vec::<Look>::new(), None::<Written>, false);
    loop {
        if let Some((writer, now)) = written(db, former).await {
            looks.push(Look { batch: now.batch, answered: calls.answered.load(SeqCst) });
            is_quick |= before.is_some_and(|before| {
                now.batch == before.batch + 1 && now.written_at - before.written_at <= TimeDelta::seconds(1)
            });
            before = Some(now);
            let says_something = |look: &Look| look.answered > 0 && look.is_covered_by(now.batch);
            if is_quick && looks.iter().any(says_something) {
                return (writer, looks);
            }
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

on_both_databases! {
    with [("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)];
    async fn a_killed_process_loses_a_second_at_most_and_nothing_is_counted_twice(portal: TestPortal) {
        let (world, db) = (World::new(&portal).await, &portal.portal.db);
        let (mut former, mut before) = (Vec::new(), 0);
        // Killed at other moments between two writes.
        for more in [0, 5, 60] {
            let mut replica = Replica::start(portal.folder(), portal.database_url(), &[]).await;
            assert_eq!(counted(db).await, before, "nobody called since the last was killed");
            let (calls, mut callers) = Calls::begin(&replica, &world);
            let watching = tokio::time::timeout(PATIENCE, watch(db, &former, &calls));
            let (writer, looks) = watching.await.expect("it writes at least once a second");
            calls.some_more(more).await;
            replica.signal("KILL");
            replica.ended().await;
            while let Some(ended) = callers.join_next().await {
                ended.expect("whoever was answered was let through");
            }
            nothing_is_under_way(db).await;
            let (_, last) = written(db, &former).await.expect("it has written");
            let own = last.calls - before;
            let (asked, answered) = (calls.asked.load(SeqCst), calls.answered.load(SeqCst));
            assert!(own <= asked, "{own} counted of {asked} calls");
            let sure = looks.iter().filter(|look| look.is_covered_by(last.batch)).map(|look| look.answered).max();
            assert!(Some(own) >= sure, "{own} counted of {answered}, of which {sure:?} came before the last write but one");
            former.push(writer);
            before = last.calls;
        }

        // Who is told to stop writes down everything.
        let mut replica = Replica::start(portal.folder(), portal.database_url(), &[]).await;
        let (calls, callers) = Calls::begin(&replica, &world);
        calls.some_more(20).await;
        calls.stop.store(true, SeqCst);
        callers.join_all().await;
        replica.signal("TERM");
        assert!(replica.ended().await.success());
        assert_eq!(counted(db).await - before, calls.answered.load(SeqCst));
    }
}
