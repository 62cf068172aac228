//! Keys that change, and a provider that does not answer or says the wrong thing.
use super::{SETTINGS, TokenWorld};
use crate::support::{TestPortal, identity_provider::IdentityProvider, on_both_databases};
use chrono::TimeDelta;
use serde_json::json;

on_both_databases! {
    with SETTINGS;

    async fn new_keys_are_fetched_once_when_they_are_first_seen(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let old = world.token().await;
        assert_eq!(world.verdict(&old).await.0, 200);
        world.provider.rotates_its_keys().await;
        let new = world.token().await;
        // Whoever makes up keys has the provider asked once in ten seconds at most.
        assert_eq!(world.verdict(&new).await, (401, "token_signature".to_owned()));
        assert_eq!(world.provider.asked("GET /jwks").await, 1);
        portal.clock.advance(TimeDelta::seconds(11));
        assert_eq!(world.verdict(&new).await.0, 200);
        assert_eq!(world.verdict(&old).await, (401, "token_signature".to_owned()));
        for _ in 0..20 {
            let made_up = world.provider.signs("foreign", json!({ "kid": "made up" }), world.provider.claims("x", json!({})));
            assert_eq!(world.verdict(&made_up.await).await, (401, "token_signature".to_owned()));
        }
        assert_eq!(world.provider.asked("GET /jwks").await, 2);
    }

    async fn known_keys_count_while_the_provider_is_down(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let token = world.token().await;
        assert_eq!(world.verdict(&token).await.0, 200);
        let unknown = world.provider.signs("foreign", json!({ "kid": "new" }), world.provider.claims("x", json!({}))).await;
        let long = world.provider.signs("current", json!({}), world.provider.claims(&world.client.id, json!({ "exp": 9_999_999_999_i64 }))).await;
        world.provider.mode(json!({ "down": true })).await;
        portal.clock.advance(TimeDelta::minutes(6));
        for _ in 0..3 {
            assert_eq!(world.verdict(&token).await.0, 200);
            assert_eq!(world.verdict(&unknown).await, (403, "provider_unavailable".to_owned()));
        }
        // Not for ever: who was removed at the provider must not live on here.
        portal.clock.advance(TimeDelta::hours(25));
        assert_eq!(world.verdict(&long).await, (403, "provider_unavailable".to_owned()));
        world.provider.mode(json!({})).await;
        portal.clock.advance(TimeDelta::seconds(11));
        assert_eq!(world.verdict(&long).await.0, 200);
    }

    async fn foreign_keys_and_errors_open_nothing(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let token = world.token().await;
        world.provider.mode(json!({ "fail": "/.well-known/" })).await;
        assert_eq!(world.verdict(&token).await, (403, "provider_unavailable".to_owned()));
        world.provider.mode(json!({ "keys": "foreign" })).await;
        portal.clock.advance(TimeDelta::seconds(11));
        assert_eq!(world.verdict(&token).await, (401, "token_signature".to_owned()));
        let theirs = world.provider.signs("foreign", json!({}), world.provider.claims(&world.client.id, json!({}))).await;
        assert_eq!(world.verdict(&theirs).await, (401, "token_signature".to_owned()));
        world.provider.mode(json!({})).await;
        portal.clock.advance(TimeDelta::seconds(11));
        assert_eq!(world.verdict(&token).await.0, 200);
    }

    async fn another_issuers_configuration_is_not_taken(portal: TestPortal) {
        let provider = IdentityProvider::start();
        // The same server by another name: what it says of itself does not fit.
        let other = provider.issuer.replace("127.0.0.1", "localhost");
        let world = TokenWorld::of_issuer(&portal, provider, &other, None).await;
        let token = world.provider.signs("current", json!({}), world.provider.claims(&world.client.id, json!({ "iss": other }))).await;
        assert_eq!(world.verdict(&token).await, (403, "provider_unavailable".to_owned()));
        let guide = world.dev.get(&format!("/api/v1/applications/{}/token-guide", world.application)).await.expect(200).json();
        assert!(guide["provider_problem"].as_str().expect("a problem").contains("that of another issuer"), "{guide}");
    }
}

/// With the usual deadline: a provider that takes its time costs a call an answer, not the caller's time.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_provider_is_not_waited_for() {
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_OUTBOUND_ALLOW", "127.0.0.1")]).await;
    let world = TokenWorld::new(&portal).await;
    let token = world.token().await;
    world.provider.mode(json!({ "delay": 60_000 })).await;
    assert_eq!(world.verdict(&token).await, (403, "provider_unavailable".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inner_provider_is_reached_only_where_it_is_allowed() {
    let portal = TestPortal::on_sqlite().await;
    let world = TokenWorld::new(&portal).await;
    let token = world.token().await;
    assert_eq!(world.verdict(&token).await, (403, "provider_unavailable".to_owned()));
    assert_eq!(world.provider.asked("GET /.well-known/openid-configuration").await, 0);
}
