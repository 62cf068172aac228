use std::path::PathBuf;

use crate::config::{
    section::{section, unset},
    values::{Hours, KeyPrefix, Minutes, Secret},
};

section! {
    /// Keys, sessions and protection against guessing.
    pub struct Security = "security" {
        /// The secret from which API keys are hashed; without it no stored key can be checked.
        /// At least 32 random characters, the same on every replica. Wins over `master_key_file`.
        master_key: Option<Secret<String>> = unset("at least 32 characters, chosen at random");

        /// File with the master key, created at the first start. Keep a copy apart from the database.
        master_key_file: PathBuf = "data/master.key";

        /// Begins every API key that this installation issues, so that scanners can find leaked ones.
        /// A key has 32 characters whatever its prefix.
        key_prefix: KeyPrefix = "ptk";

        /// Minutes without a request after which a session ends.
        session_idle_minutes: Minutes = 720, within 1..=43_200;

        /// Hours after which a session ends in any case.
        session_absolute_hours: Hours = 168, within 1..=8_760;

        /// The same for approvers and admins.
        admin_session_idle_minutes: Minutes = 60, within 1..=43_200;

        /// The same for approvers and admins.
        admin_session_absolute_hours: Hours = 12, within 1..=8_760;

        /// Slows down guessing and flooding. Off only for load tests.
        rate_limits: bool = true;
    }
}
