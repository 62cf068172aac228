//! How a version's calls prove themselves: what to look for in a request, and what to answer who brings
//! nothing or the wrong thing.
use super::{Facts, Reason, Refused};
use crate::openid::{Fault, Rejected, TokenRules};
use app::auth_strategies::StrategySettings;
use axum::http::{HeaderName, HeaderValue};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// An API key in one of these headers; none where nothing is known of the version.
    Keys(Vec<HeaderName>),
    /// A bearer token of an identity provider.
    Tokens(TokenRules),
}

impl Default for Scheme {
    fn default() -> Self {
        Self::Keys(Vec::new())
    }
}

impl Scheme {
    pub fn of(facts: &Facts) -> Self {
        let strategy = facts.version.as_ref().and_then(|version| version.strategy.as_ref());
        strategy.map(|strategy| Self::of_settings(&strategy.settings)).unwrap_or_default()
    }

    pub fn of_settings(settings: &StrategySettings) -> Self {
        match settings {
            StrategySettings::KeyAuth { header_names } => Self::Keys(
                header_names.iter().filter_map(|name| HeaderName::try_from(name.as_str()).ok()).collect(),
            ),
            StrategySettings::OpenidConnect { issuer, audiences, credential_claims, scopes, .. } => {
                Self::Tokens(TokenRules {
                    issuer: issuer.clone(),
                    audiences: audiences.clone(),
                    claims: credential_claims.clone(),
                    scopes: scopes.clone(),
                })
            }
        }
    }

    /// What is the portal's alone and is not passed on to an upstream.
    pub fn key_headers(&self) -> &[HeaderName] {
        match self {
            Self::Keys(names) => names,
            Self::Tokens(_) => &[],
        }
    }

    pub fn nothing_presented(&self) -> Refused {
        match self {
            Self::Keys(names) => {
                let names: Vec<&str> = names.iter().map(HeaderName::as_str).collect();
                Reason::KeyMissing.refuse(format!("No API key in the header {}.", names.join(" or ")))
            }
            Self::Tokens(rules) => Reason::TokenMissing
                .refuse(format!("No access token of {} in the header Authorization.", rules.issuer)),
        }
    }

    pub fn malformed(&self) -> Refused {
        match self {
            Self::Keys(_) => Reason::KeyMalformed.refuse("This is not a key of this portal."),
            Self::Tokens(_) => Reason::TokenMalformed.refuse("This is not a token."),
        }
    }

    pub fn conflict(&self) -> Refused {
        match self {
            Self::Keys(_) => Reason::KeysConflict.refuse("The request brings two different keys."),
            Self::Tokens(_) => Reason::TokensConflict.refuse("The request brings two different tokens."),
        }
    }

    /// `WWW-Authenticate`, where it belongs to the refusal. API keys have no registered scheme; theirs
    /// names the header to use. Tokens follow RFC 6750, section 3.
    pub fn challenge(&self, refused: &Refused) -> Option<HeaderValue> {
        let unauthorized = refused.reason.status() == 401;
        let text = match self {
            Self::Keys(names) if unauthorized => {
                let name = names.first().map_or("apikey", HeaderName::as_str);
                format!("ApiKey realm=\"portal\", header=\"{name}\"")
            }
            Self::Tokens(_) if refused.reason == Reason::TokenMissing => "Bearer realm=\"portal\"".to_owned(),
            Self::Tokens(rules) if refused.reason == Reason::TokenScope => {
                let scopes = quotable(&rules.scopes.join(" "));
                format!("{}, scope=\"{scopes}\"", bearer("insufficient_scope", refused))
            }
            Self::Tokens(_) if refused.reason == Reason::TokensConflict => bearer("invalid_request", refused),
            Self::Tokens(_) if unauthorized => bearer("invalid_token", refused),
            _ => return None,
        };
        HeaderValue::from_str(&text).ok()
    }
}

fn bearer(error: &str, refused: &Refused) -> String {
    let description = quotable(&refused.sentence);
    format!("Bearer realm=\"portal\", error=\"{error}\", error_description=\"{description}\"")
}

/// RFC 6750 allows printable ASCII without quotes and backslashes.
fn quotable(text: &str) -> String {
    let plain = text.replace(['“', '”', '"'], "'");
    plain.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() && c != '\\' { c } else { '?' }).collect()
}

impl From<Rejected> for Refused {
    fn from(rejected: Rejected) -> Self {
        reason_of(rejected.fault).refuse(rejected.sentence)
    }
}

pub fn reason_of(fault: Fault) -> Reason {
    match fault {
        Fault::Malformed => Reason::TokenMalformed,
        Fault::Algorithm => Reason::TokenAlgorithm,
        Fault::Issuer => Reason::TokenIssuer,
        Fault::Unavailable => Reason::ProviderUnavailable,
        Fault::Signature => Reason::TokenSignature,
        Fault::NotYet => Reason::TokenNotYetValid,
        Fault::Expired => Reason::TokenExpired,
        Fault::Audience => Reason::TokenAudience,
        Fault::Scope => Reason::TokenScope,
        Fault::Client => Reason::TokenClient,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_hold_nothing_that_could_end_them() {
        let rules = TokenRules {
            issuer: "https://id".into(),
            audiences: vec![],
            claims: vec![],
            scopes: vec!["a".into()],
        };
        let scheme = Scheme::Tokens(rules);
        let refused = Reason::TokenIssuer.refuse("It was issued by “a\"\\é\r\nX: 1”.");
        let challenge = scheme.challenge(&refused).expect("a challenge");
        assert_eq!(
            challenge,
            "Bearer realm=\"portal\", error=\"invalid_token\", error_description=\"It was issued by 'a'????X: 1'.\""
        );
        let missing = scheme.challenge(&scheme.nothing_presented()).expect("a challenge");
        assert_eq!(missing, "Bearer realm=\"portal\"");
        assert!(scheme.challenge(&Reason::DeveloperNotApproved.refuse("")).is_none());
    }
}
