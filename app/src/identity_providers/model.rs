use super::ProviderSettings;
use crate::{
    count::counted,
    id::{IdentityId, IdentityProviderId},
    openid::StepOutcome,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where people can prove who they are, instead of by a password here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct IdentityProvider {
    pub id: IdentityProviderId,
    /// Stands in the addresses that the provider knows, and never changes.
    pub slug: String,
    #[serde(flatten)]
    pub settings: ProviderSettings,
    /// Whether a client secret is kept; it is never shown again.
    pub has_secret: bool,
    /// How many people have signed in with it.
    pub identities: u64,
    /// To be registered at the provider.
    pub redirect_uri: String,
    /// To be registered at the provider, if it offers back-channel logout.
    pub back_channel_logout_uri: String,
    pub created_at: DateTime<Utc>,
}

/// What the sign-in page offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SignInOptions {
    pub providers: Vec<SignInProvider>,
    /// Only admins still sign in by password.
    pub sso_required: bool,
}

/// A button of the sign-in page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SignInProvider {
    pub slug: String,
    pub name: String,
}

/// Who an account is at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Identity {
    pub id: IdentityId,
    /// The provider's name.
    pub provider: String,
    pub provider_slug: String,
    pub issuer: String,
    /// What the provider calls the person; unique there, and never given to somebody else.
    pub subject: String,
    /// As the provider said last.
    pub email: Option<String>,
    /// The developer's name here.
    pub full_name: String,
    pub created_at: DateTime<Utc>,
    pub last_sign_in_at: DateTime<Utc>,
    /// What could not be read of what the provider said last.
    pub note: Option<String>,
}

/// How the acting developer can prove who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OwnSignInMethods {
    /// Whether the last proof is fresh enough to reveal or to delete what is one's own.
    pub proved_recently: bool,
    pub has_password: bool,
    pub identities: Vec<Identity>,
}

/// What deleting a provider takes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProviderDeletion {
    pub name: String,
    pub identities: u64,
    /// Of these people, how many have neither a password nor another provider.
    pub stranded: u64,
    /// Signed-in browsers that are signed out.
    pub sessions: u64,
}

impl ProviderDeletion {
    pub fn consequences(&self) -> Vec<String> {
        let mut all = vec![format!("Nobody signs in with “{}” any more.", self.name)];
        if self.sessions > 0 {
            let browsers = counted(self.sessions, "browser");
            all.push(format!("{browsers} signed in with it will be signed out."));
        }
        if self.stranded > 0 {
            let accounts = counted(self.stranded, "account");
            all.push(format!(
                "{accounts} without a password will need the link “Forgot your password?” to come in again."
            ));
        }
        all.push("Accounts, applications, keys and teams stay as they are.".to_owned());
        all
    }
}

/// What testing a provider showed, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProviderCheck {
    pub passed: bool,
    pub steps: Vec<ProviderStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProviderStep {
    pub title: String,
    pub outcome: StepOutcome,
    /// What was found; where it failed, what to do.
    pub detail: Option<String>,
}
