use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One entry of the append-only trail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    pub position: i64,
    pub at: DateTime<Utc>,
    pub actor: String,
    /// Such as `registration.approved`.
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub object_name: String,
    pub reason: Option<String>,
    pub address: Option<String>,
    pub request_id: String,
}
