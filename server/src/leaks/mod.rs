//! Keys that lie where they should not: reports of those who find them, and looking for them in files.
//!
//! `POST /leak-reports` is what GitHub calls a secret alert service. The following was taken from GitHub's
//! documentation “Secret scanning partner program” (docs.github.com, read in November 2026):
//! - the body is a JSON array of `{token, type, url, source}`, one object for each match, often many;
//! - `Github-Public-Key-Identifier` names the key and `Github-Public-Key-Signature` holds the signature: ECDSA
//!   over P-256 with SHA-256 of the body as it came, DER in Base64;
//! - the public keys are at `https://api.github.com/meta/public_keys/secret_scanning`, a JSON object
//!   `{public_keys: [{key_identifier, key, is_current}]}` with keys in PEM;
//! - the answer may tell for each token `{token_hash, token_type, label}`: SHA-256 in hexadecimal digits, and
//!   `true_positive` or `false_positive`.
//!
//! Not from there are the limits, and that who is not known to sign is told nothing but that.
//!
//! - `finder` knows how our secrets look; `signature` and `reporter_keys` know who may report;
//! - `service` revokes, in one transaction with the mail and the audit trail;
//! - `endpoint` is the door for reports, `commands::scan` the one for people.
mod endpoint;
mod finder;
mod letters;
mod reporter_keys;
mod service;
mod signature;
mod store;

pub use endpoint::routes;
pub use finder::{Finder, Kind, NotText};
pub use reporter_keys::ReporterKeys;
pub use service::Leak;
