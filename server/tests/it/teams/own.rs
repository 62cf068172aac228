//! What a team owns: everybody in it uses it, and it goes on without any one of them.
use super::{application, create, detail, id_of, join};
use crate::{
    developers,
    support::{Person, TestPortal, on_both_databases, world::World},
};
use serde_json::json;

const ANN: &str = "ann@partner.example";
const BOB: &str = "bob@partner.example";

/// A team of Ann (its owner) and Bob with an application that has access and a key.
struct Shared {
    world: World,
    ann: Person,
    bob: Person,
    team: String,
    application: String,
    key: String,
}

async fn shared(portal: &TestPortal) -> Shared {
    let world = World::new(portal).await;
    let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
    let team = create(&ann, "Logistics").await;
    join(portal, &ann, &team, &bob, BOB, "member").await;
    let application = application(&ann, &team, "Tracker", &world.strategy_id).await;
    ann.registers(&application, &world.version_id).await;
    let keys = format!("/api/v1/applications/{application}/credentials");
    let issued = ann.post(&keys, json!({ "name": "Production" })).await.expect(201).json();
    let key = issued["secret"].as_str().expect("a key").to_owned();
    Shared { world, ann, bob, team, application, key }
}

on_both_databases! {
    async fn every_member_uses_and_changes_it(portal: TestPortal) {
        let Shared { world, bob, application, key, .. } = shared(&portal).await;
        assert_eq!(world.verdict(&key).await.0, 200);
        let listed = bob.get("/api/v1/applications").await.expect(200).json();
        assert_eq!(listed[0]["owner"]["name"], "Logistics");
        assert_eq!(listed[0]["standing"], "member");
        let path = format!("/api/v1/applications/{application}");
        let keys = bob.get(&format!("{path}/credentials")).await.expect(200).json();
        let id = keys["credentials"][0]["id"].as_str().unwrap().to_owned();
        bob.post(&format!("{path}/credentials/{id}/rotate"), json!({ "overlap": "now" })).await.expect(201);
        assert_eq!(world.verdict(&key).await, (401, "key_revoked".to_owned()));
        bob.put(&path, json!({ "name": "Parcel tracker", "reference_id": "tracker" })).await.expect(200);
        bob.get(&format!("{path}/calls")).await.expect(200);
        let found = bob.get("/api/v1/search?q=weather").await.expect(200).json();
        let callable = found["hits"]["items"].as_array().unwrap().iter().any(|hit| hit["callable_with"]["slug"] == application.as_str());
        assert!(callable, "the search knows that Bob can call it with the team's application");
        let deleted = bob.delete(&path).await.expect(409);
        assert_eq!(deleted.code(), "team_owner_needed");
    }

    async fn it_is_as_good_as_missing_to_everybody_else(portal: TestPortal) {
        let Shared { world, application, .. } = shared(&portal).await;
        let eve = portal.developer("Eve").await;
        for path in ["", "/credentials", "/registrations", "/calls", "/deletion", "/transfer-targets"] {
            let foreign = eve.get(&format!("/api/v1/applications/{application}{path}")).await;
            let missing = eve.get(&format!("/api/v1/applications/nothing{path}")).await.expect(404);
            assert_eq!(developers::seen(&foreign), developers::seen(&missing), "{path}");
        }
        let new = json!({ "name": "Mine", "auth_strategy_id": world.strategy_id, "team": "logistics-none" });
        assert!(eve.post("/api/v1/applications", new).await.expect(422).field_error("team").is_some());
    }

    async fn a_developer_who_leaves_takes_nothing_along(portal: TestPortal) {
        let Shared { world, ann, bob, team, application, key } = shared(&portal).await;
        let bobs = id_of(&detail(&ann, &team).await, BOB);
        ann.put(&format!("/api/v1/teams/{team}/members/{bobs}"), json!({ "role": "owner" })).await.expect(200);
        ann.post(&format!("/api/v1/teams/{team}/leave"), json!({})).await.expect(204);
        ann.get(&format!("/api/v1/applications/{application}")).await.expect(404);
        bob.get(&format!("/api/v1/applications/{application}")).await.expect(200);
        assert_eq!(world.verdict(&key).await.0, 200);
    }

    async fn revoking_one_member_stops_nothing_and_revoking_all_stops_everything(portal: TestPortal) {
        let Shared { world, key, .. } = shared(&portal).await;
        let why = json!({ "reason": "The contract has ended." });
        for (email, verdict) in [(ANN, (200, String::new())), (BOB, (403, "team_not_approved".to_owned()))] {
            let id = developers::id_of(&world.admin, email).await;
            world.admin.post(&format!("/api/v1/developers/{id}/revoke"), why.clone()).await.expect(200);
            assert_eq!(world.verdict(&key).await, verdict, "{email}");
        }
        assert_eq!(world.verdict(&world.key).await.1, "developer_not_approved", "Ann's own stopped with her");
        let id = developers::id_of(&world.admin, BOB).await;
        world.admin.post(&format!("/api/v1/developers/{id}/approve"), json!({})).await.expect(200);
        assert_eq!(world.verdict(&key).await.0, 200);
    }

    async fn deleting_the_last_owners_account_names_a_successor(portal: TestPortal) {
        let Shared { world, ann, bob, team, key, .. } = shared(&portal).await;
        let preview = ann.get("/api/v1/me/deletion").await.expect(200).json();
        assert_eq!(preview["teams"][0]["successor"], "Bob");
        assert_eq!(preview["applications"], json!(["Storm watch"]), "only her own");
        ann.post("/api/v1/me/deletion", json!({ "password": developers::PASSWORD })).await.expect(204);
        assert_eq!(world.verdict(&key).await.0, 200);
        assert_eq!(detail(&bob, &team).await["role"], "owner");
        let mails = portal.mails_to(BOB).await;
        assert!(mails.iter().any(|mail| mail.subject.contains("You are an owner")), "{mails:?}");
    }

    async fn the_last_members_account_leaves_a_team_for_admins_to_take_over(portal: TestPortal) {
        let Shared { world, ann, bob, team, application, key } = shared(&portal).await;
        bob.post(&format!("/api/v1/teams/{team}/leave"), json!({})).await.expect(204);
        let page = portal.browser_as(ANN).await.get("/account/delete").await.expect(200);
        assert!(page.text.contains("nobody is left in it"), "{}", page.text);
        ann.post("/api/v1/me/deletion", json!({ "password": developers::PASSWORD })).await.expect(204);
        assert_eq!(world.verdict(&key).await, (403, "team_not_approved".to_owned()));
        let new = json!({ "email": BOB, "role": "owner" });
        world.admin.post(&format!("/api/v1/teams/{team}/members"), new).await.expect(200);
        assert_eq!(world.verdict(&key).await.0, 200);
        bob.get(&format!("/api/v1/applications/{application}")).await.expect(200);
    }

    async fn deleting_a_team_shows_first_what_stops(portal: TestPortal) {
        let Shared { world, ann, bob, team, key, .. } = shared(&portal).await;
        bob.delete(&format!("/api/v1/teams/{team}")).await.expect(403);
        let preview = ann.get(&format!("/api/v1/teams/{team}/deletion")).await.expect(200).json();
        assert_eq!((preview["live_credentials"].as_u64(), preview["members"].as_u64()), (Some(1), Some(2)));
        assert_eq!(preview["applications"], json!(["Tracker"]));
        ann.delete(&format!("/api/v1/teams/{team}")).await.expect(204);
        assert_eq!(world.verdict(&key).await, (401, "key_unknown".to_owned()));
        assert_eq!(world.verdict(&world.key).await.0, 200, "Ann's own application is untouched");
    }

    async fn approvers_see_the_team_and_every_member_gets_the_decision(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let abe = portal.approver().await;
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let tracker = application(&bob, &team, "Tracker", &weather.strategy).await;
        let id = bob.registers(&tracker, weather.version_id()).await;
        let mail = portal.mails_to("abe@portal.example").await.remove(0);
        assert!(mail.body.contains("Bob <bob@partner.example> of the team “Logistics”"), "{}", mail.body);
        let inbox = abe.get("/api/v1/inbox").await.expect(200).json();
        assert_eq!((&inbox["items"][0]["team"], &inbox["items"][0]["full_name"]), (&json!("Logistics"), &json!("Bob")));
        let listed = abe.get("/api/v1/registrations?q=logist").await.expect(200).json();
        assert_eq!(listed["items"][0]["owner"]["name"], "Logistics");
        let browser = portal.browser_as("abe@portal.example").await;
        for page in ["/admin/inbox".to_owned(), "/admin/registrations".to_owned(), format!("/admin/registrations/{id}")] {
            assert!(browser.get(&page).await.expect(200).text.contains("Logistics"), "{page}");
        }
        abe.decides(&id, "approve", "Welcome").await.expect(200);
        for email in [ANN, BOB] {
            let mails = portal.mails_to(email).await;
            assert!(mails.iter().any(|mail| mail.subject.contains("approved")), "{email}: {mails:?}");
        }
        ann.delete(&format!("/api/v1/registrations/{id}")).await.expect(204);
    }
}
