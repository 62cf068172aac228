//! What each rule asks for, in one sentence; [`Reason::advice`] is the way out.
use super::Reason;

impl Reason {
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The rule that refuses with this reason, where nothing is known of the call.
    pub fn rule(self) -> &'static str {
        match self {
            Self::GatewayUnknown => "Only gateways that the portal knows are told verdicts.",
            Self::VersionUnknown => "The call must be to an API version that is published here.",
            Self::VersionRetired => "A retired version answers no more calls.",
            Self::StrategyMissing => {
                "The version must have an auth strategy: without one nothing can call it."
            }
            Self::KeyMissing => {
                "The call must bring an API key, in a header that the version's strategy names."
            }
            Self::KeyMalformed => "The key must be one of this portal's: its checksum tells typing errors.",
            Self::KeysConflict => "The call must not bring two different keys.",
            Self::KeyUnknown => "The key must belong to an application of this portal.",
            Self::KeyRevoked => "The key must not be revoked.",
            Self::KeyExpired => {
                "The key must not be past its end, nor past the overlap after its replacement."
            }
            Self::TokenMissing => "The call must bring an access token of the version's identity provider.",
            Self::TokensConflict => "The call must not bring two different tokens.",
            Self::TokenMalformed => "The token must be a signed one (JWT).",
            Self::TokenAlgorithm => "The token must be signed by an asymmetric method.",
            Self::TokenIssuer => "The token must be issued by the version's identity provider.",
            Self::TokenSignature => {
                "The token's signature must fit one of the keys that its provider publishes."
            }
            Self::TokenNotYetValid => "The token must be valid already.",
            Self::TokenExpired => "The token must not have expired.",
            Self::TokenAudience => "The token must be meant for this API.",
            Self::TokenScope => "The token must have the scopes that the version's strategy asks for.",
            Self::TokenClient => "The token must name its client in the claim that the strategy names.",
            Self::ClientUnknown => "The token's client must be the reference ID of an application here.",
            Self::ProviderUnavailable => {
                "Tokens are checked with their provider's keys, which must be known."
            }
            Self::StrategyMismatch => {
                "The application must have been created for the same auth strategy as the version's."
            }
            Self::DeveloperNotApproved => "The account that owns the application must be approved.",
            Self::TeamNotApproved => "Somebody in the team that owns the application must be approved.",
            Self::RegistrationMissing => "The application must have access to the version.",
            Self::RegistrationPending => {
                "The application's access to the version must be approved: it waits."
            }
            Self::RegistrationRejected => {
                "The application's access to the version must be approved: it was rejected."
            }
            Self::RegistrationRevoked => "The application's access to the version must not be revoked.",
            Self::QuotaExceeded => "The registration's quota must not be used up.",
            Self::Unavailable => "The portal must be able to find the verdict in time: else it is no.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_for_one_rule() {
        for reason in Reason::ALL {
            assert_eq!(Reason::parse(reason.code()), Some(reason));
            assert!(!reason.rule().is_empty() && !reason.advice().is_empty());
        }
        assert_eq!(Reason::parse("v-0"), None);
    }
}
