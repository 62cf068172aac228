use crate::config::{Log, LogFormat};
use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// Sends logs to standard error: text for people, or one JSON object a line. Standard output is for
/// what a command was asked for.
pub fn start(log: &Log) {
    // PostgreSQL's notices only repeat that a table is there already.
    let filter = EnvFilter::try_new(format!("sqlx::postgres::notice=warn,{}", log.level))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal());
    match log.format {
        LogFormat::Text => builder.with_target(false).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
