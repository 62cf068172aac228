use crate::{
    error::{Checks, PortalError},
    id::GatewayId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a gateway is made of: decides which configuration is shown for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GatewayKind {
    Nginx,
    Caddy,
    Traefik,
    EnvoyHttp,
    EnvoyGrpc,
    Haproxy,
    Apache,
    /// Anything else that can ask another server before it forwards a call.
    #[default]
    Other,
}

impl GatewayKind {
    pub const ALL: [Self; 8] = [
        Self::Nginx,
        Self::Caddy,
        Self::Traefik,
        Self::EnvoyHttp,
        Self::EnvoyGrpc,
        Self::Haproxy,
        Self::Apache,
        Self::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Traefik => "traefik",
            Self::EnvoyHttp => "envoy_http",
            Self::EnvoyGrpc => "envoy_grpc",
            Self::Haproxy => "haproxy",
            Self::Apache => "apache",
            Self::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "Caddy",
            Self::Traefik => "Traefik",
            Self::EnvoyHttp => "Envoy, asking over HTTP",
            Self::EnvoyGrpc => "Envoy, asking over gRPC",
            Self::Haproxy => "HAProxy",
            Self::Apache => "Apache",
            Self::Other => "Another gateway",
        }
    }
}

/// What stands in front of the real API and asks for a verdict on each call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Gateway {
    pub id: GatewayId,
    pub name: String,
    pub kind: GatewayKind,
    pub last_four: String,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub last_asked_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewGateway {
    /// 1 to 255 characters, unique.
    pub name: String,
    #[serde(default)]
    pub kind: GatewayKind,
}

impl NewGateway {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("name", &self.name, 1, 255);
        checks.done()
    }
}

/// A gateway's token at the only moment it is known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IssuedGateway {
    pub gateway: Gateway,
    pub secret: String,
}

impl std::fmt::Debug for IssuedGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedGateway({}, …)", self.gateway.id)
    }
}

/// Finished configuration files for one version, but for the gateway's token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct GatewayConfiguration {
    pub files: Vec<ConfigurationFile>,
    /// Asks for a verdict by hand, to see that token and address are right.
    pub ask: String,
    /// What still has to be minded.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConfigurationFile {
    /// "nginx.conf".
    pub name: String,
    pub text: String,
}

/// A gateway with everything that is needed to set it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySetUp {
    pub gateway: Gateway,
    pub targets: Vec<GatewayTarget>,
    /// Absent where no version can be called yet.
    pub chosen: Option<GatewayTarget>,
    pub configuration: Option<GatewayConfiguration>,
}

/// A version that a gateway can stand in front of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayTarget {
    pub product_slug: String,
    pub version_slug: String,
    /// "Weather 2.0".
    pub title: String,
}

impl GatewayTarget {
    /// "weather/2.0", as it stands in addresses.
    pub fn key(&self) -> String {
        format!("{}/{}", self.product_slug, self.version_slug)
    }
}
