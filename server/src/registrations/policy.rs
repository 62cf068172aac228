//! What becomes of a request for access: a pure decision over what the transaction has read.
use app::{
    applications::Application,
    catalog::ProductVersion,
    error::PortalError,
    registrations::{RegistrationStatus, strategy_mismatch},
    settings::PortalSettings,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Approved at once; the text says by which switch.
    AutoApprove(&'static str),
    AwaitApproval,
    Refuse(PortalError),
}

pub const BY_PORTAL: &str = "automatic approval (portal setting)";
pub const BY_VERSION: &str = "automatic approval (version setting)";

/// `existing` is the status of the registration that the application has for this version.
pub fn decide(
    application: &Application,
    version: &ProductVersion,
    existing: Option<RegistrationStatus>,
    settings: PortalSettings,
) -> Verdict {
    if let Err(refusal) = version.can_be_registered_for() {
        return Verdict::Refuse(refusal);
    }
    if let Some(status) = existing {
        return Verdict::Refuse(already(status, application, version));
    }
    if let Some(refusal) = strategies_differ(application, version) {
        return Verdict::Refuse(refusal);
    }
    automatic_approval(version, settings).map_or(Verdict::AwaitApproval, Verdict::AutoApprove)
}

/// The portal's switch wins; off, the version's own decides.
pub fn automatic_approval(version: &ProductVersion, settings: PortalSettings) -> Option<&'static str> {
    if settings.auto_approve_registrations {
        Some(BY_PORTAL)
    } else {
        version.auto_approve.then_some(BY_VERSION)
    }
}

fn strategies_differ(application: &Application, version: &ProductVersion) -> Option<PortalError> {
    let wanted = version.auth_strategy.as_ref()?;
    let own = &application.auth_strategy;
    (wanted.id != own.id).then(|| {
        let why = strategy_mismatch(
            &version.product_title,
            &version.name,
            wanted.kind(),
            &wanted.name,
            &own.name,
            own.kind(),
        );
        PortalError::refused("strategy_mismatch", format!("{why} Create another application for it."))
    })
}

/// Only one live registration per application and version.
pub fn already(
    status: RegistrationStatus,
    application: &Application,
    version: &ProductVersion,
) -> PortalError {
    let application = &application.name;
    let version = version.title();
    match status {
        RegistrationStatus::Pending => PortalError::refused(
            "already_requested",
            format!("“{application}” has asked for {version} already; the request waits for approval."),
        ),
        RegistrationStatus::Approved => PortalError::refused(
            "already_approved",
            format!("“{application}” has access to {version} already."),
        ),
        RegistrationStatus::Rejected => PortalError::refused(
            "rejected",
            format!(
                "The request of “{application}” for {version} was rejected. Withdraw it on the application's page; then you can ask again."
            ),
        ),
        RegistrationStatus::Revoked => PortalError::refused(
            "revoked",
            format!(
                "The provider has revoked the access of “{application}” to {version}. Please contact them; a new request cannot lift it."
            ),
        ),
    }
}

#[cfg(test)]
mod tests;
