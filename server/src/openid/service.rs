use super::{Fault, TokenRules, check_access_token};
use crate::{
    client_registration,
    portal::Portal,
    rate_limits::Limit,
    verify::{Reason, Refused, Scheme},
};
use app::{
    actor::Actor,
    applications::{Application, Applications},
    auth_strategies::StrategySettings,
    credentials::{Credentials, Refusal},
    error::{Checks, PortalError},
    openid::*,
};
use std::time::Duration;

/// People wait longer than verdicts do.
pub const PEOPLES_PATIENCE: Duration = Duration::from_secs(6);
/// More than any token has.
const PASTED_MAX: usize = 64 * 1024;

#[async_trait::async_trait]
impl Tokens for Portal {
    async fn token_guide(&self, actor: &Actor, application: &str) -> Result<TokenGuide, PortalError> {
        let application = self.application(actor, application).await?;
        let (rules, auth_methods) = rules_of(&application)?;
        let provider = self.issuers.provider(self, &rules.issuer, PEOPLES_PATIENCE).await;
        let metadata = provider.as_ref().ok().map(|provider| &provider.metadata);
        let registered =
            client_registration::is_registered(&mut self.db.read().await?, application.id).await?;
        Ok(TokenGuide {
            registered,
            token_endpoint: metadata.and_then(|metadata| metadata.token_endpoint.clone()),
            authorization_endpoint: metadata.and_then(|metadata| metadata.authorization_endpoint.clone()),
            provider_problem: provider.as_ref().err().map(|problem| format!("{}: {problem}.", rules.issuer)),
            application_slug: application.slug,
            reference_id: application.reference_id,
            issuer: rules.issuer,
            credential_claims: rules.claims,
            audiences: rules.audiences,
            scopes: rules.scopes,
            auth_methods,
        })
    }

    async fn check_token(
        &self,
        actor: &Actor,
        application: &str,
        token: &str,
    ) -> Result<TokenCheck, PortalError> {
        let application = self.application(actor, application).await?;
        let (rules, _) = rules_of(&application)?;
        // What people paste may begin with the scheme.
        let token = token.trim();
        let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
        let mut checks = Checks::new();
        checks.require(!token.is_empty(), "token", "Please paste an access token.");
        checks.require(token.len() <= PASTED_MAX, "token", "This is longer than any token.");
        checks.done()?;
        self.limit_for(actor, Limit::TryIt, &actor.signed_in()?.developer_id.to_string()).await?;
        let judged = judge(self, &application, &rules, token).await;
        let panels = self.call_panels(actor, &application.slug).await?;
        let calls = panels.into_iter().map(|panel| TokenCall {
            title: panel.title(),
            product_slug: panel.product_slug,
            version_slug: panel.version_slug,
            refusal: panel.refusal,
        });
        Ok(TokenCheck {
            accepted: judged.is_ok(),
            steps: steps(&rules, judged.err()),
            calls: calls.collect(),
        })
    }
}

fn rules_of(application: &Application) -> Result<(TokenRules, Vec<String>), PortalError> {
    let settings = &application.auth_strategy.settings;
    match (Scheme::of_settings(settings), settings) {
        (Scheme::Tokens(rules), StrategySettings::OpenidConnect { auth_methods, .. }) => {
            Ok((rules, auth_methods.clone()))
        }
        _ => Err(PortalError::refused(
            "key_auth_application",
            "This application uses API keys: there is no token to get for it.",
        )),
    }
}

/// The step that fails, by its place among [`steps`], and why.
async fn judge(
    portal: &Portal,
    application: &Application,
    rules: &TokenRules,
    token: &str,
) -> Result<(), (usize, Refused)> {
    let accepted = check_access_token(portal, rules, token, PEOPLES_PATIENCE).await.map_err(|rejected| {
        let place = Fault::ALL.iter().position(|fault| *fault == rejected.fault).unwrap_or_default();
        (place, Refused::from(rejected))
    })?;
    if accepted.client == application.reference_id {
        return Ok(());
    }
    let sentence = format!(
        "It was issued to the client “{}”; the reference ID of this application is “{}”.",
        accepted.client, application.reference_id
    );
    Err((Fault::ALL.len(), Reason::ClientUnknown.refuse(sentence)))
}

fn steps(rules: &TokenRules, failed: Option<(usize, Refused)>) -> Vec<TokenStep> {
    let titles = Fault::ALL.map(|fault| title(fault, rules)).into_iter();
    let titles = titles.chain(["Its client is this application".to_owned()]);
    let step = |(place, title): (usize, String)| {
        let (outcome, refusal) = match &failed {
            Some((at, refused)) if *at == place => {
                (StepOutcome::Failed, Some(Refusal::from(refused.clone())))
            }
            Some((at, _)) if *at < place => (StepOutcome::Skipped, None),
            _ => (StepOutcome::Passed, None),
        };
        TokenStep { title, outcome, refusal }
    };
    titles.enumerate().map(step).collect()
}

fn title(fault: Fault, rules: &TokenRules) -> String {
    match fault {
        Fault::Malformed => "It is a signed token (JWT)".to_owned(),
        Fault::Algorithm => "It is signed by a method that proves something".to_owned(),
        Fault::Issuer => format!("It was issued by {}", rules.issuer),
        Fault::Unavailable => "The provider's keys are known here".to_owned(),
        Fault::Signature => "The signature is by one of these keys".to_owned(),
        Fault::NotYet => "Its time has come".to_owned(),
        Fault::Expired => "It has not expired".to_owned(),
        Fault::Audience if rules.audiences.is_empty() => "It may be meant for anybody".to_owned(),
        Fault::Audience => format!("It is meant for {}", rules.audiences.join(" or ")),
        Fault::Scope if rules.scopes.is_empty() => "It needs no scopes".to_owned(),
        Fault::Scope => format!("It was granted {}", rules.scopes.join(" ")),
        Fault::Client => format!("The claim {} names its client", rules.claims.join(" or ")),
    }
}
