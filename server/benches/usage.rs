//! What counting costs: a verdict by itself, counted and not, and writing down what a thousand keys have called. On
//! SQLite, and on PostgreSQL where `PORTICO_TEST_POSTGRES` says where.
#![allow(clippy::print_stdout, reason = "printing the figures is what a bench is for")]
mod support;

use axum::http::{HeaderMap, HeaderValue};
use server::verify::{About, Asker, flush};
use std::time::{Duration, Instant};
use support::{Access, databases};

const KEYS: usize = 1_000;
const ROUNDS: usize = 51;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    println!("{KEYS} keys, one call of each; medians of {ROUNDS} rounds");
    println!("{:<12} {:>12} {:>12} {:>12}", "", "verdict us", "counted us", "writing ms");
    for database in databases() {
        let [uncounted, counted, writing] = runtime.block_on(async {
            let counted = Access::new(database.portal(&[]).await, KEYS, 0, None).await;
            let uncounted = database.portal(&[("USAGE_COUNTING", "false")]).await;
            let uncounted = Access::new(uncounted, KEYS, 0, None).await;
            let mut taken: [Vec<Duration>; 3] = Default::default();
            for _ in 0..ROUNDS {
                taken[0].push(ask_all(&uncounted).await);
                taken[1].push(ask_all(&counted).await);
                let began = Instant::now();
                flush(&counted.portal).await.expect("what was called is written");
                taken[2].push(began.elapsed());
            }
            taken.map(median)
        });
        let each = |all: Duration| all.as_secs_f64() * 1e6 / KEYS as f64;
        let (uncounted, counted, writing) = (each(uncounted), each(counted), writing.as_secs_f64() * 1e3);
        println!("{:<12} {uncounted:>12.2} {counted:>12.2} {writing:>12.1}", database.name());
    }
}

async fn ask_all(stand: &Access) -> Duration {
    let (portal, asker) = (&stand.portal, Asker::Gateway(&stand.token));
    let mut headers = HeaderMap::new();
    let began = Instant::now();
    for key in &stand.keys {
        headers.insert("apikey", HeaderValue::from_str(key).expect("a header"));
        portal.verdicts.ask(portal, asker, "weather", "2.0", &headers, &About::default()).await;
    }
    began.elapsed()
}

fn median(mut taken: Vec<Duration>) -> Duration {
    taken.sort();
    taken[taken.len() / 2]
}
