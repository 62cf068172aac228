use crate::config::{section::section, values::Seconds};

section! {
    /// How much is too much.
    pub struct Limits = "limits" {
        /// Applications that one developer may own.
        applications_per_developer: u32 = 500, within 1..=100_000;

        /// Live API keys that one application may have.
        credentials_per_application: u32 = 20, within 1..=10_000;

        /// Requests that are worked on at once, verdicts not among them. What is more is refused with 503, so
        /// that nobody waits for an answer that comes too late.
        concurrent_requests: u32 = 128, within 1..=100_000;

        /// Seconds that the rest of a request is waited for, and one more for every 8 KiB of it that came. Whoever
        /// takes longer is refused with 408.
        body_seconds: Seconds = 20, within 1..=3_600;

        /// Bytes of all requests together that have no answer yet. What is more is refused with 503, so that
        /// many large ones at once do not take the machine's memory.
        bodies_bytes: usize = 268_435_456, within 1_048_576..=68_719_476_736;

        /// Bytes of an OpenAPI document.
        specification_bytes: usize = 33_554_432, within 1_024..=536_870_912;

        /// Bytes of an image in documents.
        image_bytes: usize = 5_242_880, within 1_024..=67_108_864;

        /// Bytes of any other request.
        request_bytes: usize = 65_536, within 4_096..=16_777_216;
    }
}
