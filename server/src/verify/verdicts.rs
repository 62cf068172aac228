use super::{
    About, Answer, Asker, CredentialFacts, Facts, Reason, Scheme, Verdict,
    about::without_keys,
    may_call,
    presented::{self, Presented},
    question::{Brought, Question, judge},
    store,
    usage::Usage,
};
use crate::{
    clock::new_id,
    db::{DbError, Revision},
    metrics,
    openid::check_access_token,
    portal::Portal,
    quotas::Windows,
};
use app::{
    catalog::ProductVersion,
    id::{ApplicationId, CredentialId},
    time::Timestamp,
};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use quick_cache::{UnitWeighter, sync::Cache};
use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Instant,
};

/// What is kept between verdicts.
///
/// An answer counts as long as nothing was committed since *before* it was read, by whichever process, and no
/// expiry has passed. SQLite's file itself says whether anything was. PostgreSQL is asked after the call came in,
/// once for all calls that came meanwhile: see [`Db::as_of_now`](crate::db::Db::as_of_now).
///
/// What a version's calls prove themselves with is kept too, but only as a guess that saves a query:
/// the row says it again, and where it differs the question is asked anew.
///
/// A token is checked at each call, in memory; what is kept is the answer for its client. An answer for a
/// token that did not pass is not kept at all.
#[derive(Debug, Clone)]
pub struct Verdicts(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    answers: Cache<AnswerKey, Arc<Answer>>,
    guesses: Cache<u64, Arc<Scheme>>,
    paths: RandomState,
    usage: Usage,
    windows: Windows,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct AnswerKey {
    brought: Brought,
    gateway_hash: Option<[u8; 32]>,
    path: u64,
}

/// How long the credential of one call lives: as long as that call may take.
const ONE_CALL: TimeDelta = TimeDelta::seconds(60);
/// Room for so many is made at once.
const KEYS_EXPECTED: usize = 1_000;
const ANSWERS_KEPT: u64 = 50_000;
const GUESSES_KEPT: u64 = 10_000;

impl Default for Verdicts {
    fn default() -> Self {
        Self(Arc::new(Inner {
            answers: Cache::with_weighter(KEYS_EXPECTED, ANSWERS_KEPT, UnitWeighter),
            guesses: Cache::with_weighter(KEYS_EXPECTED, GUESSES_KEPT, UnitWeighter),
            paths: RandomState::new(),
            usage: Usage::default(),
            windows: Windows::default(),
        }))
    }
}

impl Verdicts {
    pub fn usage(&self) -> &Usage {
        &self.0.usage
    }

    pub fn windows(&self) -> &Windows {
        &self.0.windows
    }

    /// The verdict on a call with these headers to this version. Never an error: what cannot be
    /// answered in time is a no.
    pub async fn ask(
        &self,
        portal: &Portal,
        asker: Asker<'_>,
        product: &str,
        version: &str,
        headers: &HeaderMap,
        about: &About<'_>,
    ) -> Verdict {
        let (now, started) = (portal.clock.now(), Instant::now());
        let question = Question { asker, product, version, headers };
        let verdict = match self.at_hand(portal, &question, now) {
            Some(verdict) => verdict,
            // On the heap: what most calls need nothing of is not carried along by all of them.
            None => Box::pin(self.seek(portal, &question, now)).await,
        };
        self.note(portal, &verdict, headers, about, now);
        metrics::judged(portal, headers, &verdict, now, started.elapsed());
        verdict
    }

    /// The verdict on a call that the portal makes as an application, with a credential that exists
    /// for this one call: it is in no table, leaves no process, and is dead after [`ONE_CALL`].
    pub async fn call_as(
        &self,
        portal: &Portal,
        application: ApplicationId,
        version: &ProductVersion,
        about: &About<'_>,
    ) -> Result<Verdict, DbError> {
        let asked = self.ask_as(portal, application, version).await?;
        let verdict = self.take(portal, asked.answer, portal.clock.now()).await?;
        self.note(portal, &verdict, &HeaderMap::new(), about, portal.clock.now());
        Ok(verdict)
    }

    /// The same, for a call that is not made.
    pub async fn ask_as(
        &self,
        portal: &Portal,
        application: ApplicationId,
        version: &ProductVersion,
    ) -> Result<Verdict, DbError> {
        let now = portal.clock.now();
        let mut conn = portal.db.read().await?;
        let mut facts = store::facts_for_application(&mut conn, application, version.id, now).await?;
        drop(conn);
        let scheme = Arc::new(Scheme::of(&facts));
        if let (Some(caller), Scheme::Keys(_)) = (&mut facts.caller, &*scheme) {
            caller.credential = Some(CredentialFacts {
                id: CredentialId(new_id(now)),
                expires_at: Some(now + ONE_CALL),
                retiring_until: None,
                revoked_at: None,
                for_one_call: true,
            });
        }
        let outcome = may_call(&facts, now);
        let headers = HeaderMap::new();
        let (product, slug) = (version.product_slug.as_str(), version.slug.as_str());
        let question = Question { asker: Asker::Embedded, product, version: slug, headers: &headers };
        Ok(Verdict::new(Arc::new(question.answer(facts, outcome, scheme, None))))
    }

    /// The verdict on a call with a key, where nothing has to be waited for: an answer is kept that is known to
    /// hold, and there is no quota to take the call from.
    fn at_hand(&self, portal: &Portal, question: &Question<'_>, now: Timestamp) -> Option<Verdict> {
        let revision = portal.db.local_revision()?;
        let path = self.path(question);
        let scheme = self.0.guesses.get(&path)?;
        let Scheme::Keys(names) = &*scheme else { return None };
        let gateway_hash = question.gateway_hash(portal).ok()?;
        let key = AnswerKey { brought: question.key(portal, names), gateway_hash, path };
        let answer = self.kept(&key, question, &scheme, Some(revision), now)?;
        answer.claim().is_none().then(|| Verdict::new(answer))
    }

    /// The verdict, from wherever it is to be had in time.
    async fn seek(&self, portal: &Portal, question: &Question<'_>, now: Timestamp) -> Verdict {
        let deadline = portal.config.database.verify_timeout_ms.duration();
        let seeking = async {
            match self.answer_to(portal, question, now).await {
                Err(error) if error.is_lost_connection() => {
                    portal.db.doubt_connections();
                    self.answer_to(portal, question, now).await
                }
                found => found,
            }
        };
        match tokio::time::timeout(deadline, seeking).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(error)) => unavailable(question, &error.to_string()),
            Err(_) => unavailable(question, "too slow"),
        }
    }

    async fn answer_to(
        &self,
        portal: &Portal,
        question: &Question<'_>,
        now: Timestamp,
    ) -> Result<Verdict, DbError> {
        // Asked before everything else: what is committed in between makes an answer outdated, not wrong.
        let as_of = portal.db.as_of_now().await;
        // Replicas decide by one clock: what has ended has ended everywhere at once.
        let time = as_of.and_then(|as_of| as_of.time);
        let now = time.map_or(now, |(database, asked)| portal.clock.heard(database, asked));
        let answer = self.answer(portal, question, as_of.map(|as_of| as_of.verdicts), now).await?;
        self.take(portal, answer, now).await
    }

    /// The verdict, with the call taken from its quota where there is one.
    async fn take(&self, portal: &Portal, answer: Arc<Answer>, now: Timestamp) -> Result<Verdict, DbError> {
        let Some(claim) = answer.claim() else { return Ok(Verdict::new(answer)) };
        let taken = self.0.windows.take(portal, &claim, now).await?;
        Ok(Verdict::after(answer, taken, now))
    }

    /// A kept answer that holds.
    fn kept(
        &self,
        key: &AnswerKey,
        question: &Question<'_>,
        scheme: &Arc<Scheme>,
        revision: Option<Revision>,
        now: Timestamp,
    ) -> Option<Arc<Answer>> {
        let answer = self.0.answers.get(key)?;
        let holds = answer.is_about((question.product, question.version), scheme)
            && revision.is_some_and(|revision| answer.holds(revision, now));
        holds.then_some(answer)
    }

    /// The answer, kept or read. `revision` is what the database was at before.
    async fn answer(
        &self,
        portal: &Portal,
        question: &Question<'_>,
        revision: Option<Revision>,
        now: Timestamp,
    ) -> Result<Arc<Answer>, DbError> {
        let path = self.path(question);
        let mut scheme = self.0.guesses.get(&path).unwrap_or_default();
        let gateway_hash = match question.gateway_hash(portal) {
            Ok(hash) => hash,
            Err(refused) => {
                return Ok(Arc::new(question.answer(Facts::default(), Err(refused), scheme, None)));
            }
        };
        loop {
            let brought = self.brought(portal, question, &scheme).await;
            let key = AnswerKey { brought, gateway_hash, path };
            if let Some(answer) = self.kept(&key, question, &scheme, revision, now) {
                return Ok(answer);
            }
            let (key_hash, client) = match &key.brought {
                Brought::Key(hash) => (Some(*hash), None),
                Brought::Client(client) => (None, Some(client.as_str())),
                _ => (None, None),
            };
            let (product, version) = (question.product, question.version);
            portal.metrics.reads_for_verdict();
            let mut conn = portal.db.read_for_verdict().await?;
            let asked = Instant::now();
            let (facts, database_time) =
                store::facts(&mut conn, key_hash, client, gateway_hash, product, version).await?;
            conn.release();
            let now = database_time.map_or(now, |database| portal.clock.heard(database, asked));
            let current = Scheme::of(&facts);
            if current != *scheme {
                scheme = Arc::new(current);
                self.0.guesses.insert(path, scheme.clone());
                continue;
            }
            let outcome = judge(&facts, question, &key.brought, &scheme, now);
            let revision = revision.filter(|_| !matches!(key.brought, Brought::Rejected(_)));
            let answer = Arc::new(question.answer(facts, outcome, scheme, revision));
            if revision.is_some() {
                self.0.answers.insert(key, answer.clone());
            }
            return Ok(answer);
        }
    }

    async fn brought(&self, portal: &Portal, question: &Question<'_>, scheme: &Scheme) -> Brought {
        let rules = match scheme {
            Scheme::Keys(names) => return question.key(portal, names),
            Scheme::Tokens(rules) => rules,
        };
        match presented::read_token(question.headers) {
            Presented::Key(token) => {
                // Half of the time there is, so that the database can still be asked.
                let patience = portal.config.database.verify_timeout_ms.duration() / 2;
                match check_access_token(portal, rules, token, patience).await {
                    Ok(accepted) => Brought::Client(accepted.client),
                    Err(rejected) => Brought::Rejected(rejected.into()),
                }
            }
            other => other.into(),
        }
    }

    fn path(&self, question: &Question<'_>) -> u64 {
        self.0.paths.hash_one((question.product, question.version))
    }

    fn note(
        &self,
        portal: &Portal,
        verdict: &Verdict,
        headers: &HeaderMap,
        about: &About<'_>,
        now: Timestamp,
    ) {
        if portal.config.usage.counting {
            let shape = || unknown_key_shape(portal, verdict, headers);
            let path = about.path.map(|path| without_keys(path, portal.key_format.prefix()));
            let about = About { path: path.as_deref(), ..*about };
            self.0.usage.judged(verdict, verdict.refused(), shape, &about, now);
        }
    }
}

/// How a key that is not known looks, so that its owner recognises it. What is no key of ours is not
/// looked at: it may be a secret of somebody else's.
fn unknown_key_shape(portal: &Portal, verdict: &Verdict, headers: &HeaderMap) -> Option<String> {
    verdict.refused().filter(|(refused, _)| refused.reason == Reason::KeyUnknown)?;
    match presented::read(headers, verdict.scheme.key_headers(), &portal.key_format) {
        Presented::Key(key) => Some(format!("{}…{}", portal.key_format.prefix(), &key[key.len() - 4..])),
        _ => None,
    }
}

fn unavailable(question: &Question<'_>, error: &str) -> Verdict {
    tracing::error!(error, "a verdict could not be found in time and is a refusal");
    let refused = Reason::Unavailable.refuse("The portal cannot give a verdict just now.");
    Verdict::new(Arc::new(question.answer(Facts::default(), Err(refused), Arc::default(), None)))
}
