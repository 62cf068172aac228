//! What those see who run the portal, and three replicas on PostgreSQL behind nginx, as docs/operations describes
//! them.
mod balancer;
mod counts;
pub mod metrics;
mod sessions;
mod shipped;
mod traces;
mod work;

use crate::support::{
    Person, TestPortal,
    replica::{MASTER_KEY, Replica, free_port},
    world::{PRODUCT, VERSION, World},
};
use balancer::Balancer;

struct Stage {
    /// Made the database, and does nothing but look into it.
    portal: TestPortal,
    replicas: Vec<Replica>,
    balancer: Balancer,
}

/// Absent where no PostgreSQL server or no nginx was promised.
async fn stage(settings: &[(&str, &str)]) -> Option<Stage> {
    let nginx = balancer::nginx()?;
    let portal = TestPortal::on_postgres_with(&[("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)]).await?;
    let port = free_port();
    let public_url = format!("http://127.0.0.1:{port}");
    let common =
        [("PORTICO_SERVER_PUBLIC_URL", public_url.as_str()), ("PORTICO_SERVER_TRUSTED_PROXIES", "127.0.0.1")];
    let all: Vec<_> = common.iter().chain(settings).copied().collect();
    let mut replicas = Vec::new();
    for _ in 0..3 {
        replicas.push(Replica::start(portal.folder(), portal.database_url(), &all).await);
    }
    let balancer = Balancer::start(&nginx, port, &replicas).await;
    Some(Stage { portal, replicas, balancer })
}

impl Stage {
    /// The same person at one of the replicas.
    fn at(&self, replica: usize, person: &Person) -> Person {
        Person::new(&self.replicas[replica].origin, person.token())
    }
}

/// A gateway's question, about a call to `path`.
fn question(origin: &str, world: &World, path: &str) -> reqwest::RequestBuilder {
    reqwest::Client::new()
        .get(format!("{origin}/gateway/verify/{PRODUCT}/{VERSION}"))
        .header("x-portal-gateway-token", &world.gateway_token)
        .header("x-forwarded-uri", path)
        .header("apikey", &world.key)
}

async fn is_let_through(origin: &str, world: &World, path: &str) {
    let answer = question(origin, world, path).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{:?}", answer.headers());
}
