//! The one decision, over facts that somebody else found.
use super::{
    CallerFacts, CredentialFacts, Facts, OwnerFacts, Reason, Refused, RegistrationFacts, StrategyFacts,
    VersionFacts,
};
use app::{
    auth_strategies::StrategyKind,
    catalog::LifecycleStage,
    credentials::CredentialStatus,
    developers::DeveloperStatus,
    id::{ApplicationId, CredentialId, RegistrationId, VersionId},
    registrations::RegistrationStatus,
    time::{Timestamp, exact, readable},
};

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    pub version_id: VersionId,
    /// Absent where a token of an identity provider proves who calls.
    pub credential_id: Option<CredentialId>,
    pub application_id: ApplicationId,
    pub registration_id: RegistrationId,
    /// The moment at which the same question may get another answer without anything being changed.
    pub valid_until: Option<Timestamp>,
}

/// Whether a call is let through: the developer (or somebody in the team) is approved, the application exists, its
/// registration is approved, the credential is active at `now`, the version is published or
/// deprecated, version and application have the same strategy, and the registration's quota is not used up. With OpenID Connect the credential
/// is a token: what it proves was checked before its client was looked up.
pub fn may_call(facts: &Facts, now: Timestamp) -> Result<Permit, Refused> {
    let version = callable_version(facts.version.as_ref())?;
    let strategy = usable_strategy(version)?;
    let kind = strategy.settings.kind();
    let caller = facts.caller.as_ref().ok_or_else(|| nobody(kind))?;
    let credential = match kind {
        StrategyKind::KeyAuth if caller.strategy_id == strategy.id || caller.credential.is_some() => {
            Some(live_credential(caller, now)?)
        }
        _ => None,
    };
    if caller.strategy_id != strategy.id {
        let sentence = format!(
            "{} uses “{}”; the application “{}” was created with another auth strategy.",
            version.title, strategy.name, caller.application_name
        );
        return Err(Reason::StrategyMismatch.refuse(sentence));
    }
    approved_owner(caller.owner)?;
    let registration = approved_registration(version, caller)?;
    within_quota(version, registration)?;
    Ok(Permit {
        version_id: version.id,
        credential_id: credential.map(|credential| credential.id),
        application_id: caller.application_id,
        registration_id: registration.id,
        valid_until: credential
            .and_then(|one| [one.expires_at, one.retiring_until].into_iter().flatten().min()),
    })
}

fn callable_version(version: Option<&VersionFacts>) -> Result<&VersionFacts, Refused> {
    match version {
        Some(version) if version.stage.is_callable() => Ok(version),
        Some(version) if version.stage == LifecycleStage::Retired => {
            Err(Reason::VersionRetired
                .refuse(format!("{} is retired and answers no more calls.", version.title)))
        }
        _ => Err(Reason::VersionUnknown.refuse("There is no such API version here.")),
    }
}

/// No version is open by omission: without a strategy every call is refused.
fn usable_strategy(version: &VersionFacts) -> Result<&StrategyFacts, Refused> {
    version.strategy.as_ref().ok_or_else(|| {
        Reason::StrategyMissing
            .refuse(format!("{} has no auth strategy, so nothing can call it yet.", version.title))
    })
}

fn nobody(kind: StrategyKind) -> Refused {
    match kind {
        StrategyKind::KeyAuth => Reason::KeyUnknown.refuse("This key is not known here."),
        StrategyKind::OpenidConnect => Reason::ClientUnknown
            .refuse("No application here has the client of this token as its reference ID."),
    }
}

fn live_credential(caller: &CallerFacts, now: Timestamp) -> Result<CredentialFacts, Refused> {
    let credential = caller
        .credential
        .ok_or_else(|| Reason::KeyMissing.refuse("This application has no live API key."))?;
    match CredentialStatus::derive(
        now,
        credential.expires_at,
        credential.retiring_until,
        credential.revoked_at,
    ) {
        CredentialStatus::Active | CredentialStatus::Retiring { .. } => Ok(credential),
        CredentialStatus::Revoked { at } => {
            Err(Reason::KeyRevoked.refuse(format!("This key was revoked on {}.", readable(at))))
        }
        CredentialStatus::Expired { at } => {
            Err(Reason::KeyExpired.refuse(format!("This key stopped working on {}.", readable(at))))
        }
    }
}

fn approved_owner(owner: OwnerFacts) -> Result<(), Refused> {
    match owner {
        OwnerFacts::Developer { status: DeveloperStatus::Approved, .. }
        | OwnerFacts::Team { has_approved_member: true, .. } => Ok(()),
        OwnerFacts::Developer { .. } => {
            Err(Reason::DeveloperNotApproved
                .refuse("The account that owns this application is not approved."))
        }
        OwnerFacts::Team { .. } => Err(Reason::TeamNotApproved
            .refuse("Nobody in the team that owns this application has an approved account.")),
    }
}

fn approved_registration<'a>(
    version: &VersionFacts,
    caller: &'a CallerFacts,
) -> Result<&'a RegistrationFacts, Refused> {
    let Some(registration) = &caller.registration else {
        let sentence =
            format!("The application “{}” has no access to {}.", caller.application_name, version.title);
        return Err(Reason::RegistrationMissing.refuse(sentence));
    };
    let decided = |what: &str| {
        let when = registration.decided_at.map(|at| format!(" on {}", readable(at))).unwrap_or_default();
        let why = registration.reason.as_deref().filter(|reason| !reason.is_empty());
        let why = why.map(|reason| format!(" Reason: {reason}")).unwrap_or_default();
        format!("Access to {} was {what}{when}.{why}", version.title)
    };
    match registration.status {
        RegistrationStatus::Approved => Ok(registration),
        RegistrationStatus::Pending => Err(Reason::RegistrationPending
            .refuse(format!("Waiting for approval since {}.", readable(registration.requested_at)))),
        RegistrationStatus::Rejected => Err(Reason::RegistrationRejected.refuse(decided("rejected"))),
        RegistrationStatus::Revoked => Err(Reason::RegistrationRevoked.refuse(decided("revoked"))),
    }
}

/// What is left of the quota was found when the call was taken from it.
fn within_quota(version: &VersionFacts, registration: &RegistrationFacts) -> Result<(), Refused> {
    let Some(limit) = registration.exhausted else { return Ok(()) };
    let sentence = format!(
        "The quota for {}, {} calls a {}, is used up until {}.",
        version.title,
        limit.limit,
        limit.window.as_str(),
        exact(limit.resets_at)
    );
    Err(Reason::QuotaExceeded.refuse(sentence))
}
