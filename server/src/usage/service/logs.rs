//! Access logs of gateways: how calls were answered, which no verdict can know.
use super::super::{latency, store};
use crate::{
    gateways,
    portal::Portal,
    secrets::Purpose,
    verify::usage::{AnswerLine, minute_of},
};
use app::{error::PortalError, time::Timestamp, usage::LogReceipt};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashMap, time::Duration};
use uuid::Uuid;

/// One line, as `docs/gateways/nginx-access-log.conf` writes it. Numbers may stand in quotes.
#[derive(Debug, Deserialize)]
pub struct LogLine {
    /// Seconds since 1970.
    at: Value,
    #[serde(default)]
    application: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    credential: String,
    status: Value,
    /// How long the answer took.
    seconds: Value,
}

/// Lines from before are not counted any more: batches are not remembered for longer.
const OLDEST: TimeDelta = TimeDelta::days(7);
/// Clocks of gateways may be ahead.
const NEWEST: TimeDelta = TimeDelta::minutes(5);
const BATCH_NAME: usize = 100;

/// Counts the answers of a piece of an access log, once for each name of a piece.
pub async fn take_log(
    portal: &Portal,
    token: &str,
    batch: &str,
    text: &str,
) -> Result<LogReceipt, PortalError> {
    if batch.is_empty() || batch.len() > BATCH_NAME || !batch.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(PortalError::field("batch", "1 to 100 letters, digits and signs that name this piece."));
    }
    let now = portal.clock.now();
    let hash = portal.secrets.hash(Purpose::Gateway, token);
    let mut receipt = LogReceipt { counted: 0, skipped: 0, unreadable: 0, repeated: false };
    let mut answers: HashMap<AnswerLine, i64> = HashMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match read(line, now) {
            Some(Some(line)) => {
                receipt.counted += 1;
                *answers.entry(line).or_default() += 1;
            }
            Some(None) => receipt.skipped += 1,
            None => receipt.unreadable += 1,
        }
    }
    let mut tx = portal.db.begin_housekeeping().await?;
    let gateway = gateways::store::by_hash(&mut tx, hash).await?.ok_or(PortalError::NotSignedIn)?;
    tx.take_turns("usage").await?;
    let counted = i64::try_from(receipt.counted).unwrap_or(i64::MAX);
    if store::is_first_log(&mut tx, gateway, batch, counted, now).await? {
        store::add_answers(&mut tx, &answers).await?;
    } else {
        receipt.repeated = true;
        receipt.counted = store::log_counted(&mut tx, gateway, batch).await?.unsigned_abs();
    }
    tx.commit().await?;
    Ok(receipt)
}

/// Nothing for what cannot be read; nothing within for a call that was not let through.
fn read(line: &str, now: Timestamp) -> Option<Option<AnswerLine>> {
    let line: LogLine = serde_json::from_str(line).ok()?;
    let at = Timestamp::from_timestamp_micros((number(&line.at)? * 1e6) as i64)?;
    if at < now - OLDEST || at > now + NEWEST {
        return None;
    }
    let status =
        u16::try_from(number(&line.status)? as i64).ok().filter(|status| (100..600).contains(status))?;
    let took = Duration::try_from_secs_f64(number(&line.seconds)?).ok()?;
    let (Some(application), Some(version)) = (id(&line.application)?, id(&line.version)?) else {
        return Some(None);
    };
    let credential = id(&line.credential)?.unwrap_or_default();
    let bucket = latency::bucket(took);
    Some(Some(AnswerLine {
        minute: minute_of(at),
        application,
        version,
        credential,
        tried: false,
        status,
        bucket,
    }))
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// `-` and nothing stand for what nginx does not know.
fn id(text: &str) -> Option<Option<Uuid>> {
    if text.is_empty() || text == "-" { Some(None) } else { text.parse().ok().map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(change: &[(&str, &str)]) -> String {
        let mut line = serde_json::json!({
            "at": "1795257720.123", "application": "0196b5e0-0000-7000-8000-000000000001",
            "version": "0196b5e0-0000-7000-8000-000000000002", "credential": "", "status": 200,
            "seconds": "0.012"
        });
        for (name, value) in change {
            line[name] = Value::from(*value);
        }
        line.to_string()
    }

    #[test]
    fn lines_are_read_as_nginx_writes_them() {
        let now = Timestamp::from_timestamp(1_795_257_780, 0).unwrap();
        let read_with = |change: &[(&str, &str)]| read(&line(change), now);
        let good = read_with(&[]).unwrap().unwrap();
        assert_eq!((good.minute, good.status), (1_795_257_720 / 60, 200));
        assert_eq!(good.bucket, latency::bucket(Duration::from_millis(12)));
        assert!(good.credential.is_nil());
        assert_eq!(read_with(&[("version", "-")]), Some(None));
        for bad in [
            ("at", "yesterday"),
            ("at", "1794257720"),
            ("at", "1795267720"),
            ("status", "0"),
            ("seconds", "-1"),
            ("seconds", "inf"),
            ("version", "2.0"),
        ] {
            assert_eq!(read_with(&[bad]), None, "{bad:?}");
        }
        assert_eq!(read("GET / HTTP/1.1", now), None);
    }
}
