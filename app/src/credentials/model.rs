use crate::{
    auth_strategies::StrategyKind,
    error::{Checks, PortalError},
    id::{CredentialId, VersionId},
    time::readable,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An API key of an application, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Credential {
    pub id: CredentialId,
    pub name: String,
    /// The part before the random characters, such as `ptk_`.
    pub prefix: String,
    pub last_four: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    /// When a newer key took its place.
    pub replaced_at: Option<DateTime<Utc>>,
    /// It is active and expires soon: see [`super::ending`].
    pub ends_soon: bool,
    #[serde(flatten)]
    pub status: CredentialStatus,
}

/// The one effective status, derived at the moment of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CredentialStatus {
    Active,
    /// Replaced, and still accepted until then.
    Retiring {
        until: DateTime<Utc>,
    },
    Expired {
        at: DateTime<Utc>,
    },
    Revoked {
        at: DateTime<Utc>,
    },
}

impl CredentialStatus {
    pub fn derive(
        now: DateTime<Utc>,
        expires_at: Option<DateTime<Utc>>,
        retiring_until: Option<DateTime<Utc>>,
        revoked_at: Option<DateTime<Utc>>,
    ) -> Self {
        if let Some(at) = revoked_at {
            return Self::Revoked { at };
        }
        let ends = [expires_at, retiring_until].into_iter().flatten().min();
        match (ends, retiring_until) {
            (Some(at), _) if at <= now => Self::Expired { at },
            (Some(until), Some(_)) => Self::Retiring { until },
            _ => Self::Active,
        }
    }

    pub fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::Retiring { .. })
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retiring { .. } => "retiring",
            Self::Expired { .. } => "expired",
            Self::Revoked { .. } => "revoked",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Retiring { .. } => "Retiring",
            Self::Expired { .. } => "Expired",
            Self::Revoked { .. } => "Revoked",
        }
    }

    /// What the status means, as a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::Active => "Works wherever the application has access.".to_owned(),
            Self::Retiring { until } => {
                format!("Replaced by a newer key; works until {}.", readable(until))
            }
            Self::Expired { at } => format!("Stopped working on {}.", readable(at)),
            Self::Revoked { at } => format!("Revoked on {}.", readable(at)),
        }
    }
}

impl Credential {
    /// "ptk_…9f3A".
    pub fn shape(&self) -> String {
        format!("{}…{}", self.prefix, self.last_four)
    }

    /// Replaced, and let through since.
    pub fn is_used_after_all(&self) -> bool {
        self.replaced_at.is_some() && self.last_used_at > self.replaced_at
    }

    pub fn can_rotate(&self) -> Result<(), PortalError> {
        match self.status {
            CredentialStatus::Active => Ok(()),
            CredentialStatus::Retiring { .. } => Err(PortalError::refused(
                "already_replaced",
                "This key has been replaced already. Rotate the newer one.",
            )),
            CredentialStatus::Expired { .. } | CredentialStatus::Revoked { .. } => Err(PortalError::refused(
                "not_live",
                "This key does not work any more. Generate a new one instead.",
            )),
        }
    }

    pub fn can_revoke(&self) -> Result<(), PortalError> {
        if self.status.is_live() {
            return Ok(());
        }
        Err(PortalError::refused("not_live", "This key does not work any more; there is nothing to revoke."))
    }
}

/// The keys of one application, and whether it can get another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApplicationKeys {
    pub application_slug: String,
    pub application_name: String,
    /// Live ones first, then newest first.
    pub credentials: Vec<Credential>,
    /// How many may be live at once.
    pub limit: u32,
    /// Why no key can be generated now; absent where one can.
    pub blocked: Option<Refusal>,
}

impl ApplicationKeys {
    pub fn live(&self) -> usize {
        self.credentials.iter().filter(|credential| credential.status.is_live()).count()
    }

    pub fn can_issue(&self) -> Result<(), PortalError> {
        match &self.blocked {
            None => Ok(()),
            Some(refusal) => {
                Err(PortalError::refused(&refusal.code, format!("{} {}", refusal.reason, refusal.advice)))
            }
        }
    }

    /// Keys are for applications that use API keys, and there is a limit to how many.
    pub fn why_blocked(kind: StrategyKind, live: usize, limit: u32) -> Option<Refusal> {
        let refusal = |code: &str, reason: String, advice: &str| {
            Some(Refusal { code: code.to_owned(), reason, advice: advice.to_owned() })
        };
        if kind == StrategyKind::OpenidConnect {
            return refusal(
                "openid_connect_application",
                "This application uses OpenID Connect: its calls prove themselves with tokens of the identity provider.".to_owned(),
                "Its client there has this application's reference ID as its ID; how to get a token, step by step, is under Access tokens. No API key is needed.",
            );
        }
        if live >= limit as usize {
            return refusal(
                "too_many_credentials",
                format!("This application has {live} live keys, which is the most it may have."),
                "Revoke one that is no longer used.",
            );
        }
        None
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewCredential {
    /// 1 to 255 characters.
    pub name: String,
    /// Absent: until revoked. At most 3,650 days.
    pub expires_in_days: Option<u32>,
}

impl NewCredential {
    /// From the fields of a form, where no expiry is an empty text.
    pub fn from_form(name: String, expires_in_days: &str) -> Result<Self, PortalError> {
        let expires_in_days = match expires_in_days.trim() {
            "" => None,
            days => Some(days.parse().map_err(|_| {
                PortalError::field("expires_in_days", "A whole number of days, between 1 and 3,650.")
            })?),
        };
        Ok(Self { name, expires_in_days })
    }

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

/// A key at the only moment it is known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IssuedCredential {
    pub credential: Credential,
    /// 32 characters, shown once.
    pub secret: String,
}

impl std::fmt::Debug for IssuedCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedCredential({}, …)", self.credential.id)
    }
}

/// How long the old key works beside the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    Now,
    Hour,
    Day,
    Week,
}

impl Overlap {
    pub const ALL: [Self; 4] = [Self::Now, Self::Hour, Self::Day, Self::Week];

    pub fn hours(self) -> i64 {
        match self {
            Self::Now => 0,
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 24 * 7,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Now => "Stops now",
            Self::Hour => "1 hour",
            Self::Day => "24 hours",
            Self::Week => "7 days",
        }
    }
}

/// Everything the "Call it" panel shows for one version an application is registered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CallPanel {
    pub version_id: VersionId,
    pub product_slug: String,
    pub version_slug: String,
    pub product_title: String,
    pub version_name: String,
    /// Where calls go, without a trailing slash.
    pub base_url: Option<String>,
    pub header_name: Option<String>,
    /// What stands in the header before the key or token: empty, or `Bearer `.
    pub header_prefix: String,
    /// A harmless operation to try first, such as `/forecast`.
    pub sample_path: Option<String>,
    /// Absent where a call with a live key would be let through now.
    pub refusal: Option<Refusal>,
    pub first_call_at: Option<DateTime<Utc>>,
    pub last_call_at: Option<DateTime<Utc>>,
}

/// What the light of a panel needs, asked again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCall {
    pub version_id: VersionId,
    pub first_call_at: Option<DateTime<Utc>>,
}

impl CallPanel {
    /// "Weather 2.0".
    pub fn title(&self) -> String {
        format!("{} {}", self.product_title, self.version_name)
    }

    /// What a developer calls the secret in a shell: `API_KEY` or `ACCESS_TOKEN`.
    pub fn variable(&self) -> &'static str {
        if self.header_prefix.is_empty() { "API_KEY" } else { "ACCESS_TOKEN" }
    }

    /// A line for a shell that works when pasted; `key` is a fresh secret or `$API_KEY`.
    pub fn curl(&self, key: &str) -> Option<String> {
        let base = self.base_url.as_deref()?;
        let header = self.header_name.as_deref()?;
        let path = self.sample_path.as_deref().unwrap_or("/");
        Some(format!(
            "curl -i {} -H \"{header}: {}{key}\"",
            shell_word(&format!("{base}{path}")),
            self.header_prefix
        ))
    }
}

/// In single quotes where a shell would read something into it.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%@+,".contains(c);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// Why a call would be refused, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// Stable word, such as `registration_pending`.
    pub code: String,
    pub reason: String,
    pub advice: String,
}
