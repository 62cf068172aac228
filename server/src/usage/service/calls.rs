//! Single calls, and why they were refused.
use super::super::store::{self, CallRow};
use crate::{applications, portal::Portal, verify::Reason};
use app::{
    actor::Actor,
    applications::{Application, Applications},
    credentials::Refusal,
    error::PortalError,
    usage::{CALLS_LISTED, CallRecord, CallingApplication, Explanation, Rule},
};

/// Longer than any request id.
const REQUEST_ID_MAX: usize = 100;

pub async fn of_application(
    portal: &Portal,
    actor: &Actor,
    application: &str,
    refused_only: bool,
) -> Result<Vec<CallRecord>, PortalError> {
    let application: Application = portal.application(actor, application).await?;
    let mut conn = portal.db.read().await?;
    let rows = store::calls_of(&mut conn, application.id, refused_only, CALLS_LISTED).await?;
    let shows_gateways = actor.as_approver().is_ok();
    Ok(rows.into_iter().map(|row| record(row, shows_gateways)).collect())
}

pub async fn explain(portal: &Portal, actor: &Actor, about: &str) -> Result<Explanation, PortalError> {
    if let Some(reason) = Reason::parse(about) {
        return Ok(Explanation { rule: rule(reason), call: None });
    }
    let developer = actor.signed_in()?.developer_id;
    let is_approver = actor.as_approver().is_ok();
    if about.len() > REQUEST_ID_MAX || !about.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(PortalError::NotFound);
    }
    let mut conn = portal.db.read().await?;
    let row = store::call(&mut conn, about).await?.ok_or(PortalError::NotFound)?;
    if !is_approver {
        let application = row.application_slug.as_deref().ok_or(PortalError::NotFound)?;
        applications::store::usable_by(&mut conn, developer, application)
            .await?
            .ok_or(PortalError::NotFound)?;
    }
    let reason = Reason::parse(&row.verdict).ok_or(PortalError::NotFound)?;
    Ok(Explanation { rule: rule(reason), call: Some(record(row, is_approver)) })
}

pub fn rules() -> Vec<Rule> {
    Reason::ALL.into_iter().map(rule).collect()
}

fn rule(reason: Reason) -> Rule {
    Rule {
        code: reason.code().to_owned(),
        rule: reason.rule().to_owned(),
        advice: reason.advice().to_owned(),
        status: reason.status(),
    }
}

/// In the words of that moment where they were kept; `None` for a call that was let through.
pub fn refusal_of(verdict: &str, sentence: Option<String>) -> Option<Refusal> {
    Reason::parse(verdict).map(|reason| Refusal {
        code: reason.code().to_owned(),
        reason: sentence.unwrap_or_else(|| reason.rule().to_owned()),
        advice: reason.advice().to_owned(),
    })
}

/// `shows_gateways` for approvers: which gateways there are is the provider's own matter.
fn record(row: CallRow, shows_gateways: bool) -> CallRecord {
    let refusal = refusal_of(&row.verdict, row.sentence);
    let key = match (row.key_name, row.key_prefix, row.key_last_four) {
        (Some(name), Some(prefix), Some(last_four)) => Some(format!("{name} ({prefix}…{last_four})")),
        _ => row.key_shape,
    };
    let application = row.application_slug.zip(row.application_name);
    CallRecord {
        at: row.at,
        request_id: row.request_id,
        refusal,
        application: application.map(|(slug, name)| CallingApplication { slug, name }),
        api: match (row.product_title, row.version_name) {
            (Some(title), Some(version)) => format!("{title} {version}"),
            _ => format!("{}/{}", row.product, row.version),
        },
        key,
        tried: row.tried,
        gateway: row.gateway.filter(|_| shows_gateways),
        address: row.address,
        method: row.method,
        path: row.path,
    }
}
