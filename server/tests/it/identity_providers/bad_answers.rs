//! Answers that prove nothing.
use super::{SETTINGS, SsoWorld, Visitor, connect, location};
use crate::support::{identity_provider::IdentityProvider, on_both_databases};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The address with one of its parameters changed, or without it.
fn with(address: &str, name: &str, value: Option<&str>) -> String {
    let mut url: reqwest::Url = address.parse().expect("an address");
    let mut pairs: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(own, _)| own != name).collect();
    pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    url.query_pairs_mut().clear().extend_pairs(pairs);
    url.into()
}

/// Begun by this browser, and answered by the provider.
async fn answered(browser: &crate::support::Person, account: &str) -> String {
    let start = browser.get("/sign-in/with/acme-id").await.expect(303);
    Visitor::new().goes_through(&location(&start), account).await
}

const EXPIRED: &str = "was begun in another browser, was used already";

on_both_databases! {
    with SETTINGS;

    async fn state_binds_the_answer_to_the_browser_that_asked(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        let back = answered(&browser, "ann").await;
        for wrong in [None, Some(""), Some("made-up"), Some(&*"x".repeat(43))] {
            let page = world.brings(&browser, &with(&back, "state", wrong)).await.expect(409).text;
            assert!(page.contains(EXPIRED), "{page}");
        }
        // Somebody else's browser: the attacker's own answer must not sign a victim in.
        let victim = portal.stranger();
        world.brings(&victim, &back).await.expect(409);
        victim.get("/sign-in/with/acme-id").await.expect(303);
        world.brings(&victim, &back).await.expect(409);
        world.brings(&browser, &back).await.expect(303);
        // Used up.
        let page = world.brings(&browser, &back).await.expect(409).text;
        assert!(page.contains(EXPIRED), "{page}");
    }

    async fn a_sign_in_under_way_expires(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        let back = answered(&browser, "ann").await;
        portal.clock.advance(TimeDelta::minutes(11));
        world.brings(&browser, &back).await.expect(409);
        browser.get("/api/v1/me").await.expect(401);
    }

    async fn a_code_is_worth_nothing_without_its_verifier(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let (one, two) = (portal.stranger(), portal.stranger());
        let first = answered(&one, "ann").await;
        let second = answered(&two, "bob").await;
        let code = |address: &str| {
            let url: reqwest::Url = address.parse().unwrap();
            url.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
        };
        // Eve injects a stolen code into a sign-in of her own.
        let page = world.brings(&two, &with(&second, "code", Some(&code(&first)))).await.expect(409).text;
        assert!(page.contains("did not stand by its answer"), "{page}");
        two.get("/api/v1/me").await.expect(401);
    }

    async fn a_mixed_up_issuer_is_noticed(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        for issuer in [Some("https://evil.example"), Some(""), None] {
            let browser = portal.stranger();
            let back = answered(&browser, "ann").await;
            let page = world.brings(&browser, &with(&back, "iss", issuer)).await.expect(409).text;
            assert!(page.contains("Nobody was signed in"), "{issuer:?}: {page}");
            browser.get("/api/v1/me").await.expect(401);
        }
        // An answer to one provider's question, brought as another provider's.
        let other = IdentityProvider::start();
        connect(&portal, &world.admin, &other, "Partner ID", json!({})).await;
        let browser = portal.stranger();
        let back = answered(&browser, "ann").await.replace("/with/acme-id/", "/with/partner-id/");
        let page = world.brings(&browser, &with(&back, "iss", None)).await.expect(409).text;
        assert!(page.contains("another provider than the one that was asked"), "{page}");
    }

    async fn only_a_whole_id_token_proves_who_somebody_is(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let now = server::clock::Clock::now(&server::clock::SystemClock).timestamp();
        let cases: [(Value, &str); 17] = [
            (json!({ "key": "none" }), "proves nothing here"),
            (json!({ "key": "public" }), "proves nothing here"),
            (json!({ "key": "foreign" }), "signature is not by the key"),
            (json!({ "header": { "kid": "unknown" } }), "does not publish"),
            (json!({ "header": { "typ": "at+jwt" } }), "a token for something else"),
            (json!({ "claims": { "iss": "https://evil.example" } }), "issued by"),
            (json!({ "claims": { "aud": "another-client" } }), "meant for"),
            (json!({ "claims": { "aud": null } }), "meant for nobody"),
            (json!({ "claims": { "aud": [world.client.id, "another-client"] } }), "another client"),
            (json!({ "claims": { "azp": "another-client" } }), "another client"),
            (json!({ "claims": { "exp": now - 60 } }), "It expired on"),
            (json!({ "claims": { "exp": null } }), "does not say when it expires"),
            (json!({ "claims": { "nbf": now + 600 } }), "time has not come"),
            (json!({ "claims": { "nonce": null } }), "another sign-in"),
            (json!({ "claims": { "nonce": "made-up" } }), "another sign-in"),
            (json!({ "claims": { "sub": null } }), "who signed in"),
            (json!({ "claims": { "sub": "eve" } }), "different people"),
        ];
        for (change, why) in cases {
            world.idp.mode(json!({ "idToken": change })).await;
            let browser = portal.stranger();
            let page = world.signs_in(&browser, "ann").await.expect(409).text;
            assert!(page.contains(why), "{change}: {page}");
            browser.get("/api/v1/me").await.expect(401);
        }
        world.idp.mode(json!({ "idToken": { "claims": { "aud": [world.client.id] } } })).await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        let events = world.admin.get("/api/v1/audit-events?q=session.refused").await.expect(200).json();
        assert_eq!(events["total"], 17, "each is told to who asks why");
    }

    async fn an_error_of_the_provider_is_told_as_text(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        let back = with(&answered(&browser, "ann").await, "code", None);
        let back = with(&with(&back, "error", Some("access_denied")), "error_description", Some("<b>You may not</b>"));
        let page = world.brings(&browser, &back).await.expect(409).text;
        assert!(page.contains("did not let you in"), "{page}");
        assert!(!page.contains("<b>You may not"), "{page}");
        // Without a sign-in under way, a link must not put words onto our pages.
        let page = portal.stranger().get("/sign-in/with/acme-id/callback?error=x&error_description=Call+0900").await.expect(409).text;
        assert!(page.contains(EXPIRED) && !page.contains("0900"), "{page}");
    }
}
