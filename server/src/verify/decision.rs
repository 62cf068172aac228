use app::{
    auth_strategies::{StrategyKind, StrategySettings},
    catalog::LifecycleStage,
    credentials::{CredentialStatus, Refusal},
    developers::DeveloperStatus,
    id::{
        ApplicationId, AuthStrategyId, CredentialId, DeveloperId, GatewayId, RegistrationId, TeamId,
        VersionId,
    },
    quotas::{Quota, QuotaLeft},
    registrations::RegistrationStatus,
    time::{Timestamp, exact, readable},
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
    pub owner: OwnerFacts,
    pub registration: Option<RegistrationFacts>,
}

/// Whose the application is. A team is approved as long as one of its members is, so that nobody who
/// leaves or is revoked takes the team's calls along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerFacts {
    Developer { id: DeveloperId, status: DeveloperStatus },
    Team { id: TeamId, has_approved_member: bool },
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
    pub quota: Quota,
    /// The limit of it that has nothing left for this call.
    pub exhausted: Option<QuotaLeft>,
    pub status: RegistrationStatus,
    pub requested_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub reason: Option<String>,
}

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

/// Why a call is refused: stable words for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    GatewayUnknown,
    VersionUnknown,
    VersionRetired,
    StrategyMissing,
    KeyMissing,
    KeyMalformed,
    KeysConflict,
    KeyUnknown,
    KeyRevoked,
    KeyExpired,
    TokenMissing,
    TokensConflict,
    TokenMalformed,
    TokenAlgorithm,
    TokenIssuer,
    TokenSignature,
    TokenNotYetValid,
    TokenExpired,
    TokenAudience,
    TokenScope,
    TokenClient,
    ClientUnknown,
    ProviderUnavailable,
    StrategyMismatch,
    DeveloperNotApproved,
    TeamNotApproved,
    RegistrationMissing,
    RegistrationPending,
    RegistrationRejected,
    RegistrationRevoked,
    QuotaExceeded,
    Unavailable,
}

/// A no, with what a person needs to know about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Refused {
    pub reason: Reason,
    pub sentence: String,
    pub advice: String,
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

impl Reason {
    pub const ALL: [Self; 32] = [
        Self::GatewayUnknown,
        Self::VersionUnknown,
        Self::VersionRetired,
        Self::StrategyMissing,
        Self::KeyMissing,
        Self::KeyMalformed,
        Self::KeysConflict,
        Self::KeyUnknown,
        Self::KeyRevoked,
        Self::KeyExpired,
        Self::TokenMissing,
        Self::TokensConflict,
        Self::TokenMalformed,
        Self::TokenAlgorithm,
        Self::TokenIssuer,
        Self::TokenSignature,
        Self::TokenNotYetValid,
        Self::TokenExpired,
        Self::TokenAudience,
        Self::TokenScope,
        Self::TokenClient,
        Self::ClientUnknown,
        Self::ProviderUnavailable,
        Self::StrategyMismatch,
        Self::DeveloperNotApproved,
        Self::TeamNotApproved,
        Self::RegistrationMissing,
        Self::RegistrationPending,
        Self::RegistrationRejected,
        Self::RegistrationRevoked,
        Self::QuotaExceeded,
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
            Self::KeyMissing => "key_missing",
            Self::KeyMalformed => "key_malformed",
            Self::KeysConflict => "keys_conflict",
            Self::KeyUnknown => "key_unknown",
            Self::KeyRevoked => "key_revoked",
            Self::KeyExpired => "key_expired",
            Self::TokenMissing => "token_missing",
            Self::TokensConflict => "tokens_conflict",
            Self::TokenMalformed => "token_malformed",
            Self::TokenAlgorithm => "token_algorithm",
            Self::TokenIssuer => "token_issuer",
            Self::TokenSignature => "token_signature",
            Self::TokenNotYetValid => "token_not_yet_valid",
            Self::TokenExpired => "token_expired",
            Self::TokenAudience => "token_audience",
            Self::TokenScope => "token_scope",
            Self::TokenClient => "token_client",
            Self::ClientUnknown => "client_unknown",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::StrategyMismatch => "strategy_mismatch",
            Self::DeveloperNotApproved => "developer_not_approved",
            Self::TeamNotApproved => "team_not_approved",
            Self::RegistrationMissing => "registration_missing",
            Self::RegistrationPending => "registration_pending",
            Self::RegistrationRejected => "registration_rejected",
            Self::RegistrationRevoked => "registration_revoked",
            Self::QuotaExceeded => "quota_exceeded",
            Self::Unavailable => "unavailable",
        }
    }

    /// 401 where another key or token would help, 403 where it would not (RFC 6750 for tokens).
    pub fn status(self) -> u16 {
        match self {
            Self::KeyMissing
            | Self::KeyMalformed
            | Self::KeysConflict
            | Self::KeyUnknown
            | Self::KeyRevoked
            | Self::KeyExpired
            | Self::TokenMissing
            | Self::TokensConflict
            | Self::TokenMalformed
            | Self::TokenAlgorithm
            | Self::TokenIssuer
            | Self::TokenSignature
            | Self::TokenNotYetValid
            | Self::TokenExpired
            | Self::TokenAudience
            | Self::TokenClient
            | Self::ClientUnknown => 401,
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
            Self::KeyMissing => {
                "Generate a key on the application's page and send it in the header named there."
            }
            Self::KeyMalformed => "A character is missing or mistyped: copy the whole key once more.",
            Self::KeysConflict => "Send one key, in one header.",
            Self::KeyUnknown => "Copy the key once more, or generate a new one on the application's page.",
            Self::KeyRevoked | Self::KeyExpired => "Generate a new key on the application's page.",
            Self::TokenMissing => {
                "Get an access token from the identity provider and send it as Authorization: Bearer."
            }
            Self::TokensConflict => "Send one token, in one Authorization header.",
            Self::TokenMalformed => {
                "Send the access token as the identity provider gave it; this API takes signed tokens (JWT) only."
            }
            Self::TokenAlgorithm => "Have the client's tokens signed by an asymmetric method, such as RS256.",
            Self::TokenIssuer => "Get the token from the identity provider that the API's page names.",
            Self::TokenSignature => "Get a new token: the provider may have changed its keys.",
            Self::TokenNotYetValid | Self::TokenExpired => "Get a new token from the identity provider.",
            Self::TokenAudience => {
                "Ask the identity provider for a token for this API (often by “audience” or “resource”)."
            }
            Self::TokenScope => {
                "Ask for the scope when you request the token; the client must be allowed to have it."
            }
            Self::TokenClient => "The provider of this API has to name the claim that holds the client's ID.",
            Self::ClientUnknown => {
                "Enter the client's ID as the reference ID of your application, or get the token with that client."
            }
            Self::ProviderUnavailable => {
                "The identity provider does not answer just now. Try again in a moment."
            }
            Self::StrategyMismatch => {
                "An application keeps the strategy it was created with: use one that was created for this API."
            }
            Self::DeveloperNotApproved => "Ask the provider of this portal.",
            Self::TeamNotApproved => "Ask an admin of this portal to add somebody to the team.",
            Self::RegistrationMissing => "Request access on the API's page.",
            Self::RegistrationPending => "Nothing to do: you will get a mail when it is decided.",
            Self::RegistrationRejected => {
                "Withdraw the request on the application's page; then you can ask again."
            }
            Self::RegistrationRevoked => "Ask the provider of this portal: only they can restore it.",
            Self::QuotaExceeded => {
                "Wait until the quota begins anew (Retry-After says when), or ask the provider for a higher one."
            }
            Self::Unavailable => "The portal cannot reach its database just now. Try again in a moment.",
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self { code: refused.reason.code().to_owned(), reason: refused.sentence, advice: refused.advice }
    }
}
