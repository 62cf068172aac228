//! No verdict that began after a revocation's answer lets a call through: real processes, questions without
//! a pause, and what goes wrong in between.
mod askers;
mod clocks;
mod one_process;
mod replicas;
mod subjects;

use crate::support::replica::Replica;
use askers::Askers;
use subjects::Subject;

/// The status and the reason of one verdict.
async fn verdict(replica: &Replica, subject: &Subject, key: &str, gateway: &str) -> (u16, String) {
    let question = reqwest::Client::new()
        .get(format!("{}/gateway/verify/{}/1", replica.origin, subject.product))
        .header("x-portal-gateway-token", gateway)
        .header("apikey", key);
    crate::support::world::verdict_of(&question.send().await.expect("an answer"))
}

/// All were revoked: nothing was let through since, and every replica says why.
async fn check(askers: Askers, replicas: &[&Replica], gateway: &str) {
    let subjects = askers.subjects.clone();
    let (asked, wrong) = askers.stop().await;
    assert!(asked > 0);
    assert_eq!(wrong, 0, "accepted, of {asked} verdicts that began after the answer");
    for replica in replicas {
        for subject in subjects.iter() {
            let (status, reason) = loop {
                let answer = verdict(replica, subject, &subject.key, gateway).await;
                // A no as well, of a replica that is only just getting its connections back.
                if answer.1 != "unavailable" {
                    break answer;
                }
            };
            assert_eq!((status, reason.as_str()), subject.way.refusal(), "{:?}", subject.way);
        }
    }
}
