//! The way that works, and what follows from it each time.
use super::{SETTINGS, SsoWorld, Visitor, connect, location};
use crate::{
    developers::id_of,
    support::{identity_provider::IdentityProvider, on_both_databases},
};
use serde_json::json;

on_both_databases! {
    with SETTINGS;

    async fn a_button_leads_to_the_provider_and_back_in(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        let page = browser.get("/sign-in?return_to=/account/sessions").await.expect(200).text;
        assert!(page.contains("Sign in with"), "{page}");
        assert!(page.contains("href=\"/sign-in/with/acme-id?return_to=%2Faccount%2Fsessions\""), "{page}");
        let start = browser.get("/sign-in/with/acme-id?return_to=%2Faccount%2Fsessions").await.expect(303);
        let cookie = start.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=600"));
        let asked = location(&start);
        for part in ["response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "scope=openid+email+profile+groups"] {
            assert!(asked.contains(part), "{asked}");
        }
        let back = Visitor::new().goes_through(&asked, "ann").await;
        let inside = world.brings(&browser, &back).await.expect(303);
        assert_eq!(location(&inside), "/account/sessions");
        assert_eq!(browser.get("/api/v1/me").await.expect(200).json()["email"], "ann@acme.example");
        let identities = world.admin.get(&format!("/api/v1/identity-providers/{}/identities", world.id)).await.expect(200).json();
        assert_eq!(identities[0]["subject"], "ann");
        assert_eq!(identities[0]["issuer"], world.idp.issuer);
        let own = browser.get("/api/v1/me/sign-in-methods").await.expect(200).json();
        assert_eq!((&own["has_password"], &own["identities"][0]["provider"]), (&json!(false), &json!("Acme ID")));
        assert!(browser.get("/account").await.expect(200).text.contains("Acme ID"));
    }

    async fn nobody_is_sent_to_another_site(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        for elsewhere in ["https://evil.example/", "//evil.example", "%2F%2Fevil.example", "/%5Cevil.example"] {
            let browser = portal.stranger();
            let start = browser.get(&format!("/sign-in/with/acme-id?return_to={elsewhere}")).await.expect(303);
            let back = Visitor::new().goes_through(&location(&start), "ann").await;
            assert_eq!(location(&world.brings(&browser, &back).await.expect(303)), "/", "{elsewhere}");
        }
    }

    async fn name_and_address_follow_the_provider_and_the_subject_stays(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        let id = id_of(&world.admin, "ann@acme.example").await;
        world.idp.knows("ann", json!({ "name": "Ann Newname", "email": "ann.newname@acme.example" })).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let me = browser.get("/api/v1/me").await.expect(200).json();
        assert_eq!((&me["id"], &me["full_name"], &me["email"]), (&json!(id), &json!("Ann Newname"), &json!("ann.newname@acme.example")));
        // Somebody else with her former address is somebody else.
        world.idp.knows("eve", json!({ "email": "ann@acme.example" })).await;
        let eve = portal.stranger();
        world.signs_in(&eve, "eve").await.expect(303);
        assert_ne!(eve.get("/api/v1/me").await.expect(200).json()["id"], json!(id));
    }

    async fn an_address_of_another_account_stays_with_it(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        portal.developer("Bob").await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        world.idp.knows("ann", json!({ "email": "bob@partner.example" })).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        assert_eq!(browser.get("/api/v1/me").await.expect(200).json()["email"], "ann@acme.example");
        let own = browser.get("/api/v1/me/sign-in-methods").await.expect(200).json();
        assert!(own["identities"][0]["note"].as_str().unwrap().contains("belongs to another account"), "{own}");
    }

    async fn groups_lead_into_teams_and_out_of_them(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let team = world.admin.post("/api/v1/teams", json!({ "name": "Logistics", "description": "" })).await.expect(201).json();
        let slug = team["slug"].as_str().unwrap();
        world.admin.post("/api/v1/group-mappings", json!({ "group": "grp-logistics", "team": slug, "role": "member", "provider": world.idp.issuer })).await.expect(201);
        world.idp.knows("ann", json!({ "groups": ["grp-logistics", "other"] })).await;
        let browser = portal.stranger();
        world.signs_in(&browser, "ann").await.expect(303);
        let teams = async || browser.get("/api/v1/me/teams").await.expect(200).json()["teams"].as_array().unwrap().len();
        assert_eq!(teams().await, 1);
        // Of the wrong type: the sign-in works, the teams stay, and the admin is told.
        world.idp.knows("ann", json!({ "groups": 7 })).await;
        world.signs_in(&browser, "ann").await.expect(303);
        assert_eq!(teams().await, 1);
        let path = format!("/api/v1/identity-providers/{}/identities", world.id);
        let note = async || world.admin.get(&path).await.expect(200).json()[0]["note"].as_str().unwrap_or_default().to_owned();
        assert!(note().await.contains("a number and not a list"), "{}", note().await);
        let many: Vec<String> = (0..10_000).map(|number| format!("group-{number}")).collect();
        world.idp.knows("ann", json!({ "groups": many })).await;
        world.signs_in(&browser, "ann").await.expect(303);
        assert_eq!((teams().await, note().await.as_str()), (0, ""));
    }

    async fn several_providers_stand_side_by_side(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let other = IdentityProvider::start();
        connect(&portal, &world.admin, &other, "Partner ID", json!({ "auto_approve": false, "approved_domains": ["acme.example"] })).await;
        let page = portal.stranger().get("/sign-in").await.expect(200).text;
        assert!(page.contains("/sign-in/with/acme-id") && page.contains("/sign-in/with/partner-id"));
        let browser = portal.stranger();
        let start = browser.get("/sign-in/with/partner-id").await.expect(303);
        let back = Visitor::new().goes_through(&location(&start), "pat").await;
        world.brings(&browser, &back).await.expect(303);
        // The same subject at another issuer is another person.
        other.knows("ann", json!({ "email": "other-ann@acme.example" })).await;
        world.signs_in(&portal.stranger(), "ann").await.expect(303);
        let start = browser.get("/sign-in/with/partner-id").await.expect(303);
        let back = Visitor::new().goes_through(&location(&start), "ann").await;
        world.brings(&browser, &back).await.expect(303);
        assert_eq!(browser.get("/api/v1/me").await.expect(200).json()["email"], "other-ann@acme.example");
    }

    async fn two_tabs_do_not_disturb_each_other(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let browser = portal.stranger();
        let one = browser.get("/sign-in/with/acme-id?return_to=%2Faccount").await.expect(303);
        let two = browser.get("/sign-in/with/acme-id?return_to=%2Fapps").await.expect(303);
        let visitor = Visitor::new();
        let back = visitor.goes_through(&location(&one), "ann").await;
        assert_eq!(location(&world.brings(&browser, &back).await.expect(303)), "/account");
        let back = visitor.goes_through(&location(&two), "ann").await;
        assert_eq!(location(&world.brings(&browser, &back).await.expect(303)), "/apps");
    }
}
