//! Verdicts while pages, sign-ins and imports are asked for five times as fast as they can be answered: the real
//! process on SQLite, and this one beside it on the same cores. Elsewhere those who ask have machines of their own:
//! here the flood comes from threads that give way to the portal's, and verdicts are asked for by a thread that waits
//! for nobody.
//!
//! `cargo bench -p server --bench flood`
#![allow(clippy::print_stdout, reason = "figures are what a bench is for")]

mod support;

use reqwest::{Client, Method, RequestBuilder};
use server::{config::Config, secrets::MasterKey};
use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use support::{Prepared, add_key, open, prepare, temporary_folder};
use tokio::{runtime::Builder, sync::oneshot, task::JoinSet, time::sleep};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const MASTER_KEY: &str = "a master key of a bench, long enough to be one";
const MEASURED: Duration = Duration::from_secs(10);
/// Verdicts are asked for at this pace, so that their latency is measured and not their throughput.
const VERDICT_EVERY: Duration = Duration::from_millis(4);
const TIMES: f64 = 5.0;

const DOCUMENT: &str = r#"{"openapi":"3.0.3","info":{"title":"Bench","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok"}}}}}}"#;

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() -> Outcome<()> {
    let mut runtime = Builder::new_multi_thread();
    runtime.enable_all().on_thread_start(|| nice(5));
    runtime.build()?.block_on(measure())
}

/// Changes the niceness of this thread, as far as that is allowed.
fn nice(by: i32) {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(by);
}

async fn measure() -> Outcome<()> {
    let folder = temporary_folder();
    let config = Config::load(None, std::iter::empty())?;
    let url = format!("sqlite:{}", folder.join("bench.db").display());
    let portal = open(url, false, config, MasterKey::from_text(MASTER_KEY)).await;
    let prepared = prepare(&portal, None).await;
    let key = portal.key_format.generate();
    let mut tx = portal.db.begin().await?;
    add_key(&mut tx, &portal, prepared.application, &key).await;
    tx.commit().await?;
    portal.db.close().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let origin = format!("http://{address}");
    let process = Process(
        Command::new(env!("CARGO_BIN_EXE_portico"))
            .arg("serve")
            .current_dir(&folder)
            .env("PORTICO_SERVER_LISTEN", address.to_string())
            .env("PORTICO_SERVER_PUBLIC_URL", &origin)
            .env("PORTICO_GATEWAY_ENABLED", "false")
            .env("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)
            .env("PORTICO_SECURITY_RATE_LIMITS", "false")
            .env("PORTICO_DATABASE_URL", "sqlite:bench.db")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?,
    );
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    while client.get(format!("{origin}/readyz")).send().await.is_err() {
        sleep(Duration::from_millis(50)).await;
    }

    let unloaded = verdicts(&origin, &key, &prepared).await?;
    let capacity = capacity(&client, &origin, &prepared).await?;
    let flood = tokio::spawn(flood(client.clone(), origin.clone(), prepared.clone(), capacity * TIMES));
    let loaded = verdicts(&origin, &key, &prepared).await?;
    let (answered, shed) = flood.await?;

    let rate = |times: &[Duration]| times.len() as f64 / MEASURED.as_secs_f64();
    println!(
        "pages, sign-ins and imports: {capacity:.0} a second are answered, {:.0} are asked for",
        capacity * TIMES
    );
    println!("answered     {:>9.0} /s     p99 {:>8.2} ms", rate(&answered), p99(&answered));
    println!("shed (503)   {:>9.0} /s     p99 {:>8.2} ms", rate(&shed), p99(&shed));
    println!("verify, nothing else        p99 {:>8.2} ms", p99(&unloaded));
    println!("verify, flooded             p99 {:>8.2} ms", p99(&loaded));
    println!("ratio                           {:>8.2}", p99(&loaded) / p99(&unloaded));
    drop(process);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The times of verdicts, asked for at a steady pace.
async fn verdicts(origin: &str, key: &str, prepared: &Prepared) -> Outcome<Vec<Duration>> {
    let (origin, key, prepared) = (origin.to_owned(), key.to_owned(), prepared.clone());
    let (told, heard) = oneshot::channel();
    std::thread::spawn(move || {
        nice(-10);
        let asked = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string());
        let times = asked.and_then(|runtime| {
            runtime.block_on(ask(&origin, &key, &prepared)).map_err(|error| error.to_string())
        });
        let _ = told.send(times);
    });
    Ok(heard.await??)
}

async fn ask(origin: &str, key: &str, prepared: &Prepared) -> Outcome<Vec<Duration>> {
    let request = Client::new()
        .get(format!("{origin}/gateway/verify/weather/2.0"))
        .header("apikey", key)
        .header("x-portal-gateway-token", &prepared.gateway);
    let started = Instant::now();
    let mut times = Vec::new();
    while started.elapsed() < MEASURED {
        let asked = Instant::now();
        let answer = request.try_clone().ok_or("a request without a body")?.send().await?;
        if answer.status() != 200 {
            return Err(format!("a verdict of {}", answer.status()).into());
        }
        times.push(asked.elapsed());
        sleep(VERDICT_EVERY).await;
    }
    Ok(times)
}

/// Seven pages that are rendered anew, two sign-ins, one import.
fn next(client: &Client, origin: &str, prepared: &Prepared, number: usize) -> RequestBuilder {
    match number % 10 {
        0..=6 => client.get(format!("{origin}/search?q=weather{number}")),
        7 | 8 => client
            .post(format!("{origin}/session"))
            .header("sec-fetch-site", "same-origin")
            .form(&[("email", "dev@bench.example"), ("password", "not the right one")]),
        _ => client
            .request(Method::PUT, format!("{origin}/api/v1/versions/{}/specification", prepared.version))
            .bearer_auth(&prepared.admin)
            .body(DOCUMENT),
    }
}

/// How many requests a second are answered when as many wait as there are places for a few.
async fn capacity(client: &Client, origin: &str, prepared: &Prepared) -> Outcome<f64> {
    let started = Instant::now();
    let mut all = JoinSet::new();
    for first in 0..8 {
        let (client, origin, prepared) = (client.clone(), origin.to_owned(), prepared.clone());
        all.spawn(async move {
            let mut number = first;
            let mut done = 0;
            while started.elapsed() < MEASURED {
                let answer = next(&client, &origin, &prepared, number).send().await;
                done += usize::from(answer.is_ok_and(|answer| answer.status() != 503));
                number += 8;
            }
            done
        });
    }
    let done: usize = all.join_all().await.into_iter().sum();
    Ok(done as f64 / started.elapsed().as_secs_f64())
}

/// So many requests a second, whether or not the former are answered.
async fn flood(
    client: Client,
    origin: String,
    prepared: Prepared,
    rate: f64,
) -> (Vec<Duration>, Vec<Duration>) {
    let (started, mut all, mut number) = (Instant::now(), JoinSet::new(), 0);
    while started.elapsed() < MEASURED {
        while (number as f64) < started.elapsed().as_secs_f64() * rate {
            let request = next(&client, &origin, &prepared, number);
            all.spawn(async move {
                let asked = Instant::now();
                let status = request.send().await.map(|answer| answer.status().as_u16());
                (status.ok(), asked.elapsed())
            });
            number += 1;
        }
        sleep(Duration::from_millis(2)).await;
    }
    let (mut answered, mut shed) = (Vec::new(), Vec::new());
    for (status, took) in all.join_all().await {
        match status {
            Some(503) => shed.push(took),
            Some(_) => answered.push(took),
            None => {}
        }
    }
    (answered, shed)
}

/// Milliseconds.
fn p99(times: &[Duration]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() * 99 / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}
