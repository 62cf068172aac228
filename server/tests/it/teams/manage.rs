use super::{create, detail, id_of, join, member};
use crate::{developers::seen, support::on_both_databases};
use serde_json::json;

const BOB: &str = "bob@partner.example";

on_both_databases! {
    async fn a_team_is_there_for_its_members_and_admins_only(portal: TestPortal) {
        let (ann, eve, admin, abe) = (portal.developer("Ann").await, portal.developer("Eve").await, portal.admin().await, portal.approver().await);
        let team = create(&ann, "Logistics & Co").await;
        assert!(team.starts_with("logistics-co-"), "{team}");
        let path = format!("/api/v1/teams/{team}");
        let foreign = eve.get(&path).await.expect(404);
        assert_eq!(seen(&foreign), seen(&eve.get("/api/v1/teams/nothing-here").await));
        abe.get(&path).await.expect(404);
        portal.stranger().get(&path).await.expect(401);
        assert_eq!(admin.get(&path).await.expect(200).json()["role"], json!(null));
        eve.get("/api/v1/teams").await.expect(403);
        let all = admin.get("/api/v1/teams?q=LOGIST").await.expect(200).json();
        assert_eq!((all["total"].as_u64(), all["items"][0]["owners"].as_u64()), (Some(1), Some(1)));
        assert_eq!(ann.get("/api/v1/me/teams").await.expect(200).json()["teams"][0]["role"], "owner");
    }

    async fn names_have_limits(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        for (new, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "name": "x".repeat(256) }), "name"),
            (json!({ "name": "A", "description": "x".repeat(256) }), "description"),
        ] {
            assert!(ann.post("/api/v1/teams", new).await.expect(422).field_error(field).is_some());
        }
        let team = create(&ann, "物流").await;
        assert!(team.starts_with("team-"));
        ann.put(&format!("/api/v1/teams/{team}"), json!({ "name": "Logistics" })).await.expect(200);
        assert_eq!(detail(&ann, &team).await["team"]["name"], "Logistics");
    }

    async fn roles_change_but_one_owner_stays(portal: TestPortal) {
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let before = detail(&ann, &team).await;
        let path = |email: &str| format!("/api/v1/teams/{team}/members/{}", id_of(&before, email));
        let (anns, bobs) = (path("ann@partner.example"), path(BOB));
        bob.put(&bobs, json!({ "role": "owner" })).await.expect(403);
        for answer in [ann.put(&anns, json!({ "role": "member" })).await, ann.delete(&anns).await] {
            assert_eq!(answer.expect(409).code(), "last_owner");
        }
        ann.put(&bobs, json!({ "role": "owner" })).await.expect(200);
        ann.put(&anns, json!({ "role": "member" })).await.expect(200);
        ann.put(&bobs, json!({ "role": "member" })).await.expect(403);
        bob.delete(&anns).await.expect(204);
        ann.get(&format!("/api/v1/teams/{team}")).await.expect(404);
        let mail = portal.mails_to("ann@partner.example").await.remove(0);
        assert!(mail.subject.contains("no longer in the team"), "{}", mail.subject);
        bob.delete(&anns).await.expect(404);
    }

    async fn two_owners_cannot_both_leave_at_once(portal: TestPortal) {
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "owner").await;
        let path = format!("/api/v1/teams/{team}/leave");
        let (one, two) = tokio::join!(ann.post(&path, json!({})), bob.post(&path, json!({})));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409], "{} {}", one.text, two.text);
    }

    async fn admins_add_people_with_an_account(portal: TestPortal) {
        let (ann, bob, admin) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        let path = format!("/api/v1/teams/{team}/members");
        let new = |email: &str| json!({ "email": email, "role": "owner" });
        ann.post(&path, new(BOB)).await.expect(403);
        assert!(admin.post(&path, new("nobody@x.example")).await.expect(422).field_error("email").is_some());
        admin.post(&path, new(BOB)).await.expect(200);
        assert_eq!(member(&detail(&bob, &team).await, BOB)["role"], "owner");
        assert!(portal.mails_to(BOB).await.iter().any(|mail| mail.subject.contains("You are in the team")));
        admin.post(&path, new(BOB)).await.expect(422);
        let trail = admin.get("/api/v1/audit-events?q=team.member_added").await.expect(200).json();
        assert_eq!(trail["items"][0]["object_name"], "Logistics");
    }
}
