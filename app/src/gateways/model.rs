use crate::{
    error::{Checks, PortalError},
    id::GatewayId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What stands in front of the real API and asks for a verdict on each call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Gateway {
    pub id: GatewayId,
    pub name: String,
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

/// A finished configuration file, but for the gateway's token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NginxConfiguration {
    pub text: String,
}

/// A version that a gateway can stand in front of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayTarget {
    pub product_slug: String,
    pub version_slug: String,
    /// "Weather 2.0".
    pub title: String,
}
