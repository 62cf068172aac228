//! The configuration: what the person who runs the portal decides before it starts.
//!
//! A key is written once, in its section under `sections/`: name, type, documentation and default.
//! The reader, the error messages and `portico config example` all follow from that line.
//! Switches that an admin flips while the portal runs are in the database, not here.
//!
//! Later sources win: defaults, then the TOML file, then the environment
//! (`PORTICO_SERVER_LISTEN` sets `server.listen`).

mod checks;
mod example;
mod nearest;
mod problems;
mod section;
mod sections;
mod setting;
mod sources;
#[cfg(test)]
mod tests;
mod values;

use std::path::Path;

pub use example::example;
pub use problems::{Problem, Problems};
use section::{Key, Section};
pub use sections::{
    Database, Demo, Encryption, Gateway, Leaks, Limits, Log, LogFormat, Mail, Metrics, Outbound, Portal,
    Security, Server, Tracing, Usage,
};
use sources::Sources;
pub use sources::environment;
pub use values::{
    DatabaseKind, DatabaseUrl, Hours, KeyPrefix, LogFilter, MailAddress, Milliseconds, Minutes, Network,
    OutboundRule, PublicUrl, Seconds, Secret, Text,
};

/// Every setting of the portal, read and checked.
#[derive(Debug, Clone)]
pub struct Config {
    pub server: Server,
    pub portal: Portal,
    pub database: Database,
    pub gateway: Gateway,
    pub mail: Mail,
    pub security: Security,
    pub limits: Limits,
    pub usage: Usage,
    pub leaks: Leaks,
    pub outbound: Outbound,
    pub demo: Demo,
    pub log: Log,
    pub metrics: Metrics,
    pub tracing: Tracing,
}

impl Config {
    /// Reads the file (`path`, else `PORTICO_CONFIG`, else `portico.toml` here if there is one),
    /// then the environment, and reports everything that is wrong with them at once.
    pub fn load(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Config, Problems> {
        Config::from_sources(Sources::gather(path, env, &keys()))
    }

    fn from_sources(mut sources: Sources) -> Result<Config, Problems> {
        let config = Config {
            server: Server::read(&mut sources),
            portal: Portal::read(&mut sources),
            database: Database::read(&mut sources),
            gateway: Gateway::read(&mut sources),
            mail: Mail::read(&mut sources),
            security: Security::read(&mut sources),
            limits: Limits::read(&mut sources),
            usage: Usage::read(&mut sources),
            leaks: Leaks::read(&mut sources),
            outbound: Outbound::read(&mut sources),
            demo: Demo::read(&mut sources),
            log: Log::read(&mut sources),
            metrics: Metrics::read(&mut sources),
            tracing: Tracing::read(&mut sources),
        };
        let mut problems = sources.into_problems();
        // Rules between keys are judged only on values that were accepted one by one.
        if problems.is_empty() {
            checks::check(&config, &mut problems);
        }
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }
}

impl Default for Config {
    fn default() -> Self {
        Config::from_sources(Sources::default()).expect("the defaults are valid, as a test shows")
    }
}

/// Every section with its documentation and keys, in the order of the example.
fn chapters() -> Vec<(&'static [&'static str], Vec<Key>)> {
    fn chapter<S: Section>() -> (&'static [&'static str], Vec<Key>) {
        (S::DOC, S::keys())
    }
    vec![
        chapter::<Server>(),
        chapter::<Portal>(),
        chapter::<Database>(),
        chapter::<Gateway>(),
        chapter::<Mail>(),
        chapter::<Security>(),
        chapter::<Limits>(),
        chapter::<Usage>(),
        chapter::<Leaks>(),
        chapter::<Outbound>(),
        chapter::<Demo>(),
        chapter::<Log>(),
        chapter::<Metrics>(),
        chapter::<Tracing>(),
    ]
}

fn keys() -> Vec<Key> {
    chapters().into_iter().flat_map(|(_, keys)| keys).collect()
}
