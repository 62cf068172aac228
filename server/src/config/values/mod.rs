//! Types of settings that are more than a word or a number.

mod database_url;
mod durations;
mod network;
mod outbound_rule;
mod public_url;
mod secret;
mod text;

pub use database_url::{DatabaseKind, DatabaseUrl};
pub use durations::{Hours, Milliseconds, Minutes, Seconds};
pub use network::Network;
pub use outbound_rule::OutboundRule;
pub use public_url::PublicUrl;
pub use secret::Secret;
pub use text::{KeyPrefix, LogFilter, MailAddress, Text};
