use crate::db::{Conn, DbError, contains_pattern, sql};
use app::{
    actor::Role,
    developers::{Decision, Developer, DeveloperFilter, DeveloperState, DeveloperStatus},
    id::DeveloperId,
    page::PageRequest,
    time::Timestamp,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct DeveloperRow {
    id: Uuid,
    email: String,
    full_name: String,
    role: String,
    status: String,
    created_at: Timestamp,
    pending_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    decided_by: Option<String>,
    decision_reason: Option<String>,
}

impl TryFrom<DeveloperRow> for Developer {
    type Error = DbError;
    fn try_from(row: DeveloperRow) -> Result<Self, DbError> {
        let corrupt = |what: &str| DbError::Corrupt(format!("developer {}: {what}", row.id));
        let decision = row.decided_at.zip(row.decided_by.clone()).map(|(at, by)| Decision {
            at,
            by,
            reason: row.decision_reason.clone(),
        });
        let evidence = || decision.clone().ok_or_else(|| corrupt("no decision"));
        let state = match DeveloperStatus::parse(&row.status).ok_or_else(|| corrupt("status"))? {
            DeveloperStatus::Unconfirmed => DeveloperState::Unconfirmed,
            DeveloperStatus::Pending => {
                DeveloperState::Pending { since: row.pending_at.unwrap_or(row.created_at) }
            }
            DeveloperStatus::Approved => DeveloperState::Approved { decision },
            DeveloperStatus::Rejected => DeveloperState::Rejected { decision: evidence()? },
            DeveloperStatus::Revoked => DeveloperState::Revoked { decision: evidence()? },
        };
        Ok(Self {
            id: DeveloperId(row.id),
            role: Role::parse(&row.role).ok_or_else(|| corrupt("role"))?,
            email: row.email,
            full_name: row.full_name,
            state,
            created_at: row.created_at,
        })
    }
}

pub async fn find(conn: &mut Conn, id: DeveloperId) -> Result<Option<Developer>, DbError> {
    let row: Option<DeveloperRow> =
        sql("SELECT id, email, full_name, role, status, created_at, pending_at, decided_at, decided_by, decision_reason
             FROM developers WHERE id = $1")
            .bind(id)
            .optional(conn)
            .await?;
    row.map(Developer::try_from).transpose()
}

/// `email` in its stored form; see [`app::developers::normal_email`].
pub async fn find_by_email(conn: &mut Conn, email: &str) -> Result<Option<Developer>, DbError> {
    let row: Option<DeveloperRow> =
        sql("SELECT id, email, full_name, role, status, created_at, pending_at, decided_at, decided_by, decision_reason
             FROM developers WHERE email = $1")
            .bind(email)
            .optional(conn)
            .await?;
    row.map(Developer::try_from).transpose()
}

/// Absent while the person has chosen none.
pub async fn password_hash(conn: &mut Conn, id: DeveloperId) -> Result<Option<String>, DbError> {
    let row: Option<(Option<String>,)> =
        sql("SELECT password_hash FROM developers WHERE id = $1").bind(id).optional(conn).await?;
    Ok(row.and_then(|row| row.0))
}

pub async fn list(
    conn: &mut Conn,
    filter: &DeveloperFilter,
    page: PageRequest,
) -> Result<Vec<Developer>, DbError> {
    let rows: Vec<DeveloperRow> =
        sql("SELECT id, email, full_name, role, status, created_at, pending_at, decided_at, decided_by, decision_reason
             FROM developers
             WHERE (lower(full_name) LIKE $1 OR email LIKE $1) AND (CAST($2 AS TEXT) IS NULL OR status = $2)
             ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4")
            .bind(contains_pattern(&filter.query))
            .bind(filter.status.map(DeveloperStatus::as_str))
            .bind(page.limit())
            .bind(page.offset())
            .all(conn)
            .await?;
    rows.into_iter().map(Developer::try_from).collect()
}

pub async fn count(conn: &mut Conn, filter: &DeveloperFilter) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM developers
         WHERE (lower(full_name) LIKE $1 OR email LIKE $1) AND (CAST($2 AS TEXT) IS NULL OR status = $2)")
    .bind(contains_pattern(&filter.query))
    .bind(filter.status.map(DeveloperStatus::as_str))
    .count(conn)
    .await
}

/// Addresses of everybody who may approve: whom a waiting developer or registration is told to.
pub async fn approver_emails(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT email FROM developers
         WHERE status = 'approved' AND role IN ('approver', 'admin') ORDER BY email")
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Addresses of everybody who may configure the portal.
pub async fn admin_emails(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> =
        sql("SELECT email FROM developers WHERE status = 'approved' AND role = 'admin' ORDER BY email")
            .all(conn)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn count_approved_admins(conn: &mut Conn) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM developers WHERE status = 'approved' AND role = 'admin'").count(conn).await
}

pub async fn insert_unconfirmed(
    conn: &mut Conn,
    id: DeveloperId,
    now: Timestamp,
    email: &str,
    full_name: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO developers (id, email, full_name, role, status, created_at)
         VALUES ($1, $2, $3, 'developer', 'unconfirmed', $4)")
    .bind(id)
    .bind(email)
    .bind(full_name)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

/// A developer that the command line or the demo creates: approved from the start.
#[derive(Debug)]
pub struct ApprovedRow<'a> {
    pub id: DeveloperId,
    pub email: &'a str,
    pub full_name: &'a str,
    pub role: Role,
    pub password_hash: &'a str,
    pub approved_by: &'a str,
}

pub async fn insert_approved(conn: &mut Conn, now: Timestamp, new: ApprovedRow<'_>) -> Result<(), DbError> {
    sql("INSERT INTO developers (id, email, full_name, role, status, password_hash, created_at, confirmed_at,
                                 decided_at, decided_by)
         VALUES ($1, $2, $3, $4, 'approved', $5, $6, $6, $6, $7)")
    .bind(new.id)
    .bind(new.email)
    .bind(new.full_name)
    .bind(new.role.as_str())
    .bind(new.password_hash)
    .bind(now)
    .bind(new.approved_by)
    .execute(conn)
    .await
    .map(drop)
}

/// Somebody whose address an identity provider has proved: without a password, waiting for approval.
pub async fn insert_proven(
    conn: &mut Conn,
    id: DeveloperId,
    now: Timestamp,
    email: &str,
    full_name: &str,
) -> Result<(), DbError> {
    sql("INSERT INTO developers (id, email, full_name, role, status, created_at, confirmed_at, pending_at)
         VALUES ($1, $2, $3, 'developer', 'pending', $4, $4, $4)")
    .bind(id)
    .bind(email)
    .bind(full_name)
    .bind(now)
    .execute(conn)
    .await
    .map(drop)
}

/// The confirmed address, its first password, and that they wait from now on.
pub async fn set_pending(
    conn: &mut Conn,
    id: DeveloperId,
    now: Timestamp,
    password_hash: &str,
) -> Result<(), DbError> {
    sql("UPDATE developers SET status = 'pending', password_hash = $2, confirmed_at = $3, pending_at = $3 WHERE id = $1")
        .bind(id)
        .bind(password_hash)
        .bind(now)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn decide(
    conn: &mut Conn,
    id: DeveloperId,
    now: Timestamp,
    status: DeveloperStatus,
    by: &str,
    reason: Option<&str>,
) -> Result<(), DbError> {
    sql("UPDATE developers SET status = $2, decided_at = $3, decided_by = $4, decision_reason = $5 WHERE id = $1")
        .bind(id)
        .bind(status.as_str())
        .bind(now)
        .bind(by)
        .bind(reason)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn set_password(conn: &mut Conn, id: DeveloperId, password_hash: &str) -> Result<(), DbError> {
    sql("UPDATE developers SET password_hash = $2 WHERE id = $1")
        .bind(id)
        .bind(password_hash)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn set_role(conn: &mut Conn, id: DeveloperId, role: Role) -> Result<(), DbError> {
    sql("UPDATE developers SET role = $2 WHERE id = $1")
        .bind(id)
        .bind(role.as_str())
        .execute(conn)
        .await
        .map(drop)
}

pub async fn rename(conn: &mut Conn, id: DeveloperId, full_name: &str) -> Result<(), DbError> {
    sql("UPDATE developers SET full_name = $2 WHERE id = $1")
        .bind(id)
        .bind(full_name)
        .execute(conn)
        .await
        .map(drop)
}

pub async fn set_email(conn: &mut Conn, id: DeveloperId, email: &str) -> Result<(), DbError> {
    sql("UPDATE developers SET email = $2 WHERE id = $1").bind(id).bind(email).execute(conn).await.map(drop)
}

/// Takes their sessions, tokens, own applications, registrations and credentials along; what teams own
/// stays.
pub async fn delete(conn: &mut Conn, id: DeveloperId) -> Result<(), DbError> {
    sql("DELETE FROM developers WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

pub async fn application_names(conn: &mut Conn, owner: DeveloperId) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT name FROM applications WHERE owner_id = $1 ORDER BY name, id")
        .bind(owner)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub async fn live_credentials(conn: &mut Conn, owner: DeveloperId, now: Timestamp) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM credentials c JOIN applications a ON a.id = c.application_id
         WHERE a.owner_id = $1 AND c.revoked_at IS NULL
           AND (c.expires_at IS NULL OR c.expires_at > $2)
           AND (c.retiring_until IS NULL OR c.retiring_until > $2)")
    .bind(owner)
    .bind(now)
    .count(conn)
    .await
}

pub async fn approved_registrations(conn: &mut Conn, owner: DeveloperId) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM registrations r JOIN applications a ON a.id = r.application_id
         WHERE a.owner_id = $1 AND r.status = 'approved'")
    .bind(owner)
    .count(conn)
    .await
}
