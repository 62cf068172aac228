use crate::{
    error::{Checks, PortalError},
    id::{RegistrationId, VersionId},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How many calls are let through; a limit that is absent is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Quota {
    pub per_second: Option<u32>,
    pub per_minute: Option<u32>,
    /// Days begin at midnight UTC.
    pub per_day: Option<u32>,
}

/// More is no quota.
pub const QUOTA_MAX: u32 = 1_000_000_000;

/// The time that a limit is for. Windows follow the clock: a minute is one of the hour's sixty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Second,
    Minute,
    Day,
}

impl Window {
    pub const ALL: [Self; 3] = [Self::Second, Self::Minute, Self::Day];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Day => "day",
        }
    }

    pub fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Day => 86_400,
        }
    }

    /// When the window that a moment is in began, in Unix seconds.
    pub fn start(self, at: DateTime<Utc>) -> i64 {
        at.timestamp().div_euclid(self.seconds()) * self.seconds()
    }

    /// When the one that began at `start` is over.
    pub fn end(self, start: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(start, 0).unwrap_or_default() + TimeDelta::seconds(self.seconds())
    }

    fn field(self) -> &'static str {
        match self {
            Self::Second => "per_second",
            Self::Minute => "per_minute",
            Self::Day => "per_day",
        }
    }
}

impl Quota {
    pub fn limit(self, window: Window) -> Option<u32> {
        match window {
            Window::Second => self.per_second,
            Window::Minute => self.per_minute,
            Window::Day => self.per_day,
        }
    }

    pub fn is_unlimited(self) -> bool {
        self == Self::default()
    }

    pub fn check(self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        for window in Window::ALL {
            let sound = self.limit(window).is_none_or(|limit| (1..=QUOTA_MAX).contains(&limit));
            checks.require(
                sound,
                window.field(),
                "From 1 to 1,000,000,000, or nothing for no limit. To let nothing through, revoke the access.",
            );
        }
        checks.done()
    }

    /// From the fields of a form, where nothing means no limit.
    pub fn from_fields(second: &str, minute: &str, day: &str) -> Result<Self, PortalError> {
        let mut checks = Checks::new();
        let mut read = |text: &str, window: Window| {
            let digits: String = text.chars().filter(|c| !matches!(c, ' ' | ',' | '_')).collect();
            let number = digits.parse::<u32>().ok();
            checks.require(digits.is_empty() || number.is_some(), window.field(), "A whole number, please.");
            number
        };
        let quota = Self {
            per_second: read(second, Window::Second),
            per_minute: read(minute, Window::Minute),
            per_day: read(day, Window::Day),
        };
        checks.done()?;
        quota.check()?;
        Ok(quota)
    }

    /// "10 a second, 500 a day"; "no limit".
    pub fn text(self) -> String {
        let parts: Vec<_> = Window::ALL
            .into_iter()
            .filter_map(|window| Some(format!("{} a {}", grouped(self.limit(window)?), window.as_str())))
            .collect();
        if parts.is_empty() { "no limit".to_owned() } else { parts.join(", ") }
    }
}

fn grouped(number: u32) -> String {
    crate::ui::number_text(u64::from(number))
}

/// One limit of a quota, and what is left of it in the window that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct QuotaLeft {
    pub window: Window,
    pub limit: u32,
    pub left: u32,
    /// When the next window begins, with the whole limit.
    pub resets_at: DateTime<Utc>,
}

/// The quota of one registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RegistrationQuota {
    pub registration_id: RegistrationId,
    pub application_name: String,
    /// "Weather 2.0".
    pub target: String,
    /// Set for this registration alone; absent where the version's default counts.
    pub own: Option<Quota>,
    pub default: Quota,
    /// Of each limit that counts.
    pub left: Vec<QuotaLeft>,
}

impl RegistrationQuota {
    /// What counts.
    pub fn quota(&self) -> Quota {
        self.own.unwrap_or(self.default)
    }
}

/// What the registrations of a version get unless they have a quota of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct VersionQuota {
    pub version_id: VersionId,
    /// "Weather 2.0".
    pub target: String,
    pub quota: Quota,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_people_write_them() {
        let quota = Quota::from_fields("", " 1,000 ", "50 000").expect("a quota");
        assert_eq!(quota, Quota { per_second: None, per_minute: Some(1_000), per_day: Some(50_000) });
        assert_eq!(quota.text(), "1,000 a minute, 50,000 a day");
        assert!(Quota::from_fields("", "", "").expect("none").is_unlimited());
        for wrong in ["0", "-1", "many", "1.5", "1000000001", "99999999999"] {
            assert!(Quota::from_fields("", wrong, "").is_err(), "{wrong}");
        }
    }

    #[test]
    fn windows_follow_the_clock() {
        let at = "2026-11-21T10:42:59.999Z".parse().expect("a time");
        for (window, end) in [
            (Window::Second, "2026-11-21T10:43:00Z"),
            (Window::Minute, "2026-11-21T10:43:00Z"),
            (Window::Day, "2026-11-22T00:00:00Z"),
        ] {
            assert_eq!(window.end(window.start(at)), end.parse::<DateTime<Utc>>().expect("a time"));
        }
    }
}
