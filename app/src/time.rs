//! Moments in time: always UTC, whole microseconds, shown with their zone.
use chrono::{DateTime, Utc};

/// A moment, cut to microseconds by the server's clock (PostgreSQL keeps no more).
pub type Timestamp = DateTime<Utc>;

/// "21 Nov 2026, 10:42 UTC".
pub fn readable(at: Timestamp) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}

/// "21 Nov 2026".
pub fn readable_date(at: Timestamp) -> String {
    at.format("%-d %b %Y").to_string()
}
