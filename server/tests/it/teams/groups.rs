use super::{create, detail, join, member};
use crate::{
    developers::id_of,
    support::{Person, on_both_databases},
};
use serde_json::{Value, json};

const BOB: &str = "bob@partner.example";
const IDP: &str = "https://login.example.com";

async fn map(admin: &Person, group: &str, team: &str, role: &str, provider: &str) -> String {
    let new = json!({ "group": group, "team": team, "role": role, "provider": provider });
    let made = admin.post("/api/v1/group-mappings", new).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// As if Bob signed in with this claim.
async fn sign_in(admin: &Person, provider: &str, groups: Value) -> Value {
    let path = format!("/api/v1/developers/{}/groups", id_of(admin, BOB).await);
    admin.put(&path, json!({ "provider": provider, "groups": groups })).await.expect(200).json()
}

on_both_databases! {
    async fn groups_lead_into_teams_and_out_again(portal: TestPortal) {
        let (ann, bob, admin) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.admin().await);
        let (team, other) = (create(&ann, "Logistics").await, create(&ann, "Billing").await);
        map(&admin, "grp-logistics", &team, "member", "").await;
        map(&admin, "grp-logistics-leads", &team, "owner", IDP).await;
        map(&admin, "grp-billing", &other, "member", "https://other.example.com").await;

        let sync = sign_in(&admin, IDP, json!(["grp-logistics", "grp-billing", "else"])).await;
        assert_eq!(sync, json!({ "joined": ["Logistics"], "left": [], "notes": [] }));
        assert_eq!(member(&detail(&bob, &team).await, BOB)["synced_from"], IDP);
        let sync = sign_in(&admin, IDP, json!(["grp-logistics", "grp-logistics-leads"])).await;
        assert_eq!(sync["joined"], json!([]));
        assert_eq!(detail(&bob, &team).await["role"], "owner");
        let elsewhere = sign_in(&admin, "https://other.example.com", json!([])).await;
        assert_eq!(elsewhere["left"], json!([]), "another provider knows nothing of it");
        let sync = sign_in(&admin, IDP, json!("else")).await;
        assert_eq!(sync["left"], json!(["Logistics"]));
        bob.get(&format!("/api/v1/teams/{team}")).await.expect(404);
    }

    async fn who_was_invited_stays_whatever_the_groups_say(portal: TestPortal) {
        let (ann, bob, admin) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        map(&admin, "grp", &team, "member", "").await;
        join(&portal, &ann, &team, &bob, BOB, "owner").await;
        sign_in(&admin, IDP, json!(["grp"])).await;
        assert_eq!(detail(&bob, &team).await["role"], "owner");
        sign_in(&admin, IDP, json!([])).await;
        assert_eq!(detail(&bob, &team).await["role"], "owner");
    }

    async fn the_last_owner_by_group_leaves_a_successor(portal: TestPortal) {
        let (ann, bob, admin) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        map(&admin, "grp", &team, "owner", "").await;
        sign_in(&admin, IDP, json!(["grp"])).await;
        let anns = crate::teams::id_of(&detail(&bob, &team).await, "ann@partner.example");
        bob.put(&format!("/api/v1/teams/{team}/members/{anns}"), json!({ "role": "member" })).await.expect(200);
        sign_in(&admin, IDP, json!([])).await;
        assert_eq!(detail(&ann, &team).await["role"], "owner", "a team is not left without one");
    }

    async fn odd_claims_degrade_with_a_message(portal: TestPortal) {
        let (ann, bob, admin) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        map(&admin, "g7777", &team, "member", "").await;
        let many = json!((0..10_000).map(|n| format!("g{n}")).collect::<Vec<_>>());
        // The limit of a request's size is the sign-in's matter, not this one's.
        let id = id_of(&admin, BOB).await;
        let actor = app::actor::Actor::system("test");
        let developer = id.parse().unwrap();
        let sync = app::teams::Teams::apply_groups(&portal.portal, &actor, developer, IDP, &many).await.unwrap();
        assert_eq!(sync.joined, ["Logistics"]);
        for (claim, word) in [
            (json!({ "g7777": true }), "an object"),
            (json!(12), "a number"),
            (json!(null), "no groups"),
            (json!([7, ["g7777"], "g7777"]), "2 groups are no names"),
        ] {
            let sync = sign_in(&admin, IDP, claim.clone()).await;
            assert!(sync["notes"][0].as_str().unwrap().contains(word), "{claim}: {sync}");
            assert_eq!(sync["left"], json!([]), "{claim}");
        }
        let too_many = json!((0..20_001).collect::<Vec<_>>());
        let sync = app::teams::Teams::apply_groups(&portal.portal, &actor, developer, IDP, &too_many).await.unwrap();
        assert!(sync.notes[0].contains("20001 groups"), "{:?}", sync.notes);
        bob.get(&format!("/api/v1/teams/{team}")).await.expect(200);
    }

    async fn mappings_are_for_admins_and_not_made_twice(portal: TestPortal) {
        let (ann, admin) = (portal.developer("Ann").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        let id = map(&admin, "grp", &team, "member", "").await;
        let new = json!({ "group": "grp", "team": team, "role": "owner" });
        ann.post("/api/v1/group-mappings", new.clone()).await.expect(403);
        assert!(admin.post("/api/v1/group-mappings", new).await.expect(422).field_error("group").is_some());
        let nowhere = json!({ "group": "grp", "team": "none", "role": "owner" });
        assert!(admin.post("/api/v1/group-mappings", nowhere).await.expect(422).field_error("team").is_some());
        let page = portal.browser_as("ada@portal.example").await.get("/admin/team-groups").await.expect(200);
        assert!(page.text.contains("grp") && page.text.contains("Logistics"));
        admin.delete(&format!("/api/v1/group-mappings/{id}")).await.expect(204);
        assert_eq!(admin.get("/api/v1/group-mappings").await.expect(200).json(), json!([]));
    }
}
