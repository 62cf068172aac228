use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A bound parameter. Absent values keep their type, which PostgreSQL needs to know.
#[derive(Debug, Clone)]
pub enum Value {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Float(Option<f64>),
    Bool(Option<bool>),
    Time(Option<DateTime<Utc>>),
    Bytes(Option<Vec<u8>>),
    Json(Option<serde_json::Value>),
}

macro_rules! values {
    ($($variant:ident: $($from:ty => $into:expr),+;)+) => {$($(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(Some($into(value)))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map($into))
            }
        }
    )+)+};
}

values! {
    Uuid: Uuid => std::convert::identity;
    Text: String => std::convert::identity, &str => str::to_owned, &String => |s: &String| s.clone();
    Int: i64 => std::convert::identity, i32 => i64::from, u32 => i64::from;
    Float: f64 => std::convert::identity;
    Bool: bool => std::convert::identity;
    Time: DateTime<Utc> => std::convert::identity;
    Bytes: Vec<u8> => std::convert::identity, &[u8] => <[u8]>::to_vec, [u8; 32] => |b: [u8; 32]| b.to_vec();
    Json: serde_json::Value => std::convert::identity;
}

macro_rules! ids {
    ($($id:ty),+ $(,)?) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Uuid(Some(id.0))
            }
        }
        impl From<Option<$id>> for Value {
            fn from(id: Option<$id>) -> Self {
                Self::Uuid(id.map(|id| id.0))
            }
        }
    )+};
}

ids!(
    app::id::AccessTokenId,
    app::id::ApplicationId,
    app::id::AuthStrategyId,
    app::id::CatalogRoleId,
    app::id::CredentialId,
    app::id::DeveloperId,
    app::id::DocumentId,
    app::id::IdentityId,
    app::id::IdentityProviderId,
    app::id::ImageId,
    app::id::GatewayId,
    app::id::GroupMappingId,
    app::id::ImportId,
    app::id::InvitationId,
    app::id::MailId,
    app::id::OperationId,
    app::id::ProductId,
    app::id::RegistrationId,
    app::id::SessionId,
    app::id::SpecificationId,
    app::id::TeamId,
    app::id::VersionId,
);
