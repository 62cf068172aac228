//! A second provider beside the first, of another make: glewlwyd, whose issuer has a path, whose subjects are made up,
//! and which has words of its own for what went wrong.
use super::{SETTINGS, SsoWorld, Visitor, location};
use crate::{
    developers::{PASSWORD, id_of, sign_in},
    support::{
        Answer, Person, TestPortal,
        glewlwyd::{Glewlwyd, Guest},
        identity_provider::Client,
        on_both_databases,
    },
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::time::Duration;

struct Second {
    world: SsoWorld,
    idp: Glewlwyd,
    id: String,
}

impl Second {
    async fn beside_the_first(portal: &TestPortal) -> Option<Self> {
        Self::with(portal, "a secret", json!({})).await
    }

    /// `more` settings of the provider here.
    async fn with(portal: &TestPortal, secret: &str, more: Value) -> Option<Self> {
        let idp = Glewlwyd::start().await?;
        let world = SsoWorld::new(portal).await;
        let address = |rest: &str| format!("{}/sign-in/with/second-id/{rest}", portal.origin);
        let client = Client { id: "portal".to_owned(), secret: secret.to_owned() };
        idp.portal_client(&client, &address("callback"), &address("logout")).await;
        let mut new = json!({ "name": "Second ID", "issuer": idp.issuer, "client_id": client.id,
                              "client_secret": client.secret, "scopes": ["email", "profile", "groups"],
                              "groups_claim": "groups", "auto_approve": true });
        for (name, value) in more.as_object().expect("an object") {
            new[name] = value.clone();
        }
        let made = world.admin.post("/api/v1/identity-providers", new).await.expect(201).json();
        let id = made["id"].as_str().expect("an id").to_owned();
        Some(Self { world, idp, id })
    }

    async fn signs_in(&self, browser: &Person, person: &str) -> Answer {
        self.comes_with(browser, &Guest::new(), person).await
    }

    async fn comes_with(&self, browser: &Person, guest: &Guest, person: &str) -> Answer {
        let start = browser.get("/sign-in/with/second-id").await.expect(303);
        let back = guest.goes_through(&location(&start), person).await;
        self.world.brings(browser, &back).await
    }

    async fn identities(&self) -> Value {
        let path = format!("/api/v1/identity-providers/{}/identities", self.id);
        self.world.admin.get(&path).await.expect(200).json()
    }

    async fn sets(&self, changes: Value) {
        let path = format!("/api/v1/identity-providers/{}", self.id);
        let mut settings = self.world.admin.get(&path).await.expect(200).json();
        for (name, value) in changes.as_object().expect("an object") {
            settings[name] = value.clone();
        }
        self.world.admin.put(&path, settings).await.expect(200);
    }

    /// Outcome and detail of each step.
    async fn tested(&self) -> Vec<(String, String)> {
        let path = format!("/api/v1/identity-providers/{}/test", self.id);
        let check = self.world.admin.post(&path, json!({})).await.expect(200).json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let steps = check["steps"].as_array().expect("steps").iter();
        steps.map(|step| (text(&step["outcome"]), text(&step["detail"]))).collect()
    }
}

async fn me(browser: &Person) -> Value {
    browser.get("/api/v1/me").await.expect(200).json()
}

on_both_databases! {
    with SETTINGS;

    async fn people_sign_in_with_either_and_are_known_by_issuer_and_subject(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann Other", "email": "ann@other.example", "email-verified": "yes" })).await;
        let page = portal.stranger().get("/sign-in").await.expect(200).text;
        assert!(page.contains("/sign-in/with/acme-id") && page.contains("/sign-in/with/second-id"), "{page}");
        let (with_first, with_second) = (portal.stranger(), portal.stranger());
        second.world.signs_in(&with_first, "ann").await.expect(303);
        second.signs_in(&with_second, "ann").await.expect(303);
        assert_eq!(me(&with_first).await["email"], "ann@acme.example");
        let other = me(&with_second).await;
        assert_eq!((&other["email"], &other["full_name"]), (&json!("ann@other.example"), &json!("Ann Other")));
        let identities = second.identities().await;
        assert_eq!(identities[0]["issuer"], second.idp.issuer);
        let subject = identities[0]["subject"].as_str().expect("a subject").to_owned();
        assert!(subject != "ann" && !subject.is_empty(), "{subject}");

        // Name and address follow; who it is stays.
        second.idp.knows("ann", json!({ "name": "Ann Newname", "email": "ann.newname@other.example", "email-verified": "yes" })).await;
        second.signs_in(&with_second, "ann").await.expect(303);
        let renamed = me(&with_second).await;
        assert_eq!(renamed["id"], other["id"]);
        assert_eq!((&renamed["email"], &renamed["full_name"]), (&json!("ann.newname@other.example"), &json!("Ann Newname")));
        assert_eq!(second.identities().await[0]["subject"], subject);
    }

    async fn groups_lead_into_teams_and_the_last_one_out_again(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        let says = |groups: Value| json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes", "groups": groups });
        let team = second.world.admin.post("/api/v1/teams", json!({ "name": "Storms", "description": "" })).await.expect(201).json();
        for (group, issuer) in [("storms", &second.idp.issuer), ("ice", &second.world.idp.issuer)] {
            let mapping = json!({ "group": group, "team": team["slug"], "role": "member", "provider": issuer });
            second.world.admin.post("/api/v1/group-mappings", mapping).await.expect(201);
        }
        let browser = portal.stranger();
        let teams = async || {
            second.signs_in(&browser, "ann").await.expect(303);
            browser.get("/api/v1/me/teams").await.expect(200).json()["teams"].as_array().expect("teams").len()
        };
        second.idp.knows("ann", says(json!(["ice"]))).await;
        assert_eq!(teams().await, 0, "a group of that name at the first");
        second.idp.knows("ann", says(json!(["storms", "ice"]))).await;
        assert_eq!(teams().await, 1);
        // It leaves the claim out then.
        second.idp.knows("ann", says(json!([]))).await;
        assert_eq!(teams().await, 1);
        let note = second.identities().await[0]["note"].as_str().unwrap_or_default().to_owned();
        assert!(note.contains("sent no groups"), "{note}");
        second.sets(json!({ "missing_groups_mean_none": true })).await;
        assert_eq!(teams().await, 0);
        assert_eq!(second.identities().await[0]["note"], Value::Null);
        second.idp.knows("ann", says(json!(["storms"]))).await;
        assert_eq!(teams().await, 1);
    }

    async fn an_account_of_the_first_is_opened_only_by_a_proved_address(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        let browser = portal.stranger();
        second.world.signs_in(&browser, "ann").await.expect(303);
        let ann = id_of(&second.world.admin, "ann@acme.example").await;
        let says = |verified: Value| json!({ "name": "Ann", "email": "ann@acme.example", "email-verified": verified });
        for (trusted, verified) in [(false, "no"), (false, ""), (true, "no")] {
            second.sets(json!({ "trusts_email": trusted })).await;
            let verified = if verified.is_empty() { Value::Null } else { json!(verified) };
            second.idp.knows("ann", says(verified.clone())).await;
            let browser = portal.stranger();
            let page = second.signs_in(&browser, "ann").await.expect(409).text;
            assert!(page.contains("is verified to be yours"), "{verified} {trusted}: {page}");
            browser.get("/api/v1/me").await.expect(401);
        }
        assert_eq!(second.identities().await, json!([]));
        second.sets(json!({ "trusts_email": false })).await;
        second.idp.knows("ann", says(json!("yes"))).await;
        let browser = portal.stranger();
        second.signs_in(&browser, "ann").await.expect(303);
        assert_eq!(me(&browser).await["id"], json!(ann));
        let own = browser.get("/api/v1/me/sign-in-methods").await.expect(200).json();
        assert_eq!(own["identities"].as_array().expect("identities").len(), 2, "{own}");
        let mails = portal.mails_to("ann@acme.example").await;
        assert!(mails.iter().any(|mail| mail.subject.contains("with Second ID")), "{mails:?}");
        // Two vouch for the address now, so neither changes it alone.
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes" })).await;
        second.signs_in(&browser, "ann").await.expect(303);
        assert_eq!(me(&browser).await["email"], "ann@acme.example");
    }

    async fn a_provider_that_does_not_speak_of_proof_can_be_trusted(portal: TestPortal) {
        let Some(second) = Second::with(&portal, "a secret", json!({ "trusts_email": true })).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example" })).await;
        let browser = portal.stranger();
        second.signs_in(&browser, "ann").await.expect(303);
        assert_eq!(me(&browser).await["email"], "ann@other.example");
    }

    async fn a_test_passes_and_names_what_is_wrong(portal: TestPortal) {
        let Some(mut second) = Second::beside_the_first(&portal).await else { return };
        let all = second.tested().await;
        assert!(all.len() == 7 && all.iter().all(|(outcome, _)| outcome == "passed"), "{all:?}");
        second.sets(json!({ "client_secret": "wrong" })).await;
        let all = second.tested().await;
        assert!(all[5].0 == "passed" && all[6].0 == "failed" && all[6].1.contains("secret is wrong"), "{all:?}");
        second.sets(json!({ "client_secret": "a secret", "client_id": "nobody" })).await;
        let all = second.tested().await;
        assert!(all[5].0 == "failed" && all[5].1.contains("/sign-in/with/second-id/callback"), "{all:?}");
        second.sets(json!({ "client_id": "portal", "scopes": ["email", "no-such-scope"] })).await;
        let all = second.tested().await;
        assert!(all[4].0 == "failed" && all[4].1.contains("no-such-scope"), "{all:?}");
        second.sets(json!({ "scopes": ["email"], "issuer": second.idp.issuer.trim_end_matches("/oidc") })).await;
        let all = second.tested().await;
        assert!(all[0].0 == "failed" && all[1].0 == "skipped", "{all:?}");
        second.sets(json!({ "issuer": second.idp.issuer })).await;
        second.idp.goes_down();
        let all = second.tested().await;
        assert!(all[0].0 == "failed" && all[1..].iter().all(|step| step.0 == "skipped"), "{all:?}");
    }

    async fn down_it_is_named_while_the_first_and_passwords_work(portal: TestPortal) {
        let Some(mut second) = Second::beside_the_first(&portal).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes" })).await;
        portal.developer("Bob").await;
        second.idp.goes_down();
        let page = portal.stranger().get("/sign-in/with/second-id").await.expect(409).text;
        assert!(page.contains("Signing in with Second ID does not work just now"), "{page}");
        sign_in(&portal, &portal.stranger(), "bob@partner.example", PASSWORD).await.expect(303);
        second.world.signs_in(&portal.stranger(), "ann").await.expect(303);
        second.idp.comes_back().await;
        portal.clock.advance(TimeDelta::seconds(11));
        second.signs_in(&portal.stranger(), "ann").await.expect(303);

        // Half way: what it is known for is remembered, and who signed in cannot be asked.
        let browser = portal.stranger();
        let start = browser.get("/sign-in/with/second-id").await.expect(303);
        let back = Guest::new().goes_through(&location(&start), "ann").await;
        second.idp.goes_down();
        let page = second.world.brings(&browser, &back).await.expect(409).text;
        assert!(page.contains("Signing in with Second ID does not work just now"), "{page}");
        browser.get("/api/v1/me").await.expect(401);
        sign_in(&portal, &portal.stranger(), "bob@partner.example", PASSWORD).await.expect(303);
    }

    async fn an_answer_counts_once_and_at_the_provider_that_was_asked(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes" })).await;
        let browser = portal.stranger();
        let start = browser.get("/sign-in/with/second-id").await.expect(303);
        let back = Guest::new().goes_through(&location(&start), "ann").await;
        let mixed_up = back.replace("/second-id/", "/acme-id/");
        second.world.brings(&browser, &mixed_up).await.expect(409);
        browser.get("/api/v1/me").await.expect(401);
        let start = browser.get("/sign-in/with/second-id").await.expect(303);
        let first = Visitor::new().goes_through(&location(&browser.get("/sign-in/with/acme-id").await.expect(303)), "ann").await;
        let (_, foreign) = first.split_once("code=").expect("a code");
        let foreign = foreign.split('&').next().expect("a code");
        let back = Guest::new().goes_through(&location(&start), "ann").await;
        let (before, rest) = back.split_once("code=").expect("a code");
        let rest = rest.split_once('&').map(|(_, rest)| format!("&{rest}")).unwrap_or_default();
        let page = second.world.brings(&browser, &format!("{before}code={foreign}{rest}")).await.expect(409).text;
        assert!(page.contains("Second ID did not stand by its answer"), "{page}");
        browser.get("/api/v1/me").await.expect(401);
        second.signs_in(&browser, "ann").await.expect(303);
    }

    async fn a_secret_of_any_characters_is_understood(portal: TestPortal) {
        // It does not decode what had to be encoded.
        let Some(second) = Second::with(&portal, "s +/=:%&?~ü", json!({})).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes" })).await;
        let all = second.tested().await;
        assert!(all.iter().all(|(outcome, _)| outcome == "passed"), "{all:?}");
        second.signs_in(&portal.stranger(), "ann").await.expect(303);
    }

    async fn signing_out_there_signs_out_here(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        for person in ["ann", "bob"] {
            let email = format!("{person}@other.example");
            second.idp.knows(person, json!({ "name": person, "email": email, "email-verified": "yes" })).await;
        }
        let (ann, bob, of_first) = (portal.stranger(), portal.stranger(), portal.stranger());
        let guest = Guest::new();
        second.comes_with(&ann, &guest, "ann").await.expect(303);
        second.signs_in(&bob, "bob").await.expect(303);
        second.world.signs_in(&of_first, "ann").await.expect(303);
        guest.signs_out(&second.idp).await;
        // It tells the portal after it has answered.
        for _ in 0..600 {
            if ann.get("/api/v1/me").await.status == 401 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        ann.get("/api/v1/me").await.expect(401);
        bob.get("/api/v1/me").await.expect(200);
        of_first.get("/api/v1/me").await.expect(200);
    }

    async fn a_proof_that_it_does_not_date_is_none(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        second.idp.knows("ann", json!({ "name": "Ann", "email": "ann@other.example", "email-verified": "yes" })).await;
        let (browser, guest) = (portal.stranger(), Guest::new());
        second.comes_with(&browser, &guest, "ann").await.expect(303);
        let start = browser.get("/sign-in/with/second-id?again=1").await.expect(303);
        let back = guest.goes_through(&location(&start), "ann").await;
        let page = second.world.brings(&browser, &back).await.expect(409).text;
        assert!(page.contains("Second ID does not say when you last proved who you are"), "{page}");
    }
}
