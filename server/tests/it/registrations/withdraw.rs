use crate::support::on_both_databases;

on_both_databases! {
    async fn pending_approved_and_rejected_can_be_withdrawn_and_asked_for_again(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        for decision in [None, Some("approve"), Some("reject")] {
            let id = ann.registers(&shop, weather.version_id()).await;
            if let Some(verb) = decision {
                weather.admin.decides(&id, verb, "because").await.expect(200);
            }
            ann.delete(&format!("/api/v1/registrations/{id}")).await.expect(204);
            weather.admin.get(&format!("/api/v1/registrations/{id}")).await.expect(404);
        }
    }

    async fn rejected_stands_in_the_way_until_withdrawn(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.admin.decides(&id, "reject", "Say more").await.expect(200);
        let refused = ann.requests_access(&shop, weather.version_id()).await.expect(409);
        assert_eq!(refused.code(), "rejected");
        assert!(refused.text.contains("Withdraw it on the application's page"), "{}", refused.text);
        ann.delete(&format!("/api/v1/registrations/{id}")).await.expect(204);
        ann.requests_access(&shop, weather.version_id()).await.expect(201);
    }

    async fn revoked_cannot_be_withdrawn(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.admin.decides(&id, "approve", "").await.expect(200);
        weather.admin.decides(&id, "revoke", "Abuse").await.expect(200);
        let refused = ann.delete(&format!("/api/v1/registrations/{id}")).await.expect(409);
        assert_eq!(refused.code(), "revoked");
    }

    async fn nobody_withdraws_for_somebody_else(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        let missing = bob.delete("/api/v1/registrations/7b1c7a34-6f0f-4d2e-8d1c-0a1b2c3d4e5f").await.expect(404);
        for person in [&bob, &weather.admin] {
            let theirs = person.delete(&format!("/api/v1/registrations/{id}")).await.expect(404);
            assert_eq!(theirs.text, missing.text);
        }
        portal.stranger().delete(&format!("/api/v1/registrations/{id}")).await.expect(403);
    }
}
