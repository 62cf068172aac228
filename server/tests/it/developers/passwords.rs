use super::{PASSWORD, call, mailed_token, sign_in};
use crate::support::on_both_databases;
use chrono::TimeDelta;
use serde_json::json;

const NEW: &str = "seven quiet herons at dusk";

on_both_databases! {
    async fn a_reset_link_sets_the_password_once_within_an_hour(portal: TestPortal) {
        portal.developer("Ann").await;
        let email = "ann@partner.example";
        let browser = portal.stranger();
        sign_in(&portal, &browser, email, PASSWORD).await.expect(303);
        call(&portal, "/api/v1/password-resets", json!({ "email": email })).await.expect(202);
        let late = mailed_token(&portal, email).await;
        portal.clock.advance(TimeDelta::minutes(60));
        let sent = json!({ "token": late, "password": NEW });
        call(&portal, "/api/v1/password-resets/complete", sent).await.expect(404);
        call(&portal, "/api/v1/password-resets", json!({ "email": email })).await.expect(202);
        let token = mailed_token(&portal, email).await;
        portal.stranger().get(&format!("/reset-password?token={token}")).await.expect(200);
        let sent = json!({ "token": token, "password": NEW });
        call(&portal, "/api/v1/password-resets/complete", sent.clone()).await.expect(204);
        call(&portal, "/api/v1/password-resets/complete", sent).await.expect(404);
        browser.get("/account").await.expect(401);
        sign_in(&portal, &portal.stranger(), email, PASSWORD).await.expect(422);
        sign_in(&portal, &portal.stranger(), email, NEW).await.expect(303);
        let mails = portal.mails_to(email).await;
        assert!(mails.iter().any(|mail| mail.subject.contains("was changed")), "{mails:?}");
    }

    async fn a_confirmation_link_is_no_reset_link(portal: TestPortal) {
        crate::developers::sign_up(&portal, "cleo@x.example").await.expect(202);
        let token = mailed_token(&portal, "cleo@x.example").await;
        let sent = json!({ "token": token, "password": NEW });
        call(&portal, "/api/v1/password-resets/complete", sent).await.expect(404);
    }

    async fn changing_it_needs_the_current_one_and_ends_every_session(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, "ann@partner.example", PASSWORD).await.expect(303);
        let wrong = json!({ "current_password": "not this one at all", "new_password": NEW });
        let answer = ann.post("/api/v1/me/password", wrong).await.expect(422);
        assert!(answer.field_error("current_password").is_some());
        let fields = [("current_password", PASSWORD), ("new_password", NEW)];
        let done = browser.submit("/account/password?_do=change_password", &fields).await.expect(303);
        assert_eq!(done.headers["location"], "/sign-in?after=password-changed");
        browser.get("/account").await.expect(401);
        sign_in(&portal, &browser, "ann@partner.example", NEW).await.expect(303);
        browser.get("/account").await.expect(200);
    }
}
