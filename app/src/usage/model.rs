use crate::{
    error::PortalError,
    id::{CredentialId, VersionId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How far back a report looks, and in how many steps it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Period {
    #[default]
    #[serde(rename = "24h")]
    Day,
    #[serde(rename = "7d")]
    Week,
    #[serde(rename = "90d")]
    Quarter,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Quarter];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Quarter => "90d",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "24 hours",
            Self::Week => "7 days",
            Self::Quarter => "90 days",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == text)
    }

    /// From an address, where nothing means a day.
    pub fn from_query(text: &str) -> Result<Self, PortalError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        Self::parse(text).ok_or_else(|| PortalError::field("period", "One of 24h, 7d and 90d."))
    }

    /// Minutes of one step.
    pub fn step(self) -> i64 {
        match self {
            Self::Day => 60,
            Self::Week => 6 * 60,
            Self::Quarter => 24 * 60,
        }
    }

    pub fn steps(self) -> i64 {
        match self {
            Self::Day => 24,
            Self::Week => 28,
            Self::Quarter => 90,
        }
    }

    /// A step below a chart: the time of a day, or the day.
    pub fn short_text(self, at: DateTime<Utc>) -> String {
        match self {
            Self::Day => at.format("%H:%M").to_string(),
            Self::Week | Self::Quarter => at.format("%-d %b").to_string(),
        }
    }

    pub fn what_a_step_is(self) -> &'static str {
        match self {
            Self::Day => "hour",
            Self::Week => "six hours",
            Self::Quarter => "day",
        }
    }
}

/// What a report is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageQuestion {
    pub period: Period,
    pub version: Option<VersionId>,
    pub credential: Option<CredentialId>,
}

impl UsageQuestion {
    /// From the fields of an address, which may be empty.
    pub fn from_query(period: &str, version: &str, key: &str) -> Result<Self, PortalError> {
        fn id<T: std::str::FromStr>(text: &str) -> Result<Option<T>, PortalError> {
            if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| PortalError::NotFound) }
        }
        Ok(Self { period: Period::from_query(period)?, version: id(version)?, credential: id(key)? })
    }
}

/// Calls and their answers. Verdicts count every call; answers are known where calls go through the
/// portal's own gateway, or where a gateway sends its access log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Sums {
    /// Let through.
    pub allowed: u64,
    pub refused: u64,
    /// How many of both were tried from the portal's own pages.
    pub tried: u64,
    /// Calls whose status and time are known.
    pub answered: u64,
    /// Answered with 400 to 499.
    pub client_errors: u64,
    /// Answered with 500 and above.
    pub server_errors: u64,
    /// Half of the answers began within so many microseconds (give or take 6 %).
    pub p50_micros: Option<u64>,
    pub p95_micros: Option<u64>,
    pub p99_micros: Option<u64>,
}

impl Sums {
    pub fn calls(&self) -> u64 {
        self.allowed + self.refused
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UsageStep {
    pub starts_at: DateTime<Utc>,
    #[serde(flatten)]
    pub sums: Sums,
}

/// A version, a key or an application with what was counted of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UsagePart {
    /// Its id; absent for calls without any, such as those tried from the portal's pages.
    pub id: Option<String>,
    /// "Weather 2.0", "Production (ptk_…9f3A)", "Storm watch".
    pub name: String,
    #[serde(flatten)]
    pub sums: Sums,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RefusalCount {
    /// Such as `key_expired`.
    pub code: String,
    pub calls: u64,
}

/// What was called in a period: of one application, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UsageReport {
    pub period: Period,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub total: Sums,
    /// Every step of the period, the empty ones too.
    pub steps: Vec<UsageStep>,
    pub versions: Vec<UsagePart>,
    /// In a report on one application.
    pub keys: Vec<UsagePart>,
    /// In the report over all: those with most calls.
    pub applications: Vec<UsagePart>,
    /// Most frequent first.
    pub refusals: Vec<RefusalCount>,
}

/// What a gateway's access log came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LogReceipt {
    /// Lines that were counted, now or when this piece came first.
    pub counted: u64,
    /// Lines without a version or an application: calls that were refused, which verdicts count.
    pub skipped: u64,
    /// Lines that could not be read, or are from another time: more than seven days ago, or to come.
    pub unreadable: u64,
    /// This piece had been counted before.
    pub repeated: bool,
}
