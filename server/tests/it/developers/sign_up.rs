use super::{PASSWORD, call, id_of, mailed_token, pending, seen, sign_up};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn every_known_state_answers_like_an_unknown_address(portal: TestPortal) {
        let admin = portal.admin().await;
        sign_up(&portal, "waits-for-link@x.example").await.expect(202);
        for email in ["pending@x.example", "rejected@x.example", "revoked@x.example"] {
            pending(&portal, email).await;
        }
        let decide = |email: &'static str, what: &'static str| {
            let admin = admin.clone();
            async move {
                let id = id_of(&admin, email).await;
                admin.post(&format!("/api/v1/developers/{id}/{what}"), json!({ "reason": "Because" })).await.expect(200);
            }
        };
        decide("rejected@x.example", "reject").await;
        decide("revoked@x.example", "approve").await;
        decide("revoked@x.example", "revoke").await;
        portal.developer("Ann").await;
        let unknown = sign_up(&portal, "nobody@x.example").await.expect(202);
        let known = [
            ("waits-for-link@x.example", "Confirm your e-mail"),
            ("pending@x.example", "waits for approval"),
            ("rejected@x.example", "declined"),
            ("revoked@x.example", "revoked"),
            ("ann@partner.example", "already have an account"),
        ];
        for (email, subject) in known {
            portal.clock.advance(chrono::TimeDelta::seconds(1));
            let answer = sign_up(&portal, email).await;
            assert_eq!(seen(&answer), seen(&unknown), "{email}");
            let mails = portal.mails_to(email).await;
            assert!(mails.iter().any(|mail| mail.subject.contains(subject)), "{email}: {mails:?}");
        }
        // The newest: the clock has moved on since.
        let rejected = portal.mails_to("rejected@x.example").await.remove(0);
        assert!(rejected.body.contains("Because"), "{}", rejected.body);
    }

    async fn asking_for_a_link_or_a_reset_answers_alike(portal: TestPortal) {
        portal.developer("Ann").await;
        sign_up(&portal, "new@x.example").await.expect(202);
        for path in ["/api/v1/sign-ups/resend", "/api/v1/password-resets"] {
            let unknown = call(&portal, path, json!({ "email": "nobody@x.example" })).await.expect(202);
            for email in ["ann@partner.example", "new@x.example"] {
                let known = call(&portal, path, json!({ "email": email })).await;
                assert_eq!(seen(&known), seen(&unknown), "{path} {email}");
            }
        }
        assert!(portal.mails_to("nobody@x.example").await.is_empty());
        assert_eq!(portal.mails_to("ann@partner.example").await.len(), 2);
    }

    async fn an_address_is_one_address_in_capitals_too(portal: TestPortal) {
        let admin = portal.admin().await;
        sign_up(&portal, "Cleo@X.example").await.expect(202);
        sign_up(&portal, " cleo@x.EXAMPLE ").await.expect(202);
        let found = admin.get("/api/v1/developers?q=cleo").await.expect(200).json();
        assert_eq!(found["total"], 1);
        assert_eq!(found["items"][0]["email"], "cleo@x.example");
        assert_eq!(portal.mails_to("cleo@x.example").await.len(), 2);
    }

    async fn two_at_once_are_one_developer(portal: TestPortal) {
        let admin = portal.admin().await;
        let (one, two) = tokio::join!(sign_up(&portal, "twin@x.example"), sign_up(&portal, "twin@x.example"));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (202, 202));
        assert_eq!(admin.get("/api/v1/developers?q=twin").await.json()["total"], 1);
        assert_eq!(portal.mails_to("twin@x.example").await.len(), 2);
    }

    async fn every_limit_names_its_field(portal: TestPortal) {
        for (email, name, field) in [
            ("no address", "Cleo", "email"),
            (&*format!("{}@x.example", "a".repeat(250)), "Cleo", "email"),
            ("a@x.example", "", "full_name"),
            ("a@x.example", &*"n".repeat(257), "full_name"),
            ("a@x.example", "line\nbreak", "full_name"),
        ] {
            let answer = call(&portal, "/api/v1/sign-ups", json!({ "email": email, "full_name": name })).await;
            let answer = answer.expect(422);
            assert!(answer.field_error(field).is_some(), "{field}: {}", answer.text);
        }
    }

    async fn closed_sign_up_is_closed_in_the_service(portal: TestPortal) {
        let admin = portal.admin().await;
        let closed = json!({ "sign_up_open": false });
        admin.put("/api/v1/settings", closed).await.expect(200);
        let answer = sign_up(&portal, "late@x.example").await.expect(409);
        assert_eq!(answer.code(), "sign_up_closed");
        assert_eq!(admin.get("/api/v1/developers?q=late").await.json()["total"], 0);
        let page = portal.stranger().get("/sign-up").await.expect(200);
        assert!(page.text.contains("Sign-up is closed"), "the page says so before anybody types");
    }

    async fn a_plain_form_keeps_what_was_typed(portal: TestPortal) {
        let browser = portal.stranger();
        let fields = [("email", "cleo@x"), ("full_name", "")];
        let page = browser.submit("/sign-up?_do=sign_up", &fields).await.expect(422);
        assert!(page.text.contains("Please fill this in."), "the error stands beside the field");
        assert!(page.text.contains("value=\"cleo@x\""), "the address is kept");
        let fields = [("email", "cleo@x.example"), ("full_name", "Cleo")];
        let sent = browser.submit("/sign-up?_do=sign_up", &fields).await.expect(303);
        assert_eq!(sent.headers["location"], "/sign-up/sent");
        mailed_token(&portal, "cleo@x.example").await;
    }

    async fn another_site_cannot_sign_people_up(portal: TestPortal) {
        let person = portal.stranger();
        let body = json!({ "email": "a@x.example", "full_name": "A", "password": PASSWORD });
        let plain = person.request(reqwest::Method::POST, "/api/v1/sign-ups").json(&body);
        person.send(plain).await.expect(403);
        for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")] {
            let request = person.request(reqwest::Method::POST, "/sign-up?_do=sign_up").header(name, value);
            person.send(request.form(&[("email", "a@x.example"), ("full_name", "A")])).await.expect(403);
        }
        assert!(portal.mails_to("a@x.example").await.is_empty());
    }
}
