use crate::config::{Log, LogFormat};
use tracing_subscriber::EnvFilter;

/// Sends logs to standard output: text for people, or one JSON object a line.
pub fn start(log: &Log) {
    let filter = EnvFilter::try_new(&*log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter);
    match log.format {
        LogFormat::Text => builder.with_target(false).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
