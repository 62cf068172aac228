use super::{
    CredentialFacts, Facts, Permit, Reason, Refused, Scheme, identity, may_call,
    presented::{self, Presented},
    store,
    usage::{Usage, Used},
};
use crate::{
    clock::new_id,
    db::DbError,
    openid::check_access_token,
    portal::Portal,
    secrets::{GATEWAY_TOKEN_LENGTH, GATEWAY_TOKEN_PREFIX, Purpose},
};
use app::{
    auth_strategies::StrategyKind,
    catalog::ProductVersion,
    id::{ApplicationId, CredentialId},
    time::Timestamp,
};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

/// Who wants to know.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'r> {
    /// A gateway, by the token it brought.
    Gateway(&'r str),
    /// The portal's own gateway.
    Embedded,
}

/// A verdict with everything that belongs to it.
#[derive(Debug)]
pub struct Answer {
    pub facts: Facts,
    pub outcome: Result<Permit, Refused>,
    /// For the upstream; empty where the answer is no.
    pub identity: HeaderMap,
    /// What was looked for in the call.
    pub scheme: Arc<Scheme>,
    product: Box<str>,
    version: Box<str>,
    /// What the database was at: see [`crate::db::Db::local_revision`].
    revision: Option<u64>,
}

/// What is kept between verdicts.
///
/// Answers are kept on SQLite only, where one process sees every commit: an answer counts as long as
/// nothing was committed since *before* it was read, and no expiry has passed. With PostgreSQL other
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
        }))
    }
}

impl Verdicts {
    pub fn usage(&self) -> &Usage {
        &self.0.usage
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
    ) -> Arc<Answer> {
        let now = portal.clock.now();
        let question = Question { asker, product, version, headers };
        let deadline = portal.config.database.verify_timeout_ms.duration();
        let finding = async {
            match self.find(portal, &question, now).await {
                Some(answer) => Ok(answer),
                None => self.decide(portal, &question, now).await,
            }
        };
        let answer = match tokio::time::timeout(deadline, finding).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => unavailable(&question, &error.to_string()),
            Err(_) => unavailable(&question, "too slow"),
        };
        self.note(&answer, now);
        answer
    }

    /// The verdict on a call that the portal makes as an application, with a credential that exists
    /// for this one call: it is in no table, leaves no process, and is dead after [`ONE_CALL`].
    pub async fn ask_as(
        &self,
        portal: &Portal,
        application: ApplicationId,
        version: &ProductVersion,
    ) -> Result<Answer, DbError> {
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
            });
        }
        let outcome = may_call(&facts, now);
        let headers = HeaderMap::new();
        let (product, slug) = (version.product_slug.as_str(), version.slug.as_str());
        let question = Question { asker: Asker::Embedded, product, version: slug, headers: &headers };
        Ok(question.answer(facts, outcome, scheme, None))
    }

    /// A kept answer that still holds.
    async fn find(&self, portal: &Portal, question: &Question<'_>, now: Timestamp) -> Option<Arc<Answer>> {
        let revision = portal.db.local_revision()?;
        let scheme = self.0.guesses.get(&self.path(question))?;
        let key = self.answer_key(portal, question, &scheme).await.ok()?;
        let answer = self.0.answers.get(&key)?;
        answer.holds(question, &scheme, revision, now).then_some(answer)
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
            let facts = store::facts(&mut conn, key_hash, client, key.gateway_hash, product, version).await?;
            drop(conn);
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

    fn note(&self, answer: &Answer, now: Timestamp) {
        if let Some(gateway) = answer.facts.gateway_id {
            self.0.usage.asked(gateway, now);
        }
        match &answer.outcome {
            Ok(permit) => {
                let used = permit.credential_id.map_or(Used::Token(permit.application_id), Used::Key);
                self.0.usage.allowed(used, permit.version_id, now);
            }
            Err(refused) => {
                if let (Some(used), Some(version)) = (answer.facts.used(), &answer.facts.version) {
                    self.0.usage.refused(used, version.id, now, refused.reason);
                }
            }
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
            outcome,
            scheme,
            product: self.product.into(),
            version: self.version.into(),
            revision,
        }
    }
}

impl Answer {
    /// The slugs that were asked for.
    pub fn product(&self) -> &str {
        &self.product
    }

    pub fn version(&self) -> &str {
        &self.version
    }

    fn holds(&self, question: &Question<'_>, scheme: &Arc<Scheme>, revision: u64, now: Timestamp) -> bool {
        self.revision == Some(revision)
            && *self.product == *question.product
            && *self.version == *question.version
            && (Arc::ptr_eq(&self.scheme, scheme) || self.scheme == *scheme)
            && match &self.outcome {
                Ok(permit) => permit.valid_until.is_none_or(|until| now < until),
                Err(_) => true,
            }
    }
}

impl Facts {
    /// What a refused call proved itself with, where that is known.
    fn used(&self) -> Option<Used> {
        let caller = self.caller.as_ref()?;
        let strategy = self.version.as_ref()?.strategy.as_ref()?;
        match strategy.settings.kind() {
            StrategyKind::KeyAuth => caller.credential.map(|credential| Used::Key(credential.id)),
            StrategyKind::OpenidConnect => Some(Used::Token(caller.application_id)),
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

fn unavailable(question: &Question<'_>, error: &str) -> Arc<Answer> {
    tracing::error!(error, "a verdict could not be found in time and is a refusal");
    let refused = Reason::Unavailable.refuse("The portal cannot give a verdict just now.");
    Arc::new(question.answer(Facts::default(), Err(refused), Arc::default(), None))
}
