use app::{developers::password, error::PortalError};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashing passwords with argon2id: 19 MiB, two passes, one lane (OWASP). A few at a time, so that
/// sign-ins cannot take the memory and the cores of everything else.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Verified in place of a hash that does not exist, so that unknown people take as long.
    decoy: Arc<str>,
}

/// zxcvbn's scale ends at 4; 3 is "safely unguessable".
const ENOUGH: zxcvbn::Score = zxcvbn::Score::Three;

impl Passwords {
    pub fn new(at_once: usize) -> Self {
        let decoy = hash_now("a password that nobody has").unwrap_or_default();
        Self { turns: Arc::new(Semaphore::new(at_once.max(1))), decoy: decoy.into() }
    }

    /// Length, and strength against guessing; `known` are words an attacker would try first.
    pub fn check(&self, field: &str, new: &str, known: &[&str]) -> Result<(), PortalError> {
        password::check(field, new)?;
        let estimate = zxcvbn::zxcvbn(&new.chars().take(100).collect::<String>(), known);
        if estimate.score() >= ENOUGH {
            return Ok(());
        }
        let hint =
            estimate.feedback().and_then(|feedback| feedback.warning()).map(|warning| warning.to_string());
        Err(PortalError::field(
            field,
            format!(
                "This is too easy to guess. {} A few unrelated words make a good password.",
                hint.unwrap_or_default()
            ),
        ))
    }

    pub async fn hash(&self, password: &str) -> Result<String, PortalError> {
        let _turn = self.turns.acquire().await.map_err(|_| PortalError::Unavailable)?;
        let password = password.to_owned();
        tokio::task::spawn_blocking(move || hash_now(&password))
            .await
            .ok()
            .flatten()
            .ok_or(PortalError::Internal)
    }

    /// Whether the password belongs to the hash; takes as long where there is none.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PortalError> {
        let _turn = self.turns.acquire().await.map_err(|_| PortalError::Unavailable)?;
        let exists = hash.is_some();
        let hash = hash.unwrap_or(&self.decoy).to_owned();
        let password = password.to_owned();
        let matches = tokio::task::spawn_blocking(move || verify_now(&password, &hash))
            .await
            .map_err(|_| PortalError::Internal)?;
        Ok(matches && exists)
    }

    /// Whether a stored hash was made with weaker settings than today's.
    pub fn wants_rehash(&self, hash: &str) -> bool {
        PasswordHash::new(hash)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .is_none_or(|params| params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES)
    }
}

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

fn argon2id() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> Option<String> {
    let salt = SaltString::generate(&mut OsRng);
    argon2id()?.hash_password(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

fn verify_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .ok()
        .is_some_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
