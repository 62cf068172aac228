use crate::support::{Person, TestPortal, on_both_databases};
use app::{
    actor::Actor,
    developers::{DeveloperFilter, DeveloperStatus, Developers, NewDeveloper},
    page::PageRequest,
};
use serde_json::{Value, json};

/// Somebody who has confirmed their address and waits; returns "developer:…".
async fn waiting_developer(portal: &TestPortal, name: &str) -> String {
    let email = format!("{}@waiting.example", name.to_lowercase());
    let actor = Actor::system("test");
    let new = NewDeveloper { email: email.clone(), full_name: name.to_owned() };
    portal.portal.sign_up(&actor, new).await.unwrap();
    let mail = portal.mails_to(&email).await.remove(0);
    let token = mail.body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    portal.portal.confirm(&actor, &token, "a long walk by the sea").await.unwrap();
    let filter = DeveloperFilter { query: email, status: Some(DeveloperStatus::Pending) };
    let found = portal.portal.developers(&actor, filter, PageRequest::new(None, 10)).await.unwrap();
    format!("developer:{}", found.items[0].id)
}

async fn waiting_registration(ann: &Person, name: &str, strategy: &str, version: &str) -> String {
    let application = ann.creates_application(name, strategy).await;
    format!("registration:{}", ann.registers(&application, version).await)
}

fn keys(inbox: &Value) -> Vec<&str> {
    inbox["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap()).collect()
}

on_both_databases! {
    async fn developers_and_registrations_wait_in_one_list_longest_first(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let first = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        let second = waiting_developer(&portal, "Cleo").await;
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        let third = waiting_registration(&ann, "Van", &weather.strategy, weather.version_id()).await;
        let inbox = portal.approver().await.get("/api/v1/inbox").await.expect(200).json();
        assert_eq!(keys(&inbox), [&first, &second, &third]);
        assert_eq!(inbox["total"], 3);
        assert_eq!(inbox["items"][0]["request"], json!({ "application": "Shop", "target": "Weather 2.0", "purpose": "Umbrellas" }));
        assert_eq!(inbox["items"][0]["email"], "ann@partner.example");
        assert_eq!(inbox["items"][1]["full_name"], "Cleo");
        assert_eq!(inbox["items"][1]["request"], Value::Null);
        let page = weather.admin.get("/api/v1/inbox?size=1&page=2").await.expect(200).json();
        assert_eq!(keys(&page), [&second]);
        ann.get("/api/v1/inbox").await.expect(403);
        portal.stranger().get("/api/v1/inbox").await.expect(401);
    }

    async fn each_is_decided_by_itself_and_says_what_became_of_it(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        let van = waiting_registration(&ann, "Van", &weather.strategy, weather.version_id()).await;
        let cleo = waiting_developer(&portal, "Cleo").await;
        let van_id = van.split_once(':').unwrap().1;
        weather.admin.decides(van_id, "reject", "No vans").await.expect(200);
        let gone = "registration:7b1c7a34-6f0f-4d2e-8d1c-0a1b2c3d4e5f";
        let decision = json!({ "items": [shop, van, cleo, gone], "verdict": "approve" });
        let outcomes = weather.admin.post("/api/v1/inbox/decisions", decision).await.expect(200).json();
        assert_eq!(outcomes[0]["name"], "Shop → Weather 2.0");
        assert_eq!(outcomes[0]["failure"], Value::Null);
        assert_eq!(
            outcomes[1]["failure"],
            "This request was rejected. The developer can withdraw it and ask again."
        );
        assert_eq!((&outcomes[2]["name"], &outcomes[2]["failure"]), (&json!("Cleo"), &Value::Null));
        assert_eq!(outcomes[3]["failure"], "It was withdrawn or deleted in the meantime.");
        assert_eq!(weather.admin.get("/api/v1/inbox").await.json()["total"], 0);
    }

    async fn rejecting_tells_each_the_same_reason(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        let cleo = waiting_developer(&portal, "Cleo").await;
        let reject = |reason: &str| json!({ "items": [shop, cleo], "verdict": "reject", "reason": reason });
        let refused = weather.admin.post("/api/v1/inbox/decisions", reject(" ")).await.expect(422);
        assert_eq!(refused.field_error("reason").unwrap(), "Please say why: the developer reads this.");
        assert_eq!(weather.admin.get("/api/v1/inbox").await.json()["total"], 2);
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        weather.admin.post("/api/v1/inbox/decisions", reject("We are closing")).await.expect(200);
        for address in ["ann@partner.example", "cleo@waiting.example"] {
            let mail = portal.mails_to(address).await.remove(0);
            assert!(mail.body.contains("We are closing"), "{address}: {}", mail.body);
        }
    }

    async fn only_approvers_and_only_something(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        let own = json!({ "items": [shop], "verdict": "approve" });
        ann.post("/api/v1/inbox/decisions", own).await.expect(403);
        let nothing = json!({ "items": [], "verdict": "approve" });
        let refused = weather.admin.post("/api/v1/inbox/decisions", nothing).await.expect(422);
        assert_eq!(refused.field_error("items").unwrap(), "Please tick at least one.");
        let many = json!({ "items": vec![shop; 101], "verdict": "approve" });
        weather.admin.post("/api/v1/inbox/decisions", many).await.expect(422);
    }

    async fn a_plain_form_decides_on_what_is_ticked_or_on_one_row(portal: TestPortal) {
        let weather = portal.published_weather().await;
        portal.approver().await;
        let browser = portal.browser("abe@portal.example").await;
        let empty = browser.get("/admin/inbox").await.expect(200).text;
        assert!(empty.contains("Nobody waits"), "{empty}");
        let ann = portal.developer("Ann").await;
        let shop = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        let van = waiting_registration(&ann, "Van", &weather.strategy, weather.version_id()).await;
        let cleo = waiting_developer(&portal, "Cleo").await;
        let page = browser.get("/admin/inbox").await.expect(200).text;
        for part in ["Weather 2.0", "Umbrellas", "Cleo", "wants to join as a developer", "Approve ticked"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let post = "/admin/inbox?_do=decide_together";
        let unsaid = [("items[]", van.as_str()), ("reason", ""), ("pressed", "reject")];
        let refused = browser.submit(post, &unsaid).await.expect(422).text;
        assert!(refused.contains("Please say why: the developer reads this."), "{refused}");
        assert_eq!(refused.matches(" checked").count(), 1, "the tick is kept: {refused}");
        let one = format!("approve {shop}");
        let row = [("items[]", van.as_str()), ("reason", ""), ("pressed", one.as_str())];
        let decided = browser.submit(post, &row).await.expect(200).text;
        assert!(decided.contains("Shop → Weather 2.0: approved, mail sent"), "{decided}");
        let ticked = [("items[]", van.as_str()), ("items[]", &cleo), ("items[]", &shop), ("reason", ""), ("pressed", "approve")];
        let decided = browser.submit(post, &ticked).await.expect(200).text;
        assert!(decided.contains("2 decided, 1 not"), "{decided}");
        assert!(decided.contains("Shop → Weather 2.0: not approved. This request is approved already."), "{decided}");
        assert!(decided.contains("Nobody waits"), "{decided}");
    }

    async fn admin_pages_list_review_and_decide(portal: TestPortal) {
        let weather = portal.published_weather().await;
        portal.approver().await;
        let browser = portal.browser("abe@portal.example").await;
        let ann = portal.developer("Ann").await;
        let shop = waiting_registration(&ann, "Shop", &weather.strategy, weather.version_id()).await;
        let id = shop.split_once(':').unwrap().1;
        let list = browser.get("/admin/registrations?status=pending&q=shop").await.expect(200).text;
        assert!(list.contains("1 registration") && list.contains(id), "{list}");
        let none = browser.get("/admin/registrations?status=revoked").await.expect(200).text;
        assert!(none.contains("No such registration"), "{none}");
        let review = format!("/admin/registrations/{id}");
        let page = browser.get(&review).await.expect(200).text;
        assert!(page.contains("Umbrellas") && page.contains("Reject"), "{page}");
        let unsaid = browser.submit(&format!("{review}?_do=reject_registration"), &[("id", id), ("reason", "")]).await.expect(422).text;
        assert!(unsaid.contains("Please say why"), "{unsaid}");
        let approved = browser.submit(&format!("{review}?_do=approve_registration"), &[("id", id), ("reason", "Fine")]).await.expect(200).text;
        assert!(approved.contains("Revoke access") && approved.contains("Fine"), "{approved}");
        let revoked = browser.submit(&format!("{review}?_do=revoke_registration"), &[("id", id), ("reason", "Abuse")]).await.expect(200).text;
        assert!(revoked.contains("Reinstate access") && revoked.contains("Abuse"), "{revoked}");
        browser.get("/admin/registrations/not-an-id").await.expect(404);
    }
}
