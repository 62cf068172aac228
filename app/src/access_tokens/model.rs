use crate::{
    error::{Checks, PortalError},
    id::AccessTokenId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a personal access token may do in the REST API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Read,
    /// Reading included.
    Write,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Read, Self::Write].into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A personal access token for `/api/v1`: acts as its developer, with their role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AccessToken {
    pub id: AccessTokenId,
    pub name: String,
    pub scope: Scope,
    pub last_four: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewAccessToken {
    /// 1 to 255 characters.
    pub name: String,
    pub scope: Scope,
    /// Absent: until revoked. At most 3,650 days.
    pub expires_in_days: Option<u32>,
}

impl NewAccessToken {
    /// How many tokens one developer may have.
    pub const MOST: i64 = 50;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("name", &self.name, 1, 255);
        checks.require(
            self.expires_in_days.is_none_or(|days| (1..=3650).contains(&days)),
            "expires_in_days",
            "Between 1 and 3,650 days.",
        );
        checks.done()
    }
}

/// A token at the only moment its secret is known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IssuedAccessToken {
    pub token: AccessToken,
    /// Shown once; only its hash is stored.
    pub secret: String,
}

impl std::fmt::Debug for IssuedAccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedAccessToken({}, …)", self.token.id)
    }
}
