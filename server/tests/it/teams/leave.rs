use super::{create, detail, invite, join};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn the_last_owner_is_told_what_to_do_instead(portal: TestPortal) {
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        let leave = format!("/api/v1/teams/{team}/leave");
        let alone = ann.post(&leave, json!({})).await.expect(409);
        assert!(alone.json()["detail"].as_str().unwrap().contains("delete the team"), "{}", alone.text);
        join(&portal, &ann, &team, &bob, "bob@partner.example", "member").await;
        let with_others = ann.post(&leave, json!({})).await.expect(409);
        assert!(with_others.json()["detail"].as_str().unwrap().contains("Make another member an owner"));
        let page = portal.browser_as("ann@partner.example").await.get(&format!("/teams/{team}/leave")).await.expect(200);
        assert!(page.text.contains("You are its only owner"), "the page says so before anybody presses");
        bob.post(&leave, json!({})).await.expect(204);
        bob.post(&leave, json!({})).await.expect(404);
    }

    async fn who_is_no_member_cannot_leave(portal: TestPortal) {
        let (ann, admin) = (portal.developer("Ann").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        invite(&ann, &team, "x@x.example", "member").await;
        admin.post(&format!("/api/v1/teams/{team}/leave"), json!({})).await.expect(404);
        assert_eq!(detail(&ann, &team).await["members"].as_array().unwrap().len(), 1);
    }
}
