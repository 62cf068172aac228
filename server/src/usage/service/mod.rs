//! Reading what was counted.
mod callers;
mod calls;
mod logs;
mod tally;

pub use logs::take_log;

use super::{
    csv,
    store::{self, By, Rows},
};
use crate::{
    db::{Conn, DbError},
    portal::Portal,
    verify::usage::minute_of,
};
use app::{
    actor::Actor,
    applications::{Application, Applications},
    error::PortalError,
    id::{ApplicationId, CredentialId},
    time::Timestamp,
    usage::*,
};
use chrono::DateTime;
use std::collections::HashMap;
use tally::{Dimensions, Tally, tally};
use uuid::Uuid;

/// Applications that the report over all names.
const TOP: usize = 10;

#[async_trait::async_trait]
impl Usage for Portal {
    async fn application_usage(
        &self,
        actor: &Actor,
        application: &str,
        question: UsageQuestion,
    ) -> Result<UsageReport, PortalError> {
        let application: Application = self.application(actor, application).await?;
        self.report(question, Some(application.id)).await
    }

    async fn application_usage_csv(
        &self,
        actor: &Actor,
        application: &str,
        question: UsageQuestion,
    ) -> Result<String, PortalError> {
        let application: Application = self.application(actor, application).await?;
        let by = By { version: true, credential: true, ..By::default() };
        self.table(question, Some(application.id), by).await
    }

    async fn usage(&self, actor: &Actor, question: UsageQuestion) -> Result<UsageReport, PortalError> {
        actor.as_admin()?;
        self.report(question, None).await
    }

    async fn usage_csv(&self, actor: &Actor, question: UsageQuestion) -> Result<String, PortalError> {
        actor.as_admin()?;
        self.table(question, None, By { application: true, version: true, ..By::default() }).await
    }

    async fn application_calls(
        &self,
        actor: &Actor,
        application: &str,
        refused_only: bool,
    ) -> Result<Vec<CallRecord>, PortalError> {
        calls::of_application(self, actor, application, refused_only).await
    }

    async fn key_callers(
        &self,
        actor: &Actor,
        application: &str,
        credential: CredentialId,
    ) -> Result<KeyCallers, PortalError> {
        callers::of_key(self, actor, application, credential).await
    }

    async fn explain_refusal(&self, actor: &Actor, about: &str) -> Result<Explanation, PortalError> {
        calls::explain(self, actor, about.trim()).await
    }

    fn refusal_rules(&self) -> Vec<Rule> {
        calls::rules()
    }
}

/// Whole steps, the one that runs now included.
fn rows(question: UsageQuestion, application: Option<ApplicationId>, now: Timestamp) -> Rows {
    let step = question.period.step();
    let until = (minute_of(now) / step + 1) * step;
    Rows {
        from: until - question.period.steps() * step,
        until,
        application,
        version: question.version,
        credential: question.credential,
    }
}

fn moment(minute: i64) -> Timestamp {
    DateTime::from_timestamp(minute * 60, 0).unwrap_or_default()
}

impl Portal {
    async fn report(
        &self,
        question: UsageQuestion,
        application: Option<ApplicationId>,
    ) -> Result<UsageReport, PortalError> {
        let rows = rows(question, application, self.clock.now());
        let step = question.period.step();
        let mut conn = self.db.read().await?;
        let by_step = tally(&mut conn, rows, By { step: Some(step), ..By::default() }).await?;
        let versions = tally(&mut conn, rows, By { version: true, ..By::default() }).await?;
        let keys = match application {
            Some(_) => tally(&mut conn, rows, By { credential: true, ..By::default() }).await?,
            None => HashMap::new(),
        };
        let applications = match application {
            Some(_) => HashMap::new(),
            None => tally(&mut conn, rows, By { application: true, ..By::default() }).await?,
        };
        let mut total = Tally::default();
        by_step.values().for_each(|one| total.add(one));
        let steps = (0..question.period.steps()).map(|number| {
            let own = by_step.get(&Dimensions { step: number, ..Dimensions::default() });
            UsageStep {
                starts_at: moment(rows.from + number * step),
                sums: own.map(Tally::sums).unwrap_or_default(),
            }
        });
        Ok(UsageReport {
            period: question.period,
            from: moment(rows.from),
            until: moment(rows.until),
            steps: steps.collect(),
            versions: parts(&mut conn, versions, Part::Version).await?,
            keys: parts(&mut conn, keys, Part::Key).await?,
            applications: parts(&mut conn, applications, Part::Application).await?,
            refusals: total.refusals(),
            total: total.sums(),
        })
    }

    async fn table(
        &self,
        question: UsageQuestion,
        application: Option<ApplicationId>,
        by: By,
    ) -> Result<String, PortalError> {
        let rows = rows(question, application, self.clock.now());
        let step = question.period.step();
        let mut conn = self.db.read().await?;
        let tallies = tally(&mut conn, rows, By { step: Some(step), ..by }).await?;
        let mut names = Names::default();
        let mut lines = Vec::with_capacity(tallies.len());
        for (own, tally) in tallies {
            let starts_at = moment(rows.from + own.step * step);
            let version = names.of(&mut conn, Part::Version, own.version).await?;
            let who = if by.application {
                (Part::Application, own.application)
            } else {
                (Part::Key, own.credential)
            };
            let who = names.of(&mut conn, who.0, who.1).await?;
            lines.push((starts_at, version, who, tally.sums()));
        }
        lines.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
        let head = if by.application { "application" } else { "key" };
        Ok(csv::write(head, &lines))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Version,
    Key,
    Application,
}

/// Those with most calls first.
async fn parts(
    conn: &mut Conn,
    tallies: HashMap<Dimensions, Tally>,
    part: Part,
) -> Result<Vec<UsagePart>, DbError> {
    let mut all: Vec<(Uuid, Sums)> = tallies
        .into_iter()
        .map(|(own, tally)| {
            let id = match part {
                Part::Version => own.version,
                Part::Key => own.credential,
                Part::Application => own.application,
            };
            (id, tally.sums())
        })
        .collect();
    all.sort_by_key(|(id, sums)| (std::cmp::Reverse(sums.calls()), *id));
    all.truncate(if part == Part::Application { TOP } else { 100 });
    let mut names = Names::default();
    let mut parts = Vec::with_capacity(all.len());
    for (id, sums) in all {
        let name = names.of(conn, part, id).await?;
        parts.push(UsagePart { id: (!id.is_nil()).then(|| id.to_string()), name, sums });
    }
    Ok(parts)
}

/// Names, each asked for once.
#[derive(Default)]
struct Names(HashMap<(Part, Uuid), String>);

impl Names {
    async fn of(&mut self, conn: &mut Conn, part: Part, id: Uuid) -> Result<String, DbError> {
        if let Some(name) = self.0.get(&(part, id)) {
            return Ok(name.clone());
        }
        let (found, nobody, gone) = match part {
            Part::Version => (store::version_name(conn, id).await?, "Unknown API", "Deleted API"),
            Part::Key => (store::key_name(conn, id).await?, "Without a key of its own", "Deleted key"),
            Part::Application => {
                (store::application_name(conn, id).await?, "Unknown key or none", "Deleted application")
            }
        };
        let name = found.unwrap_or_else(|| if id.is_nil() { nobody } else { gone }.to_owned());
        self.0.insert((part, id), name.clone());
        Ok(name)
    }
}
