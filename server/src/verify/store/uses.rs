//! When keys and tokens were used for versions.
use crate::{
    db::{Conn, DbError, as_rows, sql, stored},
    verify::{
        Reason,
        usage::{Used, Uses},
    },
};
use app::id::VersionId;
use serde::Serialize;
use std::collections::HashMap;
use uuid::fmt::Simple;

/// Adds what was seen since the last time, whichever process comes first. A key, application or version
/// that is gone leaves no trace.
pub async fn add_uses(conn: &mut Conn, all: &HashMap<(Used, VersionId), Uses>) -> Result<(), DbError> {
    let (mut of_keys, mut of_tokens) = (Vec::new(), Vec::new());
    for ((used, version), uses) in all {
        let (rows, id) = match used {
            Used::Key(credential) => (&mut of_keys, credential.0),
            Used::Token(application) => (&mut of_tokens, application.0),
        };
        rows.push(UsesRow {
            c: id.simple(),
            v: version.0.simple(),
            first: uses.first_at.map(stored),
            last: uses.last_at.map(stored),
            refused: uses.last_refused_at.map(stored),
            refusal: uses.last_refusal.map(Reason::code),
        });
    }
    for (rows, sqlite, postgres) in [
        (of_keys, ADD_KEY_USES_SQLITE, ADD_KEY_USES_POSTGRES),
        (of_tokens, ADD_TOKEN_USES_SQLITE, ADD_TOKEN_USES_POSTGRES),
    ] {
        if !rows.is_empty() {
            let text = if conn.is_postgres() { postgres } else { sqlite };
            sql(text).bind(as_rows(&rows)?).execute(conn).await?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct UsesRow {
    c: Simple,
    v: Simple,
    first: Option<String>,
    last: Option<String>,
    refused: Option<String>,
    refusal: Option<&'static str>,
}

/// `$uses` holds how the rows of `$proofs` were used for versions; `$id` names them there.
macro_rules! add_uses {
    (sqlite $uses:literal $proofs:literal $id:literal) => {
        concat!("WITH j AS MATERIALIZED (SELECT value FROM json_each($1))
         INSERT INTO ", $uses, " (", $id, ", version_id, first_at, last_at, last_refused_at, last_refusal)
         SELECT c.id, v.id, j.value ->> 'first', j.value ->> 'last', j.value ->> 'refused', j.value ->> 'refusal'
         FROM j
         JOIN ", $proofs, " c ON c.id = unhex(j.value ->> 'c')
         JOIN product_versions v ON v.id = unhex(j.value ->> 'v')
         WHERE TRUE
         ON CONFLICT (", $id, ", version_id) DO UPDATE SET
             first_at = COALESCE(", $uses, ".first_at, excluded.first_at),
             last_at = CASE WHEN excluded.last_at > COALESCE(", $uses, ".last_at, '')
                 THEN excluded.last_at ELSE ", $uses, ".last_at END,
             last_refusal = CASE WHEN excluded.last_refused_at > COALESCE(", $uses, ".last_refused_at, '')
                 THEN excluded.last_refusal ELSE ", $uses, ".last_refusal END,
             last_refused_at = CASE WHEN excluded.last_refused_at > COALESCE(", $uses, ".last_refused_at, '')
                 THEN excluded.last_refused_at ELSE ", $uses, ".last_refused_at END")
    };
    (postgres $uses:literal $proofs:literal $id:literal) => {
        concat!("INSERT INTO ", $uses, " (", $id, ", version_id, first_at, last_at, last_refused_at, last_refusal)
         SELECT k.id, w.id, j.first, j.last, j.refused, j.refusal
         FROM jsonb_to_recordset(CAST($1 AS JSONB))
             AS j(c UUID, v UUID, first TIMESTAMPTZ, last TIMESTAMPTZ, refused TIMESTAMPTZ, refusal TEXT)
         JOIN ", $proofs, " k ON k.id = j.c
         JOIN product_versions w ON w.id = j.v
         ON CONFLICT (", $id, ", version_id) DO UPDATE SET
             first_at = COALESCE(", $uses, ".first_at, excluded.first_at),
             last_at = GREATEST(excluded.last_at, ", $uses, ".last_at),
             last_refusal = CASE
                 WHEN excluded.last_refused_at > COALESCE(", $uses, ".last_refused_at, '-infinity')
                 THEN excluded.last_refusal ELSE ", $uses, ".last_refusal END,
             last_refused_at = GREATEST(excluded.last_refused_at, ", $uses, ".last_refused_at)")
    };
}

const ADD_KEY_USES_SQLITE: &str = add_uses!(sqlite "credential_uses" "credentials" "credential_id");
const ADD_KEY_USES_POSTGRES: &str = add_uses!(postgres "credential_uses" "credentials" "credential_id");
const ADD_TOKEN_USES_SQLITE: &str = add_uses!(sqlite "token_uses" "applications" "application_id");
const ADD_TOKEN_USES_POSTGRES: &str = add_uses!(postgres "token_uses" "applications" "application_id");
