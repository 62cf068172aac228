//! What to call, how, and whether it would work now.
use super::store::{self, Owner, PanelRow};
use crate::{
    db::Conn,
    portal::Portal,
    verify::{self, Used, Uses},
};
use app::{
    credentials::{CallPanel, FirstCall, Refusal},
    error::PortalError,
    id::VersionId,
    time::Timestamp,
};
use serde_json::Value;
use std::collections::HashMap;

pub async fn panels(portal: &Portal, conn: &mut Conn, owner: &Owner) -> Result<Vec<CallPanel>, PortalError> {
    let now = portal.clock.now();
    let unwritten = unwritten(portal, conn, owner).await?;
    let mut panels = Vec::new();
    for row in store::panels(conn, owner.id).await? {
        let version_id = VersionId(row.version_id);
        let facts = verify::store::facts_for_application(conn, owner.id, version_id, now).await?;
        let uses = unwritten.get(&version_id).copied().unwrap_or_default();
        let first = row.first_at.into_iter().chain(uses.first_at).min();
        let last = row.last_at.into_iter().chain(uses.last_at).max();
        let strategy = facts.version.as_ref().and_then(|version| version.strategy.as_ref());
        let header = strategy
            .and_then(|strategy| strategy.settings.first_header())
            .map(|(name, before)| (name.to_owned(), before));
        let refusal = verify::may_call(&facts, now).err().map(Refusal::from);
        panels.push(panel(portal, row, header, refusal, (first, last)));
    }
    Ok(panels)
}

fn panel(
    portal: &Portal,
    row: PanelRow,
    header: Option<(String, &str)>,
    refusal: Option<Refusal>,
    (first_call_at, last_call_at): (Option<Timestamp>, Option<Timestamp>),
) -> CallPanel {
    let base_url = base_url(portal, &row);
    let sample_path = row.sample_path.as_ref().map(|path| {
        let query = row.sample_detail.as_ref().map(example_query).unwrap_or_default();
        format!("{path}{query}")
    });
    CallPanel {
        version_id: VersionId(row.version_id),
        product_slug: row.product_slug,
        version_slug: row.version_slug,
        product_title: row.product_title,
        version_name: row.version_name,
        base_url,
        header_prefix: header.as_ref().map(|(_, before)| (*before).to_owned()).unwrap_or_default(),
        header_name: header.map(|(name, _)| name),
        sample_path,
        refusal,
        first_call_at,
        last_call_at,
    }
}

/// The embedded gateway's address, or where another gateway stands in front: what the document says.
fn base_url(portal: &Portal, row: &PanelRow) -> Option<String> {
    let gateway = &portal.config.gateway;
    if gateway.enabled {
        return Some(gateway.public_url.join(&format!("/{}/{}", row.product_slug, row.version_slug)));
    }
    let server = row.overview.as_ref()?.pointer("/servers/0/url")?.as_str()?;
    server.starts_with("http").then(|| server.trim_end_matches('/').to_owned())
}

/// `?city=Lisbon`: the required query parameters, where the document has examples of them.
fn example_query(detail: &Value) -> String {
    let parameters = detail.get("parameters").and_then(Value::as_array);
    let mut query = String::new();
    for parameter in parameters.into_iter().flatten() {
        let required = parameter["required"] == true && parameter["in"] == "query";
        let example = parameter.get("example").or_else(|| parameter.pointer("/schema/example"));
        let value = match example {
            Some(Value::String(text)) => app::paths::segment(text),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            _ => continue,
        };
        if let (true, Some(name)) = (required, parameter["name"].as_str()) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(&format!("{}={value}", app::paths::segment(name)));
        }
    }
    query
}

pub async fn first_calls(
    portal: &Portal,
    conn: &mut Conn,
    owner: &Owner,
) -> Result<Vec<FirstCall>, PortalError> {
    let unwritten = unwritten(portal, conn, owner).await?;
    let rows = store::first_calls(conn, owner.id).await?;
    let calls = rows.into_iter().map(|(version_id, written)| {
        let first = unwritten.get(&version_id).and_then(|uses| uses.first_at);
        FirstCall { version_id, first_call_at: first.into_iter().chain(written).min() }
    });
    Ok(calls.collect())
}

/// Uses of the application's keys and tokens that the database does not tell yet.
async fn unwritten(
    portal: &Portal,
    conn: &mut Conn,
    owner: &Owner,
) -> Result<HashMap<VersionId, Uses>, PortalError> {
    let keys = store::list(conn, owner.id, portal.clock.now()).await?;
    let mut used: Vec<Used> = keys.into_iter().map(|key| Used::Key(key.id)).collect();
    used.push(Used::Token(owner.id));
    Ok(portal.verdicts.usage().of_all(&used))
}
