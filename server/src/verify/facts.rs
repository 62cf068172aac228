//! What a decision is made of.
use app::{
    auth_strategies::StrategySettings,
    catalog::LifecycleStage,
    developers::DeveloperStatus,
    id::{
        ApplicationId, AuthStrategyId, CredentialId, DeveloperId, GatewayId, RegistrationId, TeamId,
        VersionId,
    },
    quotas::{Quota, QuotaLeft},
    registrations::RegistrationStatus,
    time::Timestamp,
};

/// Everything a decision depends on, as one query found it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Who asks; absent for the portal itself and for an unknown token.
    pub gateway_id: Option<GatewayId>,
    pub version: Option<VersionFacts>,
    pub caller: Option<CallerFacts>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct VersionFacts {
    pub id: VersionId,
    pub title: String,
    pub stage: LifecycleStage,
    pub strategy: Option<StrategyFacts>,
    pub upstream_url: Option<String>,
    pub deprecated_at: Option<Timestamp>,
    pub sunset_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct StrategyFacts {
    pub id: AuthStrategyId,
    pub name: String,
    pub settings: StrategySettings,
}

/// The application behind a key (or on whose page the question is asked) and its owner.
#[derive(Debug, Clone, PartialEq)]
pub struct CallerFacts {
    /// Absent where the portal asks for an application that has no live key yet.
    pub credential: Option<CredentialFacts>,
    pub application_id: ApplicationId,
    pub application_name: String,
    pub reference_id: String,
    pub strategy_id: AuthStrategyId,
    pub owner: OwnerFacts,
    pub registration: Option<RegistrationFacts>,
}

/// Whose the application is. A team is approved as long as one of its members is, so that nobody who
/// leaves or is revoked takes the team's calls along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerFacts {
    Developer { id: DeveloperId, status: DeveloperStatus },
    Team { id: TeamId, has_approved_member: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialFacts {
    pub id: CredentialId,
    pub expires_at: Option<Timestamp>,
    pub retiring_until: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    /// Made for one call from the portal's pages, and in no table.
    pub for_one_call: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationFacts {
    pub id: RegistrationId,
    pub quota: Quota,
    /// The limit of it that has nothing left for this call.
    pub exhausted: Option<QuotaLeft>,
    pub status: RegistrationStatus,
    pub requested_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub reason: Option<String>,
}
