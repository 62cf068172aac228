//! Who may call what: the one decision, asked by gateways, try-it and the portal itself.
//!
//! - `decision` holds [`may_call`], a pure function over the `facts` of one query; `reason` is why it says no, and
//!   `rules` says what it asks for;
//! - `presented` finds the key or token in a request's headers, `scheme` says what to look for;
//! - `question` is what is asked; `verdicts` finds the answer, and keeps it for as long as that is exact; `verdict` is
//!   what comes of it for one call;
//! - `endpoint` and `envoy` answer gateways, over HTTP and gRPC; `about` is what they tell of a call beside
//!   its key; `usage` remembers what was called until it is written.
mod about;
mod decision;
mod endpoint;
mod envoy;
mod facts;
mod identity;
mod presented;
mod question;
pub mod quota_headers;
mod reason;
mod rules;
mod scheme;
mod service;
pub mod store;
pub mod usage;
mod verdict;
mod verdicts;

pub use about::{About, without_query};
pub use decision::{Permit, may_call};
pub use endpoint::{TOKEN, in_front_of, refuse};
pub use envoy::routes as envoy_routes;
pub use facts::{
    CallerFacts, CredentialFacts, Facts, OwnerFacts, RegistrationFacts, StrategyFacts, VersionFacts,
};
pub use identity::{HEADERS as IDENTITY_HEADERS, is_identity_name};
pub use question::Asker;
pub use reason::{Reason, Refused};
pub use scheme::{Scheme, reason_of};
pub use service::{flush, flush_until, write};
pub use usage::{Used, Uses};
pub use verdict::{Answer, Verdict};
pub use verdicts::Verdicts;
