//! More requests than are worked on at once.
use crate::support::{on_both_databases, world::World};
use futures::channel::mpsc;
use reqwest::Method;
use std::io;

/// A request whose body does not end before the sender is dropped.
fn endless(world: &World) -> (mpsc::UnboundedSender<io::Result<Vec<u8>>>, tokio::task::JoinHandle<u16>) {
    let (more, body) = mpsc::unbounded();
    more.unbounded_send(Ok(b"{".to_vec())).expect("it is sent");
    let request = world
        .admin
        .request(Method::POST, "/api/v1/products")
        .header("content-type", "application/json")
        .body(reqwest::Body::wrap_stream(body));
    (more, tokio::spawn(async move { request.send().await.expect("an answer").status().as_u16() }))
}

on_both_databases! {
    with [("PORTICO_LIMITS_CONCURRENT_REQUESTS", "2")];
    async fn what_is_too_much_is_refused_at_once_and_verdicts_are_not(portal: TestPortal) {
        let world = World::new(&portal).await;
        let stranger = portal.stranger();
        let mut held = [endless(&world), endless(&world)];
        let refused = loop {
            let answer = stranger.get("/").await;
            if answer.status != 200 {
                break answer.expect(503);
            }
            // A question of the stranger's may have had the place.
            for one in held.iter_mut().filter(|(_, request)| request.is_finished()) {
                *one = endless(&world);
            }
        };
        assert_eq!((refused.code().as_str(), &refused.headers["retry-after"]), ("busy", &"1".parse().expect("a value")));
        for path in ["/", "/apis/weather", "/api/v1/catalog", "/session"] {
            assert_eq!(stranger.get(path).await.expect(503).code(), "busy", "{path}");
        }
        let sign_in = [("email", "ann@partner.example"), ("password", "anything")];
        stranger.submit("/session", &sign_in).await.expect(503);
        for path in ["/healthz", "/readyz"] {
            stranger.get(path).await.expect(200);
        }
        assert_eq!(world.verdict(&world.key).await, (200, String::new()));

        for (body, request) in held {
            drop(body);
            assert!((400..500).contains(&request.await.expect("it ends")), "half a body is refused");
        }
        stranger.get("/").await.expect(200);
    }
}
