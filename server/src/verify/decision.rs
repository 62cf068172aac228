use app::{
    auth_strategies::StrategySettings,
    catalog::LifecycleStage,
    credentials::{CredentialStatus, Refusal},
    developers::DeveloperStatus,
    id::{ApplicationId, AuthStrategyId, CredentialId, DeveloperId, GatewayId, RegistrationId, VersionId},
    registrations::RegistrationStatus,
    time::{Timestamp, readable},
};

/// Everything a decision depends on, as one query found it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Who asks; absent for the portal itself and for an unknown token.
    pub gateway_id: Option<GatewayId>,
    pub version: Option<VersionFacts>,
    pub caller: Option<CallerFacts>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct VersionFacts {
    pub id: VersionId,
    pub title: String,
    pub stage: LifecycleStage,
    pub strategy: Option<StrategyFacts>,
    pub upstream_url: Option<String>,
    pub deprecated_at: Option<Timestamp>,
    pub sunset_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct StrategyFacts {
    pub id: AuthStrategyId,
    pub name: String,
    pub settings: StrategySettings,
}

/// The application behind a key (or on whose page the question is asked) and its owner.
#[derive(Debug, Clone, PartialEq)]
pub struct CallerFacts {
    /// Absent where the portal asks for an application that has no live key yet.
    pub credential: Option<CredentialFacts>,
    pub application_id: ApplicationId,
    pub application_name: String,
    pub reference_id: String,
    pub strategy_id: AuthStrategyId,
    pub developer_id: DeveloperId,
    pub developer: DeveloperStatus,
    pub registration: Option<RegistrationFacts>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialFacts {
    pub id: CredentialId,
    pub expires_at: Option<Timestamp>,
    pub retiring_until: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    /// Made for one call from the portal's pages, and in no table.
    pub for_one_call: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationFacts {
    pub id: RegistrationId,
    pub status: RegistrationStatus,
    pub requested_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub reason: Option<String>,
}

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    pub version_id: VersionId,
    pub credential_id: CredentialId,
    pub registration_id: RegistrationId,
    /// The moment at which the same question may get another answer without anything being changed.
    pub valid_until: Option<Timestamp>,
}

/// Why a call is refused: stable words for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    GatewayUnknown,
    VersionUnknown,
    VersionRetired,
    StrategyMissing,
    StrategyUnsupported,
    KeyMissing,
    KeyMalformed,
    KeysConflict,
    KeyUnknown,
    KeyRevoked,
    KeyExpired,
    StrategyMismatch,
    DeveloperNotApproved,
    RegistrationMissing,
    RegistrationPending,
    RegistrationRejected,
    RegistrationRevoked,
    Unavailable,
}

/// A no, with what a person needs to know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub reason: Reason,
    pub sentence: String,
    pub advice: String,
}

/// Whether a call is let through: the developer is approved, the application exists, its
/// registration is approved, the credential is active at `now`, the version is published or
/// deprecated, and version and application have the same strategy.
pub fn may_call(facts: &Facts, now: Timestamp) -> Result<Permit, Refused> {
    let version = callable_version(facts.version.as_ref())?;
    let strategy = usable_strategy(version)?;
    let caller =
        facts.caller.as_ref().ok_or_else(|| Reason::KeyUnknown.refuse("This key is not known here."))?;
    let credential = live_credential(caller, now)?;
    if caller.strategy_id != strategy.id {
        let sentence = format!(
            "{} uses “{}”; the application “{}” was created with another auth strategy.",
            version.title, strategy.name, caller.application_name
        );
        return Err(Reason::StrategyMismatch.refuse(sentence));
    }
    if caller.developer != DeveloperStatus::Approved {
        return Err(
            Reason::DeveloperNotApproved.refuse("The account that owns this application is not approved.")
        );
    }
    let registration = approved_registration(version, caller)?;
    Ok(Permit {
        version_id: version.id,
        credential_id: credential.id,
        registration_id: registration.id,
        valid_until: [credential.expires_at, credential.retiring_until].into_iter().flatten().min(),
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
    let strategy = version.strategy.as_ref().ok_or_else(|| {
        Reason::StrategyMissing
            .refuse(format!("{} has no auth strategy, so nothing can call it yet.", version.title))
    })?;
    match strategy.settings {
        StrategySettings::KeyAuth { .. } => Ok(strategy),
        StrategySettings::OpenidConnect { .. } => Err(Reason::StrategyUnsupported.refuse(format!(
            "{} uses OpenID Connect; its tokens are not checked by the portal.",
            version.title
        ))),
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

impl Reason {
    pub const ALL: [Self; 18] = [
        Self::GatewayUnknown,
        Self::VersionUnknown,
        Self::VersionRetired,
        Self::StrategyMissing,
        Self::StrategyUnsupported,
        Self::KeyMissing,
        Self::KeyMalformed,
        Self::KeysConflict,
        Self::KeyUnknown,
        Self::KeyRevoked,
        Self::KeyExpired,
        Self::StrategyMismatch,
        Self::DeveloperNotApproved,
        Self::RegistrationMissing,
        Self::RegistrationPending,
        Self::RegistrationRejected,
        Self::RegistrationRevoked,
        Self::Unavailable,
    ];

    pub fn refuse(self, sentence: impl Into<String>) -> Refused {
        Refused { reason: self, sentence: sentence.into(), advice: self.advice().to_owned() }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::GatewayUnknown => "gateway_unknown",
            Self::VersionUnknown => "version_unknown",
            Self::VersionRetired => "version_retired",
            Self::StrategyMissing => "strategy_missing",
            Self::StrategyUnsupported => "strategy_unsupported",
            Self::KeyMissing => "key_missing",
            Self::KeyMalformed => "key_malformed",
            Self::KeysConflict => "keys_conflict",
            Self::KeyUnknown => "key_unknown",
            Self::KeyRevoked => "key_revoked",
            Self::KeyExpired => "key_expired",
            Self::StrategyMismatch => "strategy_mismatch",
            Self::DeveloperNotApproved => "developer_not_approved",
            Self::RegistrationMissing => "registration_missing",
            Self::RegistrationPending => "registration_pending",
            Self::RegistrationRejected => "registration_rejected",
            Self::RegistrationRevoked => "registration_revoked",
            Self::Unavailable => "unavailable",
        }
    }

    /// 401 where another key would help, 403 where it would not.
    pub fn status(self) -> u16 {
        match self {
            Self::KeyMissing
            | Self::KeyMalformed
            | Self::KeysConflict
            | Self::KeyUnknown
            | Self::KeyRevoked
            | Self::KeyExpired => 401,
            _ => 403,
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::GatewayUnknown => {
                "The gateway's own token is missing or wrong. An admin finds the gateways under Admin, Gateways."
            }
            Self::VersionUnknown => "Check the address: product and version are its first two parts.",
            Self::VersionRetired => "Move to a newer version of this API.",
            Self::StrategyMissing => "The provider has to choose an auth strategy for this version.",
            Self::StrategyUnsupported => "Call it through the gateway that checks OpenID Connect tokens.",
            Self::KeyMissing => {
                "Generate a key on the application's page and send it in the header named there."
            }
            Self::KeyMalformed => "A character is missing or mistyped: copy the whole key once more.",
            Self::KeysConflict => "Send one key, in one header.",
            Self::KeyUnknown => "Copy the key once more, or generate a new one on the application's page.",
            Self::KeyRevoked | Self::KeyExpired => "Generate a new key on the application's page.",
            Self::StrategyMismatch => {
                "An application keeps the strategy it was created with: use one that was created for this API."
            }
            Self::DeveloperNotApproved => "Ask the provider of this portal.",
            Self::RegistrationMissing => "Request access on the API's page.",
            Self::RegistrationPending => "Nothing to do: you will get a mail when it is decided.",
            Self::RegistrationRejected => {
                "Withdraw the request on the application's page; then you can ask again."
            }
            Self::RegistrationRevoked => "Ask the provider of this portal: only they can restore it.",
            Self::Unavailable => "The portal cannot reach its database just now. Try again in a moment.",
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self { code: refused.reason.code().to_owned(), reason: refused.sentence, advice: refused.advice }
    }
}
