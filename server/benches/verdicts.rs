//! Verdicts beside a bare route of the same shape, in one process: the same request, headers in and
//! headers out. Both are asked alternately by the same client; medians are printed.
//!
//! `cargo bench -p server --bench verdicts`; `PORTICO_BENCH_POSTGRES` names an empty PostgreSQL
//! database to measure there instead of on SQLite.
#![allow(clippy::print_stdout, reason = "figures are what a bench is for")]

use app::{
    actor::{Actor, Role, SignedIn, Who},
    applications::{Applications, NewApplication},
    auth_strategies::{AuthStrategies, NewAuthStrategy, StrategySettings},
    catalog::{Catalog, NewProduct, VersionSettings, Visibility},
    credentials::{Credentials, NewCredential},
    developers::{Developers, NewDeveloper},
    gateways::{Gateways, NewGateway},
    registrations::{NewRegistration, Registrations},
};
use axum::{Router, body::Body, extract::Path, http::HeaderMap, response::Response, routing::any};
use server::{
    clock::SystemClock,
    config::Config,
    db::{Db, Options},
    http,
    portal::Portal,
    secrets::{MasterKey, Secrets},
};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("portico-bench-{}", server::secrets::random_text(10)));
    std::fs::create_dir_all(&folder)?;
    let portal = open(&folder).await?;
    let (key, token) = prepare(&portal).await?;
    let verdicts = listening(http::router(http::State::new(portal.clone()))).await?;
    let bare = listening(bare_route()).await?;
    let request = format!(
        "GET /gateway/verify/weather/2.0 HTTP/1.1\r\nhost: portal\r\napikey: {key}\r\nx-portal-gateway-token: {token}\r\n\r\n"
    );
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let measured = (load(bare, &request).await?, load(verdicts, &request).await?);
        if round > 0 {
            without.push(measured.0);
            with.push(measured.1);
        }
    }
    let database = if portal.db.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let (bare, verify) = (median(without), median(with));
    println!("{database}, {CONNECTIONS} connections, {ROUNDS} rounds of {} s", ROUND.as_secs());
    println!("bare route   {:>9.0} calls/s   p99 {:>7.3} ms", bare.rate, bare.p99_ms);
    println!("verify       {:>9.0} calls/s   p99 {:>7.3} ms", verify.rate, verify.p99_ms);
    println!("ratio        {:>9.2}", verify.rate / bare.rate);
    portal.db.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

async fn open(folder: &std::path::Path) -> Outcome<Portal> {
    let config =
        Config::load(None, std::iter::once(("PORTICO_SECURITY_RATE_LIMITS".to_owned(), "false".to_owned())))?;
    let postgres = std::env::var("PORTICO_BENCH_POSTGRES").ok();
    let options = Options {
        is_postgres: postgres.is_some(),
        url: postgres.unwrap_or_else(|| format!("sqlite:{}", folder.join("bench.db").display())),
        max_connections: 10,
        verify_connections: 8,
        acquire_timeout: Duration::from_secs(2),
        page_deadline: Duration::from_secs(10),
    };
    let db = Db::open(&options).await?;
    db.migrate().await?;
    Ok(Portal::new(Arc::new(config), db, Arc::new(SystemClock), Secrets::new(&MasterKey::random())))
}

/// One application with access, its key, and a gateway's token.
async fn prepare(portal: &Portal) -> Outcome<(String, String)> {
    let admin = Actor::system("bench");
    let new = NewDeveloper { email: "dev@bench.example".to_owned(), full_name: "Dev".to_owned() };
    let created = portal.create_approved(&admin, new, Role::Developer, "a long walk by the sea").await?;
    let signed_in = SignedIn {
        developer_id: created.id,
        full_name: created.full_name,
        email: created.email,
        role: created.role,
        authenticated_at: None,
    };
    let developer = Actor { who: Who::Developer(signed_in), ..Actor::system("bench") };
    let settings = StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned()] };
    let strategy =
        portal.create_auth_strategy(&admin, NewAuthStrategy { name: "Keys".to_owned(), settings }).await?;
    let product = NewProduct {
        slug: "weather".to_owned(),
        title: "Weather".to_owned(),
        summary: String::new(),
        description: String::new(),
        visibility: Some(Visibility::Public),
        labels: Default::default(),
    };
    let product = portal.create_product(&admin, product).await?;
    let settings = VersionSettings {
        name: "2.0".to_owned(),
        auth_strategy_id: Some(strategy.id),
        registration_enabled: true,
        auto_approve: true,
        upstream_url: None,
    };
    let version = portal.create_version(&admin, product.id, settings).await?;
    portal.publish_version(&admin, version.id).await?;
    let application = NewApplication {
        name: "Bench".to_owned(),
        description: String::new(),
        reference_id: String::new(),
        auth_strategy_id: strategy.id,
        team: None,
        redirect_uris: Vec::new(),
    };
    let application = portal.create_application(&developer, application).await?.application;
    let registration = NewRegistration {
        application: application.slug.clone(),
        version_id: version.id,
        purpose: "Measuring".to_owned(),
    };
    portal.request_access(&developer, registration).await?;
    let key = NewCredential { name: "Bench".to_owned(), expires_in_days: None };
    let issued = portal.issue_credential(&developer, &application.slug, key).await?;
    let gateway = portal
        .create_gateway(&admin, NewGateway { name: "bench".to_owned(), kind: Default::default() })
        .await?;
    Ok((issued.secret, gateway.secret))
}

/// What verify does, without deciding anything: reads a header, answers with eight.
fn bare_route() -> Router {
    async fn answer(Path(_): Path<(String, String)>, headers: HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        if headers.contains_key("apikey") {
            for name in server::verify::IDENTITY_HEADERS {
                response.headers_mut().insert(
                    name,
                    axum::http::HeaderValue::from_static("0196b5e0-0000-7000-8000-000000000000"),
                );
            }
        }
        response.headers_mut().insert("cache-control", axum::http::HeaderValue::from_static("no-store"));
        response
    }
    Router::new().route("/gateway/verify/{product}/{version}", any(answer))
}

async fn listening(app: Router) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
    });
    Ok(address)
}

#[derive(Clone, Copy)]
struct Figures {
    rate: f64,
    p99_ms: f64,
}

async fn load(address: SocketAddr, request: &str) -> Outcome<Figures> {
    let started = Instant::now();
    let callers: Vec<_> =
        (0..CONNECTIONS).map(|_| tokio::spawn(caller(address, request.to_owned(), started))).collect();
    let mut times = Vec::new();
    for each in callers {
        times.extend(each.await?.map_err(|error| error.to_string())?);
    }
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort_unstable();
    Ok(Figures { rate, p99_ms: times[times.len() * 99 / 100].as_secs_f64() * 1e3 })
}

/// One connection, one question after the other.
async fn caller(address: SocketAddr, request: String, started: Instant) -> std::io::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 4096];
    let mut times = Vec::new();
    while started.elapsed() < ROUND {
        let asked = Instant::now();
        stream.write_all(request.as_bytes()).await?;
        let mut filled = 0;
        loop {
            filled += stream.read(&mut buffer[filled..]).await?;
            if buffer[..filled].ends_with(b"\r\n\r\n") {
                break;
            }
        }
        if !buffer.starts_with(b"HTTP/1.1 200") {
            return Err(std::io::Error::other(String::from_utf8_lossy(&buffer[..filled]).into_owned()));
        }
        times.push(asked.elapsed());
    }
    Ok(times)
}

fn median(mut all: Vec<Figures>) -> Figures {
    all.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    let rate = all[all.len() / 2].rate;
    all.sort_by(|a, b| a.p99_ms.total_cmp(&b.p99_ms));
    Figures { rate, p99_ms: all[all.len() / 2].p99_ms }
}
