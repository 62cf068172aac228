//! What a browser brings back from a provider.
use super::begin::{PATIENCE, is_browser_token, unusable};
use crate::{
    identity_providers::{policy, profile::Profile, store},
    openid::{
        self, Claims, Provider,
        client::{self, Issued, shown},
    },
    portal::Portal,
};
use app::{
    actor::Actor, error::PortalError, id::DeveloperId, identity_providers::ProviderSettings,
    sessions::SessionToken,
};
use serde::Deserialize;

/// The query of the address that a provider sends a browser back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Brought {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// Somebody who is in.
#[derive(Debug)]
pub struct Entered {
    pub session: SessionToken,
    pub return_to: String,
}

/// ID tokens of some providers carry every group.
const ID_TOKEN_BYTES: usize = 1024 * 1024;
/// How old a new proof may be, in seconds, clocks included.
const PROOF_SECONDS: i64 = 120;

impl Portal {
    /// `browser` is what the browser kept since the sign-in began. Each one is good for one answer.
    pub async fn finish_sign_in(
        &self,
        actor: &Actor,
        slug: &str,
        browser: Option<&str>,
        brought: Brought,
        device: Option<&str>,
    ) -> Result<Entered, PortalError> {
        let kept = store::find_by_slug(&mut self.db.read().await?, slug).await?;
        let kept = kept.filter(|kept| kept.settings.enabled).ok_or(PortalError::NotFound)?;
        let entered = self.enter(actor, &kept, browser, brought, device).await;
        if let Err(error) = &entered {
            self.record_refused_sign_in(actor, &kept, error).await?;
        }
        entered
    }

    async fn enter(
        &self,
        actor: &Actor,
        kept: &store::Kept,
        browser: Option<&str>,
        brought: Brought,
        device: Option<&str>,
    ) -> Result<Entered, PortalError> {
        let browser = browser.filter(|browser| is_browser_token(browser)).ok_or_else(not_begun)?;
        let state = brought.state.clone().filter(|state| is_browser_token(state)).ok_or_else(not_begun)?;
        let attempt = self.take_attempt(&state, browser).await?.ok_or_else(not_begun)?;
        let (settings, issuer) = (&kept.settings, &kept.settings.issuer);
        let provider = self.issuers.provider(self, issuer, PATIENCE).await;
        let provider = provider.map_err(|problem| unusable(settings, &format!("{issuer}: {problem}.")))?;
        if attempt.provider != kept.id {
            return Err(mixed_up("The answer came from another provider than the one that was asked."));
        }
        policy::answered_by(&provider.metadata, brought.iss.as_deref()).map_err(|why| mixed_up(&why))?;
        let code = code_of(settings, brought)?;
        let ties = self.ties(state, browser);
        let issued = self.redeem(kept, &provider, &code, &ties.verifier).await?;
        let token = issued.id_token.as_deref();
        let token = token.ok_or_else(|| unusable(settings, "Its answer holds no ID token."))?;
        let claims = self.proven_claims(settings, token, &ties.nonce).await?;
        let profile = self.profile(settings, &provider, &claims, &issued).await?;
        self.is_recent(settings, &attempt.developer, &profile)?;
        let session = self.admit(actor, kept, &profile, attempt.developer, device).await?;
        Ok(Entered { session, return_to: attempt.return_to })
    }

    /// Committed before anything else is looked at, so that no answer counts twice.
    async fn take_attempt(&self, state: &str, browser: &str) -> Result<Option<store::Attempt>, PortalError> {
        let mut tx = self.db.begin_housekeeping().await?;
        let (state, browser) = (self.state_hash(state), self.browser_hash(browser));
        let attempt = store::take_attempt(&mut tx, state, browser, self.clock.now()).await?;
        tx.commit().await?;
        Ok(attempt)
    }

    async fn redeem(
        &self,
        kept: &store::Kept,
        provider: &Provider,
        code: &str,
        verifier: &str,
    ) -> Result<Issued, PortalError> {
        let settings = &kept.settings;
        let endpoint = provider.metadata.token_endpoint.as_deref().unwrap_or_default();
        if !policy::is_fit(&settings.issuer, endpoint) {
            return Err(unusable(
                settings,
                "Its configuration names no place to get tokens (token_endpoint).",
            ));
        }
        let client = self.client_at(kept).map_err(|why| unusable(settings, &why))?;
        client.redeem(&self.outbound, &provider.metadata, code, verifier).await.map_err(|problem| {
            if problem.is_about_code() {
                return PortalError::refused(
                    "provider_refused",
                    format!(
                        "{} did not stand by its answer: it was used already, came too late, or the person is not known there any more. Please begin again.",
                        settings.name
                    ),
                );
            }
            unusable(settings, &format!("Asked for tokens, {problem}."))
        })
    }

    /// What the ID token says, once everything that it has to prove is proven (OpenID Connect Core 1.0,
    /// section 3.1.3.7).
    async fn proven_claims(
        &self,
        settings: &ProviderSettings,
        token: &str,
        nonce: &str,
    ) -> Result<Claims, PortalError> {
        let refused = |rejected: openid::Rejected| untrusted(settings, &rejected.sentence);
        let checked =
            openid::verified_claims(self, &settings.issuer, &["jwt"], ID_TOKEN_BYTES, token, PATIENCE);
        let claims = checked.await.map_err(refused)?;
        openid::check_time(self, &claims).map_err(refused)?;
        openid::check_audience(&claims, std::slice::from_ref(&settings.client_id)).map_err(refused)?;
        let azp = claims.text("azp");
        if azp.map_or(claims.audiences().len() > 1, |azp| azp != settings.client_id) {
            return Err(untrusted(settings, "It was issued to another client (“azp”)."));
        }
        if claims.text("nonce") != Some(nonce) {
            return Err(untrusted(settings, "It belongs to another sign-in (“nonce”)."));
        }
        Ok(claims)
    }

    async fn profile(
        &self,
        settings: &ProviderSettings,
        provider: &Provider,
        claims: &Claims,
        issued: &Issued,
    ) -> Result<Profile, PortalError> {
        let endpoint = provider.metadata.userinfo_endpoint.as_deref();
        let token = issued
            .access_token
            .as_deref()
            .filter(|_| endpoint.is_some_and(|endpoint| policy::is_fit(&settings.issuer, endpoint)));
        let info = client::user_info(&self.outbound, &provider.metadata, token).await;
        // Without it, what the person is called and may do here would be guessed.
        let info = info.map_err(|problem| unusable(settings, &format!("Asked who signed in, {problem}.")))?;
        Profile::read(settings, &claims.0, &info.unwrap_or_default()).map_err(|why| untrusted(settings, &why))
    }

    /// Who proves again that it is them has to have been asked just now.
    fn is_recent(
        &self,
        settings: &ProviderSettings,
        again: &Option<DeveloperId>,
        profile: &Profile,
    ) -> Result<(), PortalError> {
        if again.is_none() {
            return Ok(());
        }
        let now = self.clock.now().timestamp();
        let why = match profile.authenticated_at {
            Some(at) if (now - at).abs() <= PROOF_SECONDS => return Ok(()),
            Some(at) if at > 0 => {
                "The provider did not ask you to prove again who you are. Sign out there first, and then try again.".to_owned()
            }
            // Asked again and again, it would say no more.
            _ => format!(
                "{} does not say when you last proved who you are (“auth_time”), so it cannot be asked to prove that it is you. Where passwords are allowed, choose one under Account → Password, and use that here.",
                settings.name
            ),
        };
        Err(PortalError::refused("not_proved_again", why))
    }
}

fn code_of(settings: &ProviderSettings, brought: Brought) -> Result<String, PortalError> {
    if let Some(error) = brought.error {
        let why = brought.error_description.unwrap_or_else(|| error.clone());
        let detail = match error.as_str() {
            "access_denied" => {
                format!("{} did not let you in, or you stopped there: {}", settings.name, shown(&why))
            }
            _ => format!("{} answered with an error: {}", settings.name, shown(&why)),
        };
        return Err(PortalError::refused("provider_refused", detail));
    }
    brought.code.ok_or_else(|| unusable(settings, "Its answer holds neither a code nor an error."))
}

/// One answer for everything that could tell a stranger what is under way here.
fn not_begun() -> PortalError {
    PortalError::refused(
        "sign_in_expired",
        "This sign-in was begun in another browser, was used already, or took longer than ten minutes. Please begin again.",
    )
}

fn mixed_up(why: &str) -> PortalError {
    PortalError::refused("issuer_mismatch", format!("{why} Nobody was signed in; please begin again."))
}

fn untrusted(settings: &ProviderSettings, why: &str) -> PortalError {
    PortalError::refused(
        "id_token_refused",
        format!("What {} said about you cannot be relied on, so nobody was signed in. {why}", settings.name),
    )
}
