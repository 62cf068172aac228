//! Moments in time: always UTC, whole microseconds, shown with their zone.
//!
//! Written out by hand: chrono's patterns would be a reader of patterns in every browser.
use chrono::{DateTime, Datelike, Timelike, Utc};

/// A moment, cut to microseconds by the server's clock (PostgreSQL keeps no more).
pub type Timestamp = DateTime<Utc>;

/// "21 Nov 2026, 10:42 UTC".
pub fn readable(at: Timestamp) -> String {
    format!("{}, {:02}:{:02} UTC", readable_date(at), at.hour(), at.minute())
}

/// "21 Nov 2026".
pub fn readable_date(at: Timestamp) -> String {
    format!("{} {} {}", at.day(), MONTHS[at.month0() as usize], at.year())
}

/// "2026-11-21T10:42:00Z", for programs.
pub fn exact(at: Timestamp) -> String {
    format!("{}T{:02}:{:02}:{:02}Z", exact_date(at), at.hour(), at.minute(), at.second())
}

/// "2026-11-21", as date fields hold it.
pub fn exact_date(at: Timestamp) -> String {
    format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_name_their_zone() {
        let at = DateTime::from_timestamp(1_795_257_720, 0).expect("in range");
        assert_eq!(readable(at), "21 Nov 2026, 10:42 UTC");
        assert_eq!(readable_date(at), "21 Nov 2026");
        assert_eq!(exact(at), "2026-11-21T10:42:00Z");
        assert_eq!(exact_date(at), "2026-11-21");
    }
}
