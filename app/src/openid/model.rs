use crate::credentials::Refusal;
use serde::{Deserialize, Serialize};

/// All that has to be known to get a token that this application's calls are let through with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TokenGuide {
    pub application_slug: String,
    /// Whether the portal has registered its client there.
    pub registered: bool,
    /// The ID that the application's client must have at the identity provider.
    pub reference_id: String,
    pub issuer: String,
    /// The claims of a token in which the client's ID is looked for.
    pub credential_claims: Vec<String>,
    pub audiences: Vec<String>,
    pub scopes: Vec<String>,
    /// `client_credentials`, `authorization_code`, `bearer`.
    pub auth_methods: Vec<String>,
    /// As the provider publishes them.
    pub token_endpoint: Option<String>,
    pub authorization_endpoint: Option<String>,
    /// Why the provider's own configuration is not known here; absent where it is.
    pub provider_problem: Option<String>,
}

impl TokenGuide {
    pub fn has_method(&self, method: &str) -> bool {
        self.auth_methods.iter().any(|own| own == method)
    }

    /// A line for a shell that gets a token with the client's own credentials.
    pub fn curl(&self) -> Option<String> {
        let endpoint = self.token_endpoint.as_deref().filter(|_| self.has_method("client_credentials"))?;
        let mut line = format!(
            "curl {endpoint} -u '{}:CLIENT_SECRET' \\\n  -d grant_type=client_credentials",
            self.reference_id.replace('\'', "'\\''")
        );
        if !self.scopes.is_empty() {
            line.push_str(&format!(" \\\n  -d 'scope={}'", self.scopes.join(" ").replace('\'', "'\\''")));
        }
        if let [audience] = self.audiences.as_slice() {
            line.push_str(&format!(" \\\n  -d 'resource={}'", audience.replace('\'', "'\\''")));
        }
        Some(line)
    }
}

/// Whether a call with a token would be let through, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TokenCheck {
    /// Whether the token proves that this application calls.
    pub accepted: bool,
    pub steps: Vec<TokenStep>,
    /// What it could call now, and why not: one entry a version the application is registered for.
    pub calls: Vec<TokenCall>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TokenStep {
    pub title: String,
    pub outcome: StepOutcome,
    /// Where it failed: the verdict that a call would get.
    pub refusal: Option<Refusal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    Passed,
    Failed,
    /// Not looked at, since an earlier step failed.
    Skipped,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TokenCall {
    /// "Weather 2.0".
    pub title: String,
    pub product_slug: String,
    pub version_slug: String,
    /// Absent where a call would be let through.
    pub refusal: Option<Refusal>,
}
