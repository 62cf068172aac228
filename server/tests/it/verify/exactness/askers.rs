//! Questions without a pause, from every replica about every subject.
use super::subjects::Subject;
use crate::support::replica::Replica;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::task::JoinSet;

/// Questions at once, about one subject at one replica.
const AT_ONCE: usize = 2;

pub struct Askers {
    pub subjects: Arc<Vec<Subject>>,
    /// Whose revocation was answered.
    revoked: Arc<Vec<AtomicBool>>,
    counts: Vec<Arc<Counts>>,
    stop: Arc<AtomicBool>,
    tasks: JoinSet<()>,
}

/// Of one subject at one replica.
#[derive(Debug)]
struct Counts {
    subject: usize,
    replica: usize,
    /// Accepted, of those that began before the revocation's answer.
    accepted: AtomicU64,
    /// Answers to questions that began after it.
    after: AtomicU64,
    /// The accepted ones of these.
    wrong: AtomicU64,
}

impl Askers {
    pub fn start(replicas: &[&Replica], subjects: Vec<Subject>, gateway: &str) -> Self {
        let mut all = Self {
            revoked: Arc::new(subjects.iter().map(|_| AtomicBool::new(false)).collect()),
            subjects: Arc::new(subjects),
            counts: Vec::new(),
            stop: Arc::default(),
            tasks: JoinSet::new(),
        };
        for (replica, served) in replicas.iter().enumerate() {
            for subject in 0..all.subjects.len() {
                all.ask(replica, &served.origin, subject, gateway);
            }
        }
        all
    }

    fn ask(&mut self, replica: usize, origin: &str, subject: usize, gateway: &str) {
        let counts = Arc::new(Counts {
            subject,
            replica,
            accepted: AtomicU64::new(0),
            after: AtomicU64::new(0),
            wrong: AtomicU64::new(0),
        });
        self.counts.push(counts.clone());
        let own = &self.subjects[subject];
        let request = reqwest::Client::new()
            .get(format!("{origin}/gateway/verify/{}/1", own.product))
            .header("x-portal-gateway-token", gateway)
            .header("apikey", &own.key);
        for _ in 0..AT_ONCE {
            let (stop, revoked, counts) = (self.stop.clone(), self.revoked.clone(), counts.clone());
            let request = request.try_clone().expect("a request without a body");
            self.tasks.spawn(async move {
                while !stop.load(SeqCst) {
                    let after = revoked[subject].load(SeqCst);
                    let answer = request.try_clone().expect("a request").send().await.expect("an answer");
                    match (after, answer.status().as_u16()) {
                        (true, status) => {
                            counts.wrong.fetch_add(u64::from(status < 400), SeqCst);
                            counts.after.fetch_add(1, SeqCst);
                        }
                        (false, 200) => _ = counts.accepted.fetch_add(1, SeqCst),
                        (false, _) => {}
                    }
                }
            });
        }
    }

    /// The revocation was answered.
    pub fn is_revoked(&self, subject: usize) {
        self.revoked[subject].store(true, SeqCst);
    }

    /// Every subject was let through so often by every replica.
    pub async fn wait_until_accepted(&self, times: u64) {
        let counts = self.counts.iter();
        self.wait(counts.map(|own| (own, &own.accepted, own.accepted.load(SeqCst) + times))).await;
    }

    /// Every question that begins after this was answered so often, by these replicas.
    pub async fn wait_for_answers_after(&self, times: u64, replicas: &[usize]) {
        let own = self.counts.iter().filter(|own| replicas.contains(&own.replica));
        self.wait(own.map(|own| (own, &own.after, own.after.load(SeqCst) + times))).await;
    }

    async fn wait<'a>(&self, wanted: impl Iterator<Item = (&'a Arc<Counts>, &'a AtomicU64, u64)>) {
        for (own, counter, times) in wanted {
            let enough = async {
                while counter.load(SeqCst) < times {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            let waited = tokio::time::timeout(Duration::from_secs(120), enough).await;
            assert!(waited.is_ok(), "no answers: {own:?} of {:?}", self.subjects[own.subject].way);
        }
    }

    /// How many answers came to questions that began after the revocation, and the accepted ones of them.
    pub async fn stop(mut self) -> (u64, u64) {
        self.stop.store(true, SeqCst);
        while let Some(ended) = self.tasks.join_next().await {
            ended.expect("every question is answered");
        }
        let sum = |of: fn(&Counts) -> &AtomicU64| self.counts.iter().map(|own| of(own).load(SeqCst)).sum();
        for own in self.counts.iter().filter(|own| own.wrong.load(SeqCst) > 0) {
            eprintln!("{:?} {own:?}", self.subjects[own.subject].way);
        }
        (sum(|own| &own.after), sum(|own| &own.wrong))
    }
}
