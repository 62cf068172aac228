//! What a token has to prove (RFC 7519, RFC 9068), step by step. Each step has a [`Fault`] of its own,
//! so that who is refused learns which one it was.
use super::{Claims, Provider, PublishedKey, keys};
use crate::portal::Portal;
use app::time::readable;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;

/// What the tokens of one auth strategy must say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenRules {
    pub issuer: String,
    /// One of these must be an audience; empty for any.
    pub audiences: Vec<String>,
    /// The first of these claims that is present holds the client's ID.
    pub claims: Vec<String>,
    /// All of these must have been granted.
    pub scopes: Vec<String>,
}

/// Which step said no, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    Malformed,
    Algorithm,
    Issuer,
    /// The provider's keys are not known and cannot be had just now.
    Unavailable,
    Signature,
    NotYet,
    Expired,
    Audience,
    Scope,
    /// It does not say which client it was issued to.
    Client,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    pub fault: Fault,
    pub sentence: String,
}

/// A token that holds: whom it was issued to.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    pub client: String,
    pub claims: Claims,
}

/// Longer ones are no access tokens: common servers take no more in all headers together.
const TOKEN_BYTES: usize = 16 * 1024;
/// Without a key's name in the token, this many keys are tried.
const KEYS_TRIED: usize = 10;

impl Fault {
    pub const ALL: [Self; 10] = [
        Self::Malformed,
        Self::Algorithm,
        Self::Issuer,
        Self::Unavailable,
        Self::Signature,
        Self::NotYet,
        Self::Expired,
        Self::Audience,
        Self::Scope,
        Self::Client,
    ];

    fn says(self, sentence: impl Into<String>) -> Rejected {
        Rejected { fault: self, sentence: sentence.into() }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

/// A token taken apart; nothing in it is proven.
struct Parts<'t> {
    header: Header,
    claims: Claims,
    /// What was signed.
    message: &'t str,
    signature: &'t str,
}

/// An access token for the strategy with these rules. Asks the provider only where its keys are not
/// known, and waits for that `patience` at most.
pub async fn check_access_token(
    portal: &Portal,
    rules: &TokenRules,
    token: &str,
    patience: Duration,
) -> Result<Accepted, Rejected> {
    const TYPES: [&str; 3] = ["jwt", "at+jwt", "application/at+jwt"];
    let claims = verified_claims(portal, &rules.issuer, &TYPES, TOKEN_BYTES, token, patience).await?;
    check_time(portal, &claims)?;
    check_audience(&claims, &rules.audiences)?;
    check_scopes(&claims, &rules.scopes)?;
    let client = client_of(&claims, &rules.claims)?.to_owned();
    Ok(Accepted { client, claims })
}

/// What a token of this issuer says, once its signature is checked and its time has come. `types` are
/// the values of `typ` that it may have, in lower case; it need not have one. `limit` in bytes.
pub async fn verified_claims(
    portal: &Portal,
    issuer: &str,
    types: &[&str],
    limit: usize,
    token: &str,
    patience: Duration,
) -> Result<Claims, Rejected> {
    let parts = take_apart(token, limit)?;
    let algorithm = usable_algorithm(&parts.header, types)?;
    // Looked at before the signature: another issuer's keys would be looked for in vain.
    match parts.claims.text("iss") {
        Some(told) if told == issuer => {}
        Some(told) => {
            return Err(Fault::Issuer.says(format!("It was issued by {}, not by {issuer}.", shown(told))));
        }
        None => return Err(Fault::Issuer.says("It does not say who issued it.")),
    }
    let unavailable = |problem| {
        Fault::Unavailable.says(format!("The keys of {issuer} are needed to check it, and {problem}."))
    };
    let known = portal.issuers.provider(portal, issuer, patience).await.map_err(unavailable)?;
    let signed = match signed_by(&known, &parts, algorithm) {
        None => {
            let renewed = portal.issuers.renewed(portal, issuer, patience).await.map_err(unavailable)?;
            signed_by(&renewed, &parts, algorithm)
        }
        signed => signed,
    };
    match signed {
        Some(true) => Ok(parts.claims),
        Some(false) => Err(Fault::Signature.says("Its signature is not by the key that it names.")),
        None => {
            Err(Fault::Signature.says(format!("It is signed with a key that {issuer} does not publish.")))
        }
    }
}

fn take_apart(token: &str, limit: usize) -> Result<Parts<'_>, Rejected> {
    let not_a_token = || {
        Fault::Malformed.says("It is not a signed token (JWT): three parts in base64url with dots between.")
    };
    if token.len() > limit {
        return Err(Fault::Malformed.says("It is longer than any token."));
    }
    let (message, signature) = token.rsplit_once('.').ok_or_else(not_a_token)?;
    let (header, claims) = message.split_once('.').ok_or_else(not_a_token)?;
    let header: Header = json(header).ok_or_else(not_a_token)?;
    let claims = Claims(json(claims).ok_or_else(not_a_token)?);
    Ok(Parts { header, claims, message, signature })
}

fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

fn usable_algorithm(header: &Header, types: &[&str]) -> Result<Algorithm, Rejected> {
    if header.crit.is_some() {
        return Err(Fault::Malformed.says("It demands extensions (“crit”) that are not known here."));
    }
    if let Some(typ) = header.typ.as_deref().filter(|typ| !types.contains(&typ.to_ascii_lowercase().as_str()))
    {
        return Err(
            Fault::Malformed.says(format!("It is a token for something else: its type is {}.", shown(typ)))
        );
    }
    keys::algorithm(&header.alg).ok_or_else(|| {
        Fault::Algorithm.says(format!(
            "It is signed by the method {}, which proves nothing here. Methods are {}.",
            shown(&header.alg),
            keys::ALGORITHMS.map(|(name, _)| name).join(", ")
        ))
    })
}

/// Absent where no key that is known could have signed it.
fn signed_by(provider: &Provider, parts: &Parts<'_>, algorithm: Algorithm) -> Option<bool> {
    let named = |key: &&PublishedKey| parts.header.kid.is_none() || key.id == parts.header.kid;
    let mut keys =
        provider.keys.iter().filter(|key| key.is_for(algorithm)).filter(named).take(KEYS_TRIED).peekable();
    keys.peek()?;
    let signed = keys.any(|key| key.signed(parts.message, parts.signature, algorithm));
    // A token that names no key may be signed by one that is not known yet.
    if !signed && parts.header.kid.is_none() { None } else { Some(signed) }
}

pub fn check_time(portal: &Portal, claims: &Claims) -> Result<(), Rejected> {
    let now = portal.clock.now();
    if claims.starts_later(now) {
        return Err(
            Fault::NotYet.says("Its time has not come (“nbf”). Compare the clocks of provider and portal.")
        );
    }
    if claims.is_expired(now) {
        return Err(Fault::Expired.says(match claims.expires_at() {
            Some(at) => format!("It expired on {}.", readable(at)),
            None => "It does not say when it expires (“exp”).".to_owned(),
        }));
    }
    Ok(())
}

pub fn check_audience(claims: &Claims, wanted: &[String]) -> Result<(), Rejected> {
    let audiences = claims.audiences();
    if wanted.is_empty() || wanted.iter().any(|one| audiences.contains(&one.as_str())) {
        return Ok(());
    }
    let told = if audiences.is_empty() { "nobody".to_owned() } else { shown(&audiences.join(", ")) };
    Err(Fault::Audience.says(format!("It is meant for {told} (“aud”), not for {}.", wanted.join(" or "))))
}

fn check_scopes(claims: &Claims, wanted: &[String]) -> Result<(), Rejected> {
    let granted = claims.scopes();
    let missing: Vec<&str> =
        wanted.iter().map(String::as_str).filter(|scope| !granted.contains(scope)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Fault::Scope.says(format!("It was not granted the scope {}.", missing.join(" "))))
}

/// The first claim that is present counts.
fn client_of<'c>(claims: &'c Claims, names: &[String]) -> Result<&'c str, Rejected> {
    let present = names.iter().find(|name| claims.0.contains_key(*name));
    let client = present.and_then(|name| claims.text(name)).filter(|client| !client.is_empty());
    client.ok_or_else(|| {
        Fault::Client.says(format!(
            "It does not say which client it was issued to: no text in the claim {}.",
            names.join(" or ")
        ))
    })
}

/// A text out of a token that was not checked, short enough for a sentence.
fn shown(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(100).collect();
    format!("“{short}”")
}
