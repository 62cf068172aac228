//! Adding rows up.
use super::super::{
    latency::Histogram,
    store::{self, ALLOWED, By, Rows},
};
use crate::db::{Conn, DbError};
use app::usage::{RefusalCount, Sums};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What a tally is of; what was not asked for is nil.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Dimensions {
    pub step: i64,
    pub application: Uuid,
    pub version: Uuid,
    pub credential: Uuid,
}

#[derive(Debug, Clone, Default)]
pub struct Tally {
    sums: Sums,
    times: Histogram,
    refusals: BTreeMap<String, u64>,
}

pub async fn tally(conn: &mut Conn, rows: Rows, by: By) -> Result<HashMap<Dimensions, Tally>, DbError> {
    let mut all: HashMap<Dimensions, Tally> = HashMap::new();
    for row in store::counts(conn, rows, by).await? {
        let own = dimensions(row.step, row.application_id, row.version_id, row.credential_id);
        all.entry(own).or_default().judged(&row.verdict, row.tried, row.calls.unsigned_abs());
    }
    for row in store::answers(conn, rows, by).await? {
        let own = dimensions(row.step, row.application_id, row.version_id, row.credential_id);
        let bucket = u16::try_from(row.bucket).unwrap_or_default();
        all.entry(own).or_default().answered(row.status, bucket, row.calls.unsigned_abs());
    }
    Ok(all)
}

fn dimensions(
    step: i64,
    application: Option<Uuid>,
    version: Option<Uuid>,
    credential: Option<Uuid>,
) -> Dimensions {
    Dimensions {
        step,
        application: application.unwrap_or_default(),
        version: version.unwrap_or_default(),
        credential: credential.unwrap_or_default(),
    }
}

impl Tally {
    fn judged(&mut self, verdict: &str, tried: bool, calls: u64) {
        if verdict == ALLOWED {
            self.sums.allowed += calls;
        } else {
            self.sums.refused += calls;
            *self.refusals.entry(verdict.to_owned()).or_default() += calls;
        }
        if tried {
            self.sums.tried += calls;
        }
    }

    fn answered(&mut self, status: i64, bucket: u16, calls: u64) {
        self.sums.answered += calls;
        match status {
            400..500 => self.sums.client_errors += calls,
            500.. => self.sums.server_errors += calls,
            _ => {}
        }
        self.times.add(bucket, calls);
    }

    pub fn add(&mut self, other: &Self) {
        let (own, more) = (&mut self.sums, &other.sums);
        own.allowed += more.allowed;
        own.refused += more.refused;
        own.tried += more.tried;
        own.answered += more.answered;
        own.client_errors += more.client_errors;
        own.server_errors += more.server_errors;
        for (code, calls) in &other.refusals {
            *self.refusals.entry(code.clone()).or_default() += calls;
        }
        self.times.merge(&other.times);
    }

    pub fn sums(&self) -> Sums {
        Sums {
            p50_micros: self.times.quantile(500),
            p95_micros: self.times.quantile(950),
            p99_micros: self.times.quantile(990),
            ..self.sums
        }
    }

    /// Most frequent first.
    pub fn refusals(&self) -> Vec<RefusalCount> {
        let counts =
            self.refusals.iter().map(|(code, calls)| RefusalCount { code: code.clone(), calls: *calls });
        let mut counts: Vec<RefusalCount> = counts.collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.calls));
        counts
    }
}
