//! From configuration to a running portal.
use crate::{
    clock,
    config::{Config, DatabaseKind},
    db::{Db, DbError, Options},
    demo, gateway, http, metrics, openid,
    portal::Portal,
    secrets::{MasterKey, Secrets},
    traces, verify,
};
use std::{
    net::SocketAddr,
    sync::{Arc, atomic::Ordering},
};
use tokio::{net::TcpListener, sync::watch};

#[derive(Debug, thiserror::Error)]
pub enum StartupError {
    #[error("{0}")]
    MasterKey(#[from] crate::secrets::MasterKeyError),
    #[error("the database {url}: {source}")]
    Database { url: String, source: DbError },
    #[error("the tables cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error(
        "{address} cannot be listened on: {source}. Stop what uses it (another portal?), or set {setting} to \
         another address"
    )]
    Listen { setting: &'static str, address: SocketAddr, source: std::io::Error },
    #[error("serving failed: {0}")]
    Serve(#[from] std::io::Error),
}

/// Opens the database, brings its tables up to date, and puts the portal together.
pub async fn open(config: Config) -> Result<Portal, StartupError> {
    let master = match &config.security.master_key {
        Some(key) => MasterKey::from_text(key.expose()),
        None => MasterKey::from_file(&config.security.master_key_file)?,
    };
    let db = open_database(&config).await?;
    db.migrate().await?;
    let clock = clock::of(&db).await.map_err(|source| database_failed(&config, source))?;
    Ok(Portal::new(Arc::new(config), db, clock, Secrets::new(&master)))
}

async fn open_database(config: &Config) -> Result<Db, StartupError> {
    let database = &config.database;
    let options = Options {
        url: database.url.expose().to_owned(),
        is_postgres: database.url.kind() == DatabaseKind::Postgres,
        max_connections: database.max_connections,
        verify_connections: database.verify_connections,
        acquire_timeout: database.acquire_timeout_ms.duration(),
        page_deadline: database.page_timeout_ms.duration(),
        verdict_deadline: database.verify_timeout_ms.duration(),
    };
    Db::open(&options).await.map_err(|source| database_failed(config, source))
}

fn database_failed(config: &Config, source: DbError) -> StartupError {
    StartupError::Database { url: config.database.url.to_string(), source }
}

/// Serves until the process is told to stop; then finishes what is under way.
pub async fn serve(portal: Portal) -> Result<(), StartupError> {
    let config = portal.config.clone();
    let listener = listen("server.listen", config.server.listen).await?;
    let threads = http::Threads::start()?;
    let state = http::State::on(&threads, portal.clone());
    let (stop, stopped) = watch::channel(false);
    let worker = threads.spawn({
        let (portal, stopped) = (portal.clone(), stopped.clone());
        async move { portal.jobs.clone().run(portal, stopped).await }
    });
    let flushing = tokio::spawn(verify::flush_until(portal.clone(), stopped.clone()));
    tokio::spawn(clock::keep_right(portal.db.clone(), portal.clock.clone(), stopped.clone()));
    tokio::spawn(openid::keep_warm(portal.clone(), stopped.clone()));
    let exporting = tokio::spawn(traces::export_until(portal.clone(), stopped.clone()));
    let beside = serve_beside(&portal, &stopped).await?;
    tracing::info!(address = %config.server.public_url, "the portal is ready");
    let app = http::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("shutting down");
        state.draining.store(true, Ordering::Relaxed);
        stop.send_replace(true);
    });
    let grace = config.server.shutdown_grace_seconds.duration();
    let mut told = stopped.clone();
    tokio::select! {
        served = serving => served?,
        () = async { let _ = told.wait_for(|stop| *stop).await; tokio::time::sleep(grace).await } => {
            tracing::warn!("requests were still running after {} s and are cut off", grace.as_secs());
        }
    }
    let _ = tokio::time::timeout(grace, worker).await;
    let _ = tokio::time::timeout(grace, beside.join_all()).await;
    let _ = tokio::time::timeout(grace, flushing).await;
    let _ = tokio::time::timeout(grace, exporting).await;
    let _ = verify::flush(&portal).await;
    portal.db.close().await;
    Ok(())
}

/// The embedded gateway, and the demo's upstream, on ports of their own.
async fn serve_beside(
    portal: &Portal,
    stopped: &watch::Receiver<bool>,
) -> Result<tokio::task::JoinSet<()>, StartupError> {
    let mut tasks = tokio::task::JoinSet::new();
    let config = &portal.config;
    if config.gateway.enabled {
        let app = gateway::router(portal.clone());
        tasks.spawn(serve_until(
            listen("gateway.listen", config.gateway.listen).await?,
            app,
            stopped.clone(),
        ));
        tracing::info!(address = %config.gateway.public_url, "the gateway is ready");
    }
    if let Some(address) = config.metrics.listen {
        let app = metrics::router(portal.clone());
        tasks.spawn(serve_until(listen("metrics.listen", address).await?, app, stopped.clone()));
        tracing::info!(%address, "metrics are at /metrics");
    }
    if config.demo.enabled {
        let app = demo::upstream(portal.clock.clone());
        let listener = listen("demo.upstream_listen", config.demo.upstream_listen).await?;
        tasks.spawn(serve_until(listener, app, stopped.clone()));
    }
    Ok(tasks)
}

async fn serve_until(listener: TcpListener, app: axum::Router, mut stopped: watch::Receiver<bool>) {
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(async move { drop(stopped.wait_for(|stop| *stop).await) })
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "serving failed");
    }
}

async fn listen(setting: &'static str, address: SocketAddr) -> Result<TcpListener, StartupError> {
    TcpListener::bind(address).await.map_err(|source| StartupError::Listen { setting, address, source })
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
