//! Keys that stop working soon: when their people are told, and for how long pages warn.
use chrono::{DateTime, TimeDelta, Utc};

/// Hours before a key's end at which its people get a mail: 14 days, 3 days, 1 day.
pub const REMINDERS: [i64; 3] = [14 * 24, 3 * 24, 24];
/// For what lives no longer than a day, such as a key that retires over night.
pub const LATE_REMINDER: i64 = 3;

/// The hours that count for a key that lives (or retires) so long: only those that are shorter than that,
/// so that nobody is told of an end that they have just chosen. The longest first.
pub fn reminders(lives: TimeDelta) -> impl Iterator<Item = i64> {
    let shorter = move |hours: &i64| TimeDelta::hours(*hours) < lives;
    let late = Some(LATE_REMINDER).filter(|_| lives <= TimeDelta::hours(REMINDERS[2]));
    REMINDERS.into_iter().chain(late).filter(shorter)
}

/// The last of these hours that has come: `begins` is when the key was made, or began to retire.
pub fn due_reminder(now: DateTime<Utc>, begins: DateTime<Utc>, ends: DateTime<Utc>) -> Option<i64> {
    if ends <= now {
        return None;
    }
    reminders(ends - begins).filter(|hours| ends - now <= TimeDelta::hours(*hours)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours_of(days: f64) -> Vec<i64> {
        reminders(TimeDelta::seconds((days * 86_400.0) as i64)).collect()
    }

    #[test]
    fn nobody_is_told_of_an_end_they_have_just_chosen() {
        assert_eq!(hours_of(365.0), [336, 72, 24]);
        assert_eq!(hours_of(14.0), [72, 24]);
        assert_eq!(hours_of(7.0), [72, 24]);
        assert_eq!(hours_of(1.0), [3]);
        assert_eq!(hours_of(0.04), Vec::<i64>::new());
    }

    #[test]
    fn only_the_last_one_is_due() {
        let begins = DateTime::from_timestamp(1_795_257_720, 0).expect("in range");
        let ends = begins + TimeDelta::days(30);
        let due = |days: i64, seconds: i64| {
            due_reminder(ends - TimeDelta::days(days) + TimeDelta::seconds(seconds), begins, ends)
        };
        assert_eq!(due(14, -1), None);
        assert_eq!(due(14, 0), Some(336));
        assert_eq!(due(2, 0), Some(72));
        assert_eq!(due(0, -1), Some(24));
        assert_eq!(due(0, 0), None, "it has ended");
    }
}
