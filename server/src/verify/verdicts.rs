use super::{
    About, Answer, CredentialFacts, Facts, Permit, Reason, Refused, Scheme, Verdict,
    about::without_keys,
    identity, may_call,
    presented::{self, Presented},
    store,
    usage::Usage,
};
use crate::{
    clock::new_id,
    db::DbError,
    metrics,
    openid::check_access_token,
    portal::Portal,
    quotas::Windows,
    secrets::{GATEWAY_TOKEN_LENGTH, GATEWAY_TOKEN_PREFIX, Purpose},
};
use app::{
    catalog::ProductVersion,
    id::{ApplicationId, CredentialId},
    time::Timestamp,
};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Instant,
};

/// Who wants to know.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'r> {
    /// A gateway, by the token it brought.
    Gateway(&'r str),
    /// The portal's own gateway.
    Embedded,
}

/// What is kept between verdicts.
///
/// Answers are kept on SQLite only, where the file itself says whether anything was committed, by whichever
/// process: an answer counts as long as nothing was since *before* it was read, and no expiry has passed. With PostgreSQL other
/// replicas write too, so every verdict reads its row.
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
    answers: moka::sync::Cache<AnswerKey, Arc<Answer>>,
    guesses: moka::sync::Cache<u64, Arc<Scheme>>,
    paths: RandomState,
    usage: Usage,
    windows: Windows,
}

/// What a call brought.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Brought {
    Nothing,
    Malformed,
    Conflict,
    /// The hash of a key.
    Key([u8; 32]),
    /// The client of a token that holds.
    Client(String),
    Rejected(Refused),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct AnswerKey {
    brought: Brought,
    gateway_hash: Option<[u8; 32]>,
    path: u64,
}

/// How long the credential of one call lives: as long as that call may take.
const ONE_CALL: TimeDelta = TimeDelta::seconds(60);
const ANSWERS_KEPT: u64 = 50_000;
const GUESSES_KEPT: u64 = 10_000;

impl Default for Verdicts {
    fn default() -> Self {
        Self(Arc::new(Inner {
            answers: moka::sync::Cache::new(ANSWERS_KEPT),
            guesses: moka::sync::Cache::new(GUESSES_KEPT),
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
        let deadline = portal.config.database.verify_timeout_ms.duration();
        let finding = async {
            let answer = match self.find(portal, &question, now).await {
                Some(answer) => answer,
                None => self.decide(portal, &question, now).await?,
            };
            self.take(portal, answer, now).await
        };
        let verdict = match tokio::time::timeout(deadline, finding).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(error)) => unavailable(&question, &error.to_string()),
            Err(_) => unavailable(&question, "too slow"),
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

    /// The verdict, with the call taken from its quota where there is one.
    async fn take(&self, portal: &Portal, answer: Arc<Answer>, now: Timestamp) -> Result<Verdict, DbError> {
        let Some(claim) = answer.claim() else { return Ok(Verdict::new(answer)) };
        let taken = self.0.windows.take(portal, &claim, now).await?;
        Ok(Verdict::after(answer, taken, now))
    }

    /// A kept answer that still holds.
    async fn find(&self, portal: &Portal, question: &Question<'_>, now: Timestamp) -> Option<Arc<Answer>> {
        let revision = portal.db.local_revision()?;
        let scheme = self.0.guesses.get(&self.path(question))?;
        let key = self.answer_key(portal, question, &scheme).await.ok()?;
        let answer = self.0.answers.get(&key)?;
        answer.holds((question.product, question.version), &scheme, revision, now).then_some(answer)
    }

    async fn decide(
        &self,
        portal: &Portal,
        question: &Question<'_>,
        now: Timestamp,
    ) -> Result<Arc<Answer>, DbError> {
        // Read before the query: what is committed in between makes this answer outdated, not wrong.
        let revision = portal.db.local_revision();
        let deadline = portal.config.database.verify_timeout_ms.duration();
        let path = self.path(question);
        let mut scheme = self.0.guesses.get(&path).unwrap_or_default();
        loop {
            let key = match self.answer_key(portal, question, &scheme).await {
                Ok(key) => key,
                Err(refused) => {
                    return Ok(Arc::new(question.answer(Facts::default(), Err(refused), scheme, None)));
                }
            };
            let (key_hash, client) = match &key.brought {
                Brought::Key(hash) => (Some(*hash), None),
                Brought::Client(client) => (None, Some(client.as_str())),
                _ => (None, None),
            };
            let (product, version) = (question.product, question.version);
            let mut conn = portal.db.read_for_verdict(deadline).await?;
            let asked = Instant::now();
            let (facts, database_time) =
                store::facts(&mut conn, key_hash, client, key.gateway_hash, product, version).await?;
            drop(conn);
            // Replicas decide by one clock: what has ended has ended everywhere at once.
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

    async fn answer_key(
        &self,
        portal: &Portal,
        question: &Question<'_>,
        scheme: &Scheme,
    ) -> Result<AnswerKey, Refused> {
        let gateway_hash = match question.asker {
            Asker::Embedded => None,
            Asker::Gateway(token) if looks_like_a_gateway_token(token) => {
                Some(portal.secrets.hash(Purpose::Gateway, token))
            }
            Asker::Gateway(_) => return Err(gateway_unknown()),
        };
        let brought = match scheme {
            Scheme::Keys(names) => match presented::read(question.headers, names, &portal.key_format) {
                Presented::Key(key) => Brought::Key(portal.secrets.hash(Purpose::Credential, key)),
                other => other.into(),
            },
            Scheme::Tokens(rules) => match presented::read_token(question.headers) {
                Presented::Key(token) => {
                    // Half of the time there is, so that the database can still be asked.
                    let patience = portal.config.database.verify_timeout_ms.duration() / 2;
                    match check_access_token(portal, rules, token, patience).await {
                        Ok(accepted) => Brought::Client(accepted.client),
                        Err(rejected) => Brought::Rejected(rejected.into()),
                    }
                }
                other => other.into(),
            },
        };
        Ok(AnswerKey { brought, gateway_hash, path: self.path(question) })
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

impl From<Presented<'_>> for Brought {
    fn from(presented: Presented<'_>) -> Self {
        match presented {
            Presented::Nothing => Self::Nothing,
            Presented::Conflict => Self::Conflict,
            Presented::Malformed | Presented::Key(_) => Self::Malformed,
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

struct Question<'r> {
    asker: Asker<'r>,
    product: &'r str,
    version: &'r str,
    headers: &'r HeaderMap,
}

impl Question<'_> {
    fn answer(
        &self,
        facts: Facts,
        outcome: Result<Permit, Refused>,
        scheme: Arc<Scheme>,
        revision: Option<u64>,
    ) -> Answer {
        Answer {
            identity: outcome.as_ref().map(|permit| identity::headers(&facts, permit)).unwrap_or_default(),
            facts,
            decided: outcome,
            scheme,
            product: self.product.into(),
            version: self.version.into(),
            revision,
        }
    }
}

/// The gateway first: who is none learns nothing about keys.
fn judge(
    facts: &Facts,
    question: &Question<'_>,
    brought: &Brought,
    scheme: &Scheme,
    now: Timestamp,
) -> Result<Permit, Refused> {
    if matches!(question.asker, Asker::Gateway(_)) && facts.gateway_id.is_none() {
        return Err(gateway_unknown());
    }
    let decided = may_call(facts, now);
    // Without a key or a token the caller is unknown; what was wrong with the request says more.
    match decided {
        Err(Refused { reason: Reason::KeyUnknown | Reason::ClientUnknown, .. }) => match brought {
            Brought::Nothing => Err(scheme.nothing_presented()),
            Brought::Malformed => Err(scheme.malformed()),
            Brought::Conflict => Err(scheme.conflict()),
            Brought::Rejected(refused) => Err(refused.clone()),
            Brought::Client(_) | Brought::Key(_) => decided,
        },
        decided => decided,
    }
}

fn gateway_unknown() -> Refused {
    Reason::GatewayUnknown.refuse("This gateway is not known here.")
}

fn looks_like_a_gateway_token(token: &str) -> bool {
    token.len() == GATEWAY_TOKEN_LENGTH && token.starts_with(GATEWAY_TOKEN_PREFIX)
}

fn unavailable(question: &Question<'_>, error: &str) -> Verdict {
    tracing::error!(error, "a verdict could not be found in time and is a refusal");
    let refused = Reason::Unavailable.refuse("The portal cannot give a verdict just now.");
    Verdict::new(Arc::new(question.answer(Facts::default(), Err(refused), Arc::default(), None)))
}
