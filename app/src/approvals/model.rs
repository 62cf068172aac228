use crate::{
    error::PortalError,
    id::{DeveloperId, RegistrationId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What is decided on: `developer:…` or `registration:…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum InboxKey {
    Developer(DeveloperId),
    Registration(RegistrationId),
}

impl fmt::Display for InboxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Developer(id) => write!(f, "developer:{id}"),
            Self::Registration(id) => write!(f, "registration:{id}"),
        }
    }
}

impl FromStr for InboxKey {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("“{text}” names nothing in the inbox");
        let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
        match kind {
            "developer" => id.parse().map(Self::Developer).map_err(|_| unknown()),
            "registration" => id.parse().map(Self::Registration).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

impl TryFrom<String> for InboxKey {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<InboxKey> for String {
    fn from(key: InboxKey) -> Self {
        key.to_string()
    }
}

/// One thing that waits: who, for what, since when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxItem {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub key: InboxKey,
    /// Who waits or asks; the team where that person is gone.
    pub full_name: String,
    pub email: String,
    /// For whom they ask, where that is a team.
    pub team: Option<String>,
    pub since: DateTime<Utc>,
    /// Absent where the developer waits for their account.
    pub request: Option<InboxRequest>,
}

/// What access is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxRequest {
    pub application: String,
    /// "Weather 2.0".
    pub target: String,
    pub purpose: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InboxVerdict {
    Approve,
    Reject,
}

/// What several are decided by at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxDecision {
    /// 1 to 100.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<String>))]
    pub items: Vec<InboxKey>,
    pub verdict: InboxVerdict,
    /// Every developer reads it; needed to reject.
    #[serde(default)]
    pub reason: String,
}

/// What became of one of them: each is decided on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InboxOutcome {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub key: InboxKey,
    /// "Ann Lee" or "Shop → Weather 2.0".
    pub name: String,
    pub verdict: InboxVerdict,
    /// Why it was not decided so; absent where it was.
    pub failure: Option<String>,
}

impl InboxDecision {
    pub const ITEMS_MAX: usize = 100;

    /// From the inbox's form: what is ticked and "approve", or one row's own button, "approve
    /// registration:…".
    pub fn from_form(ticked: &[String], pressed: &str, reason: String) -> Result<Self, PortalError> {
        let (verdict, one) = match pressed.split_once(' ') {
            Some((verdict, one)) => (verdict, Some(one)),
            None => (pressed, None),
        };
        let verdict = match verdict {
            "approve" => InboxVerdict::Approve,
            "reject" => InboxVerdict::Reject,
            _ => return Err(PortalError::field("items", "Please press Approve or Reject.")),
        };
        let keys = match one {
            Some(one) => vec![one.parse()],
            None => ticked.iter().map(|key| key.parse()).collect(),
        };
        let items: Result<Vec<InboxKey>, String> = keys.into_iter().collect();
        Ok(Self { items: items.map_err(|unknown| PortalError::field("items", unknown))?, verdict, reason })
    }

    pub fn validate(&self) -> Result<(), PortalError> {
        use crate::registrations::{RegistrationStatus, check_reason};
        if self.items.is_empty() {
            return Err(PortalError::field("items", "Please tick at least one."));
        }
        if self.items.len() > Self::ITEMS_MAX {
            return Err(PortalError::field("items", format!("At most {} at once.", Self::ITEMS_MAX)));
        }
        check_reason(
            match self.verdict {
                InboxVerdict::Approve => RegistrationStatus::Approved,
                InboxVerdict::Reject => RegistrationStatus::Rejected,
            },
            &self.reason,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "018f2f3e-0000-7000-8000-000000000001";

    #[test]
    fn keys_survive_their_text() {
        for text in [format!("developer:{ID}"), format!("registration:{ID}")] {
            assert_eq!(text.parse::<InboxKey>().map(|key| key.to_string()), Ok(text));
        }
        for text in ["", "developer", "developer:x", &format!("gateway:{ID}")] {
            assert!(text.parse::<InboxKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_rows_own_button_leaves_the_ticks_alone() {
        let ticked = [format!("developer:{ID}"), format!("registration:{ID}")];
        let pressed = format!("approve {}", ticked[1]);
        let one = InboxDecision::from_form(&ticked, &pressed, String::new()).expect("a decision");
        assert_eq!(one.items, [ticked[1].parse().expect("a key")]);
        let both = InboxDecision::from_form(&ticked, "reject", "no".to_owned()).expect("a decision");
        assert_eq!((both.items.len(), both.verdict), (2, InboxVerdict::Reject));
        assert!(InboxDecision::from_form(&ticked, "delete", String::new()).is_err());
    }
}
