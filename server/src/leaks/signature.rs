//! Whether somebody who is known has signed a report: ECDSA over P-256 with SHA-256.
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use base64::{Engine, prelude::BASE64_STANDARD};

/// `public_key` is the SubjectPublicKeyInfo in DER, `signature` the Base64 of a header.
pub fn is_valid(public_key: &[u8], signature: &str, body: &[u8]) -> bool {
    let Ok(signature) = BASE64_STANDARD.decode(signature.trim()) else { return false };
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, public_key).verify(body, &signature).is_ok()
}

/// What stands between the lines of a PEM file.
pub fn from_pem(pem: &str) -> Option<Vec<u8>> {
    let lines = pem.lines().map(str::trim).skip_while(|line| *line != "-----BEGIN PUBLIC KEY-----").skip(1);
    let text: String = lines.take_while(|line| *line != "-----END PUBLIC KEY-----").collect();
    BASE64_STANDARD.decode(text).ok().filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of GitHub's documentation, with its test key.
    const KEY: &str = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsz9ugWDj5jK5ELBK42ynytbo38gP\nHzZFI03Exwz8Lh/tCfL3YxwMdLjB+bMznsanlhK0RwcGP3IDb34kQDIo3Q==\n-----END PUBLIC KEY-----";
    const SIGNATURE: &str =
        "MEUCIFLZzeK++IhS+y276SRk2Pe5LfDrfvTXu6iwKKcFGCrvAiEAhHN2kDOhy2I6eGkOFmxNkOJ+L2y8oQ9A2T9GGJo6WJY=";
    const BODY: &str =
        r#"[{"token":"some_token","type":"some_type","url":"some_url","source":"some_source"}]"#;

    #[test]
    fn the_documented_example_holds() {
        let key = from_pem(KEY).expect("a key");
        assert!(is_valid(&key, SIGNATURE, BODY.as_bytes()));
        assert!(!is_valid(&key, SIGNATURE, BODY.replace("some_url", "same_url").as_bytes()));
        assert!(!is_valid(&key, "bm90IGEgc2lnbmF0dXJl", BODY.as_bytes()));
        assert!(!is_valid(&key, "", BODY.as_bytes()));
        assert!(!is_valid(&key[1..], SIGNATURE, BODY.as_bytes()));
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in
            ["", "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\n???\n-----END PUBLIC KEY-----"]
        {
            assert_eq!(from_pem(text), None);
        }
    }
}
