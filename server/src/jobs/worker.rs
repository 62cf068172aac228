use super::{Job, JobError, PERIODIC, store};
use crate::{
    client_registration, credentials, db::DbError, mail, portal::Portal, specifications, stop::is_over, usage,
};
use chrono::TimeDelta;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{Notify, watch};

/// How long a job may take before another worker takes it over.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// A job that has failed this often is given up: the last wait is about a day.
const ATTEMPTS: i64 = 12;
/// How often the queue is looked at when nothing was announced (another replica may have written).
const IDLE: Duration = Duration::from_secs(1);
/// How often it is looked whether something periodic is due.
const LOOK: Duration = Duration::from_secs(60);

/// Wakes the queue's worker when a change has been committed.
#[derive(Debug, Clone, Default)]
pub struct Worker {
    announced: Arc<Notify>,
}

impl Worker {
    /// Says that something was enqueued; called after the commit.
    pub fn wake(&self) {
        self.announced.notify_one();
    }

    /// Works until `stop` turns true, finishing the job at hand.
    pub async fn run(&self, portal: Portal, mut stop: watch::Receiver<bool>) {
        let mut looked: Option<Instant> = None;
        while !is_over(&stop) {
            if looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
                looked = Some(Instant::now());
                if let Err(error) = enqueue_periodic(&portal).await {
                    tracing::error!(%error, "periodic jobs cannot be enqueued");
                }
            }
            match work_once(&portal).await {
                Ok(true) => {}
                Ok(false) => {
                    tokio::select! {
                        () = self.announced.notified() => {}
                        () = tokio::time::sleep(IDLE) => {}
                        _ = stop.changed() => {}
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "the job queue cannot be read");
                    tokio::time::sleep(IDLE).await;
                }
            }
        }
    }

    /// Works until nothing is due; for tests and the command line.
    pub async fn drain(&self, portal: &Portal) -> Result<(), DbError> {
        enqueue_periodic(portal).await?;
        while work_once(portal).await? {}
        Ok(())
    }
}

/// Whatever comes again by itself and is due; one of each, whichever replica looks.
async fn enqueue_periodic(portal: &Portal) -> Result<(), DbError> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin_housekeeping().await?;
    tx.take_turns("periodic jobs").await?;
    for (job, every) in &PERIODIC {
        store::insert_unless_recent(&mut tx, now, job, now - *every).await?;
    }
    tx.commit().await
}

/// Does one due job, if there is one.
async fn work_once(portal: &Portal) -> Result<bool, DbError> {
    let mut tx = portal.db.begin_housekeeping().await?;
    let leased = store::lease(&mut tx, portal.clock.now(), LEASE).await?;
    tx.commit().await?;
    let Some(row) = leased else { return Ok(false) };
    let outcome = match serde_json::from_value::<Job>(row.payload) {
        Ok(job) => {
            let (kind, at, started) = (job.kind(), portal.clock.now(), Instant::now());
            let outcome = perform(portal, job).await;
            portal.traces.worked(kind, row.attempts, outcome.is_err(), at, started.elapsed());
            outcome
        }
        Err(error) => Err(JobError::Fail(format!("unknown job: {error}"))),
    };
    let now = portal.clock.now();
    let mut tx = portal.db.begin_housekeeping().await?;
    match outcome {
        Ok(()) => store::finish(&mut tx, now, row.id).await?,
        Err(JobError::Retry(error)) if row.attempts < ATTEMPTS => {
            tracing::warn!(job = %row.id, attempts = row.attempts, error, "a job will be tried again");
            store::retry(&mut tx, row.id, now + pause(row.attempts), &error).await?;
        }
        Err(JobError::Retry(error) | JobError::Fail(error)) => {
            tracing::error!(job = %row.id, attempts = row.attempts, error, "a job was given up");
            store::fail(&mut tx, now, row.id, &error).await?;
        }
    }
    store::forget(&mut tx, now - TimeDelta::days(7)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn perform(portal: &Portal, job: Job) -> Result<(), JobError> {
    match job {
        Job::SendMail { mail_id } => mail::send(portal, mail_id).await,
        Job::ImportSpecification { import_id } => specifications::perform_import(portal, import_id).await,
        Job::KeepUsage {} => usage::keep_job::keep(portal).await,
        Job::RemindOfKeys {} => credentials::reminders_job::remind(portal).await,
        Job::RemoveClients {} => client_registration::remove_job::remove_clients(portal).await,
        Job::TellOfAccess { application_id, version_id } => {
            client_registration::tell_of_access(portal, application_id, version_id).await
        }
    }
}

/// 5 s, 20 s, 80 s, … at most 8 hours.
fn pause(attempts: i64) -> TimeDelta {
    let exponent = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(8);
    TimeDelta::seconds((5 * 4_i64.pow(exponent)).min(8 * 3600))
}
