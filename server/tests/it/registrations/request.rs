use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn waits_for_approval_unless_something_says_otherwise(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let made = ann.requests_access(&shop, weather.version_id()).await.expect(201).json();
        assert_eq!(made["status"], "pending");
        assert_eq!(made["purpose"], "Umbrellas");
        assert_eq!(made["requested_at"], "2026-11-21T10:42:00Z");
        let listed = ann.get(&format!("/api/v1/applications/{shop}/registrations")).await.expect(200).json();
        assert_eq!(listed, json!([made]));
    }

    async fn the_versions_own_switch_approves(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let (shop, van) = (
            ann.creates_application("Shop", &weather.strategy).await,
            ann.creates_application("Van", &weather.strategy).await,
        );
        let before = ann.registers(&shop, weather.version_id()).await;
        weather.sets(json!({ "auto_approve": true })).await;
        let made = ann.requests_access(&van, weather.version_id()).await.expect(201).json();
        assert_eq!(made["status"], "approved");
        assert_eq!(made["decision"]["by"], "automatic approval (version setting)");
        let waiting = weather.admin.get(&format!("/api/v1/registrations/{before}")).await.expect(200).json();
        assert_eq!(waiting["status"], "pending", "switching it on approves nobody who waits");
    }

    async fn the_portals_switch_wins_and_approves_nobody_who_waits(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let (shop, van) = (
            ann.creates_application("Shop", &weather.strategy).await,
            ann.creates_application("Van", &weather.strategy).await,
        );
        let before = ann.registers(&shop, weather.version_id()).await;
        let on = json!({ "auto_approve_registrations": true });
        weather.admin.put("/api/v1/settings", on).await.expect(200);
        let made = ann.requests_access(&van, weather.version_id()).await.expect(201).json();
        assert_eq!(made["decision"]["by"], "automatic approval (portal setting)");
        let waiting = weather.admin.get(&format!("/api/v1/registrations/{before}")).await.expect(200).json();
        assert_eq!(waiting["status"], "pending");
    }

    async fn only_one_registration_at_a_time(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        let refusal = async || ann.requests_access(&shop, weather.version_id()).await.expect(409).code();
        assert_eq!(refusal().await, "already_requested");
        weather.admin.decides(&id, "approve", "").await.expect(200);
        assert_eq!(refusal().await, "already_approved");
        weather.admin.decides(&id, "revoke", "Too many calls").await.expect(200);
        assert_eq!(refusal().await, "revoked");
    }

    async fn of_many_at_the_same_moment_one_succeeds(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let requests = (0..8).map(|_| {
            let (ann, shop, version) = (ann.clone(), shop.clone(), weather.version_id().to_owned());
            tokio::spawn(async move { ann.requests_access(&shop, &version).await })
        });
        let mut made = 0;
        for request in requests.collect::<Vec<_>>() {
            let answer = request.await.unwrap();
            if answer.status.as_u16() == 201 {
                made += 1;
            } else {
                assert_eq!((answer.status.as_u16(), answer.code()), (409, "already_requested".to_owned()), "{}", answer.text);
            }
        }
        assert_eq!(made, 1);
        let listed = weather.admin.get("/api/v1/registrations").await.expect(200).json();
        assert_eq!(listed["total"], 1);
        assert_eq!(portal.mails_to("ada@portal.example").await.len(), 1, "one mail per request");
    }

    async fn another_strategy_is_refused_with_the_reason(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let idp = json!({ "name": "Acme ID", "kind": "openid_connect", "issuer": "https://id.acme.example",
            "credential_claims": ["client_id"], "scopes": ["openid"], "auth_methods": ["bearer"] });
        let idp = weather.admin.post("/api/v1/auth-strategies", idp).await.expect(201).json();
        let other_keys = weather.admin.creates_key_strategy("Other keys").await;
        let ann = portal.developer("Ann").await;
        let oidc = ann.creates_application("Shop", idp["id"].as_str().unwrap()).await;
        let refused = ann.requests_access(&oidc, weather.version_id()).await.expect(409);
        assert_eq!(refused.code(), "strategy_mismatch");
        assert!(refused.text.contains("Weather 2.0 uses API keys; this application uses OpenID Connect."), "{}", refused.text);
        let keys = ann.creates_application("Van", &other_keys).await;
        let refused = ann.requests_access(&keys, weather.version_id()).await.expect(409);
        assert!(refused.text.contains("uses “Keys”; this application uses “Other keys”"), "{}", refused.text);
    }

    async fn what_takes_no_registrations_says_why(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        weather.sets(json!({ "registration_enabled": false })).await;
        assert_eq!(ann.requests_access(&shop, weather.version_id()).await.expect(409).code(), "registration_disabled");
        weather.sets(json!({ "auth_strategy_id": null })).await;
        assert_eq!(ann.requests_access(&shop, weather.version_id()).await.expect(409).code(), "no_auth_strategy");
    }

    async fn closing_registration_leaves_what_was_given(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.sets(json!({ "registration_enabled": false })).await;
        weather.admin.decides(&id, "approve", "").await.expect(200);
    }

    async fn drafts_retired_and_missing_versions_answer_alike(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let draft = weather.admin.creates_version(&weather.product, "3.0", Some(&weather.strategy)).await;
        let missing = ann.requests_access(&shop, "7b1c7a34-6f0f-4d2e-8d1c-0a1b2c3d4e5f").await.expect(404);
        let of_draft = ann.requests_access(&shop, draft["id"].as_str().unwrap()).await.expect(404);
        assert_eq!(missing.text, of_draft.text);
        let retire = format!("/api/v1/versions/{}/retire", weather.version_id());
        weather.admin.post(&retire, json!({})).await.expect(200);
        assert_eq!(missing.text, ann.requests_access(&shop, weather.version_id()).await.expect(404).text);
    }

    async fn deprecated_versions_follow_their_own_switch(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let deprecate = format!("/api/v1/versions/{}/deprecate", weather.version_id());
        weather.admin.post(&deprecate, json!({})).await.expect(200);
        ann.requests_access(&shop, weather.version_id()).await.expect(201);
    }

    async fn somebody_elses_application_answers_like_a_missing_one(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let theirs = bob.requests_access(&shop, weather.version_id()).await.expect(404);
        assert_eq!(theirs.text, bob.requests_access("shop-0000", weather.version_id()).await.expect(404).text);
    }

    async fn a_purpose_has_its_limit(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let long = json!({ "version_id": weather.version_id(), "purpose": "x".repeat(256) });
        let answer = ann.post(&format!("/api/v1/applications/{shop}/registrations"), long).await.expect(422);
        assert_eq!(answer.field_error("purpose").unwrap(), "At most 255 characters; this has 256.");
    }
}
