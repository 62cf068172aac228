//! Work that follows a change: enqueued in its transaction, done after it, tried again until it
//! succeeds or is given up.
mod store;
mod worker;

pub use store::depth;
pub use worker::Worker;

use crate::db::{DbError, Tx};
use app::{
    id::{ApplicationId, ImportId, MailId, VersionId},
    time::Timestamp,
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What can be enqueued. Payloads are identifiers; the work reads what is true when it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum Job {
    SendMail {
        mail_id: MailId,
    },
    ImportSpecification {
        import_id: ImportId,
    },
    /// Minutes become hours, hours become days.
    KeepUsage {},
    /// Mails about keys that stop working soon.
    RemindOfKeys {},
    /// Clients without an application are removed at their identity providers.
    RemoveClients {},
    /// An identity provider is told whether an application's client may call a version.
    TellOfAccess {
        application_id: ApplicationId,
        version_id: VersionId,
    },
}

impl Job {
    /// As it is stored and traced.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SendMail { .. } => "send_mail",
            Self::ImportSpecification { .. } => "import_specification",
            Self::KeepUsage {} => "keep_usage",
            Self::RemindOfKeys {} => "remind_of_keys",
            Self::RemoveClients {} => "remove_clients",
            Self::TellOfAccess { .. } => "tell_of_access",
        }
    }
}

/// What comes again by itself, and how long after it came last.
const PERIODIC: [(Job, TimeDelta); 3] = [
    (Job::KeepUsage {}, TimeDelta::hours(1)),
    (Job::RemindOfKeys {}, TimeDelta::hours(1)),
    (Job::RemoveClients {}, TimeDelta::hours(1)),
];

/// How a job ended that did not succeed.
#[derive(Debug)]
pub enum JobError {
    /// Something that may pass: tried again, later each time.
    Retry(String),
    /// Something that will not pass.
    Fail(String),
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Part of the caller's transaction: no change without its consequences, and the reverse.
pub async fn enqueue(tx: &mut Tx, now: Timestamp, job: &Job) -> Result<(), DbError> {
    store::insert(tx, now, job).await
}
