use super::{create, detail, invite, join, mailed_token, member};
use crate::{
    developers::{call, seen},
    support::on_both_databases,
};
use chrono::TimeDelta;
use serde_json::json;

const BOB: &str = "bob@partner.example";

on_both_databases! {
    async fn a_link_is_for_one_address_and_works_once(portal: TestPortal) {
        let (ann, bob, eve) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.developer("Eve").await);
        let team = create(&ann, "Logistics").await;
        invite(&ann, &team, " BOB@partner.example ", "member").await;
        let token = mailed_token(&portal, BOB).await;
        let link = json!({ "token": token });

        let opened = eve.post("/api/v1/invitations/read", link.clone()).await.expect(200).json();
        assert_eq!((opened["for_asker"].as_bool(), opened["masked_email"].as_str()), (Some(false), Some("b…@partner.example")));
        let refused = eve.post("/api/v1/invitations/accept", link.clone()).await.expect(409);
        assert_eq!(refused.code(), "other_address");
        assert!(!refused.text.contains(BOB), "who holds the link does not learn the address");
        portal.stranger().get(&format!("/teams/join?token={token}")).await.expect(200);

        bob.post("/api/v1/invitations/accept", link.clone()).await.expect(200);
        assert_eq!(member(&detail(&bob, &team).await, BOB)["role"], "member");
        bob.post("/api/v1/invitations/accept", link.clone()).await.expect(404);
        bob.post("/api/v1/invitations/read", link).await.expect(404);
    }

    async fn a_link_ends_after_14_days_by_a_newer_one_and_when_it_is_withdrawn(portal: TestPortal) {
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        let accept = async |token: &str| bob.post("/api/v1/invitations/accept", json!({ "token": token })).await;
        invite(&ann, &team, BOB, "member").await;
        let first = mailed_token(&portal, BOB).await;
        portal.clock.advance(TimeDelta::days(14));
        accept(&first).await.expect(404);
        assert_eq!(bob.get("/api/v1/me/teams").await.expect(200).json()["invitations"], json!([]));

        invite(&ann, &team, BOB, "member").await;
        let second = mailed_token(&portal, BOB).await;
        portal.clock.advance(TimeDelta::minutes(1));
        let third = invite(&ann, &team, BOB, "owner").await;
        accept(&second).await.expect(404);
        let newest = mailed_token(&portal, BOB).await;
        let path = format!("/api/v1/teams/{team}/invitations/{}", third["id"].as_str().unwrap());
        ann.delete(&path).await.expect(204);
        ann.delete(&path).await.expect(404);
        accept(&newest).await.expect(404);
    }

    async fn who_has_no_account_finds_the_invitation_once_they_do(portal: TestPortal) {
        let (ann, admin) = (portal.developer("Ann").await, portal.admin().await);
        let team = create(&ann, "Logistics").await;
        let known = portal.developer("Bob").await;
        let new = |email: &str| json!({ "email": email, "role": "member" });
        let path = format!("/api/v1/teams/{team}/invitations");
        let to_known = ann.post(&path, new(BOB)).await.expect(201);
        let to_unknown = ann.post(&path, new("cleo@x.example")).await.expect(201);
        let shape = |text: &str| text.chars().filter(|c| !c.is_ascii_alphanumeric()).collect::<String>();
        assert_eq!(shape(&to_known.text), shape(&to_unknown.text), "the answer does not tell who has an account");
        drop(known);

        let stranger = portal.stranger().get(&format!("/teams/join?token={}", mailed_token(&portal, "cleo@x.example").await)).await.expect(200);
        assert!(stranger.text.contains("Create an account"), "{}", stranger.text);
        admin.put("/api/v1/settings", json!({ "auto_approve_developers": true })).await.expect(200);
        // So that the newest mail is the one that follows.
        portal.clock.advance(TimeDelta::seconds(1));
        crate::developers::sign_up(&portal, "cleo@x.example").await.expect(202);
        let token = crate::developers::mailed_token(&portal, "cleo@x.example").await;
        let password = json!({ "token": token, "password": crate::developers::PASSWORD });
        call(&portal, "/api/v1/sign-ups/confirm", password).await.expect(200);
        let cleo = portal.browser_as("cleo@x.example").await;
        assert!(cleo.get("/teams").await.expect(200).text.contains("Logistics"));
        let invitations = cleo.get("/api/v1/me/teams").await.expect(200).json();
        let id = invitations["invitations"][0]["id"].as_str().unwrap().to_owned();
        cleo.submit("/teams?_do=join_team", &[("id", &id)]).await.expect(303);
        assert_eq!(member(&detail(&ann, &team).await, "cleo@x.example")["role"], "member");
    }

    async fn an_invitation_can_be_declined(portal: TestPortal) {
        let (ann, bob, eve) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.developer("Eve").await);
        let team = create(&ann, "Logistics").await;
        invite(&ann, &team, BOB, "member").await;
        let listed = bob.get("/api/v1/me/teams").await.expect(200).json();
        let path = format!("/api/v1/me/invitations/{}", listed["invitations"][0]["id"].as_str().unwrap());
        eve.delete(&path).await.expect(404);
        eve.post(&format!("{path}/accept"), json!({})).await.expect(404);
        bob.delete(&path).await.expect(204);
        assert_eq!(detail(&ann, &team).await["invitations"], json!([]));
        bob.get(&format!("/api/v1/teams/{team}")).await.expect(404);
    }

    async fn only_owners_invite_and_nobody_twice(portal: TestPortal) {
        let (ann, bob, eve) = (portal.developer("Ann").await, portal.developer("Bob").await, portal.developer("Eve").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let path = format!("/api/v1/teams/{team}/invitations");
        let to = |email: &str| json!({ "email": email, "role": "member" });
        bob.post(&path, to("x@x.example")).await.expect(403);
        let foreign = eve.post(&path, to("x@x.example")).await.expect(404);
        let missing = eve.post("/api/v1/teams/none-at-all/invitations", to("x@x.example")).await.expect(404);
        assert_eq!(seen(&foreign), seen(&missing));
        assert!(portal.mails_to("x@x.example").await.is_empty());
        let again = ann.post(&path, to(BOB)).await.expect(422);
        assert_eq!(again.field_error("email").unwrap(), "This person is in the team already.");
        assert!(ann.post(&path, to("no address")).await.expect(422).field_error("email").is_some());
        assert_eq!(detail(&bob, &team).await["invitations"], json!([]), "members do not see whom owners invited");
    }
}
