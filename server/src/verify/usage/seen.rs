//! What was called since the last write.
use super::super::{About, Answer, Reason, Refused, Scheme};
use crate::{clock::new_id, usage::latency};
use app::{
    id::{ApplicationId, CredentialId, GatewayId, VersionId},
    time::Timestamp,
};
use std::{collections::HashMap, net::IpAddr, time::Duration};
use uuid::Uuid;

/// Calls kept one by one until the next write: of each line so many, and so many of each shard. Those that were let
/// through are a sample, and leave room for refusals, whose request ids people ask about.
const LET_THROUGH_KEPT: Kept = Kept { of_line: 3, of_shard: 16 };
const REFUSED_KEPT: Kept = Kept { of_line: 20, of_shard: 64 };
/// Addresses of keys until the next write.
const CALLERS: usize = 500;
/// While the database is away, minutes add up; what would be more than this is let go.
const LINES: usize = 31_250;
const PATH_CHARACTERS: usize = 200;

struct Kept {
    of_line: u32,
    of_shard: usize,
}

/// What proved who called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Used {
    Key(CredentialId),
    /// A token of an identity provider, issued to the client of this application.
    Token(ApplicationId),
}

/// The uses of one key (or of one application's tokens) for one version since they were last written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    pub first_at: Option<Timestamp>,
    pub last_at: Option<Timestamp>,
    pub last_refused_at: Option<Timestamp>,
    pub last_refusal: Option<Reason>,
}

/// By what calls are counted. Who or what is not known is the nil UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Line {
    /// Unix minutes.
    pub minute: i64,
    pub application: Uuid,
    pub version: Uuid,
    pub credential: Uuid,
    /// Absent where the call was let through.
    pub refusal: Option<Reason>,
    pub tried: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub calls: i64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// How many of them are kept one by one.
    kept: u32,
    /// What proves who calls is a token.
    by_token: bool,
}

impl Counted {
    /// What the line's calls proved themselves with, where that is known and outlives the call.
    pub(super) fn used(&self, line: &Line) -> Option<Used> {
        match (line.credential, line.application) {
            (_, application) if self.by_token && !application.is_nil() => {
                Some(Used::Token(ApplicationId(application)))
            }
            (credential, _) if !credential.is_nil() => Some(Used::Key(CredentialId(credential))),
            _ => None,
        }
    }
}

/// By what answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnswerLine {
    pub minute: i64,
    pub application: Uuid,
    pub version: Uuid,
    pub credential: Uuid,
    pub tried: bool,
    pub status: u16,
    /// See [`latency`].
    pub bucket: u16,
}

/// One call, kept to be looked at.
#[derive(Debug, Clone)]
pub struct KeptCall {
    pub id: Uuid,
    pub request_id: Option<String>,
    pub at: Timestamp,
    pub line: Line,
    pub sentence: Option<String>,
    pub product: Box<str>,
    pub version: Box<str>,
    /// How a key that is not known looks; never the key.
    pub key_shape: Option<String>,
    pub gateway: Uuid,
    pub address: Option<IpAddr>,
    pub method: Option<String>,
    pub path: Option<String>,
}

/// From where a key was used.
#[derive(Debug, Clone)]
pub struct Caller {
    pub last_at: Timestamp,
    pub refusal: Option<Reason>,
    pub method: Option<String>,
    pub path: Option<String>,
    pub calls: i64,
}

#[derive(Debug, Default)]
pub struct Seen {
    pub lines: HashMap<Line, Counted>,
    pub answers: HashMap<AnswerLine, i64>,
    pub gateways: HashMap<GatewayId, Timestamp>,
    pub callers: HashMap<(CredentialId, IpAddr), Caller>,
    pub calls: Vec<KeptCall>,
}

impl Seen {
    pub(super) fn let_through(&self) -> impl Iterator<Item = (&Line, &Counted)> {
        self.lines.iter().filter(|(line, _)| line.refusal.is_none())
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.answers.is_empty() && self.gateways.is_empty()
    }

    /// First and last calls of each key, and of each application's tokens, for each version.
    pub fn uses(&self) -> HashMap<(Used, VersionId), Uses> {
        let mut all: HashMap<_, Uses> = HashMap::new();
        for (line, counted) in &self.lines {
            let Some(used) = counted.used(line).filter(|_| !line.version.is_nil()) else { continue };
            let uses = all.entry((used, VersionId(line.version))).or_default();
            match line.refusal {
                None => {
                    uses.first_at = uses.first_at.into_iter().chain([counted.first_at]).min();
                    uses.last_at = uses.last_at.max(Some(counted.last_at));
                }
                Some(reason) if uses.last_refused_at < Some(counted.last_at) => {
                    uses.last_refused_at = Some(counted.last_at);
                    uses.last_refusal = Some(reason);
                }
                Some(_) => {}
            }
        }
        all
    }
}

pub fn minute_of(at: Timestamp) -> i64 {
    at.timestamp().div_euclid(60)
}

impl Seen {
    /// A verdict was given.
    pub(super) fn judged(
        &mut self,
        line: Line,
        answer: &Answer,
        refused: Option<(&Refused, &str)>,
        key_shape: impl FnOnce() -> Option<String>,
        about: &About<'_>,
        at: Timestamp,
    ) {
        let gateway = answer.facts.gateway_id;
        if let Some(gateway) = gateway {
            self.gateways.insert(gateway, at);
        }
        if self.lines.len() >= LINES && !self.lines.contains_key(&line) {
            return;
        }
        let by_token = matches!(*answer.scheme, Scheme::Tokens(_));
        let counted = self.lines.entry(line).or_insert(Counted {
            calls: 0,
            first_at: at,
            last_at: at,
            kept: 0,
            by_token,
        });
        counted.calls += 1;
        counted.last_at = at;
        let most = if line.refusal.is_some() { REFUSED_KEPT } else { LET_THROUGH_KEPT };
        if counted.kept < most.of_line && self.calls.len() < most.of_shard {
            counted.kept += 1;
            self.calls.push(KeptCall {
                id: new_id(at),
                request_id: refused.map(|(_, id)| id.to_owned()),
                at,
                line,
                sentence: refused.map(|(refused, _)| cut(&refused.sentence)),
                product: answer.product().into(),
                version: answer.version().into(),
                key_shape: key_shape(),
                gateway: gateway.map_or(Uuid::nil(), |id| id.0),
                address: about.address,
                method: about.method.map(cut),
                path: about.path.map(cut),
            });
        }
        self.called_from(line, about, at);
    }

    /// A call was answered.
    pub(super) fn answered(&mut self, line: AnswerLine) {
        if self.answers.len() < LINES {
            *self.answers.entry(line).or_default() += 1;
        }
    }

    /// Adds what was seen of other lines.
    pub(super) fn merge(&mut self, others: Self) {
        self.lines.extend(others.lines);
        self.answers.extend(others.answers);
        self.callers.extend(others.callers);
        self.calls.extend(others.calls);
        for (gateway, at) in others.gateways {
            let known = self.gateways.entry(gateway).or_insert(at);
            *known = at.max(*known);
        }
    }

    /// One entry for each key and address: who still uses an old key is told, however busy the others are.
    fn called_from(&mut self, line: Line, about: &About<'_>, at: Timestamp) {
        let Some(address) = about.address.filter(|_| !line.credential.is_nil()) else { return };
        let key = (CredentialId(line.credential), address);
        if let Some(caller) = self.callers.get_mut(&key) {
            caller.calls += 1;
            caller.last_at = at;
            caller.refusal = line.refusal;
            renew(&mut caller.method, about.method);
            renew(&mut caller.path, about.path);
        } else if self.callers.len() < CALLERS {
            let (method, path) = (about.method.map(cut), about.path.map(cut));
            self.callers.insert(key, Caller { last_at: at, refusal: line.refusal, method, path, calls: 1 });
        }
    }
}

impl Line {
    pub(super) fn of(answer: &Answer, refusal: Option<Reason>, tried: bool, at: Timestamp) -> Self {
        let facts = &answer.facts;
        let caller = facts.caller.as_ref();
        let credential = caller.and_then(|caller| caller.credential).filter(|own| !own.for_one_call);
        Self {
            minute: minute_of(at),
            application: caller.map_or(Uuid::nil(), |caller| caller.application_id.0),
            version: facts.version.as_ref().map_or(Uuid::nil(), |version| version.id.0),
            credential: credential.map_or(Uuid::nil(), |credential| credential.id.0),
            refusal,
            tried,
        }
    }

    pub(super) fn answered(self, status: u16, took: Duration) -> AnswerLine {
        let Self { minute, application, version, credential, tried, .. } = self;
        AnswerLine { minute, application, version, credential, tried, status, bucket: latency::bucket(took) }
    }
}

/// Most calls are like the one before: nothing is copied then.
fn renew(kept: &mut Option<String>, told: Option<&str>) {
    if kept.as_deref() != told {
        *kept = told.map(cut);
    }
}

fn cut(text: &str) -> String {
    text.chars().take(PATH_CHARACTERS).filter(|c| !c.is_control()).collect()
}
