use crate::{
    error::{Checks, PortalError},
    id::AuthStrategyId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How an identity provider is asked for clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    /// Dynamic client registration (RFC 7591) and its management (RFC 7592).
    Rfc7591,
    Okta,
    Auth0,
    EntraId,
    Curity,
    /// A bridge of one's own that speaks to a provider of any kind.
    Http,
}

impl RegistrationKind {
    pub const ALL: [Self; 6] =
        [Self::Rfc7591, Self::Okta, Self::Auth0, Self::EntraId, Self::Curity, Self::Http];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rfc7591 => "rfc7591",
            Self::Okta => "okta",
            Self::Auth0 => "auth0",
            Self::EntraId => "entra_id",
            Self::Curity => "curity",
            Self::Http => "http",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Rfc7591 => "Dynamic client registration (RFC 7591)",
            Self::Okta => "Okta",
            Self::Auth0 => "Auth0",
            Self::EntraId => "Microsoft Entra ID",
            Self::Curity => "Curity",
            Self::Http => "HTTP bridge",
        }
    }

    /// What an admin has to know and prepare.
    pub fn explained(self) -> &'static str {
        match self {
            Self::Rfc7591 => {
                "Any provider with a registration endpoint of its own. It must also let clients be changed and removed (RFC 7592). Enter its initial access token, where it wants one."
            }
            Self::Okta => {
                "Enter an API token of the organisation. Scopes are granted by the access policies of its authorization server."
            }
            Self::Auth0 => {
                "Enter client ID and secret of a machine-to-machine application that may create, read, update and delete clients, client keys and client grants by the Management API. Clients are granted the audiences of the auth strategy."
            }
            Self::EntraId => {
                "Enter client ID and secret of an app registration with the permission Application.ReadWrite.OwnedBy of Microsoft Graph, with admin consent. Permissions of the clients are granted there."
            }
            Self::Curity => {
                "Enter ID and secret of a client that may have the scopes dcr and dcrm. Non-templatised registration has to be on."
            }
            Self::Http => {
                "A small service of yours that the portal calls, and that speaks to the provider in its own way. Enter its address and its API key."
            }
        }
    }

    /// Whether another secret comes with another client ID.
    pub fn replaces_client(self) -> bool {
        self == Self::Rfc7591
    }

    /// Whether the portal is itself a client there, and has an ID beside its secret.
    pub fn signs_in(self) -> bool {
        matches!(self, Self::Auth0 | Self::EntraId | Self::Curity)
    }

    /// Whether nobody registers anything there without a secret.
    pub fn needs_secret(self) -> bool {
        self.signs_in() || self == Self::Okta
    }

    /// Whether a client's scopes are said when it is registered.
    pub fn registers_scopes(self) -> bool {
        !matches!(self, Self::Okta | Self::EntraId)
    }

    /// Whether the provider is told which APIs a client may call.
    pub fn hears_of_access(self) -> bool {
        self == Self::Http
    }
}

/// Where and how clients of an auth strategy's applications are registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RegistrationSettings {
    pub kind: RegistrationKind,
    /// At most 2,048 characters. A bridge has one of its own; empty for all others: as the issuer publishes it,
    /// or as it follows from the issuer.
    #[serde(default)]
    pub endpoint: String,
    /// Where the portal is itself a client (Auth0, Entra ID, Curity): at most 255 characters.
    #[serde(default)]
    pub client_id: String,
    /// What developers may choose beside the scopes of the strategy: at most 50 of 128 characters.
    #[serde(default)]
    pub scopes: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewClientRegistration {
    #[serde(flatten)]
    pub settings: RegistrationSettings,
    /// The initial access token, Okta's API token, the secret of the portal's own client, or the bridge's API
    /// key: at most 4,096 characters. Absent or empty when changing: the one that is kept stays.
    #[serde(default)]
    pub secret: String,
}

impl std::fmt::Debug for NewClientRegistration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewClientRegistration").field("settings", &self.settings).finish_non_exhaustive()
    }
}

pub const ADDRESS_MAX: usize = 2048;
pub const CLIENT_ID_MAX: usize = 255;
pub const SCOPES_MAX: usize = 50;
pub const SCOPE_MAX: usize = 128;
pub const REDIRECT_URIS_MAX: usize = 10;

impl NewClientRegistration {
    pub const SECRET_MAX: usize = 4096;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        let endpoint = self.settings.endpoint.trim();
        if !endpoint.is_empty() || self.settings.kind == RegistrationKind::Http {
            checks.require(
                is_address(endpoint),
                "endpoint",
                "An address such as https://id.example.com/register, at most 2048 characters.",
            );
        }
        if self.settings.kind.signs_in() {
            checks.line("client_id", &self.settings.client_id, 1, CLIENT_ID_MAX);
        }
        checks.line("secret", &self.secret, 0, Self::SECRET_MAX);
        check_scopes(&mut checks, &self.settings);
        checks.done()
    }
}

fn check_scopes(checks: &mut Checks, settings: &RegistrationSettings) {
    let scopes = &settings.scopes;
    checks.require(
        settings.kind.registers_scopes() || scopes.is_empty(),
        "scopes",
        "Please leave this empty: this provider grants scopes by rules of its own, not when a client is registered.",
    );
    let fits = |scope: &String| {
        !scope.is_empty() && scope.chars().count() <= SCOPE_MAX && !scope.contains(char::is_whitespace)
    };
    checks.require(
        scopes.len() <= SCOPES_MAX && scopes.iter().all(fits),
        "scopes",
        "At most 50, each at most 128 characters, without spaces.",
    );
}

/// https, or http on this very machine.
fn is_address(text: &str) -> bool {
    let (rest, inner) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => {
            let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
            (rest, host == "127.0.0.1" || host == "localhost")
        }
        (None, None) => return false,
    };
    inner
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && text.len() <= ADDRESS_MAX
}

/// How clients of an auth strategy's applications come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ClientRegistration {
    pub auth_strategy_id: AuthStrategyId,
    #[serde(flatten)]
    pub settings: RegistrationSettings,
    /// Whether a token or key is kept; it is never shown again.
    pub has_secret: bool,
    /// How many clients of applications are registered.
    pub clients: u64,
    pub updated_at: DateTime<Utc>,
}

impl ClientRegistration {
    /// Clients could not be changed or removed any more.
    pub fn can_remove(&self) -> Result<(), PortalError> {
        match self.clients {
            0 => Ok(()),
            clients => Err(PortalError::refused(
                "clients_registered",
                format!(
                    "Clients that are registered or about to be removed: {clients}. Without this they could be neither changed nor removed; delete their applications first."
                ),
            )),
        }
    }
}

/// What an application is known as at its identity provider. Shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IssuedClient {
    pub client_id: String,
    pub client_secret: String,
}

impl std::fmt::Debug for IssuedClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedClient").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The client of an application, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApplicationClient {
    pub client_id: String,
    pub kind: RegistrationKind,
    pub redirect_uris: Vec<String>,
    /// What its tokens may be granted.
    pub scopes: Vec<String>,
    /// What it may choose among; those of the strategy are always there.
    pub offered_scopes: Vec<String>,
    pub required_scopes: Vec<String>,
    pub registered_at: DateTime<Utc>,
}

/// A client whose settings were changed at its provider.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ChangedClient {
    #[serde(flatten)]
    pub client: ApplicationClient,
    /// As the provider named it when it confirmed the change; with some it is another one from then on. Shown
    /// once. Absent where the provider did not say: the secret stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for ChangedClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChangedClient").field("client", &self.client).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ClientChanges {
    /// At most 10 of 2,048 characters: https, or http on the developer's own machine.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// Among those that are offered.
    #[serde(default)]
    pub scopes: Vec<String>,
}

impl ClientChanges {
    pub fn validate(&self, offered: &[String]) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        check_redirect_uris(&mut checks, &self.redirect_uris);
        checks.require(
            self.scopes.iter().all(|scope| offered.contains(scope)),
            "scopes",
            "Only scopes that are offered here can be chosen.",
        );
        checks.done()
    }
}

pub fn check_redirect_uris(checks: &mut Checks, uris: &[String]) {
    checks.require(
        uris.len() <= REDIRECT_URIS_MAX && uris.iter().all(|uri| is_address(uri) && !uri.contains('#')),
        "redirect_uris",
        "At most 10 addresses such as https://shop.example/callback, without #; http only for localhost and 127.0.0.1.",
    );
}

/// One entry a line.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_over_https_or_not_at_all() {
        for good in ["https://id.example/reg", "http://127.0.0.1:8080/reg", "http://localhost/cb"] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "http://id.example/reg",
            "http://localhost.evil.example/",
            "javascript:alert(1)",
            "https://",
            "https://a b",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
