use super::owner::Owner;
use crate::{
    auth_strategies::StrategySummary,
    catalog::slugify,
    client_registration::{IssuedClient, check_redirect_uris},
    error::{Checks, PortalError},
    id::{ApplicationId, AuthStrategyId},
    teams::{TeamCard, TeamRole},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a developer builds: holds the credentials and the access of one piece of software.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Application {
    pub id: ApplicationId,
    /// The address form: the name and a few random characters.
    pub slug: String,
    pub owner: Owner,
    /// What the asker may do with it: members of a team neither delete it nor hand it over.
    pub standing: TeamRole,
    pub name: String,
    pub description: String,
    /// Unique over all applications; for OpenID Connect the client ID at the identity provider.
    pub reference_id: String,
    /// Fixed at creation.
    pub auth_strategy: StrategySummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Application {
    /// The same predicate guards the button and the transaction.
    pub fn can_delete(&self) -> Result<(), PortalError> {
        self.is_owners_matter("Only owners of the team delete its applications.")
    }

    pub fn can_hand_over(&self) -> Result<(), PortalError> {
        self.is_owners_matter("Only owners of the team hand its applications over.")
    }

    fn is_owners_matter(&self, detail: &str) -> Result<(), PortalError> {
        match self.standing {
            TeamRole::Owner => Ok(()),
            TeamRole::Member => Err(PortalError::refused("team_owner_needed", detail)),
        }
    }
}

/// What a new application is made from: how its calls can prove themselves, and whose it can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewApplicationOffer {
    pub strategies: Vec<StrategySummary>,
    /// Those of them whose applications get a client by themselves.
    pub registering: Vec<AuthStrategyId>,
    /// The developer's teams.
    pub teams: Vec<TeamCard>,
}

/// An application in My Apps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApplicationCard {
    #[serde(flatten)]
    pub application: Application,
    pub approved_registrations: u64,
    pub pending_registrations: u64,
    pub live_credentials: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewApplication {
    /// 1 to 255 characters.
    pub name: String,
    /// At most 255 characters.
    #[serde(default)]
    pub description: String,
    /// At most 255 characters; generated where empty.
    #[serde(default)]
    pub reference_id: String,
    pub auth_strategy_id: AuthStrategyId,
    /// The slug of the team that owns it; the developer does where absent.
    #[serde(default)]
    pub team: Option<String>,
    /// For a client that the portal registers, where people sign in through the application: at most 10 of
    /// 2,048 characters.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
}

/// A new application, and the client that was registered with it: its secret is shown this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CreatedApplication {
    #[serde(flatten)]
    pub application: Application,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<IssuedClient>,
}

/// What can be edited later: everything but the strategy and the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApplicationChanges {
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub reference_id: String,
}

pub const TEXT_MAX: usize = 255;

impl NewApplication {
    /// What a form sends that chose no strategy; [`Self::validate`] refuses it by name.
    pub const NO_STRATEGY: AuthStrategyId = AuthStrategyId(uuid::Uuid::nil());

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = text_checks(&self.name, &self.description, &self.reference_id, 0);
        checks.require(
            !self.auth_strategy_id.0.is_nil(),
            "auth_strategy_id",
            "Please choose how calls prove themselves.",
        );
        check_redirect_uris(&mut checks, &self.redirect_uris);
        checks.done()
    }
}

impl ApplicationChanges {
    pub fn validate(&self) -> Result<(), PortalError> {
        text_checks(&self.name, &self.description, &self.reference_id, 1).done()
    }
}

impl NewApplication {
    /// As it is stored.
    pub fn trimmed(self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            reference_id: self.reference_id.trim().to_owned(),
            ..self
        }
    }
}

impl ApplicationChanges {
    /// As they are stored.
    pub fn trimmed(self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            reference_id: self.reference_id.trim().to_owned(),
        }
    }
}

impl From<&Application> for ApplicationChanges {
    fn from(application: &Application) -> Self {
        Self {
            name: application.name.clone(),
            description: application.description.clone(),
            reference_id: application.reference_id.clone(),
        }
    }
}

/// The part of a slug that is made from the name: at most 48 characters, `app` where none is left.
pub fn slug_base(name: &str) -> String {
    let mut base = slugify(name);
    base.truncate(48);
    let base = base.trim_matches('-');
    if base.is_empty() { "app".to_owned() } else { base.to_owned() }
}

fn text_checks(name: &str, description: &str, reference_id: &str, reference_min: usize) -> Checks {
    let mut checks = Checks::new();
    checks.line("name", name, 1, TEXT_MAX);
    checks.length("description", description, 0, TEXT_MAX);
    checks.line("reference_id", reference_id, reference_min, TEXT_MAX);
    checks
}

/// What will stop working when the application is deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApplicationDeletion {
    pub name: String,
    /// "Weather 2.0 (approved)".
    pub registrations: Vec<String>,
    /// "Production key, ptk_…9f3A".
    pub credentials: Vec<String>,
    /// Of the client that was registered with it, and is removed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    pub last_call_at: Option<DateTime<Utc>>,
}
