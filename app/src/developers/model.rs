use crate::{
    actor::Role,
    count::{access_that_ends, counted},
    error::{Checks, PortalError},
    id::DeveloperId,
    teams::Succession,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Developer {
    pub id: DeveloperId,
    pub email: String,
    pub full_name: String,
    pub role: Role,
    #[serde(flatten)]
    pub state: DeveloperState,
    pub created_at: DateTime<Utc>,
}

/// Where a developer stands, with the evidence for it.
///
/// `unconfirmed → pending → approved | rejected`; `approved ⇄ revoked`; deleted from any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum DeveloperState {
    Unconfirmed,
    Pending { since: DateTime<Utc> },
    Approved { decision: Option<Decision> },
    Rejected { decision: Decision },
    Revoked { decision: Decision },
}

/// Who decided, when, and the reason given to the developer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Decision {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeveloperStatus {
    Unconfirmed,
    Pending,
    Approved,
    Rejected,
    Revoked,
}

impl DeveloperStatus {
    pub const ALL: [Self; 5] =
        [Self::Unconfirmed, Self::Pending, Self::Approved, Self::Rejected, Self::Revoked];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
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
            Self::Unconfirmed => "E-mail not confirmed",
            Self::Pending => "Waiting for approval",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::Revoked => "Revoked",
        }
    }
}

impl DeveloperState {
    pub fn status(&self) -> DeveloperStatus {
        match self {
            Self::Unconfirmed => DeveloperStatus::Unconfirmed,
            Self::Pending { .. } => DeveloperStatus::Pending,
            Self::Approved { .. } => DeveloperStatus::Approved,
            Self::Rejected { .. } => DeveloperStatus::Rejected,
            Self::Revoked { .. } => DeveloperStatus::Revoked,
        }
    }

    pub fn is_approved(&self) -> bool {
        self.status() == DeveloperStatus::Approved
    }

    /// Approving also brings back a revoked developer; a rejected one may be reconsidered.
    pub fn can_approve(&self) -> Result<(), PortalError> {
        match self {
            Self::Pending { .. } | Self::Rejected { .. } | Self::Revoked { .. } => Ok(()),
            Self::Approved { .. } => {
                Err(PortalError::refused("already_approved", "This developer is approved already."))
            }
            Self::Unconfirmed => Err(PortalError::refused(
                "unconfirmed",
                "This person has not confirmed their e-mail address yet. They can be approved once they have.",
            )),
        }
    }

    pub fn can_reject(&self) -> Result<(), PortalError> {
        match self {
            Self::Pending { .. } => Ok(()),
            Self::Approved { .. } => Err(PortalError::refused(
                "approved",
                "This developer is approved; revoke their access instead.",
            )),
            _ => Err(PortalError::refused(
                "not_pending",
                "Only a developer who waits for approval can be rejected.",
            )),
        }
    }

    pub fn can_revoke(&self) -> Result<(), PortalError> {
        match self {
            Self::Approved { .. } => Ok(()),
            _ => Err(PortalError::refused(
                "not_approved",
                "Only an approved developer's access can be revoked.",
            )),
        }
    }
}

/// What sign-up asks for; the password comes after the e-mail address is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewDeveloper {
    /// At most 250 characters.
    pub email: String,
    /// 1 to 256 characters.
    pub full_name: String,
}

impl NewDeveloper {
    pub const EMAIL_MAX: usize = 250;
    pub const FULL_NAME_MAX: usize = 256;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        check_email(&mut checks, &self.email);
        checks.line("full_name", &self.full_name, 1, Self::FULL_NAME_MAX);
        checks.done()
    }
}

/// The form in which addresses are kept and compared: people do not tell capital letters apart.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Shape only: that mail arrives is proved by the link in it.
pub fn check_email(checks: &mut Checks, email: &str) {
    let email = email.trim();
    let plausible = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain
                .split('.')
                .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
    });
    if email.chars().count() > NewDeveloper::EMAIL_MAX {
        checks.refuse("email", format!("At most {} characters.", NewDeveloper::EMAIL_MAX));
    } else if !plausible {
        checks.refuse("email", "Please enter an e-mail address such as name@example.com.");
    }
}

/// Password rules that both sides can check; the server adds a strength estimate.
pub mod password {
    use super::{Checks, PortalError};

    pub const MIN: usize = 15;
    pub const MAX: usize = 256;

    pub fn check(field: &str, password: &str) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        let length = password.chars().count();
        if length < MIN {
            checks.refuse(
                field,
                format!("At least {MIN} characters, please; a sentence you remember works well."),
            );
        } else if length > MAX {
            checks.refuse(field, format!("At most {MAX} characters; this has {length}."));
        }
        checks.done()
    }
}

/// What a mailed link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// The address belongs to who signed up; leads to choosing a password. 24 hours.
    Confirm,
    /// A new password for who forgot theirs. 1 hour.
    Reset,
}

impl LinkPurpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
        }
    }
}

/// What a mailed link proves, without using it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailProof {
    pub email: String,
    pub full_name: String,
}

/// What a list of developers is narrowed by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeveloperFilter {
    /// Matches name and e-mail, ignoring case.
    pub query: String,
    pub status: Option<DeveloperStatus>,
}

/// What deleting a developer takes along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DeveloperDeletion {
    pub email: String,
    /// Names of their applications.
    pub applications: Vec<String>,
    pub live_credentials: u64,
    pub approved_registrations: u64,
    /// What becomes of their teams.
    pub teams: Vec<Succession>,
}

impl DeveloperDeletion {
    /// What will be gone, as sentences.
    pub fn consequences(&self) -> Vec<String> {
        let mut all = vec![format!("The account of {} and its sign-in.", self.email)];
        if !self.applications.is_empty() {
            all.push(format!(
                "{}: {}.",
                counted(self.applications.len() as u64, "application"),
                self.applications.join(", ")
            ));
        }
        all.extend(access_that_ends(self.live_credentials, self.approved_registrations));
        all.extend(self.teams.iter().map(Succession::sentence));
        all
    }
}
