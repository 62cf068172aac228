//! Many rows in one statement: they travel as JSON, which each database takes apart in its own words.
use super::ALLOWED;
use crate::{
    db::{Conn, DbError, sql},
    verify::{
        Reason,
        store::stored,
        usage::{AnswerLine, Caller, KeptCall, Line, Seen},
    },
};
use app::{
    id::{CredentialId, GatewayId},
    time::Timestamp,
};
use serde_json::{Value, json};
use std::{collections::HashMap, net::IpAddr};
use uuid::Uuid;

/// Rows of one statement.
const AT_ONCE: usize = 5_000;

/// Whether this process's batch of this number is not written yet; it counts as written from here on.
/// Numbers rise by one, so the last one is all that has to be remembered. Where it was not heard whether
/// a commit succeeded, asking again waits for the row until that commit is decided.
pub async fn is_first_time(
    conn: &mut Conn,
    writer: Uuid,
    number: i64,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql("INSERT INTO usage_writers (id, batch, written_at) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, written_at = excluded.written_at
         WHERE usage_writers.batch < excluded.batch")
    .bind(writer)
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(changed > 0)
}

/// The same for a piece of an access log, which its gateway names.
pub async fn is_first_log(
    conn: &mut Conn,
    gateway: GatewayId,
    batch: &str,
    counted: i64,
    now: Timestamp,
) -> Result<bool, DbError> {
    let inserted = sql("INSERT INTO usage_logs (gateway_id, batch, counted, received_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (gateway_id, batch) DO NOTHING")
    .bind(gateway)
    .bind(batch)
    .bind(counted)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(inserted > 0)
}

pub async fn log_counted(conn: &mut Conn, gateway: GatewayId, batch: &str) -> Result<i64, DbError> {
    sql("SELECT counted FROM usage_logs WHERE gateway_id = $1 AND batch = $2")
        .bind(gateway)
        .bind(batch)
        .count(conn)
        .await
}

pub async fn add(conn: &mut Conn, seen: &Seen) -> Result<(), DbError> {
    let counts = seen.lines.iter().map(|(line, counted)| count_row(line, counted.calls)).collect();
    insert(conn, COUNTS, counts).await?;
    add_answers(conn, &seen.answers).await?;
    insert(conn, CALLS, seen.calls.iter().map(call_row).collect()).await?;
    insert(conn, CALLERS, seen.callers.iter().map(caller_row).collect()).await
}

pub async fn add_answers(conn: &mut Conn, answers: &HashMap<AnswerLine, i64>) -> Result<(), DbError> {
    insert(conn, ANSWERS, answers.iter().map(|(line, calls)| answer_row(line, *calls)).collect()).await
}

/// One statement in the words of both databases.
#[derive(Clone, Copy)]
struct Many {
    sqlite: &'static str,
    postgres: &'static str,
}

async fn insert(conn: &mut Conn, many: Many, rows: Vec<Value>) -> Result<(), DbError> {
    let text = if conn.is_postgres() { many.postgres } else { many.sqlite };
    for rows in rows.chunks(AT_ONCE) {
        sql(text).bind(Value::Array(rows.to_vec())).execute(conn).await?;
    }
    Ok(())
}

fn hex(id: Uuid) -> String {
    id.simple().to_string()
}

fn verdict(refusal: Option<Reason>) -> &'static str {
    refusal.map_or(ALLOWED, Reason::code)
}

fn count_row(line: &Line, calls: i64) -> Value {
    json!({
        "a": hex(line.application), "m": line.minute, "v": hex(line.version), "c": hex(line.credential),
        "w": verdict(line.refusal), "t": line.tried, "n": calls,
    })
}

const COUNTS: Many = Many {
    sqlite: "INSERT INTO usage_counts
            (application_id, minute, span, version_id, credential_id, verdict, tried, calls)
         SELECT unhex(j.value ->> 'a'), j.value ->> 'm', 1, unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 'w', j.value ->> 't', j.value ->> 'n'
         FROM json_each($1) j WHERE TRUE
         ON CONFLICT (application_id, minute, span, version_id, credential_id, verdict, tried)
         DO UPDATE SET calls = usage_counts.calls + excluded.calls",
    postgres: "INSERT INTO usage_counts
            (application_id, minute, span, version_id, credential_id, verdict, tried, calls)
         SELECT j.a, j.m, 1, j.v, j.c, j.w, j.t, j.n
         FROM jsonb_to_recordset($1)
             AS j(a UUID, m BIGINT, v UUID, c UUID, w TEXT, t BOOLEAN, n BIGINT)
         ON CONFLICT (application_id, minute, span, version_id, credential_id, verdict, tried)
         DO UPDATE SET calls = usage_counts.calls + excluded.calls",
};

fn answer_row(line: &AnswerLine, calls: i64) -> Value {
    json!({
        "a": hex(line.application), "m": line.minute, "v": hex(line.version), "c": hex(line.credential),
        "t": line.tried, "s": line.status, "b": line.bucket, "n": calls,
    })
}

const ANSWERS: Many = Many {
    sqlite: "INSERT INTO usage_answers
            (application_id, minute, span, version_id, credential_id, tried, status, bucket, calls)
         SELECT unhex(j.value ->> 'a'), j.value ->> 'm', 1, unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 't', j.value ->> 's', j.value ->> 'b', j.value ->> 'n'
         FROM json_each($1) j WHERE TRUE
         ON CONFLICT (application_id, minute, span, version_id, credential_id, tried, status, bucket)
         DO UPDATE SET calls = usage_answers.calls + excluded.calls",
    postgres: "INSERT INTO usage_answers
            (application_id, minute, span, version_id, credential_id, tried, status, bucket, calls)
         SELECT j.a, j.m, 1, j.v, j.c, j.t, j.s, j.b, j.n
         FROM jsonb_to_recordset($1)
             AS j(a UUID, m BIGINT, v UUID, c UUID, t BOOLEAN, s BIGINT, b BIGINT, n BIGINT)
         ON CONFLICT (application_id, minute, span, version_id, credential_id, tried, status, bucket)
         DO UPDATE SET calls = usage_answers.calls + excluded.calls",
};

fn call_row(call: &KeptCall) -> Value {
    json!({
        "id": hex(call.id), "r": call.request_id, "at": stored(call.at), "w": verdict(call.line.refusal),
        "s": call.sentence, "a": hex(call.line.application), "v": hex(call.line.version),
        "c": hex(call.line.credential), "product": call.product, "version": call.version,
        "key": call.key_shape, "g": hex(call.gateway), "t": call.line.tried,
        "address": call.address.map(|address| address.to_string()), "method": call.method,
        "path": call.path,
    })
}

const CALLS: Many = Many {
    sqlite: "INSERT INTO kept_calls
            (id, request_id, at, verdict, sentence, application_id, version_id, credential_id,
             product, version, key_shape, gateway_id, tried, address, method, path)
         SELECT unhex(j.value ->> 'id'), j.value ->> 'r', j.value ->> 'at', j.value ->> 'w', j.value ->> 's',
                unhex(j.value ->> 'a'), unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 'product', j.value ->> 'version', j.value ->> 'key', unhex(j.value ->> 'g'),
                j.value ->> 't', j.value ->> 'address', j.value ->> 'method', j.value ->> 'path'
         FROM json_each($1) j",
    postgres: "INSERT INTO kept_calls
            (id, request_id, at, verdict, sentence, application_id, version_id, credential_id,
             product, version, key_shape, gateway_id, tried, address, method, path)
         SELECT j.id, j.r, j.at, j.w, j.s, j.a, j.v, j.c, j.product, j.version, j.key, j.g, j.t,
                j.address, j.method, j.path
         FROM jsonb_to_recordset($1)
             AS j(id UUID, r TEXT, at TIMESTAMPTZ, w TEXT, s TEXT, a UUID, v UUID, c UUID, product TEXT,
                  version TEXT, key TEXT, g UUID, t BOOLEAN, address TEXT, method TEXT, path TEXT)",
};

fn caller_row(((credential, address), caller): (&(CredentialId, IpAddr), &Caller)) -> Value {
    json!({
        "c": hex(credential.0), "address": address.to_string(), "at": stored(caller.last_at),
        "w": verdict(caller.refusal), "method": caller.method, "path": caller.path, "n": caller.calls,
    })
}

const CALLERS: Many = Many {
    sqlite: "INSERT INTO key_callers (credential_id, address, last_at, verdict, method, path, calls)
         SELECT k.id, j.value ->> 'address', j.value ->> 'at', j.value ->> 'w', j.value ->> 'method',
                j.value ->> 'path', j.value ->> 'n'
         FROM json_each($1) j JOIN credentials k ON k.id = unhex(j.value ->> 'c')
         WHERE TRUE
         ON CONFLICT (credential_id, address) DO UPDATE SET
             last_at = excluded.last_at, verdict = excluded.verdict, method = excluded.method,
             path = excluded.path, calls = key_callers.calls + excluded.calls",
    postgres: "INSERT INTO key_callers (credential_id, address, last_at, verdict, method, path, calls)
         SELECT k.id, j.address, j.at, j.w, j.method, j.path, j.n
         FROM jsonb_to_recordset($1)
             AS j(c UUID, address TEXT, at TIMESTAMPTZ, w TEXT, method TEXT, path TEXT, n BIGINT)
         JOIN credentials k ON k.id = j.c
         ON CONFLICT (credential_id, address) DO UPDATE SET
             last_at = excluded.last_at, verdict = excluded.verdict, method = excluded.method,
             path = excluded.path, calls = key_callers.calls + excluded.calls",
};
