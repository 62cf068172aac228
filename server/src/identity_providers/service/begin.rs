//! Sending a browser to a provider.
use crate::{
    audit::{self, Event},
    identity_providers::{policy, store},
    openid::client::{Ask, authorization_url},
    portal::Portal,
    rate_limits::Limit,
    secrets::{Purpose, random_token},
};
use app::{actor::Actor, error::PortalError, id::DeveloperId, identity_providers::ProviderSettings};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use std::time::Duration;

/// How long somebody may take at the provider.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// How long a page waits for a provider that is asked for the first time.
pub const PATIENCE: Duration = Duration::from_secs(8);
const BROWSER_TOKEN_LENGTH: usize = 43;

/// A sign-in that has begun.
#[derive(Debug)]
pub struct Begun {
    /// The provider's page.
    pub location: String,
    /// What the browser has to bring back in a cookie.
    pub browser: String,
}

/// The three values that tie an answer to its question. Only the state is known outside; the others follow
/// from it and from what the browser keeps, so that nothing of a sign-in under way lies in the database.
pub struct Ties {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

impl Portal {
    /// `browser` is what this browser has kept of an earlier sign-in that began, such as in another tab.
    /// With `again`, who is signed in proves once more that it is them.
    pub async fn begin_sign_in(
        &self,
        actor: &Actor,
        slug: &str,
        browser: Option<&str>,
        return_to: &str,
        again: bool,
    ) -> Result<Begun, PortalError> {
        self.limit(actor, Limit::SignInWithFrom).await?;
        let kept = store::find_by_slug(&mut self.db.read().await?, slug).await?;
        let kept = kept.filter(|kept| kept.settings.enabled).ok_or(PortalError::NotFound)?;
        let developer = if again { Some(actor.signed_in()?.developer_id) } else { None };
        let client = self.client_at(&kept).map_err(|why| unusable(&kept.settings, &why))?;
        let issuer = &kept.settings.issuer;
        let provider = self.issuers.provider(self, issuer, PATIENCE).await;
        let provider =
            provider.map_err(|problem| unusable(&kept.settings, &format!("{issuer}: {problem}.")))?;
        let endpoint = provider.metadata.authorization_endpoint.as_deref();
        let endpoint = endpoint.filter(|endpoint| policy::is_fit(issuer, endpoint)).ok_or_else(|| {
            unusable(
                &kept.settings,
                "Its configuration names no page to sign in at (authorization_endpoint).",
            )
        })?;
        let browser = match browser {
            Some(known) if is_browser_token(known) => known.to_owned(),
            _ => random_token(""),
        };
        let ties = self.ties(random_token(""), &browser);
        let location = authorization_url(
            endpoint,
            &client,
            &Ask {
                scopes: kept.settings.all_scopes().join(" "),
                state: &ties.state,
                nonce: &ties.nonce,
                verifier: &ties.verifier,
                prompt: developer.map(|_| "login"),
            },
        );
        self.remember(&kept, &ties.state, &browser, developer, return_to).await?;
        Ok(Begun { location, browser })
    }

    pub(super) fn ties(&self, state: String, browser: &str) -> Ties {
        let derived = |what: &str| {
            BASE64_URL_SAFE_NO_PAD
                .encode(self.secrets.hash(Purpose::SignIn, &format!("{what} {state} {browser}")))
        };
        Ties { nonce: derived("nonce"), verifier: derived("verifier"), state }
    }

    pub(super) fn state_hash(&self, state: &str) -> [u8; 32] {
        self.secrets.hash(Purpose::SignIn, &format!("state {state}"))
    }

    pub(super) fn browser_hash(&self, browser: &str) -> [u8; 32] {
        self.secrets.hash(Purpose::SignIn, &format!("browser {browser}"))
    }

    async fn remember(
        &self,
        kept: &store::Kept,
        state: &str,
        browser: &str,
        developer: Option<DeveloperId>,
        return_to: &str,
    ) -> Result<(), PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        let attempt = store::NewAttempt {
            state: self.state_hash(state),
            browser: self.browser_hash(browser),
            provider: kept.id,
            developer,
            return_to,
            expires_at: now + LIFETIME,
        };
        store::insert_attempt(&mut tx, now, attempt).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Somebody could not be let in: for the admin who is asked why.
    pub(super) async fn record_refused_sign_in(
        &self,
        actor: &Actor,
        kept: &store::Kept,
        error: &PortalError,
    ) -> Result<(), PortalError> {
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        let why = error.to_string();
        let event = Event::new("session.refused", "identity_provider", kept.id, &kept.settings.name)
            .change(serde_json::json!({ "code": error.code() }))
            .reason(Some(&why));
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(())
    }
}

pub fn is_browser_token(text: &str) -> bool {
    text.len() == BROWSER_TOKEN_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The provider gives no answer, or none that can be used.
pub fn unusable(settings: &ProviderSettings, why: &str) -> PortalError {
    PortalError::refused(
        "provider_unavailable",
        format!(
            "Signing in with {} does not work just now. {why} Please try again in a moment; if it stays so, tell the people who run this portal.",
            settings.name
        ),
    )
}
