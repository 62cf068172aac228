use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn everybody_who_decides_hears_once_that_something_waits(portal: TestPortal) {
        let weather = portal.published_weather().await;
        portal.approver().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        ann.registers(&shop, weather.version_id()).await;
        for address in ["ada@portal.example", "abe@portal.example"] {
            let mails = portal.mails_to(address).await;
            assert_eq!(mails.len(), 1, "{address}");
            assert_eq!(mails[0].subject, "Access to Weather 2.0 waits for a decision: Shop");
            for part in ["Ann <ann@partner.example>", "What for: Umbrellas", &format!("{}/admin/inbox", portal.origin)] {
                assert!(mails[0].body.contains(part), "{part}: {}", mails[0].body);
            }
        }
        assert!(portal.mails_to("ann@partner.example").await.is_empty());
    }

    async fn every_decision_reaches_the_developer_with_its_reason(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        let steps = [
            ("approve", "Access to Weather 2.0 approved: Shop"),
            ("revoke", "Access to Weather 2.0 revoked: Shop"),
            ("approve", "Access to Weather 2.0 works again: Shop"),
        ];
        for (index, (verb, subject)) in steps.into_iter().enumerate() {
            portal.clock.advance(chrono::TimeDelta::minutes(1));
            let reason = format!("Reason number {index}");
            weather.admin.decides(&id, verb, &reason).await.expect(200);
            let newest = portal.mails_to("ann@partner.example").await.remove(0);
            assert_eq!(newest.subject, subject);
            assert!(newest.body.contains(&format!("Reason given: {reason}")), "{}", newest.body);
            assert!(newest.body.contains(&format!("{}/apps/{shop}", portal.origin)), "{}", newest.body);
        }
        let van = ann.creates_application("Van", &weather.strategy).await;
        let id = ann.registers(&van, weather.version_id()).await;
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        weather.admin.decides(&id, "reject", "Say more").await.expect(200);
        let newest = portal.mails_to("ann@partner.example").await.remove(0);
        assert_eq!(newest.subject, "Access to Weather 2.0 not granted: Van");
        assert!(newest.body.contains("Say more") && newest.body.contains("ask again"), "{}", newest.body);
    }

    async fn automatic_approval_tells_the_developer_and_bothers_nobody(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        weather.sets(json!({ "auto_approve": true })).await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        ann.registers(&shop, weather.version_id()).await;
        assert!(portal.mails_to("ada@portal.example").await.is_empty());
        assert_eq!(portal.mails_to("ann@partner.example").await.len(), 1);
    }

    async fn a_refused_request_writes_no_mail(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        weather.sets(json!({ "registration_enabled": false })).await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        ann.requests_access(&shop, weather.version_id()).await.expect(409);
        assert!(portal.mails_to("ada@portal.example").await.is_empty());
    }
}
