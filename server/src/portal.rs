//! The portal's one object: every slice's service is implemented on it.
use crate::{
    clock::Clock,
    config::Config,
    db::Db,
    jobs::Worker,
    leaks::ReporterKeys,
    metrics::Metrics,
    openid::Issuers,
    outbound::Outbound,
    secrets::{KeyFormat, Passwords, Secrets},
    traces::Traces,
    verify::Verdicts,
};
use std::{ops::Deref, sync::Arc};

/// What the portal does; implements every trait of [`app::backend::Backend`]. A clone is one counter: handlers
/// and layers take several for each request.
#[derive(Debug, Clone)]
pub struct Portal(Arc<Parts>);

#[derive(Debug)]
pub struct Parts {
    pub config: Arc<Config>,
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub secrets: Secrets,
    pub passwords: Passwords,
    pub key_format: KeyFormat,
    pub jobs: Worker,
    pub verdicts: Verdicts,
    pub outbound: Outbound,
    pub issuers: Issuers,
    pub reporter_keys: ReporterKeys,
    pub metrics: Metrics,
    pub traces: Traces,
}

impl Portal {
    pub fn new(config: Arc<Config>, db: Db, clock: Arc<dyn Clock>, secrets: Secrets) -> Self {
        // Half of the cores: the others are for everybody else.
        let at_once = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        Self(Arc::new(Parts {
            key_format: KeyFormat::new(&config.security.key_prefix),
            passwords: Passwords::new(at_once),
            jobs: Worker::default(),
            verdicts: Verdicts::default(),
            outbound: Outbound::new(&config),
            issuers: Issuers::default(),
            reporter_keys: ReporterKeys::default(),
            metrics: Metrics::default(),
            traces: Traces::new(&config.tracing),
            config,
            db,
            clock,
            secrets,
        }))
    }
}

impl Deref for Portal {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
