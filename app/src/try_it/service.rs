use super::{CallAnswer, CallForm};
use crate::{actor::Actor, error::PortalError};

/// What a form was sent with.
#[derive(Clone, Default)]
pub struct CallInput {
    /// Slug of one of the sender's applications; absent where a key was pasted.
    pub application: Option<String>,
    pub key: String,
    pub media_type: String,
    pub confirmed: bool,
    pub anyway: bool,
    /// In the form's order; see [`field`](super::field).
    pub fields: Vec<(String, FieldValue)>,
}

#[derive(Clone)]
pub enum FieldValue {
    Text(String),
    File { name: String, media_type: String, bytes: Vec<u8> },
}

/// Trying operations. The address of a call is made from a version and an operation, never taken
/// from its sender.
#[async_trait::async_trait]
pub trait TryIt: Send + Sync {
    /// The form for an operation; the first suitable application and media type where none is named.
    async fn call_form(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        application: Option<&str>,
        media_type: Option<&str>,
    ) -> Result<CallForm, PortalError>;
    /// Makes the call. Refused before anything is sent where the verdict on the application is no, a
    /// field is missing or does not match the document, or a confirmation is missing.
    async fn send_call(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        input: CallInput,
    ) -> Result<CallAnswer, PortalError>;
}
