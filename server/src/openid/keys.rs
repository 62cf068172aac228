use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse},
};

/// A key that a provider publishes for checking its signatures.
#[derive(Debug)]
pub struct PublishedKey {
    pub id: Option<String>,
    /// What it may check: one algorithm where the provider says so, else those of its kind.
    algorithms: Vec<Algorithm>,
    key: DecodingKey,
}

/// What a signature may be made with. Asymmetric ones only: with a shared secret, or with none, whoever
/// can read the provider's public keys could make tokens.
pub const ALGORITHMS: [(&str, Algorithm); 9] = [
    ("RS256", Algorithm::RS256),
    ("RS384", Algorithm::RS384),
    ("RS512", Algorithm::RS512),
    ("PS256", Algorithm::PS256),
    ("PS384", Algorithm::PS384),
    ("PS512", Algorithm::PS512),
    ("ES256", Algorithm::ES256),
    ("ES384", Algorithm::ES384),
    ("EdDSA", Algorithm::EdDSA),
];

pub fn algorithm(name: &str) -> Option<Algorithm> {
    ALGORITHMS.iter().find(|(known, _)| *known == name).map(|(_, algorithm)| *algorithm)
}

impl PublishedKey {
    /// Absent for keys of kinds that are not used here, and for those that are not for signatures.
    pub fn read(published: &serde_json::Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(published.clone()).ok()?;
        if matches!(&jwk.common.public_key_use, Some(used) if *used != PublicKeyUse::Signature) {
            return None;
        }
        let of_its_kind: &[Algorithm] = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => &[
                Algorithm::RS256,
                Algorithm::RS384,
                Algorithm::RS512,
                Algorithm::PS256,
                Algorithm::PS384,
                Algorithm::PS512,
            ],
            AlgorithmParameters::EllipticCurve(key) => match key.curve {
                EllipticCurve::P256 => &[Algorithm::ES256],
                EllipticCurve::P384 => &[Algorithm::ES384],
                _ => return None,
            },
            AlgorithmParameters::OctetKeyPair(key) => match key.curve {
                EllipticCurve::Ed25519 => &[Algorithm::EdDSA],
                _ => return None,
            },
            AlgorithmParameters::OctetKey(_) => return None,
        };
        let algorithms: Vec<Algorithm> = match published["alg"].as_str() {
            None => of_its_kind.to_vec(),
            Some(name) => algorithm(name).filter(|one| of_its_kind.contains(one)).into_iter().collect(),
        };
        let key = DecodingKey::from_jwk(&jwk).ok()?;
        (!algorithms.is_empty()).then_some(Self { id: jwk.common.key_id, algorithms, key })
    }

    pub fn is_for(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }

    /// Whether `signature` (in base64url, as it stands in the token) is this key's over `message`.
    pub fn signed(&self, message: &str, signature: &str, algorithm: Algorithm) -> bool {
        jsonwebtoken::crypto::verify(signature, message.as_bytes(), &self.key, algorithm).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_public_keys_for_signatures_are_taken() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let rsa = |more: serde_json::Value| {
            let mut key = json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": "one" });
            for (name, value) in more.as_object().expect("an object") {
                key[name] = value.clone();
            }
            PublishedKey::read(&key)
        };
        assert!(rsa(json!({})).expect("a key").is_for(Algorithm::PS384));
        let one = rsa(json!({ "alg": "RS256", "use": "sig" })).expect("a key");
        assert!(one.is_for(Algorithm::RS256) && !one.is_for(Algorithm::RS512));
        assert!(rsa(json!({ "use": "enc" })).is_none());
        assert!(rsa(json!({ "alg": "HS256" })).is_none());
        assert!(rsa(json!({ "alg": "RSA-OAEP" })).is_none());
        assert!(PublishedKey::read(&json!({ "kty": "oct", "k": "c2VjcmV0", "alg": "HS256" })).is_none());
        assert!(PublishedKey::read(&json!({ "kty": "unknown" })).is_none());
    }
}
