//! Providers that are down, slow or wrong, while passwords go on working.
use super::{SETTINGS, SsoWorld, Visitor, location};
use crate::{
    developers::{PASSWORD, sign_in},
    support::on_both_databases,
};
use chrono::TimeDelta;
use serde_json::json;

on_both_databases! {
    with SETTINGS;

    async fn a_provider_that_is_down_is_named_and_passwords_work(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        portal.developer("Bob").await;
        world.idp.mode(json!({ "down": true })).await;
        let page = portal.stranger().get("/sign-in/with/acme-id").await.expect(409).text;
        assert!(page.contains("Signing in with Acme ID does not work just now"), "{page}");
        assert!(page.contains("name=\"password\""), "{page}");
        sign_in(&portal, &portal.stranger(), "bob@partner.example", PASSWORD).await.expect(303);
        world.idp.mode(json!({})).await;
        portal.clock.advance(TimeDelta::seconds(11));
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
    }

    async fn what_fails_half_way_lets_nobody_in(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let wrong = [
            (json!({ "fail": "/token" }), "500 Internal Server Error"),
            (json!({ "fail": "/me" }), "500 Internal Server Error"),
        ];
        for (mode, why) in wrong {
            let browser = portal.stranger();
            let start = browser.get("/sign-in/with/acme-id").await.expect(303);
            let back = Visitor::new().goes_through(&location(&start), "ann").await;
            world.idp.mode(mode).await;
            let page = world.brings(&browser, &back).await.expect(409).text;
            assert!(page.contains(why), "{page}");
            browser.get("/api/v1/me").await.expect(401);
            world.idp.mode(json!({})).await;
        }
        let found = world.admin.get("/api/v1/developers?q=ann").await.expect(200).json();
        assert_eq!(found["total"], 0, "no half an account is left behind");
    }

    async fn foreign_keys_are_not_trusted(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        world.idp.mode(json!({ "keys": "foreign" })).await;
        let page = world.signs_in(&portal.stranger(), "ann").await.expect(409).text;
        assert!(page.contains("cannot be relied on"), "{page}");
        world.idp.mode(json!({})).await;
        portal.clock.advance(TimeDelta::seconds(11));
        // New keys are fetched as they are needed.
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
    }

    async fn new_keys_are_fetched_when_they_are_first_seen(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        world.idp.rotates_its_keys().await;
        portal.clock.advance(TimeDelta::seconds(11));
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
    }
}

/// Not on both databases: it waits as long as a person would.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_provider_is_waited_for_only_so_long() {
    let portal = crate::support::TestPortal::on_sqlite_with(&SETTINGS).await;
    let world = SsoWorld::new(&portal).await;
    portal.developer("Bob").await;
    world.idp.mode(json!({ "delay": 60_000 })).await;
    let browser = portal.stranger();
    let (slow, by_password) = tokio::join!(
        browser.get("/sign-in/with/acme-id"),
        sign_in(&portal, &browser, "bob@partner.example", PASSWORD)
    );
    by_password.expect(303);
    assert!(slow.expect(409).text.contains("did not answer in time"));
}
