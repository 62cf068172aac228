//! Who uses a key: its last calls, one for each address.
use crate::credentials::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How many addresses a list holds: the latest.
pub const CALLERS_LISTED: usize = 50;
/// Without a call for so long, whoever calls every day is gone.
pub const QUIET_HOURS: i64 = 24;

/// The last call with a key from one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct KeyCaller {
    pub at: DateTime<Utc>,
    /// From where the gateway says that it came.
    pub address: String,
    /// Why it was refused; absent where it was let through.
    pub refusal: Option<Refusal>,
    pub method: Option<String>,
    /// Without its query.
    pub path: Option<String>,
    /// Calls from this address, as long as they are kept.
    pub calls: u64,
}

/// Who uses a key, and whether somebody still does after it was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct KeyCallers {
    /// Newest first.
    pub callers: Vec<KeyCaller>,
    /// The last call that was let through, also where no address is known.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When a newer key took its place.
    pub replaced_at: Option<DateTime<Utc>>,
    /// What of that is true when.
    pub as_of: DateTime<Utc>,
    /// Days that addresses are kept.
    pub kept_days: u32,
}

/// Whether a key can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    NeverUsed,
    /// Not replaced.
    InUse {
        last: DateTime<Utc>,
    },
    /// Replaced, and used since.
    StillUsed {
        last: DateTime<Utc>,
    },
    /// Replaced, not used since, but a day has not passed.
    QuietSoFar {
        until: DateTime<Utc>,
    },
    /// Replaced, and not used for a day.
    Quiet {
        last: DateTime<Utc>,
    },
}

impl KeyCallers {
    pub fn standing(&self) -> Standing {
        let Some(last) = self.last_used_at else { return Standing::NeverUsed };
        let Some(replaced) = self.replaced_at else { return Standing::InUse { last } };
        let quiet_from = last.max(replaced) + TimeDelta::hours(QUIET_HOURS);
        if self.as_of >= quiet_from {
            Standing::Quiet { last }
        } else if last > replaced {
            Standing::StillUsed { last }
        } else {
            Standing::QuietSoFar { until: quiet_from }
        }
    }

    /// Addresses from which calls were let through in the last day.
    pub fn lately(&self) -> impl Iterator<Item = &KeyCaller> {
        let since = self.as_of - TimeDelta::hours(QUIET_HOURS);
        self.callers.iter().filter(move |caller| caller.refusal.is_none() && caller.at > since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_quiet_a_day_after_its_last_call() {
        let at = |hours: i64| {
            DateTime::from_timestamp(1_795_257_720, 0).expect("in range") + TimeDelta::hours(hours)
        };
        let standing = |last: Option<i64>, replaced: Option<i64>, now: i64| {
            KeyCallers {
                callers: Vec::new(),
                last_used_at: last.map(at),
                replaced_at: replaced.map(at),
                as_of: at(now),
                kept_days: 30,
            }
            .standing()
        };
        assert_eq!(standing(None, Some(0), 1), Standing::NeverUsed);
        assert_eq!(standing(Some(5), None, 900), Standing::InUse { last: at(5) });
        assert_eq!(standing(Some(-5), Some(0), 23), Standing::QuietSoFar { until: at(24) });
        assert_eq!(standing(Some(-5), Some(0), 24), Standing::Quiet { last: at(-5) });
        assert_eq!(standing(Some(6), Some(0), 29), Standing::StillUsed { last: at(6) });
        assert_eq!(standing(Some(6), Some(0), 30), Standing::Quiet { last: at(6) });
    }
}
