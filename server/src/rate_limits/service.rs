use super::{Bucket, Limit, store};
use crate::{db::DbError, portal::Portal};
use app::{actor::Actor, error::PortalError};
use chrono::TimeDelta;
use std::net::IpAddr;

/// Every bucket is full again after a day.
const FORGET_AFTER: TimeDelta = TimeDelta::days(2);
/// How often another replica may be faster before the attempt counts as one too many.
const TRIES: u32 = 8;

impl Portal {
    /// Counts an attempt from the actor's address.
    pub async fn limit(&self, actor: &Actor, limit: Limit) -> Result<(), PortalError> {
        match &actor.address {
            Some(address) => self.limit_for(actor, limit, &network(address)).await,
            None => Ok(()),
        }
    }

    /// Counts an attempt against what `key` names, such as an account. The portal itself is free.
    pub async fn limit_for(&self, actor: &Actor, limit: Limit, key: &str) -> Result<(), PortalError> {
        if !self.config.security.rate_limits || actor.is_system() {
            return Ok(());
        }
        // Hashed: e-mail addresses and network addresses have no business in this table.
        let name = format!("{}:{}", limit.name(), fingerprint(key));
        for _ in 0..TRIES {
            if let Some(outcome) = self.try_take(limit, &name).await? {
                return outcome.map_err(|retry_after| PortalError::TooMany { retry_after });
            }
        }
        Err(PortalError::TooMany { retry_after: 1 })
    }

    /// `None` if somebody else changed the bucket meanwhile.
    async fn try_take(&self, limit: Limit, name: &str) -> Result<Option<Result<(), u64>>, DbError> {
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        let before = store::find(&mut tx, name).await?;
        let after = match before.unwrap_or(Bucket::full(limit, now)).take(limit, now) {
            Ok(after) => after,
            Err(seconds) => return Ok(Some(Err(seconds))),
        };
        let written = match before {
            Some(before) => store::replace(&mut tx, name, before, after).await?,
            None => {
                store::forget(&mut tx, now - FORGET_AFTER).await?;
                store::insert(&mut tx, name, after).await?
            }
        };
        tx.commit().await?;
        Ok(written.then_some(Ok(())))
    }
}

fn fingerprint(key: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(key.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// An IPv6 caller owns at least a /64, so that is what is counted.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn ipv6_is_counted_by_64_bits() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}
