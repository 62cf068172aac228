//! Back-channel logout (OpenID Connect Back-Channel Logout 1.0): the provider says that somebody was signed
//! out, or taken out, there.
use super::begin::PATIENCE;
use crate::{
    audit::{self, Event},
    identity_providers::store,
    openid::{self, Claims},
    portal::Portal,
    sessions::store::{Ended, end_opened_by, opened_by},
};
use app::{actor::Actor, error::PortalError, time::Timestamp};
use chrono::TimeDelta;
use serde_json::json;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
const TOKEN_BYTES: usize = 64 * 1024;
/// Between clocks, and for a sign-in that was under way.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);
/// For tokens that do not say when they expire.
const AGE_MAX: TimeDelta = TimeDelta::minutes(5);

impl Portal {
    /// Ends the sessions that the token names. Doing so again changes nothing: sessions that were opened
    /// after the token was made are left alone, so one that is sent again signs nobody out.
    pub async fn back_channel_logout(
        &self,
        actor: &Actor,
        slug: &str,
        token: &str,
    ) -> Result<(), PortalError> {
        let kept =
            store::find_by_slug(&mut self.db.read().await?, slug).await?.ok_or(PortalError::NotFound)?;
        let claims = self.logout_claims(&kept, token).await?;
        let until = self.issued_at(&claims)? + LEEWAY;
        let ended = Ended { subject: claims.text("sub"), session: claims.text("sid"), until };
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        for (developer, email) in opened_by(&mut tx, kept.id, ended).await? {
            let event = Event::new("session.ended_by_provider", "developer", developer, &email)
                .change(json!({ "issuer": kept.settings.issuer }));
            audit::record(&mut tx, now, actor, event).await?;
        }
        end_opened_by(&mut tx, kept.id, ended).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn logout_claims(&self, kept: &store::Kept, token: &str) -> Result<Claims, PortalError> {
        const TYPES: [&str; 2] = ["logout+jwt", "jwt"];
        let issuer = &kept.settings.issuer;
        let told = |rejected: openid::Rejected| refused(&rejected.sentence);
        let checked = openid::verified_claims(self, issuer, &TYPES, TOKEN_BYTES, token, PATIENCE);
        let claims = checked.await.map_err(told)?;
        if claims.0.contains_key("exp") {
            openid::check_time(self, &claims).map_err(told)?;
        }
        openid::check_audience(&claims, std::slice::from_ref(&kept.settings.client_id)).map_err(told)?;
        let is_logout = claims.0.get("events").is_some_and(|events| events[EVENT].is_object());
        if !is_logout || claims.0.contains_key("nonce") {
            return Err(refused("It is no logout token."));
        }
        if claims.text("sub").is_none() && claims.text("sid").is_none() {
            return Err(refused("It names neither a person (“sub”) nor a session (“sid”)."));
        }
        Ok(claims)
    }

    fn issued_at(&self, claims: &Claims) -> Result<Timestamp, PortalError> {
        let now = self.clock.now();
        let issued = claims.0.get("iat").and_then(serde_json::Value::as_i64);
        let issued = issued.and_then(|seconds| Timestamp::from_timestamp(seconds, 0));
        let issued = issued.ok_or_else(|| refused("It does not say when it was issued (“iat”)."))?;
        if issued > now + LEEWAY || (!claims.0.contains_key("exp") && issued < now - AGE_MAX) {
            return Err(refused("It was not issued just now (“iat”)."));
        }
        Ok(issued)
    }
}

fn refused(why: &str) -> PortalError {
    PortalError::refused("logout_token_refused", why)
}
