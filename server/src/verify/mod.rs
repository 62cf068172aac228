//! Who may call what: the one decision, asked by gateways, try-it and the portal itself.
//!
//! - `decision` holds [`may_call`], a pure function over the facts of one query;
//! - `presented` finds the key in a request's headers;
//! - `verdicts` brings both together, and keeps answers where that is exact;
//! - `endpoint` answers gateways, `usage` remembers what was called until it is written, `about` is what
//!   gateways tell of a call beside its key.
mod about;
mod decision;
mod endpoint;
mod identity;
mod presented;
mod service;
pub mod store;
pub mod usage;
mod verdicts;

pub use about::{About, without_query};
pub use decision::{
    CallerFacts, CredentialFacts, Facts, Permit, Reason, Refused, RegistrationFacts, StrategyFacts,
    VersionFacts, may_call,
};
pub use endpoint::{TOKEN, refuse, routes};
pub use identity::{HEADERS as IDENTITY_HEADERS, is_identity_name};
pub use service::{flush, flush_until, write};
pub use usage::Uses;
pub use verdicts::{Answer, Asker, Verdict, Verdicts};
