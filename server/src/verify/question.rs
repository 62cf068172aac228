//! What a verdict is asked about, and what is looked for in it.
use super::{
    Answer, Facts, Permit, Reason, Refused, Scheme, identity, may_call,
    presented::{self, Presented},
};
use crate::{
    db::Revision,
    portal::Portal,
    secrets::{GATEWAY_TOKEN_LENGTH, GATEWAY_TOKEN_PREFIX, Purpose},
};
use app::time::Timestamp;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::sync::Arc;

/// A verdict is for one call.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Who wants to know.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'r> {
    /// A gateway, by the token it brought.
    Gateway(&'r str),
    /// The portal's own gateway.
    Embedded,
}

/// What a call brought.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Brought {
    Nothing,
    Malformed,
    Conflict,
    /// The hash of a key.
    Key([u8; 32]),
    /// The client of a token that holds.
    Client(String),
    Rejected(Refused),
}

impl From<Presented<'_>> for Brought {
    fn from(presented: Presented<'_>) -> Self {
        match presented {
            Presented::Nothing => Self::Nothing,
            Presented::Conflict => Self::Conflict,
            Presented::Malformed | Presented::Key(_) => Self::Malformed,
        }
    }
}

pub(super) struct Question<'r> {
    pub asker: Asker<'r>,
    pub product: &'r str,
    pub version: &'r str,
    pub headers: &'r HeaderMap,
}

impl Question<'_> {
    /// What stands for the gateway in the database; none for the portal's own.
    pub fn gateway_hash(&self, portal: &Portal) -> Result<Option<[u8; 32]>, Refused> {
        match self.asker {
            Asker::Embedded => Ok(None),
            Asker::Gateway(token) if looks_like_a_gateway_token(token) => {
                Ok(Some(portal.secrets.hash(Purpose::Gateway, token)))
            }
            Asker::Gateway(_) => Err(gateway_unknown()),
        }
    }

    /// Where keys are looked for in these headers.
    pub fn key(&self, portal: &Portal, names: &[HeaderName]) -> Brought {
        match presented::read(self.headers, names, &portal.key_format) {
            Presented::Key(key) => Brought::Key(portal.secrets.hash(Purpose::Credential, key)),
            other => other.into(),
        }
    }

    pub fn answer(
        &self,
        facts: Facts,
        outcome: Result<Permit, Refused>,
        scheme: Arc<Scheme>,
        revision: Option<Revision>,
    ) -> Answer {
        let identity = outcome.as_ref().map(|permit| identity::headers(&facts, permit)).unwrap_or_default();
        let mut told = identity.clone();
        told.insert(header::CACHE_CONTROL, NO_STORE);
        Answer {
            identity,
            told,
            facts,
            decided: outcome,
            scheme,
            product: self.product.into(),
            version: self.version.into(),
            revision,
        }
    }
}

/// The gateway first: who is none learns nothing about keys.
pub(super) fn judge(
    facts: &Facts,
    question: &Question<'_>,
    brought: &Brought,
    scheme: &Scheme,
    now: Timestamp,
) -> Result<Permit, Refused> {
    if matches!(question.asker, Asker::Gateway(_)) && facts.gateway_id.is_none() {
        return Err(gateway_unknown());
    }
    let decided = may_call(facts, now);
    // Without a key or a token the caller is unknown; what was wrong with the request says more.
    match decided {
        Err(Refused { reason: Reason::KeyUnknown | Reason::ClientUnknown, .. }) => match brought {
            Brought::Nothing => Err(scheme.nothing_presented()),
            Brought::Malformed => Err(scheme.malformed()),
            Brought::Conflict => Err(scheme.conflict()),
            Brought::Rejected(refused) => Err(refused.clone()),
            Brought::Client(_) | Brought::Key(_) => decided,
        },
        decided => decided,
    }
}

fn gateway_unknown() -> Refused {
    Reason::GatewayUnknown.refuse("This gateway is not known here.")
}

fn looks_like_a_gateway_token(token: &str) -> bool {
    token.len() == GATEWAY_TOKEN_LENGTH && token.starts_with(GATEWAY_TOKEN_PREFIX)
}
