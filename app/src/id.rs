//! Identifiers, one type per noun so that they cannot be mistaken for one another.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    AccessTokenId,
    ApplicationId,
    AuthStrategyId,
    CatalogRoleId,
    CredentialId,
    DeveloperId,
    DocumentId,
    GatewayId,
    GroupMappingId,
    IdentityId,
    IdentityProviderId,
    ImageId,
    ImportId,
    InvitationId,
    MailId,
    OperationId,
    ProductId,
    RegistrationId,
    SessionId,
    SpecificationId,
    TeamId,
    VersionId,
}
