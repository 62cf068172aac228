use crate::config::section::section;

section! {
    /// What is counted of calls, and how long it is kept. Single minutes become hours, hours become days.
    pub struct Usage = "usage" {
        /// Off only to measure what counting costs: without it keys have no last use either.
        counting: bool = true;

        /// Hours that single minutes are kept.
        minutes_kept_hours: u32 = 48, within 2..=1_000;

        /// Days that single hours are kept.
        hours_kept_days: u32 = 35, within 8..=1_000;

        /// Days that single days are kept.
        days_kept: u32 = 400, within 91..=10_000;

        /// Bytes of one piece of an access log.
        log_bytes: usize = 8_388_608, within 65_536..=134_217_728;

        /// Refused calls that are kept for each application, to look up why; of all unknown keys
        /// together ten times as many.
        refusals_kept: u32 = 1000, within 10..=100_000;

        /// Calls let through that are kept for each application: the latest ones.
        calls_kept: u32 = 200, within 10..=100_000;

        /// Days that single calls are kept, and addresses that a key was used from.
        calls_kept_days: u32 = 30, within 1..=400;
    }
}
