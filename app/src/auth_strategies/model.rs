use crate::{
    catalog::LifecycleStage,
    count::counted,
    error::{Checks, PortalError},
    id::AuthStrategyId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How calls prove themselves; reusable over versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AuthStrategy {
    pub id: AuthStrategyId,
    pub name: String,
    #[serde(flatten)]
    pub settings: StrategySettings,
    /// How many product versions use it, whatever their lifecycle.
    pub versions: u64,
    pub applications: u64,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StrategySettings {
    /// An API key in one of these request headers.
    KeyAuth {
        /// 1 to 10 header names of at most 256 characters.
        header_names: Vec<String>,
    },
    /// A token of an identity provider.
    OpenidConnect {
        /// An https URL of at most 256 characters.
        issuer: String,
        /// Names of the claims that hold the application's reference ID: at most 10 of 128 characters.
        credential_claims: Vec<String>,
        /// Whom a token must be meant for (`aud`): one of these, or anybody where none is named. At most
        /// 10 of 256 characters.
        #[serde(default)]
        audiences: Vec<String>,
        /// What a token must have been granted, all of it: at most 50 of 128 characters.
        scopes: Vec<String>,
        auth_methods: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StrategyKind {
    KeyAuth,
    OpenidConnect,
}

impl StrategyKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeyAuth => "key_auth",
            Self::OpenidConnect => "openid_connect",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::KeyAuth, Self::OpenidConnect].into_iter().find(|kind| kind.as_str() == text)
    }

    /// "API keys" or "OpenID Connect", as in "this application uses …".
    pub fn label(self) -> &'static str {
        match self {
            Self::KeyAuth => "API keys",
            Self::OpenidConnect => "OpenID Connect",
        }
    }
}

impl StrategySettings {
    pub fn kind(&self) -> StrategyKind {
        match self {
            Self::KeyAuth { .. } => StrategyKind::KeyAuth,
            Self::OpenidConnect { .. } => StrategyKind::OpenidConnect,
        }
    }

    /// The header a developer is told to use, and what stands in it before the key or token.
    pub fn first_header(&self) -> Option<(&str, &'static str)> {
        match self {
            Self::KeyAuth { header_names } => header_names.first().map(|name| (name.as_str(), "")),
            Self::OpenidConnect { .. } => Some(("Authorization", "Bearer ")),
        }
    }
}

/// The part of a strategy that developers see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StrategySummary {
    pub id: AuthStrategyId,
    pub name: String,
    #[serde(flatten)]
    pub settings: StrategySettings,
}

impl StrategySummary {
    pub fn kind(&self) -> StrategyKind {
        self.settings.kind()
    }
}

/// A version that uses a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StrategyUse {
    pub product_slug: String,
    pub product_title: String,
    pub version_slug: String,
    pub version_name: String,
    pub lifecycle: LifecycleStage,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewAuthStrategy {
    /// 1 to 255 characters, unique.
    pub name: String,
    #[serde(flatten)]
    pub settings: StrategySettings,
}

impl NewAuthStrategy {
    pub const NAME_MAX: usize = 255;
    pub const HEADER_NAMES_MAX: usize = 10;
    pub const HEADER_NAME_MAX: usize = 256;
    pub const ISSUER_MAX: usize = 256;
    pub const CLAIMS_MAX: usize = 10;
    pub const AUDIENCES_MAX: usize = 10;
    pub const AUDIENCE_MAX: usize = 256;
    pub const SCOPES_MAX: usize = 50;
    pub const CLAIM_MAX: usize = 128;
    pub const AUTH_METHODS: [&str; 3] = ["client_credentials", "authorization_code", "bearer"];

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("name", &self.name, 1, Self::NAME_MAX);
        match &self.settings {
            StrategySettings::KeyAuth { header_names } => check_header_names(&mut checks, header_names),
            StrategySettings::OpenidConnect {
                issuer,
                credential_claims,
                audiences,
                scopes,
                auth_methods,
            } => {
                let (claims, each) = (credential_claims, Self::CLAIM_MAX);
                check_issuer(&mut checks, issuer);
                check_words(&mut checks, "credential_claims", claims, 1..=Self::CLAIMS_MAX, each);
                check_words(&mut checks, "audiences", audiences, 0..=Self::AUDIENCES_MAX, Self::AUDIENCE_MAX);
                check_words(&mut checks, "scopes", scopes, 0..=Self::SCOPES_MAX, each);
                checks.require(!auth_methods.is_empty(), "auth_methods", "Please choose at least one.");
                checks.require(
                    auth_methods.iter().all(|method| Self::AUTH_METHODS.contains(&method.as_str())),
                    "auth_methods",
                    "Only client_credentials, authorization_code and bearer.",
                );
            }
        }
        checks.done()
    }
}

/// Header names are RFC 9110 tokens; the portal's own identity headers are taken.
fn check_header_names(checks: &mut Checks, names: &[String]) {
    const FIELD: &str = "header_names";
    checks.require(!names.is_empty(), FIELD, "At least one header name, such as apikey.");
    checks.require(names.len() <= NewAuthStrategy::HEADER_NAMES_MAX, FIELD, "At most 10 header names.");
    for name in names {
        let token = name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
        checks.require(
            token && !name.is_empty(),
            FIELD,
            "Header names are made of letters, digits and hyphens.",
        );
        checks.require(name.len() <= NewAuthStrategy::HEADER_NAME_MAX, FIELD, "At most 256 characters each.");
        let reserved = name.to_ascii_lowercase().replace('_', "-");
        checks.require(
            !reserved.starts_with("x-portal-"),
            FIELD,
            "Names that begin with X-Portal- are the portal's own.",
        );
    }
}

fn check_issuer(checks: &mut Checks, issuer: &str) {
    checks.line("issuer", issuer, 1, NewAuthStrategy::ISSUER_MAX);
    let https = issuer.starts_with("https://")
        || issuer.starts_with("http://127.0.0.1")
        || issuer.starts_with("http://localhost");
    checks.require(
        https && !issuer.contains(char::is_whitespace),
        "issuer",
        "An address such as https://id.example.com.",
    );
}

fn check_words(
    checks: &mut Checks,
    field: &str,
    words: &[String],
    count: RangeInclusive<usize>,
    each: usize,
) {
    checks.require(words.len() >= *count.start(), field, "Please name at least one.");
    if words.len() > *count.end() {
        checks.refuse(field, format!("At most {}.", count.end()));
    }
    let fits = |word: &String| {
        !word.is_empty() && word.chars().count() <= each && !word.contains(char::is_whitespace)
    };
    if !words.iter().all(fits) {
        checks.refuse(field, format!("Each at most {each} characters, without spaces."));
    }
}

impl StrategySettings {
    /// From the fields of a form, where lists are one entry a line (or separated by commas).
    pub fn from_form(
        kind: StrategyKind,
        header_names: &str,
        issuer: &str,
        claims: &str,
        audiences: &str,
        scopes: &str,
        auth_methods: Vec<String>,
    ) -> Self {
        match kind {
            StrategyKind::KeyAuth => Self::KeyAuth { header_names: entries(header_names) },
            StrategyKind::OpenidConnect => Self::OpenidConnect {
                issuer: issuer.trim().to_owned(),
                credential_claims: entries(claims),
                audiences: entries(audiences),
                scopes: entries(scopes),
                auth_methods,
            },
        }
    }
}

fn entries(text: &str) -> Vec<String> {
    text.split(['\n', ',']).map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}

impl AuthStrategy {
    /// Never while in use, whatever the publish status: a version without a strategy refuses every
    /// call, and its applications would be stranded.
    pub fn can_delete(&self) -> Result<(), PortalError> {
        match (self.versions, self.applications) {
            (0, 0) => Ok(()),
            (versions, applications) => Err(PortalError::refused(
                "auth_strategy_in_use",
                format!(
                    "“{}” is used by {} and {}. Give those versions another strategy and delete those applications first.",
                    self.name,
                    counted(versions, "version"),
                    counted(applications, "application"),
                ),
            )),
        }
    }
}
