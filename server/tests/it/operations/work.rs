//! What goes on when a replica goes.
use super::{is_let_through, question, stage};
use crate::support::{PETS, Person, world::World};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_done_by_whoever_is_there() {
    let Some(mut stage) = stage(&[]).await else { return };
    let admin = stage.portal.admin().await;
    let product = json!({ "slug": "pets", "title": "Pets", "summary": "", "description": "",
                          "visibility": "public", "labels": {} });
    let product = admin.post("/api/v1/products", product).await.expect(201).json();
    let mut imports = Vec::new();
    for number in 0..6 {
        let settings = json!({ "name": number.to_string(), "auth_strategy_id": null, "registration_enabled": false,
                               "auto_approve": false, "upstream_url": null });
        let versions = format!("/api/v1/products/{}/versions", product["id"].as_str().expect("an id"));
        let version = admin.post(&versions, settings).await.expect(201).json();
        let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
        let at = stage.at(number % 3, &admin);
        let import = at.send(at.request(Method::PUT, &path).body(PETS)).await.expect(202).json();
        imports.push(import["id"].as_str().expect("an id").to_owned());
    }
    stage.replicas[0].signal("TERM");
    assert!(stage.replicas[0].ended().await.success());
    let reader = stage.at(1, &admin);
    for import in imports {
        let ready = async {
            while reader.get(&format!("/api/v1/imports/{import}")).await.expect(200).json()["status"]
                != "ready"
            {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(120), ready).await.expect("the import is done");
    }
}

/// Reads again and again until told to stop; counts what was answered and what was not.
#[derive(Default)]
struct Loop {
    stop: AtomicBool,
    done: AtomicU64,
    failed: AtomicU64,
}

fn again_and_again(request: reqwest::RequestBuilder) -> (Arc<Loop>, tokio::task::JoinHandle<()>) {
    let own = Arc::new(Loop::default());
    let state = own.clone();
    let task = tokio::spawn(async move {
        while !state.stop.load(SeqCst) {
            let answer = request.try_clone().expect("no body").send().await;
            let complete = match answer {
                Ok(answer) if answer.status() == 200 => answer.bytes().await.is_ok(),
                _ => false,
            };
            state.failed.fetch_add(u64::from(!complete), SeqCst);
            state.done.fetch_add(1, SeqCst);
        }
    });
    (own, task)
}

async fn some_more(loops: &[(Arc<Loop>, tokio::task::JoinHandle<()>)]) {
    for (own, _) in loops {
        let wanted = own.done.load(SeqCst) + 10;
        while own.done.load(SeqCst) < wanted {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_notices_a_replica_that_ends() {
    let Some(mut stage) = stage(&[]).await else { return };
    let world = World::new(&stage.portal).await;
    let origin = stage.balancer.origin.clone();
    let page = || Person::new(&origin, None).request(Method::GET, "/apis/weather");
    let verdict = || question(&origin, &world, "/");
    is_let_through(&origin, &world, "/").await;

    let mut loops = vec![again_and_again(page()), again_and_again(page()), again_and_again(verdict())];
    some_more(&loops).await;
    stage.replicas[0].signal("TERM");
    assert!(stage.replicas[0].ended().await.success());
    some_more(&loops).await;
    // A page that was half sent is lost with its replica; a verdict fits into one packet.
    for (own, _) in &loops[..2] {
        own.stop.store(true, SeqCst);
    }
    let pages: Vec<_> = loops.drain(..2).collect();
    for (own, task) in pages {
        task.await.expect("the loop ends");
        assert_eq!(own.failed.load(SeqCst), 0, "{}", stage.balancer.log());
    }
    stage.replicas[1].signal("KILL");
    stage.replicas[1].ended().await;
    some_more(&loops).await;
    for (own, task) in loops {
        own.stop.store(true, SeqCst);
        task.await.expect("the loop ends");
        assert_eq!(own.failed.load(SeqCst), 0, "{}", stage.balancer.log());
    }
}

/// Counts and calls of all are seen at each.
pub async fn json_at(person: &Person, path: &str) -> Value {
    person.get(path).await.expect(200).json()
}
