//! Who is acting, and what their role lets them do.
use crate::{error::PortalError, id::DeveloperId};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Developer,
    /// Decides on developers and registrations.
    Approver,
    /// Everything, publishing and settings included.
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Developer, Self::Approver, Self::Admin];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Approver => "approver",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Developer => "Developer",
            Self::Approver => "Approver",
            Self::Admin => "Admin",
        }
    }
}

/// The developer behind a session or an access token: approved, at the time of this request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub developer_id: DeveloperId,
    pub full_name: String,
    pub email: String,
    pub role: Role,
    /// When they last proved who they are in this browser; absent for programs, whose access token is the
    /// proof each time. Known to the server only: pages of the catalog are kept for a reader, not for a browser.
    #[serde(skip)]
    pub authenticated_at: Option<DateTime<Utc>>,
}

/// For how long a proof is fresh enough to reveal or to delete what is one's own.
pub const PROOF_MINUTES: i64 = 15;

impl SignedIn {
    pub fn has_proved(&self, now: DateTime<Utc>) -> bool {
        self.authenticated_at.is_none_or(|at| now - at < TimeDelta::minutes(PROOF_MINUTES))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    Developer(SignedIn),
    /// The portal itself: the command line or a job, by name.
    System(&'static str),
}

/// Who is acting, and from where: recorded with every change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub who: Who,
    pub address: Option<String>,
    pub request_id: String,
}

/// Proof that the actor may decide on developers and registrations.
#[derive(Debug, Clone, Copy)]
pub struct AsApprover(());

/// Proof that the actor may publish and configure.
#[derive(Debug, Clone, Copy)]
pub struct AsAdmin(());

impl Actor {
    pub fn system(name: &'static str) -> Self {
        Self { who: Who::System(name), address: None, request_id: name.to_owned() }
    }

    pub fn signed_in(&self) -> Result<&SignedIn, PortalError> {
        match &self.who {
            Who::Developer(signed_in) => Ok(signed_in),
            Who::Anonymous | Who::System(_) => Err(PortalError::NotSignedIn),
        }
    }

    /// The developer, if they have proved a moment ago who they are: a browser left alone gives nothing away.
    pub fn proved(&self, now: DateTime<Utc>) -> Result<&SignedIn, PortalError> {
        let person = self.signed_in()?;
        if person.has_proved(now) {
            return Ok(person);
        }
        Err(PortalError::refused(
            "prove_again",
            "It has been a while since you proved who you are. Reload this page: it asks you once more, and then you can go on.",
        ))
    }

    pub fn developer_id(&self) -> Option<DeveloperId> {
        self.signed_in().ok().map(|signed_in| signed_in.developer_id)
    }

    pub fn is_signed_in(&self) -> bool {
        !matches!(self.who, Who::Anonymous)
    }

    pub fn as_approver(&self) -> Result<AsApprover, PortalError> {
        self.at_least(Role::Approver).map(|()| AsApprover(()))
    }

    pub fn as_admin(&self) -> Result<AsAdmin, PortalError> {
        self.at_least(Role::Admin).map(|()| AsAdmin(()))
    }

    pub fn is_system(&self) -> bool {
        matches!(self.who, Who::System(_))
    }

    /// For what only the command line and jobs do.
    pub fn as_system(&self) -> Result<(), PortalError> {
        if self.is_system() { Ok(()) } else { Err(PortalError::Forbidden) }
    }

    /// How the audit trail and decisions name the actor.
    pub fn name(&self) -> String {
        match &self.who {
            Who::Anonymous => "anonymous".to_owned(),
            Who::Developer(signed_in) => format!("{} <{}>", signed_in.full_name, signed_in.email),
            Who::System(name) => (*name).to_owned(),
        }
    }

    /// The name without the address, for those who need not know it.
    pub fn full_name(&self) -> String {
        self.signed_in().map_or_else(|_| self.name(), |person| person.full_name.clone())
    }

    fn at_least(&self, role: Role) -> Result<(), PortalError> {
        match &self.who {
            Who::System(_) => Ok(()),
            Who::Anonymous => Err(PortalError::NotSignedIn),
            Who::Developer(signed_in) if signed_in.role >= role => Ok(()),
            Who::Developer(_) => Err(PortalError::Forbidden),
        }
    }
}
