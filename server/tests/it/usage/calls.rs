use crate::{
    support::{Person, TestPortal, on_both_databases, world::World},
    teams::{create, join},
};
use serde_json::{Value, json};
use server::secrets::random_text;

/// A refusal as whoever called is told it: the request id and the body.
async fn refused(world: &World, key: &str) -> (String, Value) {
    let question = world.question("/forecast?secret=1").header("x-forwarded-for", "203.0.113.7");
    let response = question.header("apikey", key).send().await.expect("an answer");
    let id = response.headers()["x-request-id"].to_str().expect("text").to_owned();
    let body = response.text().await.expect("a body");
    (id, serde_json::from_str(&body).expect("JSON"))
}

async fn revoked_key(portal: &TestPortal) -> (World, String) {
    let world = World::new(portal).await;
    world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
    let (id, body) = refused(&world, &world.key).await;
    assert_eq!(
        (body["request_id"].as_str(), body["code"].as_str()),
        (Some(id.as_str()), Some("key_revoked"))
    );
    server::verify::flush(&portal.portal).await.expect("written");
    (world, id)
}

fn page_of(id: &str) -> String {
    format!("/why?about={id}")
}

on_both_databases! {
    async fn a_request_id_is_explained_to_those_who_called(portal: TestPortal) {
        let (world, id) = revoked_key(&portal).await;
        let found = world.dev.get(&format!("/api/v1/refusals/{id}")).await.expect(200).json();
        assert_eq!(found["rule"]["code"], "key_revoked");
        let call = &found["call"];
        assert_eq!((&call["api"], &call["address"]), (&json!("Weather 2.0"), &json!("203.0.113.7")));
        assert_eq!((&call["method"], &call["path"]), (&json!("GET"), &json!("/forecast")), "and no query");
        assert_eq!(call["application"]["slug"], world.application.as_str());
        assert_eq!(call["gateway"], Value::Null, "gateways are the provider's own matter");
        assert!(call["refusal"]["reason"].as_str().is_some_and(|reason| reason.contains("revoked on")));
        let listed = format!("/api/v1/applications/{}/call-log?refused=true", world.application);
        assert_eq!(world.dev.get(&listed).await.expect(200).json()[0]["request_id"], id.as_str());
    }

    async fn to_others_it_is_unknown(portal: TestPortal) {
        let (world, id) = revoked_key(&portal).await;
        let bob = portal.developer("Bob").await;
        let theirs = bob.get(&format!("/api/v1/refusals/{id}")).await.expect(404);
        let nobodys = bob.get("/api/v1/refusals/v-0-0").await.expect(404);
        assert_eq!(theirs.text, nobodys.text);
        portal.stranger().get(&format!("/api/v1/refusals/{id}")).await.expect(401);
        bob.get(&format!("/api/v1/applications/{}/call-log", world.application)).await.expect(404);
        // Approvers see it for anyone, and which gateway asked.
        let abe = portal.approver().await;
        let seen = abe.get(&format!("/api/v1/refusals/{id}")).await.expect(200).json();
        assert_eq!(seen["call"]["gateway"], "edge");
    }

    async fn a_team_sees_the_calls_of_its_applications(portal: TestPortal) {
        let (world, id) = revoked_key(&portal).await;
        let bob = portal.developer("Bob").await;
        let team = create(&world.dev, "Crew").await;
        join(&portal, &world.dev, &team, &bob, "bob@partner.example", "member").await;
        bob.get(&format!("/api/v1/refusals/{id}")).await.expect(404);
        let to = json!({ "to": format!("team:{team}") });
        world.dev.post(&format!("/api/v1/applications/{}/transfer", world.application), to).await.expect(200);
        bob.get(&format!("/api/v1/refusals/{id}")).await.expect(200);
    }

    async fn unknown_keys_are_kept_by_their_looks_alone(portal: TestPortal) {
        let world = World::new(&portal).await;
        let key = portal.portal.key_format.generate();
        let (id, _) = refused(&world, &key).await;
        server::verify::flush(&portal.portal).await.expect("written");
        let seen = world.admin.get(&format!("/api/v1/refusals/{id}")).await.expect(200).json();
        let shape = seen["call"]["key"].as_str().expect("a shape");
        assert!(shape.ends_with(&key[key.len() - 4..]) && shape.chars().count() < 12, "{shape}");
        assert!(!seen.to_string().contains(&key));
        // Nor where somebody writes it into the path.
        let misplaced = world.question(&format!("/v1/{key}/forecast")).send().await.expect("an answer");
        let id = misplaced.headers()["x-request-id"].to_str().expect("text").to_owned();
        server::verify::flush(&portal.portal).await.expect("written");
        let seen = world.admin.get(&format!("/api/v1/refusals/{id}")).await.expect(200).json();
        assert_eq!(seen["call"]["path"], "/v1/ptk_…/forecast");
        world.dev.get(&format!("/api/v1/refusals/{id}")).await.expect(404);
    }

    async fn codes_are_explained_to_everybody(portal: TestPortal) {
        let stranger: Person = portal.stranger();
        let page = stranger.get(&page_of("registration_pending")).await.expect(200);
        assert!(page.text.contains("must be approved: it waits") && page.text.contains("Nothing to do"));
        let page = stranger.get(&page_of("v-0-0")).await.expect(200);
        assert!(page.text.contains("Sign in to look up a request"));
        let rules = portal.developer("Ann").await.get("/api/v1/refusals").await.expect(200).json();
        assert!(rules.as_array().is_some_and(|rules| rules.iter().any(|rule| rule["code"] == "key_expired")));
    }

    async fn the_page_says_nothing_about_what_is_not_theirs(portal: TestPortal) {
        let (_world, id) = revoked_key(&portal).await;
        let bob = portal.browser_of("developer", 7).await;
        let theirs = bob.get(&page_of(&id)).await.expect(200).text;
        assert!(theirs.contains("Nothing is kept as") && !theirs.contains("Storm watch"));
        let typed = bob.get(&page_of("%3Cscript%3E")).await.expect(200).text;
        assert!(!typed.contains("“<script>”"));
    }

    async fn kept_calls_are_bounded_and_forgotten(portal: TestPortal) {
        let (world, id) = revoked_key(&portal).await;
        let most = usize::try_from(portal.portal.config.usage.refusals_kept).expect("a number");
        for _ in 0..(most / 20 + 2) {
            portal.clock.advance(chrono::TimeDelta::seconds(1));
            for _ in 0..30 {
                assert_eq!(world.verdict(&world.key).await.0, 401);
            }
            server::verify::flush(&portal.portal).await.expect("written");
        }
        portal.clock.advance(chrono::TimeDelta::hours(2));
        portal.finish_jobs().await;
        world.dev.get(&format!("/api/v1/refusals/{id}")).await.expect(404);
        let last = refused(&world, &world.key).await.0;
        server::verify::flush(&portal.portal).await.expect("written");
        world.dev.get(&format!("/api/v1/refusals/{last}")).await.expect(200);
        portal.clock.advance(chrono::TimeDelta::days(31));
        portal.finish_jobs().await;
        world.admin.get(&format!("/api/v1/refusals/{last}")).await.expect(404);
    }

    async fn a_failing_look_up_is_no_error(portal: TestPortal) {
        let world = World::new(&portal).await;
        for odd in [random_text(90), "v-%00".to_owned(), "%F0%9F%8C%A7".to_owned()] {
            world.dev.get(&format!("/api/v1/refusals/{odd}")).await.expect(404);
        }
    }
}
