//! Adding what was seen, many rows in one statement.
use super::ALLOWED;
use crate::{
    db::{Conn, DbError, as_rows, sql, stored},
    verify::{
        Reason,
        usage::{AnswerLine, Caller, KeptCall, Line, Seen},
    },
};
use app::{
    id::{CredentialId, GatewayId},
    time::Timestamp,
};
use serde::Serialize;
use std::{collections::HashMap, net::IpAddr};
use uuid::{Uuid, fmt::Simple};

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
    let counts = seen.lines.iter().map(|(line, counted)| CountRow::of(line, counted.calls)).collect();
    insert(conn, COUNTS, counts).await?;
    add_answers(conn, &seen.answers).await?;
    insert(conn, CALLS, seen.calls.iter().map(CallRow::of).collect()).await?;
    insert(conn, CALLERS, seen.callers.iter().map(CallerRow::of).collect()).await
}

pub async fn add_answers(conn: &mut Conn, answers: &HashMap<AnswerLine, i64>) -> Result<(), DbError> {
    insert(conn, ANSWERS, answers.iter().map(|(line, calls)| AnswerRow::of(line, *calls)).collect()).await
}

/// One statement in the words of both databases. SQLite writes a row of JSON out anew for every look at it, unless it
/// is told to keep the text.
#[derive(Clone, Copy)]
struct Many {
    sqlite: &'static str,
    postgres: &'static str,
}

async fn insert(conn: &mut Conn, many: Many, rows: Vec<impl Serialize>) -> Result<(), DbError> {
    let text = if conn.is_postgres() { many.postgres } else { many.sqlite };
    for rows in rows.chunks(AT_ONCE) {
        sql(text).bind(as_rows(rows)?).execute(conn).await?;
    }
    Ok(())
}

fn verdict(refusal: Option<Reason>) -> &'static str {
    refusal.map_or(ALLOWED, Reason::code)
}

#[derive(Serialize)]
struct CountRow {
    a: Simple,
    m: i64,
    v: Simple,
    c: Simple,
    w: &'static str,
    t: bool,
    n: i64,
}

impl CountRow {
    fn of(line: &Line, calls: i64) -> Self {
        Self {
            a: line.application.simple(),
            m: line.minute,
            v: line.version.simple(),
            c: line.credential.simple(),
            w: verdict(line.refusal),
            t: line.tried,
            n: calls,
        }
    }
}

const COUNTS: Many = Many {
    sqlite: "WITH j AS MATERIALIZED (SELECT value FROM json_each($1))
         INSERT INTO usage_counts
            (application_id, minute, span, version_id, credential_id, verdict, tried, calls)
         SELECT unhex(j.value ->> 'a'), j.value ->> 'm', 1, unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 'w', j.value ->> 't', j.value ->> 'n'
         FROM j WHERE TRUE
         ON CONFLICT (application_id, minute, span, version_id, credential_id, verdict, tried)
         DO UPDATE SET calls = usage_counts.calls + excluded.calls",
    postgres: "INSERT INTO usage_counts
            (application_id, minute, span, version_id, credential_id, verdict, tried, calls)
         SELECT j.a, j.m, 1, j.v, j.c, j.w, j.t, j.n
         FROM jsonb_to_recordset(CAST($1 AS JSONB))
             AS j(a UUID, m BIGINT, v UUID, c UUID, w TEXT, t BOOLEAN, n BIGINT)
         ON CONFLICT (application_id, minute, span, version_id, credential_id, verdict, tried)
         DO UPDATE SET calls = usage_counts.calls + excluded.calls",
};

#[derive(Serialize)]
struct AnswerRow {
    a: Simple,
    m: i64,
    v: Simple,
    c: Simple,
    t: bool,
    s: u16,
    b: u16,
    n: i64,
}

impl AnswerRow {
    fn of(line: &AnswerLine, calls: i64) -> Self {
        Self {
            a: line.application.simple(),
            m: line.minute,
            v: line.version.simple(),
            c: line.credential.simple(),
            t: line.tried,
            s: line.status,
            b: line.bucket,
            n: calls,
        }
    }
}

const ANSWERS: Many = Many {
    sqlite: "WITH j AS MATERIALIZED (SELECT value FROM json_each($1))
         INSERT INTO usage_answers
            (application_id, minute, span, version_id, credential_id, tried, status, bucket, calls)
         SELECT unhex(j.value ->> 'a'), j.value ->> 'm', 1, unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 't', j.value ->> 's', j.value ->> 'b', j.value ->> 'n'
         FROM j WHERE TRUE
         ON CONFLICT (application_id, minute, span, version_id, credential_id, tried, status, bucket)
         DO UPDATE SET calls = usage_answers.calls + excluded.calls",
    postgres: "INSERT INTO usage_answers
            (application_id, minute, span, version_id, credential_id, tried, status, bucket, calls)
         SELECT j.a, j.m, 1, j.v, j.c, j.t, j.s, j.b, j.n
         FROM jsonb_to_recordset(CAST($1 AS JSONB))
             AS j(a UUID, m BIGINT, v UUID, c UUID, t BOOLEAN, s BIGINT, b BIGINT, n BIGINT)
         ON CONFLICT (application_id, minute, span, version_id, credential_id, tried, status, bucket)
         DO UPDATE SET calls = usage_answers.calls + excluded.calls",
};

#[derive(Serialize)]
struct CallRow<'c> {
    id: Simple,
    r: Option<&'c str>,
    at: String,
    w: &'static str,
    s: Option<&'c str>,
    a: Simple,
    v: Simple,
    c: Simple,
    product: &'c str,
    version: &'c str,
    key: Option<&'c str>,
    g: Simple,
    t: bool,
    address: Option<IpAddr>,
    method: Option<&'c str>,
    path: Option<&'c str>,
}

impl<'c> CallRow<'c> {
    fn of(call: &'c KeptCall) -> Self {
        Self {
            id: call.id.simple(),
            r: call.request_id.as_deref(),
            at: stored(call.at),
            w: verdict(call.line.refusal),
            s: call.sentence.as_deref(),
            a: call.line.application.simple(),
            v: call.line.version.simple(),
            c: call.line.credential.simple(),
            product: &call.product,
            version: &call.version,
            key: call.key_shape.as_deref(),
            g: call.gateway.simple(),
            t: call.line.tried,
            address: call.address,
            method: call.method.as_deref(),
            path: call.path.as_deref(),
        }
    }
}

const CALLS: Many = Many {
    sqlite: "WITH j AS MATERIALIZED (SELECT value FROM json_each($1))
         INSERT INTO kept_calls
            (id, request_id, at, verdict, sentence, application_id, version_id, credential_id,
             product, version, key_shape, gateway_id, tried, address, method, path)
         SELECT unhex(j.value ->> 'id'), j.value ->> 'r', j.value ->> 'at', j.value ->> 'w', j.value ->> 's',
                unhex(j.value ->> 'a'), unhex(j.value ->> 'v'), unhex(j.value ->> 'c'),
                j.value ->> 'product', j.value ->> 'version', j.value ->> 'key', unhex(j.value ->> 'g'),
                j.value ->> 't', j.value ->> 'address', j.value ->> 'method', j.value ->> 'path'
         FROM j",
    postgres: "INSERT INTO kept_calls
            (id, request_id, at, verdict, sentence, application_id, version_id, credential_id,
             product, version, key_shape, gateway_id, tried, address, method, path)
         SELECT j.id, j.r, j.at, j.w, j.s, j.a, j.v, j.c, j.product, j.version, j.key, j.g, j.t,
                j.address, j.method, j.path
         FROM jsonb_to_recordset(CAST($1 AS JSONB))
             AS j(id UUID, r TEXT, at TIMESTAMPTZ, w TEXT, s TEXT, a UUID, v UUID, c UUID, product TEXT,
                  version TEXT, key TEXT, g UUID, t BOOLEAN, address TEXT, method TEXT, path TEXT)",
};

#[derive(Serialize)]
struct CallerRow<'c> {
    c: Simple,
    address: IpAddr,
    at: String,
    w: &'static str,
    method: Option<&'c str>,
    path: Option<&'c str>,
    n: i64,
}

impl<'c> CallerRow<'c> {
    fn of(((credential, address), caller): (&(CredentialId, IpAddr), &'c Caller)) -> Self {
        Self {
            c: credential.0.simple(),
            address: *address,
            at: stored(caller.last_at),
            w: verdict(caller.refusal),
            method: caller.method.as_deref(),
            path: caller.path.as_deref(),
            n: caller.calls,
        }
    }
}

const CALLERS: Many = Many {
    sqlite: "WITH j AS MATERIALIZED (SELECT value FROM json_each($1))
         INSERT INTO key_callers (credential_id, address, last_at, verdict, method, path, calls)
         SELECT k.id, j.value ->> 'address', j.value ->> 'at', j.value ->> 'w', j.value ->> 'method',
                j.value ->> 'path', j.value ->> 'n'
         FROM j JOIN credentials k ON k.id = unhex(j.value ->> 'c')
         WHERE TRUE
         ON CONFLICT (credential_id, address) DO UPDATE SET
             last_at = excluded.last_at, verdict = excluded.verdict, method = excluded.method,
             path = excluded.path, calls = key_callers.calls + excluded.calls",
    postgres: "INSERT INTO key_callers (credential_id, address, last_at, verdict, method, path, calls)
         SELECT k.id, j.address, j.at, j.w, j.method, j.path, j.n
         FROM jsonb_to_recordset(CAST($1 AS JSONB))
             AS j(c UUID, address TEXT, at TIMESTAMPTZ, w TEXT, method TEXT, path TEXT, n BIGINT)
         JOIN credentials k ON k.id = j.c
         ON CONFLICT (credential_id, address) DO UPDATE SET
             last_at = excluded.last_at, verdict = excluded.verdict, method = excluded.method,
             path = excluded.path, calls = key_callers.calls + excluded.calls",
};
