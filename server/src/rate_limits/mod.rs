//! Token buckets against guessing and flooding: kept in the database, so that they survive a
//! restart and all replicas share them. The figures are those of security.md.
mod service;
mod store;

/// What is limited. A bucket holds `burst` tokens and gains `per_hour` of them in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Sign-ins from one address: 5 a minute, 10 at once.
    SignInFrom,
    /// Passwords tried for one account, from wherever: 100 a day.
    SignInAs,
    /// Sign-ups from one address: 3 an hour.
    SignUpFrom,
    /// Mails asked for from one address of the network: 20 an hour.
    MailFrom,
    /// Mails to one address that anybody may cause: 3 an hour.
    MailTo,
    /// Calls that one developer tries from the portal's pages: 60 a minute.
    TryIt,
    /// Invitations that one developer sends: 30 an hour.
    Invite,
    /// Sign-ins begun with an identity provider, from one address: 600 an hour, 60 at once.
    SignInWithFrom,
    /// Reports of leaked keys from one address: 600 an hour, 60 at once.
    LeakReportFrom,
}

impl Limit {
    fn name(self) -> &'static str {
        match self {
            Self::SignInFrom => "sign_in_from",
            Self::SignInAs => "sign_in_as",
            Self::SignUpFrom => "sign_up_from",
            Self::MailFrom => "mail_from",
            Self::MailTo => "mail_to",
            Self::TryIt => "try_it",
            Self::Invite => "invite",
            Self::SignInWithFrom => "sign_in_with_from",
            Self::LeakReportFrom => "leak_report_from",
        }
    }

    fn burst(self) -> f64 {
        match self {
            Self::SignInFrom => 10.0,
            Self::SignInAs => 100.0,
            Self::SignUpFrom | Self::MailTo => 3.0,
            Self::MailFrom => 20.0,
            Self::TryIt | Self::SignInWithFrom | Self::LeakReportFrom => 60.0,
            Self::Invite => 30.0,
        }
    }

    fn per_hour(self) -> f64 {
        match self {
            Self::SignInFrom => 300.0,
            Self::SignInAs => 100.0 / 24.0,
            Self::SignUpFrom | Self::MailTo => 3.0,
            Self::MailFrom => 20.0,
            Self::TryIt => 3600.0,
            Self::SignInWithFrom | Self::LeakReportFrom => 600.0,
            Self::Invite => 30.0,
        }
    }
}

/// A bucket at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bucket {
    tokens: f64,
    at: app::time::Timestamp,
}

impl Bucket {
    fn full(limit: Limit, now: app::time::Timestamp) -> Self {
        Self { tokens: limit.burst(), at: now }
    }

    /// The bucket after one token has been taken, or the seconds until there is one.
    fn take(self, limit: Limit, now: app::time::Timestamp) -> Result<Self, u64> {
        let hours = (now - self.at).as_seconds_f64().max(0.0) / 3600.0;
        let tokens = (self.tokens + hours * limit.per_hour()).min(limit.burst());
        if tokens >= 1.0 {
            return Ok(Self { tokens: tokens - 1.0, at: now });
        }
        Err(((1.0 - tokens) / limit.per_hour() * 3600.0).ceil().max(1.0) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let start = DateTime::from_timestamp(1_795_257_720, 0).unwrap();
        let mut bucket = Bucket::full(Limit::SignInFrom, start);
        for _ in 0..10 {
            bucket = bucket.take(Limit::SignInFrom, start).unwrap();
        }
        assert_eq!(bucket.take(Limit::SignInFrom, start), Err(12));
        let later = start + TimeDelta::seconds(12);
        bucket = bucket.take(Limit::SignInFrom, later).unwrap();
        assert!(bucket.take(Limit::SignInFrom, later).is_err());
        let much_later = start + TimeDelta::hours(9);
        assert_eq!(bucket.take(Limit::SignInFrom, much_later).unwrap().tokens, 9.0);
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing() {
        let start = DateTime::from_timestamp(1_795_257_720, 0).unwrap();
        let empty = Bucket { tokens: 0.0, at: start };
        assert_eq!(empty.take(Limit::MailTo, start - TimeDelta::hours(1)), Err(1200));
    }
}
