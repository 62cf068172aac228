use crate::{
    applications::store::OwnerColumns,
    db::{Conn, DbError, contains_pattern, sql},
};
use app::{
    developers::Decision,
    id::{ApplicationId, DeveloperId, RegistrationId, VersionId},
    page::PageRequest,
    registrations::{Asker, Registration, RegistrationFilter, RegistrationState, RegistrationStatus},
    time::Timestamp,
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    id: Uuid,
    application_id: Uuid,
    application_slug: String,
    application_name: String,
    #[sqlx(flatten)]
    owner: OwnerColumns,
    asker_name: Option<String>,
    asker_email: Option<String>,
    version_id: Uuid,
    product_slug: String,
    product_title: String,
    version_slug: String,
    version_name: String,
    purpose: String,
    requested_at: Timestamp,
    status: String,
    decided_at: Option<Timestamp>,
    decided_by: Option<String>,
    reason: Option<String>,
}

impl TryFrom<RegistrationRow> for Registration {
    type Error = DbError;
    fn try_from(row: RegistrationRow) -> Result<Self, DbError> {
        let state = state(&row)?;
        let owner = row.owner.try_into()?;
        let asker = row.asker_name.zip(row.asker_email);
        Ok(Self {
            id: RegistrationId(row.id),
            application_id: ApplicationId(row.application_id),
            application_slug: row.application_slug,
            application_name: row.application_name,
            owner,
            requested_by: asker.map(|(full_name, email)| Asker { full_name, email }),
            version_id: VersionId(row.version_id),
            product_slug: row.product_slug,
            product_title: row.product_title,
            version_slug: row.version_slug,
            version_name: row.version_name,
            purpose: row.purpose,
            requested_at: row.requested_at,
            state,
        })
    }
}

fn state(row: &RegistrationRow) -> Result<RegistrationState, DbError> {
    let status = parse_status(&row.status)?;
    if status == RegistrationStatus::Pending {
        return Ok(RegistrationState::Pending);
    }
    let (Some(at), Some(by)) = (row.decided_at, row.decided_by.clone()) else {
        return Err(DbError::Corrupt(format!("registration {}: decided by nobody", row.id)));
    };
    let decision = Decision { at, by, reason: row.reason.clone() };
    Ok(match status {
        RegistrationStatus::Pending => RegistrationState::Pending,
        RegistrationStatus::Approved => RegistrationState::Approved { decision },
        RegistrationStatus::Rejected => RegistrationState::Rejected { decision },
        RegistrationStatus::Revoked => RegistrationState::Revoked { decision },
    })
}

fn parse_status(stored: &str) -> Result<RegistrationStatus, DbError> {
    RegistrationStatus::parse(stored)
        .ok_or_else(|| DbError::Corrupt(format!("registration status: {stored}")))
}

pub async fn find(conn: &mut Conn, id: RegistrationId) -> Result<Option<Registration>, DbError> {
    let row: Option<RegistrationRow> = sql("SELECT r.id, r.application_id, a.slug AS application_slug,
                a.name AS application_name, a.owner_id, d.full_name AS owner_name, d.email AS owner_email,
                a.team_id, t.slug AS team_slug, t.name AS team_name,
                asker.full_name AS asker_name, asker.email AS asker_email,
                r.version_id, p.slug AS product_slug, p.title AS product_title, v.slug AS version_slug,
                v.name AS version_name, r.purpose, r.requested_at, r.status, r.decided_at, r.decided_by,
                r.reason
         FROM registrations r
         JOIN applications a ON a.id = r.application_id
         LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN developers asker ON asker.id = r.requested_by
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE r.id = $1")
    .bind(id)
    .optional(conn)
    .await?;
    row.map(Registration::try_from).transpose()
}

/// Newest request first.
pub async fn of_application(
    conn: &mut Conn,
    application: ApplicationId,
) -> Result<Vec<Registration>, DbError> {
    let rows: Vec<RegistrationRow> = sql("SELECT r.id, r.application_id, a.slug AS application_slug,
                a.name AS application_name, a.owner_id, d.full_name AS owner_name, d.email AS owner_email,
                a.team_id, t.slug AS team_slug, t.name AS team_name,
                asker.full_name AS asker_name, asker.email AS asker_email,
                r.version_id, p.slug AS product_slug, p.title AS product_title, v.slug AS version_slug,
                v.name AS version_name, r.purpose, r.requested_at, r.status, r.decided_at, r.decided_by,
                r.reason
         FROM registrations r
         JOIN applications a ON a.id = r.application_id
         LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN developers asker ON asker.id = r.requested_by
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE r.application_id = $1 ORDER BY r.requested_at DESC, r.id DESC")
    .bind(application)
    .all(conn)
    .await?;
    rows.into_iter().map(Registration::try_from).collect()
}

/// Newest request first.
pub async fn list(
    conn: &mut Conn,
    filter: &RegistrationFilter,
    page: PageRequest,
) -> Result<Vec<Registration>, DbError> {
    let rows: Vec<RegistrationRow> = sql("SELECT r.id, r.application_id, a.slug AS application_slug,
                a.name AS application_name, a.owner_id, d.full_name AS owner_name, d.email AS owner_email,
                a.team_id, t.slug AS team_slug, t.name AS team_name,
                asker.full_name AS asker_name, asker.email AS asker_email,
                r.version_id, p.slug AS product_slug, p.title AS product_title, v.slug AS version_slug,
                v.name AS version_name, r.purpose, r.requested_at, r.status, r.decided_at, r.decided_by,
                r.reason
         FROM registrations r
         JOIN applications a ON a.id = r.application_id
         LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN developers asker ON asker.id = r.requested_by
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE (CAST($1 AS TEXT) IS NULL OR r.status = $1)
           AND (lower(a.name) LIKE $2 OR lower(d.full_name) LIKE $2 OR lower(d.email) LIKE $2
                OR lower(t.name) LIKE $2 OR lower(asker.full_name) LIKE $2 OR lower(asker.email) LIKE $2
                OR lower(p.title) LIKE $2)
         ORDER BY r.requested_at DESC, r.id DESC LIMIT $3 OFFSET $4")
    .bind(filter.status.map(RegistrationStatus::as_str).map(str::to_owned))
    .bind(contains_pattern(&filter.query))
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    rows.into_iter().map(Registration::try_from).collect()
}

pub async fn count(conn: &mut Conn, filter: &RegistrationFilter) -> Result<i64, DbError> {
    sql("SELECT count(*) FROM registrations r
         JOIN applications a ON a.id = r.application_id
         LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
         LEFT JOIN developers asker ON asker.id = r.requested_by
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE (CAST($1 AS TEXT) IS NULL OR r.status = $1)
           AND (lower(a.name) LIKE $2 OR lower(d.full_name) LIKE $2 OR lower(d.email) LIKE $2
                OR lower(t.name) LIKE $2 OR lower(asker.full_name) LIKE $2 OR lower(asker.email) LIKE $2
                OR lower(p.title) LIKE $2)")
    .bind(filter.status.map(RegistrationStatus::as_str).map(str::to_owned))
    .bind(contains_pattern(&filter.query))
    .count(conn)
    .await
}

pub async fn status_of(
    conn: &mut Conn,
    application: ApplicationId,
    version: VersionId,
) -> Result<Option<RegistrationStatus>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT status FROM registrations WHERE application_id = $1 AND version_id = $2")
            .bind(application)
            .bind(version)
            .optional(conn)
            .await?;
    row.map(|(status,)| parse_status(&status)).transpose()
}

/// What each application of a developer and their teams has for this version.
pub async fn statuses_for(
    conn: &mut Conn,
    developer: DeveloperId,
    version: VersionId,
) -> Result<HashMap<ApplicationId, RegistrationStatus>, DbError> {
    let rows: Vec<(Uuid, String)> = sql("SELECT r.application_id, r.status FROM registrations r
         JOIN applications a ON a.id = r.application_id
         WHERE r.version_id = $2 AND (a.owner_id = $1
            OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $1))")
    .bind(developer)
    .bind(version)
    .all(conn)
    .await?;
    rows.into_iter().map(|(id, status)| Ok((ApplicationId(id), parse_status(&status)?))).collect()
}

/// Whether the developer or a team of theirs owns the application.
pub async fn is_usable_by(
    conn: &mut Conn,
    id: RegistrationId,
    developer: DeveloperId,
) -> Result<bool, DbError> {
    let own = sql("SELECT count(*) FROM registrations r JOIN applications a ON a.id = r.application_id
         WHERE r.id = $1 AND (a.owner_id = $2
            OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $2))")
    .bind(id)
    .bind(developer)
    .count(conn)
    .await?;
    Ok(own > 0)
}

pub async fn insert(
    conn: &mut Conn,
    id: RegistrationId,
    application: ApplicationId,
    version: VersionId,
    purpose: &str,
    now: Timestamp,
    asker: DeveloperId,
    auto_approved_by: Option<&str>,
) -> Result<(), DbError> {
    let status =
        if auto_approved_by.is_some() { RegistrationStatus::Approved } else { RegistrationStatus::Pending };
    sql("INSERT INTO registrations
             (id, application_id, version_id, status, purpose, requested_at, requested_by, decided_at, decided_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(application)
    .bind(version)
    .bind(status.as_str())
    .bind(purpose)
    .bind(now)
    .bind(asker)
    .bind(auto_approved_by.map(|_| now))
    .bind(auto_approved_by.map(str::to_owned))
    .execute(conn)
    .await
    .map(drop)
}

/// Moves on from `from` only: false where somebody else has decided in the meantime.
pub async fn decide(
    conn: &mut Conn,
    id: RegistrationId,
    from: RegistrationStatus,
    to: RegistrationStatus,
    decision: &Decision,
) -> Result<bool, DbError> {
    let changed = sql("UPDATE registrations SET status = $3, decided_at = $4, decided_by = $5, reason = $6
         WHERE id = $1 AND status = $2")
    .bind(id)
    .bind(from.as_str())
    .bind(to.as_str())
    .bind(decision.at)
    .bind(&decision.by)
    .bind(decision.reason.clone())
    .execute(conn)
    .await?;
    Ok(changed == 1)
}

/// False where it is not in this status any more.
pub async fn delete(conn: &mut Conn, id: RegistrationId, from: RegistrationStatus) -> Result<bool, DbError> {
    let deleted = sql("DELETE FROM registrations WHERE id = $1 AND status = $2")
        .bind(id)
        .bind(from.as_str())
        .execute(conn)
        .await?;
    Ok(deleted == 1)
}

/// E-mail addresses of those who decide.
pub async fn approvers(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT email FROM developers
         WHERE status = 'approved' AND role IN ('approver', 'admin') ORDER BY email")
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}
