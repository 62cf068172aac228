//! Spans as OTLP writes them in JSON.
use super::context::Context;
use app::time::Timestamp;
use serde_json::{Value as Json, json};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Internal = 1,
    Server = 2,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub context: Context,
    pub name: String,
    pub kind: Kind,
    /// When it began.
    pub at: Timestamp,
    pub took: Duration,
    pub attributes: Vec<(&'static str, Value)>,
    pub failed: bool,
}

/// One message with all of these spans.
pub fn message(service: &str, spans: &[Span]) -> Json {
    let resource = [
        attribute("service.name", &Value::from(service)),
        attribute("service.version", &Value::from(env!("CARGO_PKG_VERSION"))),
    ];
    let spans: Vec<Json> = spans.iter().map(span).collect();
    json!({ "resourceSpans": [{
        "resource": { "attributes": resource },
        "scopeSpans": [{ "scope": { "name": "portico" }, "spans": spans }],
    }] })
}

fn span(span: &Span) -> Json {
    let begins = span.at.timestamp_nanos_opt().unwrap_or_default();
    let ends = begins.saturating_add(i64::try_from(span.took.as_nanos()).unwrap_or(i64::MAX));
    let attributes: Vec<Json> = span.attributes.iter().map(|(name, value)| attribute(name, value)).collect();
    let mut json = json!({
        "traceId": format!("{:032x}", span.context.trace),
        "spanId": format!("{:016x}", span.context.span),
        "name": span.name,
        "kind": span.kind as i32,
        "startTimeUnixNano": begins.to_string(),
        "endTimeUnixNano": ends.to_string(),
        "attributes": attributes,
        // 2 is an error; whether anything else is well is for others to say.
        "status": { "code": if span.failed { 2 } else { 0 } },
    });
    if let Some(parent) = span.context.parent {
        json["parentSpanId"] = Json::String(format!("{parent:016x}"));
    }
    json
}

fn attribute(name: &str, value: &Value) -> Json {
    let value = match value {
        Value::Text(text) => json!({ "stringValue": text }),
        Value::Number(number) => json!({ "intValue": number.to_string() }),
    };
    json!({ "key": name, "value": value })
}
