use crate::{
    applications::{Application, Owner},
    auth_strategies::StrategyKind,
    catalog::ProductVersion,
    developers::Decision,
    error::{Checks, PortalError},
    id::{ApplicationId, RegistrationId, VersionId},
    teams::TeamCard,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An application's access to a product version. The act is "request access".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Registration {
    pub id: RegistrationId,
    pub application_id: ApplicationId,
    pub application_slug: String,
    pub application_name: String,
    pub owner: Owner,
    /// Absent where their account is gone.
    pub requested_by: Option<Asker>,
    pub version_id: VersionId,
    pub product_slug: String,
    pub product_title: String,
    pub version_slug: String,
    pub version_name: String,
    pub purpose: String,
    pub requested_at: DateTime<Utc>,
    #[serde(flatten)]
    pub state: RegistrationState,
}

/// Who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Asker {
    pub full_name: String,
    pub email: String,
}

impl Registration {
    /// "Weather 2.0".
    pub fn target(&self) -> String {
        format!("{} {}", self.product_title, self.version_name)
    }

    /// "Shop → Weather 2.0".
    pub fn title(&self) -> String {
        format!("{} → {}", self.application_name, self.target())
    }

    /// As its owner sees it: who decided is named without their e-mail address.
    pub fn for_owner(mut self) -> Self {
        match &mut self.state {
            RegistrationState::Pending => {}
            RegistrationState::Approved { decision }
            | RegistrationState::Rejected { decision }
            | RegistrationState::Revoked { decision } => {
                if let Some((name, _)) = decision.by.split_once(" <") {
                    decision.by = name.to_owned();
                }
            }
        }
        self
    }
}

/// At most this many characters say why something was decided.
pub const REASON_MAX: usize = 1000;

/// Refusing needs a reason that the developer can act on; approving may have one.
pub fn check_reason(status: RegistrationStatus, reason: &str) -> Result<(), PortalError> {
    let needed = matches!(status, RegistrationStatus::Rejected | RegistrationStatus::Revoked);
    let mut checks = Checks::new();
    if needed && reason.trim().is_empty() {
        checks.refuse("reason", "Please say why: the developer reads this.");
    } else {
        checks.length("reason", reason, 0, REASON_MAX);
    }
    checks.done()
}

/// Only `approved` lets a call through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RegistrationState {
    Pending,
    Approved { decision: Decision },
    Rejected { decision: Decision },
    Revoked { decision: Decision },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStatus {
    Pending,
    Approved,
    Rejected,
    Revoked,
}

impl RegistrationStatus {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Approved, Self::Rejected, Self::Revoked];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "Waiting for approval",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::Revoked => "Revoked",
        }
    }
}

impl RegistrationState {
    pub fn status(&self) -> RegistrationStatus {
        match self {
            Self::Pending => RegistrationStatus::Pending,
            Self::Approved { .. } => RegistrationStatus::Approved,
            Self::Rejected { .. } => RegistrationStatus::Rejected,
            Self::Revoked { .. } => RegistrationStatus::Revoked,
        }
    }

    /// Approving a revoked registration reinstates it.
    pub fn can_approve(&self) -> Result<(), PortalError> {
        match self {
            Self::Pending | Self::Revoked { .. } => Ok(()),
            Self::Approved { .. } => {
                Err(PortalError::refused("already_approved", "This request is approved already."))
            }
            Self::Rejected { .. } => Err(PortalError::refused(
                "rejected",
                "This request was rejected. The developer can withdraw it and ask again.",
            )),
        }
    }

    pub fn can_reject(&self) -> Result<(), PortalError> {
        match self {
            Self::Pending => Ok(()),
            _ => Err(PortalError::refused(
                "not_pending",
                "Only a request that waits for approval can be rejected.",
            )),
        }
    }

    pub fn can_revoke(&self) -> Result<(), PortalError> {
        match self {
            Self::Approved { .. } => Ok(()),
            _ => Err(PortalError::refused("not_approved", "Only approved access can be revoked.")),
        }
    }

    /// What an approver may do; the same predicate guards the button and the transaction.
    pub fn can_become(&self, status: RegistrationStatus) -> Result<(), PortalError> {
        match status {
            RegistrationStatus::Approved => self.can_approve(),
            RegistrationStatus::Rejected => self.can_reject(),
            RegistrationStatus::Revoked => self.can_revoke(),
            RegistrationStatus::Pending => {
                Err(PortalError::refused("no_way_back", "A decision cannot be turned into a request again."))
            }
        }
    }

    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Pending => None,
            Self::Approved { decision } | Self::Rejected { decision } | Self::Revoked { decision } => {
                Some(decision)
            }
        }
    }

    pub fn reason(&self) -> Option<&str> {
        self.decision().and_then(|decision| decision.reason.as_deref())
    }

    /// A revoked registration stays: the provider alone lifts it.
    pub fn can_withdraw(&self) -> Result<(), PortalError> {
        match self {
            Self::Pending | Self::Approved { .. } | Self::Rejected { .. } => Ok(()),
            Self::Revoked { .. } => Err(PortalError::refused(
                "revoked",
                "The provider has revoked this access, so it cannot be withdrawn and asked for anew. Please contact them.",
            )),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewRegistration {
    /// The application's slug.
    pub application: String,
    pub version_id: VersionId,
    /// What the access is for: at most 255 characters; the approver reads it.
    pub purpose: String,
}

impl NewRegistration {
    pub const PURPOSE_MAX: usize = 255;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.require(!self.application.is_empty(), "application", "Please choose an application.");
        checks.length("purpose", &self.purpose, 0, Self::PURPOSE_MAX);
        checks.done()
    }
}

/// One of the developer's applications in the wizard: selectable, or not and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApplicationChoice {
    pub application: Application,
    /// Absent where it can be chosen.
    pub unavailable: Option<String>,
}

impl ApplicationChoice {
    /// `existing` is the status of a registration the application has for this version.
    pub fn new(
        application: Application,
        version: &ProductVersion,
        existing: Option<RegistrationStatus>,
    ) -> Self {
        let unavailable = unavailable(&application, version, existing);
        Self { application, unavailable }
    }
}

fn unavailable(
    application: &Application,
    version: &ProductVersion,
    existing: Option<RegistrationStatus>,
) -> Option<String> {
    match existing {
        Some(RegistrationStatus::Pending) => return Some("Already asked: waiting for approval.".to_owned()),
        Some(RegistrationStatus::Approved) => return Some("Has access already.".to_owned()),
        Some(RegistrationStatus::Rejected) => {
            return Some(
                "Was rejected. Withdraw that request on the application's page to ask again.".to_owned(),
            );
        }
        Some(RegistrationStatus::Revoked) => {
            return Some("The provider revoked this application's access.".to_owned());
        }
        None => {}
    }
    let wanted = version.auth_strategy.as_ref()?;
    (wanted.id != application.auth_strategy.id).then(|| {
        strategy_mismatch(
            &version.product_title,
            &version.name,
            wanted.kind(),
            &wanted.name,
            &application.auth_strategy.name,
            application.auth_strategy.kind(),
        )
    })
}

/// "Weather 2.0 uses OpenID Connect; this application uses API keys. …"
pub fn strategy_mismatch(
    product: &str,
    version: &str,
    wanted: StrategyKind,
    wanted_name: &str,
    own_name: &str,
    own: StrategyKind,
) -> String {
    if wanted == own {
        format!(
            "{product} {version} uses “{wanted_name}”; this application uses “{own_name}”. An application keeps the one it was created with."
        )
    } else {
        format!(
            "{product} {version} uses {}; this application uses {}. An application keeps the one it was created with.",
            wanted.label(),
            own.label()
        )
    }
}

/// What the approver's inbox lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationFilter {
    /// Matches application, owner, product.
    pub query: String,
    pub status: Option<RegistrationStatus>,
}

/// Everything the steps of the wizard show; what has been chosen so far stands in the address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestDraft {
    pub version: ProductVersion,
    pub choices: Vec<ApplicationChoice>,
    /// The developer's teams, which can own a new application.
    pub teams: Vec<TeamCard>,
    /// Whether a request made now is approved at once.
    pub at_once: bool,
    /// Why no application of theirs could ask; absent where one could.
    pub barred: Option<String>,
    /// Whether a new application gets its client at the identity provider by itself.
    pub registers_clients: bool,
}

impl RequestDraft {
    pub fn choice(&self, application: &str) -> Option<&ApplicationChoice> {
        self.choices.iter().find(|choice| choice.application.slug == application)
    }

    /// "Weather 2.0".
    pub fn target(&self) -> String {
        self.version.title()
    }
}
