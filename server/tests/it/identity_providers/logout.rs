//! Who is signed out, or taken out, at the provider is so here too.
use super::{SETTINGS, SsoWorld, Visitor, location};
use crate::support::{Answer, Person, TestPortal, on_both_databases};
use chrono::TimeDelta;
use serde_json::{Value, json};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// As a provider's server sends it: from nowhere that a browser would know.
async fn tell(portal: &TestPortal, token: &str) -> Answer {
    let provider = portal.stranger();
    let request = provider.request(reqwest::Method::POST, "/sign-in/with/acme-id/logout");
    provider.send(request.form(&[("logout_token", token)])).await
}

async fn enters(portal: &TestPortal, world: &SsoWorld, visitor: &Visitor, account: &str) -> Person {
    let browser = portal.stranger();
    let start = browser.get("/sign-in/with/acme-id").await.expect(303);
    let back = visitor.goes_through(&location(&start), account).await;
    world.brings(&browser, &back).await.expect(303);
    browser
}

async fn token(world: &SsoWorld, key: &str, header: Value, changes: Value) -> String {
    let now = server::clock::Clock::now(&server::clock::SystemClock).timestamp();
    let mut claims = json!({ "iss": world.idp.issuer, "aud": world.client.id, "iat": now, "exp": now + 120, "jti": "1",
                             "sub": "ann", "events": { EVENT: {} } });
    for (name, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(claims.as_object_mut().expect("an object").remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    world.idp.signs(key, header, claims).await
}

on_both_databases! {
    with SETTINGS;

    async fn signing_out_at_the_provider_signs_out_here(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let visitor = Visitor::new();
        let browser = enters(&portal, &world, &visitor, "ann").await;
        let elsewhere = enters(&portal, &world, &Visitor::new(), "ann").await;
        let other = enters(&portal, &world, &Visitor::new(), "bob").await;
        browser.get("/api/v1/me").await.expect(200);
        visitor.signs_out(&world.idp).await;
        browser.get("/api/v1/me").await.expect(401);
        // Another session of the provider's, and another person.
        elsewhere.get("/api/v1/me").await.expect(200);
        other.get("/api/v1/me").await.expect(200);
        let events = world.admin.get("/api/v1/audit-events?q=session.ended_by_provider").await.expect(200).json();
        assert_eq!(events["items"][0]["object_name"], "ann@acme.example", "{events}");
    }

    async fn who_is_taken_out_there_has_no_way_in_any_more(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let one = enters(&portal, &world, &Visitor::new(), "ann").await;
        let two = enters(&portal, &world, &Visitor::new(), "ann").await;
        let by_token = portal.developer("Bob").await;
        world.idp.steer("remove", json!({ "account": "ann" })).await;
        one.get("/api/v1/me").await.expect(401);
        two.get("/api/v1/me").await.expect(401);
        by_token.get("/api/v1/me").await.expect(200);
        // Nor does the provider let them in again.
        let page = world.signs_in(&one, "ann").await.expect(409).text;
        assert!(page.contains("not known there any more"), "{page}");
        one.get("/api/v1/me").await.expect(401);
    }

    async fn only_a_logout_token_of_the_provider_signs_anybody_out(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = enters(&portal, &world, &Visitor::new(), "ann").await;
        let now = server::clock::Clock::now(&server::clock::SystemClock).timestamp();
        let wrong = [
            ("none", json!({})), ("public", json!({})), ("foreign", json!({})),
            ("current", json!({ "aud": "another-client" })),
            ("current", json!({ "iss": "https://evil.example" })),
            ("current", json!({ "exp": now - 60 })),
            ("current", json!({ "iat": null })),
            ("current", json!({ "iat": now + 600 })),
            ("current", json!({ "exp": null, "iat": now - 3600 })),
            ("current", json!({ "events": null })),
            ("current", json!({ "events": { "something": {} } })),
            ("current", json!({ "nonce": "x" })),
            ("current", json!({ "sub": null })),
        ];
        for (key, changes) in wrong {
            let token = token(&world, key, json!({ "typ": "logout+jwt" }), changes.clone()).await;
            let answer = tell(&portal, &token).await.expect(400);
            assert_eq!(answer.json()["error"], "invalid_request", "{changes}");
            assert_eq!(answer.headers["cache-control"], "no-store");
        }
        let id_token = token(&world, "current", json!({ "typ": "at+jwt" }), json!({})).await;
        tell(&portal, &id_token).await.expect(400);
        tell(&portal, "nonsense").await.expect(400);
        browser.get("/api/v1/me").await.expect(200);
        let right = token(&world, "current", json!({ "typ": "logout+jwt" }), json!({})).await;
        tell(&portal, &right).await.expect(200);
        browser.get("/api/v1/me").await.expect(401);
    }

    async fn a_token_that_is_sent_again_signs_nobody_out(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let first = enters(&portal, &world, &Visitor::new(), "ann").await;
        let told = token(&world, "current", json!({}), json!({})).await;
        tell(&portal, &told).await.expect(200);
        first.get("/api/v1/me").await.expect(401);
        portal.clock.advance(TimeDelta::seconds(60));
        let again = enters(&portal, &world, &Visitor::new(), "ann").await;
        tell(&portal, &told).await.expect(200);
        again.get("/api/v1/me").await.expect(200);
    }
}
