use super::model::Developer;
use crate::{
    access_tokens::AccessToken, applications::Application, audit::AuditEvent, credentials::Credential,
    identity_providers::Identity, registrations::Registration, sessions::Session, teams::OwnTeams,
};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// All that the portal keeps of a developer, for their own use.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnData {
    pub made_at: DateTime<Utc>,
    pub profile: Developer,
    pub has_password: bool,
    pub identities: Vec<Identity>,
    pub sessions: Vec<Session>,
    pub access_tokens: Vec<AccessToken>,
    pub teams: OwnTeams,
    /// Those of their teams as well.
    pub applications: Vec<OwnApplication>,
    /// What was recorded of their account and of what they did, newest first; at most 1,000.
    pub audit_events: Vec<AuditEvent>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnApplication {
    #[serde(flatten)]
    pub application: Application,
    pub registrations: Vec<Registration>,
    /// Without their secrets, which are not known here.
    pub credentials: Vec<Credential>,
}
