//! What reveals or deletes is for who has just proved who they are, by password or with their provider.
use super::{SETTINGS, SsoWorld, Visitor, location};
use crate::{developers::PASSWORD, support::on_both_databases};
use chrono::TimeDelta;
use serde_json::json;

const TOKENS: &str = "/account/tokens?_do=issue_access_token";
const TOKEN: [(&str, &str); 2] = [("name", "pipeline"), ("scope", "read")];

on_both_databases! {
    with SETTINGS;

    async fn a_browser_left_alone_asks_for_the_password_again(portal: TestPortal) {
        portal.developer("Bob").await;
        let browser = portal.browser_as("bob@partner.example").await;
        browser.submit(TOKENS, &TOKEN).await.expect(200);
        portal.clock.advance(TimeDelta::minutes(16));
        browser.get("/api/v1/me").await.expect(200);
        assert!(browser.submit(TOKENS, &TOKEN).await.expect(409).text.contains("since you proved who you are"));
        for page in ["/account/tokens", "/account/data"] {
            let text = browser.get(page).await.expect(200).text;
            assert!(text.contains("Please prove again that it is you"), "{page}: {text}");
        }
        assert_eq!(browser.get("/api/v1/me/data").await.expect(409).code(), "prove_again");
        let prove = "/account/tokens?_do=prove_again";
        let wrong = browser.submit(prove, &[("password", "not the password at all"), ("return_to", "/account/data")]).await;
        assert!(wrong.expect(422).text.contains("This is not your password"));
        let elsewhere = browser.submit(prove, &[("password", PASSWORD), ("return_to", "//evil.example")]).await.expect(303);
        assert_eq!(location(&elsewhere), "/account");
        browser.submit(TOKENS, &TOKEN).await.expect(200);
        assert!(browser.get("/account/data").await.expect(200).text.contains("Download as JSON"));
    }

    async fn who_has_no_password_proves_it_with_the_provider(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        assert!(browser.get("/account/password").await.expect(200).text.contains("You have no password"));
        portal.clock.advance(TimeDelta::minutes(16));
        let page = browser.get("/account/delete").await.expect(200).text;
        assert!(page.contains("/sign-in/with/acme-id?again=1"), "{page}");
        let delete = "/account/delete?_do=delete_self";
        browser.submit(delete, &[]).await.expect(409);
        browser.submit(delete, &[("password", PASSWORD)]).await.expect(409);
        let again = async |account: &str| {
            let start = browser.get("/sign-in/with/acme-id?again=1&return_to=%2Faccount%2Fdelete").await.expect(303);
            assert!(location(&start).contains("prompt=login&max_age=1"), "{}", location(&start));
            let back = Visitor::new().goes_through(&location(&start), account).await;
            world.brings(&browser, &back).await
        };
        // The provider's clock goes on by itself.
        portal.clock.advance(-TimeDelta::minutes(16));
        portal.clock.advance(TimeDelta::minutes(1));
        assert!(again("bob").await.expect(409).text.contains("somebody else than who is signed in"));
        assert_eq!(location(&again("ann").await.expect(303)), "/account/delete");
        portal.clock.advance(TimeDelta::minutes(14));
        browser.submit(delete, &[]).await.expect(303);
        browser.get("/api/v1/me").await.expect(401);
        let found = world.admin.get("/api/v1/developers?q=ann@acme.example").await.expect(200).json();
        assert_eq!(found["total"], 0);
    }

    async fn an_old_proof_of_the_provider_is_none(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let now = server::clock::Clock::now(&server::clock::SystemClock).timestamp();
        let old = "did not ask you to prove again";
        let silent = "Acme ID does not say when you last proved";
        for (auth_time, why) in [(json!(now - 3600), old), (json!(0), silent), (json!(null), silent), (json!("now"), silent)] {
            world.idp.mode(json!({ "idToken": { "claims": { "auth_time": auth_time } } })).await;
            let start = browser.get("/sign-in/with/acme-id?again=1").await.expect(303);
            let back = Visitor::new().goes_through(&location(&start), "ann").await;
            let page = world.brings(&browser, &back).await.expect(409).text;
            assert!(page.contains(why), "{page}");
        }
        portal.stranger().get("/sign-in/with/acme-id?again=1").await.expect(401);
    }

    async fn ones_own_data_is_whole_and_without_secrets(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let issued = browser.submit(TOKENS, &TOKEN).await.expect(200).text;
        let answer = browser.get("/api/v1/me/data").await.expect(200);
        assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let data = answer.json();
        assert_eq!(data["profile"]["email"], "ann@acme.example");
        assert_eq!(data["identities"][0]["subject"], "ann");
        assert_eq!(data["access_tokens"][0]["name"], "pipeline");
        assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
        assert!(data["audit_events"].as_array().unwrap().iter().any(|event| event["action"] == "session.started"));
        let (_, secret) = issued.split_once("pta_").expect("a token on the page");
        assert!(!answer.text.contains(&secret[..20]));
        portal.stranger().get("/api/v1/me/data").await.expect(401);
        // A program has its token for a proof, and cannot delete whom no password protects.
        let token = format!("pta_{}", &secret[..43]);
        let program = crate::support::Person::new(&portal.origin, Some(token));
        program.get("/api/v1/me/data").await.expect(200);
    }
}
