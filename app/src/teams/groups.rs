//! Membership by the groups of identity providers.
use super::{TEXT_MAX, TeamRole};
use crate::{
    error::{Checks, PortalError},
    id::GroupMappingId,
};
use serde::{Deserialize, Serialize};

/// A group of an identity provider whose people are members of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct GroupMapping {
    pub id: GroupMappingId,
    /// The provider's issuer; empty for any provider.
    pub provider: String,
    pub group: String,
    pub team_slug: String,
    pub team_name: String,
    pub role: TeamRole,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewGroupMapping {
    /// The provider's issuer; empty for any provider.
    #[serde(default)]
    pub provider: String,
    /// Exactly as the provider writes it, 1 to 255 characters.
    pub group: String,
    /// The team's slug.
    pub team: String,
    pub role: TeamRole,
}

impl NewGroupMapping {
    pub const MOST: i64 = 2_000;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("group", &self.group, 1, TEXT_MAX);
        checks.line("provider", &self.provider, 0, TEXT_MAX);
        checks.require(!self.team.is_empty(), "team", "Please choose a team.");
        checks.done()
    }
}

/// What a sign-in's groups changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct GroupSync {
    /// Names of teams that the developer has joined.
    pub joined: Vec<String>,
    /// Names of teams that they are no longer in.
    pub left: Vec<String>,
    /// What could not be read, as sentences.
    pub notes: Vec<String>,
}
