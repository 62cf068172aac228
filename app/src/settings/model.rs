use serde::{Deserialize, Serialize};

/// What an admin switches while the portal runs. Read inside the transaction that depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct PortalSettings {
    /// Whether new people may sign up.
    pub sign_up_open: bool,
    /// Switching it on does not approve who is already pending.
    pub auto_approve_developers: bool,
    /// On: every registration is approved at once. Off: the version's own setting decides.
    pub auto_approve_registrations: bool,
    /// On: only admins still sign in by password, so that a provider that fails locks nobody out for good.
    pub sso_required: bool,
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self {
            sign_up_open: true,
            auto_approve_developers: false,
            auto_approve_registrations: false,
            sso_required: false,
        }
    }
}
