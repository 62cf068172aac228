use super::{application, create, detail, id_of, join};
use crate::support::{on_both_databases, world::World};
use serde_json::json;

const ANN: &str = "ann@partner.example";
const BOB: &str = "bob@partner.example";

on_both_databases! {
    async fn from_a_person_to_a_team_and_back_with_nothing_stopping(portal: TestPortal) {
        let world = World::new(&portal).await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let path = format!("/api/v1/applications/{}", world.application);
        let targets = ann.get(&format!("{path}/transfer-targets")).await.expect(200).json();
        assert_eq!(targets.as_array().unwrap().len(), 1, "{targets}");
        let to = json!({ "to": format!("team:{team}") });

        let preview = ann.get(&format!("{path}/transfer-preview?to=team:{team}")).await.expect(200).json();
        assert_eq!((&preview["gain"], &preview["lose"]), (&json!(["Bob"]), &json!([])));
        assert_eq!((preview["live_credentials"].as_u64(), preview["stops"].as_bool()), (Some(1), Some(false)));
        bob.get(&path).await.expect(404);
        ann.post(&format!("{path}/transfer"), to.clone()).await.expect(200);
        assert_eq!(world.verdict(&world.key).await.0, 200);
        bob.get(&path).await.expect(200);
        assert!(portal.mails_to(BOB).await.iter().any(|mail| mail.subject.contains("among your applications now")));

        let me = format!("developer:{}", id_of(&detail(&ann, &team).await, BOB));
        assert_eq!(bob.post(&format!("{path}/transfer"), json!({ "to": me })).await.expect(409).code(), "team_owner_needed");

        let back = format!("developer:{}", id_of(&detail(&ann, &team).await, ANN));
        let preview = ann.get(&format!("{path}/transfer-preview?to={back}")).await.expect(200).json();
        assert_eq!((&preview["gain"], &preview["lose"]), (&json!([]), &json!(["Bob"])));
        ann.post(&format!("{path}/transfer"), json!({ "to": back })).await.expect(200);
        bob.get(&path).await.expect(404);
        assert!(portal.mails_to(BOB).await.iter().any(|mail| mail.subject.contains("no longer among")));
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let trail = world.admin.get("/api/v1/audit-events?q=application.transferred").await.expect(200).json();
        assert_eq!(trail["total"], 2);
    }

    async fn only_to_teams_of_ones_own_and_members_of_the_owning_one(portal: TestPortal) {
        let world = World::new(&portal).await;
        let (ann, bob, eve) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.developer("Eve").await);
        let (mine, theirs) = (create(&ann, "Mine").await, create(&eve, "Theirs").await);
        join(&portal, &ann, &mine, &bob, BOB, "member").await;
        let path = format!("/api/v1/applications/{}/transfer", world.application);
        let members = detail(&ann, &mine).await;
        for to in [format!("team:{theirs}"), "team:none".to_owned(), format!("developer:{}", id_of(&members, BOB))] {
            let answer = ann.post(&path, json!({ "to": to })).await.expect(422);
            assert!(answer.field_error("to").is_some(), "{to}: {}", answer.text);
        }
        let tracker = application(&bob, &mine, "Tracker", &world.strategy_id).await;
        let own = create(&ann, "Other").await;
        let answer = ann.post(&format!("/api/v1/applications/{tracker}/transfer"), json!({ "to": format!("team:{own}") })).await;
        assert!(answer.expect(200).json()["lose"].as_array().unwrap().contains(&json!("Bob")));
    }

    async fn giving_it_to_another_member_is_told_to_be_ones_own_loss(portal: TestPortal) {
        let world = World::new(&portal).await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let tracker = application(&ann, &team, "Tracker", &world.strategy_id).await;
        let bobs = format!("developer:{}", id_of(&detail(&ann, &team).await, BOB));
        let browser = portal.browser_as(ANN).await;
        let page = browser.get(&format!("/apps/{tracker}/transfer/confirm?to={bobs}")).await.expect(200);
        assert!(page.text.contains("You lose it yourself"), "{}", page.text);
        let path = format!("/apps/{tracker}/transfer/confirm?to={bobs}&_do=transfer_application");
        let done = browser.submit(&path, &[("slug", &tracker), ("to", &bobs)]).await.expect(303);
        assert_eq!(done.headers["location"], "/apps");
        ann.get(&format!("/api/v1/applications/{tracker}")).await.expect(404);
        bob.get(&format!("/api/v1/applications/{tracker}")).await.expect(200);
    }
}
