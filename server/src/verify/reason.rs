//! Why a call is refused, and what to do about it.
use app::credentials::Refusal;

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
