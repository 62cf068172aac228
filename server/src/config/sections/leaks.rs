use std::path::PathBuf;

use crate::config::{
    section::{section, unset},
    values::Text,
};

section! {
    /// Reports of keys that were found in public, such as those of GitHub's secret scanning. Without `keys_url`
    /// and `keys_file` none are taken.
    pub struct Leaks = "leaks" {
        /// Where the public keys are of those who report. GitHub's are at the address shown here; its partner
        /// program sends reports to /leak-reports of this portal.
        keys_url: Option<Text> = unset("https://api.github.com/meta/public_keys/secret_scanning");

        /// A file of such keys: {"public_keys": [{"key_identifier": "…", "key": "-----BEGIN PUBLIC KEY-----…"}]}.
        keys_file: Option<PathBuf> = unset("leak-reporters.json");

        /// Bytes of one report.
        report_bytes: usize = 1_048_576, within 1_024..=16_777_216;

        /// Tokens of one report.
        tokens_per_report: usize = 1_000, within 1..=10_000;
    }
}

impl Leaks {
    pub fn takes_reports(&self) -> bool {
        self.keys_url.is_some() || self.keys_file.is_some()
    }
}
