//! Keys, tokens and hashes. Nothing secret is stored in the clear: the database holds HMACs under a key
//! that is kept outside it, so that who can write to the database still cannot plant a key; what has to
//! be used again is encrypted.
mod api_key;
mod master_key;
mod password;
mod sealed;

use api_key::{CHECKSUM, checksum, with_checksum};
pub use api_key::{KeyFormat, LENGTH as API_KEY_LENGTH};
pub use master_key::{MasterKey, MasterKeyError};
pub use password::Passwords;

use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::Sha256;

/// What a secret is for; each purpose has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Credential,
    Session,
    AccessToken,
    Gateway,
    EmailLink,
    Invitation,
    SignIn,
}

/// HMAC-SHA-256 with its key taken in: half of what hashing a short text costs.
type Prepared = Hmac<Sha256>;

/// One HMAC-SHA-256 key per purpose, derived from the master key.
#[derive(Clone)]
pub struct Secrets {
    credential: Prepared,
    session: Prepared,
    access_token: Prepared,
    gateway: Prepared,
    email_link: Prepared,
    invitation: Prepared,
    sign_in: Prepared,
    sealing: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    pub fn new(master: &MasterKey) -> Self {
        let prepared = |purpose| {
            Prepared::new_from_slice(&master.derive(purpose)).expect("HMAC takes keys of any length")
        };
        Self {
            credential: prepared("credential"),
            session: prepared("session"),
            access_token: prepared("access token"),
            gateway: prepared("gateway"),
            email_link: prepared("e-mail link"),
            invitation: prepared("invitation"),
            sign_in: prepared("sign-in"),
            sealing: master.derive("sealing"),
        }
    }

    /// What is stored in place of a secret.
    pub fn hash(&self, purpose: Purpose, secret: &str) -> [u8; 32] {
        let prepared = match purpose {
            Purpose::Credential => &self.credential,
            Purpose::Session => &self.session,
            Purpose::AccessToken => &self.access_token,
            Purpose::Gateway => &self.gateway,
            Purpose::EmailLink => &self.email_link,
            Purpose::Invitation => &self.invitation,
            Purpose::SignIn => &self.sign_in,
        };
        prepared.clone().chain_update(secret).finalize().into_bytes().into()
    }
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` random characters out of 62: 5.95 bits each.
pub fn random_text(length: usize) -> String {
    let mut rng = rand::rng();
    (0..length).map(|_| char::from(BASE62[rng.random_range(0..BASE62.len())])).collect()
}

/// How a gateway's token begins.
pub const GATEWAY_TOKEN_PREFIX: &str = "ptg_";
pub const GATEWAY_TOKEN_LENGTH: usize = GATEWAY_TOKEN_PREFIX.len() + TOKEN_LENGTH;
/// How a personal access token begins.
pub const ACCESS_TOKEN_PREFIX: &str = "pta_";

/// Characters of a token after its prefix: 37 random ones (220 bits), and the CRC-32 of all that before it
/// in six base62 digits, as in API keys.
pub const TOKEN_LENGTH: usize = 43;

/// A token for links, sessions, gateways and programs, with a prefix that tells what it is.
pub fn random_token(prefix: &str) -> String {
    let body = format!("{prefix}{}", random_text(TOKEN_LENGTH - CHECKSUM));
    with_checksum(body)
}

/// Whether this is a token with this prefix that some portal has made.
pub fn is_token(prefix: &str, text: &str) -> bool {
    text.len() == prefix.len() + TOKEN_LENGTH
        && text.starts_with(prefix)
        && text.as_bytes()[prefix.len()..].iter().all(u8::is_ascii_alphanumeric)
        && checksum(&text[..text.len() - CHECKSUM]) == text.as_bytes()[text.len() - CHECKSUM..]
}
