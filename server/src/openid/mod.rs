//! OpenID Connect, as far as the portal speaks it: what providers publish (`provider`, `keys`), kept
//! in memory (`issuers`), what a token proves (`token`, `claims`), and asking for tokens (`client`).
mod claims;
pub mod client;
mod issuers;
mod keys;
mod provider;
pub mod rest;
mod service;
mod token;

pub use claims::Claims;
pub use issuers::{Issuers, keep_warm};
pub use keys::{ALGORITHMS, PublishedKey};
pub use provider::{Metadata, Provider, ProviderProblem, configuration_url};
pub use service::PEOPLES_PATIENCE;
pub use token::{
    Accepted, Fault, Rejected, TokenRules, check_access_token, check_audience, check_time, verified_claims,
};
