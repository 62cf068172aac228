//! Whose account an identity opens.
use super::{SETTINGS, SsoWorld};
use crate::{
    developers::{PASSWORD, call, id_of, mailed_token, pending, sign_in, sign_up},
    support::on_both_databases,
};
use serde_json::json;

const BOB: &str = "bob@partner.example";

on_both_databases! {
    with SETTINGS;

    async fn an_address_that_both_sides_proved_opens_the_account(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        portal.developer("Bob").await;
        let id = id_of(&world.admin, BOB).await;
        world.idp.knows("b", json!({ "email": "Bob@Partner.example", "name": "Bob" })).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "b").await.expect(303);
        assert_eq!(browser.get("/api/v1/me").await.expect(200).json()["id"], json!(id));
        let mails = portal.mails_to(BOB).await;
        assert!(mails.iter().any(|mail| mail.subject.contains("with Acme ID")), "{mails:?}");
        // The password goes on working, and the address is not the provider's to change.
        sign_in(&portal, &portal.stranger(), BOB, PASSWORD).await.expect(303);
        world.idp.knows("b", json!({ "email": "new@partner.example" })).await;
        world.signs_in(&browser, "b").await.expect(303);
        assert_eq!(browser.get("/api/v1/me").await.expect(200).json()["email"], BOB);
    }

    async fn an_unverified_address_opens_nothing_and_tells_nothing(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        portal.developer("Bob").await;
        let mut told = Vec::new();
        for verified in [json!(false), json!("no"), json!(1)] {
            for email in [BOB, "nobody@partner.example"] {
                world.idp.knows("b", json!({ "email": email, "email_verified": verified })).await;
                let browser = portal.stranger();
                let page = world.signs_in(&browser, "b").await.expect(409).text;
                assert!(page.contains("is verified to be yours"), "{page}");
                told.push(page.contains("Sign in by password").to_string());
                browser.get("/api/v1/me").await.expect(401);
            }
        }
        told.dedup();
        assert_eq!(told.len(), 1, "known and unknown addresses are answered alike");
        let found = world.admin.get("/api/v1/developers?q=nobody@partner.example").await.expect(200).json();
        assert_eq!(found["total"], 0);
    }

    async fn a_provider_may_be_trusted_with_addresses_but_never_against_its_word(portal: TestPortal) {
        let world = SsoWorld::with(&portal, json!({ "trusts_email": true })).await;
        world.idp.knows("b", json!({ "email": BOB, "email_verified": false })).await;
        world.signs_in(&portal.stranger(), "b").await.expect(409);
        world.idp.knows("b", json!({ "email": BOB, "email_verified": null })).await;
        world.signs_in(&portal.stranger(), "b").await.expect(409);
        world.idp.mode(json!({ "idToken": { "claims": { "email": BOB } } })).await;
        // The userinfo endpoint keeps silent about addresses now.
        world.idp.knows("b", json!({ "email": [] })).await;
        world.signs_in(&portal.stranger(), "b").await.expect(409);
    }

    async fn who_registered_an_address_without_proof_is_neither_taken_over_nor_in_the_way(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        sign_up(&portal, BOB).await.expect(202);
        let link = mailed_token(&portal, BOB).await;
        let before = id_of(&world.admin, BOB).await;
        world.idp.knows("b", json!({ "email": BOB, "name": "The Real Bob" })).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "b").await.expect(303);
        let me = browser.get("/api/v1/me").await.expect(200).json();
        assert_eq!(me["full_name"], "The Real Bob");
        assert_ne!(me["id"], json!(before), "nothing of the other account lives on");
        call(&portal, "/api/v1/sign-ups/confirm", json!({ "token": link, "password": PASSWORD })).await.expect(404);
    }

    async fn who_is_new_waits_unless_a_rule_approves_them(portal: TestPortal) {
        let world = SsoWorld::with(&portal, json!({ "auto_approve": false, "approved_domains": ["acme.example"] })).await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        world.idp.knows("out", json!({ "email": "out@elsewhere.example" })).await;
        let browser = portal.stranger();
        let page = world.signs_in(&browser, "out").await.expect(409).text;
        assert!(page.contains("waiting for approval"), "{page}");
        let mails = portal.mails_to("ada@portal.example").await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains("waits for approval")).count(), 1);
        // Coming again asks nobody again, and once approved they are in.
        world.signs_in(&browser, "out").await.expect(409);
        assert_eq!(portal.mails_to("ada@portal.example").await.len(), mails.len());
        let id = id_of(&world.admin, "out@elsewhere.example").await;
        world.admin.post(&format!("/api/v1/developers/{id}/approve"), json!({})).await.expect(200);
        world.signs_in(&browser, "out").await.expect(303);
    }

    async fn the_portals_own_rules_hold_too(portal: TestPortal) {
        let world = SsoWorld::with(&portal, json!({ "auto_approve": false, "admits_new": false })).await;
        pending(&portal, BOB).await;
        world.idp.knows("b", json!({ "email": BOB })).await;
        let page = world.signs_in(&portal.stranger(), "b").await.expect(409).text;
        assert!(page.contains("waiting for approval"), "{page}");
        let page = world.signs_in(&portal.stranger(), "ann").await.expect(409).text;
        assert!(page.contains("there is none for ann@acme.example"), "{page}");
        world.sets(json!({ "admits_new": true })).await.expect(200);
        world.admin.put("/api/v1/settings", json!({ "auto_approve_developers": true })).await.expect(200);
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        // What was waiting before still waits.
        world.signs_in(&portal.stranger(), "b").await.expect(409);
    }

    async fn who_was_revoked_here_stays_out_whatever_the_provider_says(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let id = id_of(&world.admin, "ann@acme.example").await;
        world.admin.post(&format!("/api/v1/developers/{id}/revoke"), json!({ "reason": "left the project" })).await.expect(200);
        browser.get("/api/v1/me").await.expect(401);
        let page = world.signs_in(&browser, "ann").await.expect(409).text;
        assert!(page.contains("left the project"), "{page}");
        browser.get("/api/v1/me").await.expect(401);
    }

    async fn without_an_address_there_is_no_account(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        for email in [json!(null), json!(7), json!("not an address"), json!(["a@acme.example"])] {
            world.idp.knows("ann", json!({ "email": email })).await;
            let page = world.signs_in(&portal.stranger(), "ann").await.expect(409).text;
            assert!(page.contains("did not tell your e-mail address"), "{page}");
        }
    }
}
