use super::{PASSWORD, id_of, pending, sign_in};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn from_pending_over_approved_to_revoked_and_back(portal: TestPortal) {
        let approver = portal.approver().await;
        pending(&portal, "cleo@x.example").await;
        let id = id_of(&approver, "cleo@x.example").await;
        let act = |what: &'static str| format!("/api/v1/developers/{id}/{what}");
        let why = json!({ "reason": "The contract has ended." });

        let waiting = sign_in(&portal, &portal.stranger(), "cleo@x.example", PASSWORD).await.expect(409);
        assert!(waiting.text.contains("waiting for approval since 21 Nov 2026, 10:42 UTC"));
        assert_eq!(approver.post(&act("revoke"), why.clone()).await.expect(409).code(), "not_approved");

        let approved = approver.post(&act("approve"), json!({})).await.expect(200).json();
        assert_eq!(approved["status"], "approved");
        assert_eq!(approved["decision"]["by"], "Abe Approver <abe@portal.example>");
        let mails = portal.mails_to("cleo@x.example").await;
        assert!(mails.iter().any(|mail| mail.subject.contains("your account is approved")));
        assert_eq!(approver.post(&act("approve"), json!({})).await.expect(409).code(), "already_approved");
        assert_eq!(approver.post(&act("reject"), why.clone()).await.expect(409).code(), "approved");

        let browser = portal.stranger();
        sign_in(&portal, &browser, "cleo@x.example", PASSWORD).await.expect(303);
        browser.get("/account").await.expect(200);
        approver.post(&act("revoke"), json!({ "reason": " " })).await.expect(422);
        approver.post(&act("revoke"), why.clone()).await.expect(200);
        browser.get("/account").await.expect(401);
        let mails = portal.mails_to("cleo@x.example").await;
        let mail = mails.iter().find(|mail| mail.subject.contains("revoked")).expect("a mail");
        assert!(mail.body.contains("The contract has ended."));
        let refused = sign_in(&portal, &portal.stranger(), "cleo@x.example", PASSWORD).await.expect(409);
        assert!(refused.text.contains("The contract has ended."), "who knows the password learns why");
        let guess = sign_in(&portal, &portal.stranger(), "cleo@x.example", "some other password").await;
        assert!(!guess.expect(422).text.contains("contract"), "who does not know it learns nothing");

        approver.post(&act("approve"), json!({})).await.expect(200);
        sign_in(&portal, &portal.stranger(), "cleo@x.example", PASSWORD).await.expect(303);
    }

    async fn rejected_with_a_reason_and_reconsidered(portal: TestPortal) {
        let approver = portal.approver().await;
        pending(&portal, "cleo@x.example").await;
        let id = id_of(&approver, "cleo@x.example").await;
        let path = format!("/admin/developers/{id}/reject?_do=reject_developer");
        let browser = portal.stranger();
        sign_in(&portal, &browser, "abe@portal.example", PASSWORD).await.expect(303);
        let empty = browser.submit(&path, &[("id", &id), ("reason", "")]).await.expect(422);
        assert!(empty.text.contains("Please fill this in."));
        let done = browser.submit(&path, &[("id", &id), ("reason", "Partners only.")]).await.expect(303);
        assert_eq!(done.headers["location"], format!("/admin/developers/{id}").as_str());
        assert!(browser.get(&format!("/admin/developers/{id}")).await.expect(200).text.contains("Partners only."));
        let mails = portal.mails_to("cleo@x.example").await;
        assert!(mails.iter().any(|mail| mail.body.contains("Partners only.")));
        let again = approver.post(&format!("/api/v1/developers/{id}/approve"), json!({})).await.expect(200);
        assert_eq!(again.json()["status"], "approved");
    }

    async fn who_has_not_confirmed_cannot_be_decided_on(portal: TestPortal) {
        let approver = portal.approver().await;
        crate::developers::sign_up(&portal, "cleo@x.example").await.expect(202);
        let id = id_of(&approver, "cleo@x.example").await;
        let answer = approver.post(&format!("/api/v1/developers/{id}/approve"), json!({})).await.expect(409);
        assert_eq!(answer.code(), "unconfirmed");
        let why = json!({ "reason": "No" });
        approver.post(&format!("/api/v1/developers/{id}/reject"), why).await.expect(409);
    }

    async fn approvers_do_not_decide_on_admins_nor_on_themselves(portal: TestPortal) {
        let (approver, admin) = (portal.approver().await, portal.admin().await);
        let why = json!({ "reason": "No" });
        let ada = id_of(&admin, "ada@portal.example").await;
        let path = format!("/api/v1/developers/{ada}/revoke");
        assert_eq!(approver.post(&path, why.clone()).await.expect(409).code(), "admin_needed");
        assert_eq!(admin.post(&path, why.clone()).await.expect(409).code(), "own_account");
        let abe = id_of(&admin, "abe@portal.example").await;
        admin.post(&format!("/api/v1/developers/{abe}/revoke"), why).await.expect(200);
        approver.get("/api/v1/me").await.expect(401);
    }

    async fn developers_see_no_other_developer(portal: TestPortal) {
        let (ann, admin) = (portal.developer("Ann").await, portal.admin().await);
        let ada = id_of(&admin, "ada@portal.example").await;
        let missing = "0195b1f0-0000-7000-8000-000000000000";
        let foreign = ann.get(&format!("/api/v1/developers/{ada}")).await.expect(403);
        let none = ann.get(&format!("/api/v1/developers/{missing}")).await.expect(403);
        assert_eq!(crate::developers::seen(&foreign), crate::developers::seen(&none));
        admin.get(&format!("/api/v1/developers/{missing}")).await.expect(404);
        admin.get("/api/v1/developers/no-id").await.expect(404);
    }
}
