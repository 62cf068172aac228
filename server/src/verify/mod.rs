//! Who may call what: the one decision, asked by gateways, try-it and the portal itself.
//!
//! - `decision` holds [`may_call`], a pure function over the facts of one query;
//! - `presented` finds the key or token in a request's headers, `scheme` says what to look for;
//! - `verdicts` brings both together, and keeps answers where that is exact;
//! - `endpoint` and `envoy` answer gateways, over HTTP and gRPC; `usage` remembers what was called.
mod decision;
mod endpoint;
mod envoy;
mod identity;
mod presented;
mod scheme;
mod service;
pub mod store;
mod usage;
mod verdicts;

pub use decision::{
    CallerFacts, CredentialFacts, Facts, OwnerFacts, Permit, Reason, Refused, RegistrationFacts,
    StrategyFacts, VersionFacts, may_call,
};
pub use endpoint::{refuse, routes};
pub use identity::{HEADERS as IDENTITY_HEADERS, is_identity_name};
pub use scheme::{Scheme, reason_of};
pub use service::{flush, flush_until};
pub use usage::{Used, Uses};
pub use verdicts::{Answer, Asker, Verdicts};
