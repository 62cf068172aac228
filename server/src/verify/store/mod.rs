mod uses;

pub use uses::add_uses;

use super::{
    CallerFacts, CredentialFacts, Facts, OwnerFacts, RegistrationFacts, StrategyFacts, VersionFacts,
};
use crate::{
    auth_strategies::store::settings,
    db::{Conn, DbError, sql},
    quotas::store::quota,
};
use app::{
    catalog::LifecycleStage,
    developers::DeveloperStatus,
    id::{
        ApplicationId, AuthStrategyId, CredentialId, DeveloperId, GatewayId, RegistrationId, TeamId,
        VersionId,
    },
    registrations::RegistrationStatus,
    time::Timestamp,
};
use serde_json::Value;
use uuid::Uuid;

/// One row holds everything a decision depends on. Always exactly one: what does not exist is null.
#[derive(sqlx::FromRow)]
struct FactsRow {
    database_time: Option<Timestamp>,
    gateway_id: Option<Uuid>,
    product_title: Option<String>,
    version_id: Option<Uuid>,
    version_name: Option<String>,
    lifecycle: Option<String>,
    upstream_url: Option<String>,
    deprecated_at: Option<Timestamp>,
    sunset_at: Option<Timestamp>,
    strategy_id: Option<Uuid>,
    strategy_name: Option<String>,
    strategy_settings: Option<Value>,
    credential_id: Option<Uuid>,
    expires_at: Option<Timestamp>,
    retiring_until: Option<Timestamp>,
    revoked_at: Option<Timestamp>,
    application_id: Option<Uuid>,
    application_name: Option<String>,
    reference_id: Option<String>,
    application_strategy_id: Option<Uuid>,
    developer_id: Option<Uuid>,
    developer_status: Option<String>,
    team_id: Option<Uuid>,
    team_approved: bool,
    registration_id: Option<Uuid>,
    registration_status: Option<String>,
    requested_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    reason: Option<String>,
    per_second: Option<i64>,
    per_minute: Option<i64>,
    per_day: Option<i64>,
}

/// `$time` is what the database says of its own clock, as of this very query.
macro_rules! facts {
    ($time:literal) => {
        concat!("SELECT ", $time, " AS database_time, g.id AS gateway_id,
            p.title AS product_title, v.id AS version_id, v.name AS version_name, v.lifecycle, v.upstream_url,
            v.deprecated_at, v.sunset_at,
            s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings,
            c.id AS credential_id, c.expires_at, c.retiring_until, c.revoked_at,
            a.id AS application_id, a.name AS application_name, a.reference_id,
            a.auth_strategy_id AS application_strategy_id,
            d.id AS developer_id, d.status AS developer_status, a.team_id,
            EXISTS (SELECT 1 FROM team_members tm JOIN developers member ON member.id = tm.developer_id
                    WHERE tm.team_id = a.team_id AND member.status = 'approved') AS team_approved,
            r.id AS registration_id, r.status AS registration_status, r.requested_at, r.decided_at, r.reason,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_second ELSE rq.per_second END AS per_second,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_minute ELSE rq.per_minute END AS per_minute,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_day ELSE rq.per_day END AS per_day
         FROM (SELECT 1 AS one) only_one
         LEFT JOIN gateways g ON g.hash = $2
         LEFT JOIN products p ON p.slug = $3
         LEFT JOIN product_versions v ON v.product_id = p.id AND v.slug = $4
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         LEFT JOIN credentials c ON c.hash = $1
         LEFT JOIN applications a ON a.id = COALESCE(c.application_id,
             (SELECT named.id FROM applications named WHERE named.reference_id = $5))
         LEFT JOIN developers d ON d.id = a.owner_id
         LEFT JOIN registrations r ON r.application_id = a.id AND r.version_id = v.id
         LEFT JOIN registration_quotas rq ON rq.registration_id = r.id
         LEFT JOIN version_quotas vq ON vq.version_id = v.id")
    };
}

const FACTS_SQLITE: &str = facts!("NULL");
const FACTS_POSTGRES: &str = facts!("clock_timestamp()");

/// The facts for one call: by the hash of its key or the client of its token, the hash of the gateway's
/// token, and the slugs of the version. With PostgreSQL also the time of its clock.
pub async fn facts(
    conn: &mut Conn,
    key_hash: Option<[u8; 32]>,
    client: Option<&str>,
    gateway_hash: Option<[u8; 32]>,
    product: &str,
    version: &str,
) -> Result<(Facts, Option<Timestamp>), DbError> {
    let row: FactsRow = sql(if conn.is_postgres() { FACTS_POSTGRES } else { FACTS_SQLITE })
        .bind(key_hash)
        .bind(gateway_hash)
        .bind(product)
        .bind(version)
        .bind(client.map(str::to_owned))
        .one(conn)
        .await?;
    let database_time = row.database_time;
    Ok((row.try_into()?, database_time))
}

/// The facts for one application and one version, with the live key that lasts longest (if any).
pub async fn facts_for_application(
    conn: &mut Conn,
    application: ApplicationId,
    version: VersionId,
    now: Timestamp,
) -> Result<Facts, DbError> {
    let row: FactsRow =
        sql("SELECT CAST(NULL AS TIMESTAMPTZ) AS database_time, CAST(NULL AS UUID) AS gateway_id,
            p.title AS product_title, v.id AS version_id, v.name AS version_name, v.lifecycle, v.upstream_url,
            v.deprecated_at, v.sunset_at,
            s.id AS strategy_id, s.name AS strategy_name, s.settings AS strategy_settings,
            c.id AS credential_id, c.expires_at, c.retiring_until, c.revoked_at,
            a.id AS application_id, a.name AS application_name, a.reference_id,
            a.auth_strategy_id AS application_strategy_id,
            d.id AS developer_id, d.status AS developer_status, a.team_id,
            EXISTS (SELECT 1 FROM team_members tm JOIN developers member ON member.id = tm.developer_id
                    WHERE tm.team_id = a.team_id AND member.status = 'approved') AS team_approved,
            r.id AS registration_id, r.status AS registration_status, r.requested_at, r.decided_at, r.reason,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_second ELSE rq.per_second END AS per_second,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_minute ELSE rq.per_minute END AS per_minute,
            CASE WHEN rq.registration_id IS NULL THEN vq.per_day ELSE rq.per_day END AS per_day
         FROM product_versions v
         JOIN products p ON p.id = v.product_id
         LEFT JOIN auth_strategies s ON s.id = v.auth_strategy_id
         JOIN applications a ON a.id = $1
         LEFT JOIN developers d ON d.id = a.owner_id
         LEFT JOIN registrations r ON r.application_id = a.id AND r.version_id = v.id
         LEFT JOIN registration_quotas rq ON rq.registration_id = r.id
         LEFT JOIN version_quotas vq ON vq.version_id = v.id
         LEFT JOIN credentials c ON c.id = (
             SELECT live.id FROM credentials live
             WHERE live.application_id = a.id AND live.revoked_at IS NULL
               AND (live.expires_at IS NULL OR live.expires_at > $3)
               AND (live.retiring_until IS NULL OR live.retiring_until > $3)
             ORDER BY CASE WHEN live.retiring_until IS NULL THEN 0 ELSE 1 END,
                      CASE WHEN live.expires_at IS NULL THEN 0 ELSE 1 END, live.expires_at DESC, live.id DESC
             LIMIT 1)
         WHERE v.id = $2")
        .bind(application)
        .bind(version)
        .bind(now)
        .one(conn)
        .await?;
    row.try_into()
}

impl TryFrom<FactsRow> for Facts {
    type Error = DbError;
    fn try_from(mut row: FactsRow) -> Result<Self, DbError> {
        Ok(Self { gateway_id: row.gateway_id.map(GatewayId), version: row.version()?, caller: row.caller()? })
    }
}

impl FactsRow {
    fn version(&mut self) -> Result<Option<VersionFacts>, DbError> {
        let Some(id) = self.version_id else { return Ok(None) };
        let lifecycle = self.lifecycle.as_deref().unwrap_or_default();
        Ok(Some(VersionFacts {
            id: VersionId(id),
            title: format!(
                "{} {}",
                self.product_title.take().unwrap_or_default(),
                self.version_name.take().unwrap_or_default()
            ),
            stage: LifecycleStage::parse(lifecycle).ok_or_else(|| corrupt("lifecycle", lifecycle))?,
            strategy: match (self.strategy_id, self.strategy_settings.take()) {
                (Some(id), Some(stored)) => Some(StrategyFacts {
                    id: AuthStrategyId(id),
                    name: self.strategy_name.take().unwrap_or_default(),
                    settings: settings(stored)?,
                }),
                _ => None,
            },
            upstream_url: self.upstream_url.take(),
            deprecated_at: self.deprecated_at,
            sunset_at: self.sunset_at,
        }))
    }

    /// Where a key is found but not its application or owner, there is no caller: the answer is no.
    fn caller(&mut self) -> Result<Option<CallerFacts>, DbError> {
        let (Some(application_id), Some(strategy_id), Some(owner)) =
            (self.application_id, self.application_strategy_id, self.owner()?)
        else {
            return Ok(None);
        };
        Ok(Some(CallerFacts {
            credential: self.credential_id.map(|id| CredentialFacts {
                id: CredentialId(id),
                expires_at: self.expires_at,
                retiring_until: self.retiring_until,
                revoked_at: self.revoked_at,
                for_one_call: false,
            }),
            application_id: ApplicationId(application_id),
            application_name: self.application_name.take().unwrap_or_default(),
            reference_id: self.reference_id.take().unwrap_or_default(),
            strategy_id: AuthStrategyId(strategy_id),
            owner,
            registration: self.registration()?,
        }))
    }

    fn owner(&self) -> Result<Option<OwnerFacts>, DbError> {
        if let Some(id) = self.team_id {
            let has_approved_member = self.team_approved;
            return Ok(Some(OwnerFacts::Team { id: TeamId(id), has_approved_member }));
        }
        let Some(id) = self.developer_id else { return Ok(None) };
        let status = self.developer_status.as_deref().unwrap_or_default();
        let status = DeveloperStatus::parse(status).ok_or_else(|| corrupt("developer", status))?;
        Ok(Some(OwnerFacts::Developer { id: DeveloperId(id), status }))
    }

    fn registration(&mut self) -> Result<Option<RegistrationFacts>, DbError> {
        let (Some(id), Some(status), Some(requested_at)) =
            (self.registration_id, self.registration_status.take(), self.requested_at)
        else {
            return Ok(None);
        };
        Ok(Some(RegistrationFacts {
            id: RegistrationId(id),
            quota: quota(self.per_second, self.per_minute, self.per_day),
            exhausted: None,
            status: RegistrationStatus::parse(&status).ok_or_else(|| corrupt("registration", &status))?,
            requested_at,
            decided_at: self.decided_at,
            reason: self.reason.take(),
        }))
    }
}

fn corrupt(what: &str, value: &str) -> DbError {
    DbError::Corrupt(format!("{what} has the unknown status {value:?}"))
}
