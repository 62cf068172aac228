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
    /// Those who have a turn, and those who wait for one: more are refused, rather than let wait for long.
    places: Arc<Semaphore>,
    /// Verified in place of a hash that does not exist, so that unknown people take as long.
    decoy: Arc<str>,
}

/// For each that is hashed at once: half a second of waiting at most.
const PLACES: usize = 16;

/// zxcvbn's scale ends at 4; 3 is "safely unguessable".
const ENOUGH: zxcvbn::Score = zxcvbn::Score::Three;

impl Passwords {
    pub fn new(at_once: usize) -> Self {
        let decoy = hash_now("a password that nobody has").unwrap_or_default();
        let at_once = at_once.max(1);
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Self { turns: semaphore(at_once), places: semaphore(at_once * PLACES), decoy: decoy.into() }
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
        let _place = self.places.try_acquire().map_err(|_| busy())?;
        let _turn = self.turns.acquire().await.map_err(|_| busy())?;
        let password = password.to_owned();
        tokio::task::spawn_blocking(move || hash_now(&password))
            .await
            .ok()
            .flatten()
            .ok_or(PortalError::Internal)
    }

    /// Whether the password belongs to the hash; takes as long where there is none.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PortalError> {
        let _place = self.places.try_acquire().map_err(|_| busy())?;
        let _turn = self.turns.acquire().await.map_err(|_| busy())?;
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

fn busy() -> PortalError {
    PortalError::Unavailable
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

#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::join_all;

    #[tokio::test]
    async fn who_would_wait_for_long_is_refused_at_once() {
        let passwords = Passwords::new(1);
        let answers = join_all((0..PLACES + 5).map(|_| passwords.verify("a password", None))).await;
        let refused = answers.iter().filter(|answer| matches!(answer, Err(PortalError::Unavailable)));
        assert_eq!(refused.count(), 5);
        assert_eq!(passwords.verify("a password", None).await.ok(), Some(false), "there is room again");
    }
}
