//! What a provider publishes about itself (OpenID Connect Discovery 1.0) and its keys (RFC 7517).
use super::PublishedKey;
use crate::outbound::Outbound;
use app::time::Timestamp;
use axum::body::Body;
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;

/// A provider as it was at one moment.
#[derive(Debug)]
pub struct Provider {
    pub metadata: Metadata,
    pub keys: Vec<PublishedKey>,
    pub fetched_at: Timestamp,
}

/// The parts of a provider's configuration that the portal uses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Metadata {
    pub issuer: String,
    pub jwks_uri: String,
    pub authorization_endpoint: Option<String>,
    pub token_endpoint: Option<String>,
    pub userinfo_endpoint: Option<String>,
    pub registration_endpoint: Option<String>,
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// Absent where the provider does not say.
    pub scopes_supported: Option<Vec<String>>,
    pub code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub backchannel_logout_supported: bool,
    /// RFC 9207: the answer of the authorization endpoint names its issuer.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

/// Why nothing is known of a provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderProblem {
    #[error("its configuration cannot be read at {url}: {why}")]
    Configuration { url: String, why: String },
    #[error("the configuration at {url} is that of another issuer, {told}")]
    OtherIssuer { url: String, told: String },
    #[error("its keys cannot be read at {url}: {why}")]
    Keys { url: String, why: String },
    #[error("it has not answered in time")]
    Slow,
}

/// For each of the two documents.
const PATIENCE: Duration = Duration::from_secs(5);
const DOCUMENT_BYTES: usize = 512 * 1024;
/// More keys than any provider has at once.
const KEYS_MAX: usize = 100;

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

/// Where a provider's configuration is found.
pub fn configuration_url(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

impl Provider {
    /// Asks the provider for both documents.
    pub async fn fetch(outbound: &Outbound, issuer: &str, now: Timestamp) -> Result<Self, ProviderProblem> {
        let url = configuration_url(issuer);
        let unread = |why| ProviderProblem::Configuration { url: url.clone(), why };
        let metadata: Metadata = get_json(outbound, &url).await.map_err(unread)?;
        if metadata.issuer != issuer {
            return Err(ProviderProblem::OtherIssuer { url, told: metadata.issuer });
        }
        let url = metadata.jwks_uri.clone();
        let unread = |why| ProviderProblem::Keys { url: url.clone(), why };
        if issuer.starts_with("https:") && !url.starts_with("https:") {
            return Err(unread("keys must be published over https".to_owned()));
        }
        let set: KeySet = get_json(outbound, &url).await.map_err(unread)?;
        let keys: Vec<PublishedKey> = set.keys.iter().take(KEYS_MAX).filter_map(PublishedKey::read).collect();
        if keys.is_empty() {
            return Err(unread("there is no key in it that signatures can be checked with".to_owned()));
        }
        Ok(Self { metadata, keys, fetched_at: now })
    }
}

async fn get_json<T: DeserializeOwned>(outbound: &Outbound, url: &str) -> Result<T, String> {
    let request = http::Request::get(url)
        .header(http::header::ACCEPT, "application/json")
        .body(Body::empty())
        .map_err(|_| "this is not an address".to_owned())?;
    let response = outbound.fetch(request, DOCUMENT_BYTES, PATIENCE).await.map_err(|why| why.to_string())?;
    if response.status() != http::StatusCode::OK {
        return Err(format!("the answer is {}", response.status()));
    }
    serde_json::from_slice(response.body()).map_err(|error| format!("the answer is not as expected: {error}"))
}
