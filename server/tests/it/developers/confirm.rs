use super::{PASSWORD, call, id_of, mailed_token, sign_in, sign_up};
use crate::support::on_both_databases;
use chrono::TimeDelta;
use serde_json::json;

on_both_databases! {
    async fn opening_the_link_does_not_use_it_up(portal: TestPortal) {
        sign_up(&portal, "cleo@x.example").await.expect(202);
        let token = mailed_token(&portal, "cleo@x.example").await;
        for _ in 0..2 {
            let page = portal.stranger().get(&format!("/confirm?token={token}")).await.expect(200);
            assert!(page.text.contains("Welcome, Cleo Confirm"), "{}", page.text);
        }
        let fields = [("token", token.as_str()), ("password", PASSWORD)];
        let path = format!("/confirm?_do=confirm_email&token={token}");
        let done = portal.stranger().submit(&path, &fields).await.expect(303);
        assert_eq!(done.headers["location"], "/confirm/done");
        let page = portal.stranger().get(&format!("/confirm?token={token}")).await;
        assert!(page.text.contains("This link does not work any more"), "a used link helps on");
    }

    async fn a_link_works_once_and_for_a_day(portal: TestPortal) {
        sign_up(&portal, "cleo@x.example").await.expect(202);
        let first = mailed_token(&portal, "cleo@x.example").await;
        portal.clock.advance(TimeDelta::hours(24));
        let sent = json!({ "token": first, "password": PASSWORD });
        call(&portal, "/api/v1/sign-ups/confirm", sent.clone()).await.expect(404);
        call(&portal, "/api/v1/sign-ups/resend", json!({ "email": "cleo@x.example" })).await.expect(202);
        let second = mailed_token(&portal, "cleo@x.example").await;
        assert_ne!(first, second);
        let sent = json!({ "token": second, "password": PASSWORD });
        call(&portal, "/api/v1/sign-ups/confirm", sent.clone()).await.expect(200);
        call(&portal, "/api/v1/sign-ups/confirm", sent).await.expect(404);
        let made_up = json!({ "token": "x".repeat(43), "password": PASSWORD });
        call(&portal, "/api/v1/sign-ups/confirm", made_up).await.expect(404);
    }

    async fn weak_passwords_are_refused_and_the_link_still_works(portal: TestPortal) {
        sign_up(&portal, "cleo@x.example").await.expect(202);
        let token = mailed_token(&portal, "cleo@x.example").await;
        for weak in ["short", "aaaaaaaaaaaaaaaaaaaa", "cleo@x.example cleo", &"x".repeat(257)] {
            let sent = json!({ "token": token, "password": weak });
            let answer = call(&portal, "/api/v1/sign-ups/confirm", sent).await.expect(422);
            assert!(answer.field_error("password").is_some(), "{weak}");
        }
        let sent = json!({ "token": token, "password": PASSWORD });
        call(&portal, "/api/v1/sign-ups/confirm", sent).await.expect(200);
    }

    async fn approvers_are_told_who_waits(portal: TestPortal) {
        portal.approver().await;
        crate::developers::pending(&portal, "cleo@x.example").await;
        let mail = portal.mails_to("abe@portal.example").await.remove(0);
        assert!(mail.subject.contains("Cleo Confirm"), "{}", mail.subject);
    }

    async fn automatic_approval_lets_in_at_once_but_not_who_waits_already(portal: TestPortal) {
        let admin = portal.admin().await;
        crate::developers::pending(&portal, "early@x.example").await;
        let automatic = json!({ "sign_up_open": true, "auto_approve_developers": true });
        admin.put("/api/v1/settings", automatic).await.expect(200);
        sign_up(&portal, "late@x.example").await.expect(202);
        let token = mailed_token(&portal, "late@x.example").await;
        let sent = json!({ "token": token, "password": PASSWORD });
        let answer = call(&portal, "/api/v1/sign-ups/confirm", sent).await.expect(200);
        assert_eq!(answer.json()["status"], "approved");
        sign_in(&portal, &portal.stranger(), "late@x.example", PASSWORD).await.expect(303);
        let early = id_of(&admin, "early@x.example").await;
        let early = admin.get(&format!("/api/v1/developers/{early}")).await.expect(200);
        assert_eq!(early.json()["status"], "pending");
    }
}
