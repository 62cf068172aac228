//! Single calls, kept to be looked at, and the rules that refuse calls.
use crate::credentials::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How many calls a list holds: the latest.
pub const CALLS_LISTED: usize = 50;

/// A call that was kept. Refusals are kept up to a limit; of those let through only a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CallRecord {
    pub at: DateTime<Utc>,
    /// Told to whoever was refused as `X-Request-Id`; absent where the call was let through.
    pub request_id: Option<String>,
    /// Why it was refused, in the words of that moment; absent where it was let through.
    pub refusal: Option<Refusal>,
    /// Absent where no application is known: the key was missing, or is none of this portal's.
    pub application: Option<CallingApplication>,
    /// "Weather 2.0", or what the address said where there is no such version.
    pub api: String,
    /// "Production (ptk_…9f3A)"; of a key that is not known, how it looks.
    pub key: Option<String>,
    /// Sent from the portal's own pages.
    pub tried: bool,
    /// Which gateway asked; for approvers. Absent for the portal's own.
    pub gateway: Option<String>,
    /// From where the gateway says that it came.
    pub address: Option<String>,
    pub method: Option<String>,
    /// Without its query.
    pub path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CallingApplication {
    pub slug: String,
    pub name: String,
}

/// A rule by which calls are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Stable word, such as `registration_pending`; gateways tell it as `X-Portal-Reason`.
    pub code: String,
    /// What the rule asks for.
    pub rule: String,
    /// The way out.
    pub advice: String,
    /// With which status the call is answered.
    pub status: u16,
}

/// What is known of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// Which rule said no.
    pub rule: Rule,
    /// The call itself, where a request id was asked for.
    pub call: Option<CallRecord>,
}
