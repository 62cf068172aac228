use super::{callers::*, calls::*, model::*};
use crate::{actor::Actor, error::PortalError, id::CredentialId};

/// What was called, by applications and by all.
#[async_trait::async_trait]
pub trait Usage: Send + Sync {
    /// Of an application that the actor can see, named by its slug.
    async fn application_usage(
        &self,
        actor: &Actor,
        application: &str,
        question: UsageQuestion,
    ) -> Result<UsageReport, PortalError>;
    /// The same as a table for programs (RFC 4180): a row for each step, version and key.
    async fn application_usage_csv(
        &self,
        actor: &Actor,
        application: &str,
        question: UsageQuestion,
    ) -> Result<String, PortalError>;
    /// Of all applications; for admins.
    async fn usage(&self, actor: &Actor, question: UsageQuestion) -> Result<UsageReport, PortalError>;
    /// A row for each step, application and version.
    async fn usage_csv(&self, actor: &Actor, question: UsageQuestion) -> Result<String, PortalError>;
    /// The latest calls of an application that the actor can use, newest first.
    async fn application_calls(
        &self,
        actor: &Actor,
        application: &str,
        refused_only: bool,
    ) -> Result<Vec<CallRecord>, PortalError>;
    /// Who uses a key of an application that the actor can use.
    async fn key_callers(
        &self,
        actor: &Actor,
        application: &str,
        credential: CredentialId,
    ) -> Result<KeyCallers, PortalError>;
    /// Why a call was refused, by the reason code or by the request id that the refusal told. Codes are for
    /// everybody; calls for approvers and for those who can use the application, and to all others they are
    /// unknown.
    async fn explain_refusal(&self, actor: &Actor, about: &str) -> Result<Explanation, PortalError>;
    /// All rules, in the order in which they are asked.
    fn refusal_rules(&self) -> Vec<Rule>;
}
