//! What is known of each provider, kept in memory so that no verdict waits for one.
use super::{Provider, ProviderProblem};
use crate::{
    auth_strategies, identity_providers,
    portal::Portal,
    stop::{is_over, pause},
};
use app::time::Timestamp;
use chrono::TimeDelta;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

/// What is older is asked for again, while the old keys still count.
const RENEW_AFTER: TimeDelta = TimeDelta::minutes(5);
/// How long keys count while their provider does not answer.
const KEEP: TimeDelta = TimeDelta::hours(24);
/// Between two questions to one provider, whatever tokens arrive.
const PAUSE: TimeDelta = TimeDelta::seconds(10);
/// How often the providers of all strategies are looked after.
const ROUND: Duration = Duration::from_secs(30);

/// Every provider that was ever asked about: admins name them, so they are few. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Issuers(Arc<Mutex<HashMap<String, Arc<Issuer>>>>);

#[derive(Debug)]
struct Issuer {
    name: String,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    known: Option<Arc<Provider>>,
    /// Why the last question had no good answer.
    problem: Option<ProviderProblem>,
    asked_at: Option<Timestamp>,
    /// Ends when the question under way is answered.
    asking: Option<watch::Receiver<()>>,
}

impl Issuers {
    /// The provider as it is known here; asked for where nothing is known yet, waiting `patience` at most.
    pub async fn provider(
        &self,
        portal: &Portal,
        issuer: &str,
        patience: Duration,
    ) -> Result<Arc<Provider>, ProviderProblem> {
        let issuer = self.issuer(issuer);
        let now = portal.clock.now();
        if let Some(known) = issuer.known(now) {
            if (now - known.fetched_at).abs() >= RENEW_AFTER {
                issuer.ask(portal, now);
            }
            return Ok(known);
        }
        issuer.ask_and_wait(portal, now, patience).await?;
        issuer.known(now).ok_or(ProviderProblem::Slow)
    }

    /// The provider as it says it is now, for keys that are not known; asked at most once in ten
    /// seconds, so that tokens with made-up keys cost the provider nothing.
    pub async fn renewed(
        &self,
        portal: &Portal,
        issuer: &str,
        patience: Duration,
    ) -> Result<Arc<Provider>, ProviderProblem> {
        let issuer = self.issuer(issuer);
        let now = portal.clock.now();
        issuer.ask_and_wait(portal, now, patience).await?;
        issuer.known(now).ok_or(ProviderProblem::Slow)
    }

    fn issuer(&self, name: &str) -> Arc<Issuer> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(issuer) = all.get(name) {
            return issuer.clone();
        }
        let issuer = Arc::new(Issuer { name: name.to_owned(), state: Mutex::default() });
        all.insert(name.to_owned(), issuer.clone());
        issuer
    }
}

impl Issuer {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, now: Timestamp) -> Option<Arc<Provider>> {
        let known = self.state().known.clone()?;
        ((now - known.fetched_at).abs() <= KEEP).then_some(known)
    }

    /// Begins to ask, unless that is under way or was done a moment ago.
    fn ask(self: &Arc<Self>, portal: &Portal, now: Timestamp) -> Option<watch::Receiver<()>> {
        let mut state = self.state();
        if let Some(asking) = state.asking.as_ref().filter(|asking| asking.has_changed().is_ok()) {
            return Some(asking.clone());
        }
        if state.asked_at.is_some_and(|at| (now - at).abs() < PAUSE) {
            return None;
        }
        let (done, asking) = watch::channel(());
        state.asked_at = Some(now);
        state.asking = Some(asking.clone());
        let (issuer, portal) = (self.clone(), portal.clone());
        tokio::spawn(async move {
            let answer = Provider::fetch(&portal.outbound, &issuer.name, portal.clock.now()).await;
            issuer.keep(answer);
            drop(done);
        });
        Some(asking)
    }

    /// Why the latest question had no good answer, where it had none.
    async fn ask_and_wait(
        self: &Arc<Self>,
        portal: &Portal,
        now: Timestamp,
        patience: Duration,
    ) -> Result<(), ProviderProblem> {
        if let Some(mut asking) = self.ask(portal, now)
            && tokio::time::timeout(patience, asking.changed()).await.is_err()
        {
            return Err(ProviderProblem::Slow);
        }
        self.state().problem.clone().map_or(Ok(()), Err)
    }

    fn keep(&self, answer: Result<Provider, ProviderProblem>) {
        let mut state = self.state();
        match answer {
            Ok(provider) => {
                state.known = Some(Arc::new(provider));
                state.problem = None;
            }
            Err(problem) => {
                if state.problem.as_ref() != Some(&problem) {
                    tracing::warn!(issuer = self.name, %problem, "an identity provider cannot be read");
                }
                state.problem = Some(problem);
            }
        }
    }
}

/// Reads the providers of all auth strategies and sign-ins before anybody needs them, until `stop` turns true.
pub async fn keep_warm(portal: Portal, mut stop: watch::Receiver<bool>) {
    while !is_over(&stop) {
        match issuers_in_use(&portal).await {
            Ok(names) => {
                for name in names {
                    let _ = portal.issuers.provider(&portal, &name, Duration::ZERO).await;
                }
            }
            Err(error) => tracing::warn!(%error, "the identity providers in use cannot be read"),
        }
        pause(&mut stop, ROUND).await;
    }
}

async fn issuers_in_use(portal: &Portal) -> Result<Vec<String>, crate::db::DbError> {
    let mut conn = portal.db.read().await?;
    let mut issuers = auth_strategies::store::issuers(&mut conn).await?;
    issuers.extend(identity_providers::store::issuers(&mut conn).await?);
    Ok(issuers)
}
