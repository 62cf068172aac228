use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn the_preview_lists_what_stops_and_deleting_stops_it(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let slug = ann.creates_application("Shop", &weather.strategy).await;
        let path = format!("/api/v1/applications/{slug}");
        let nothing = ann.get(&format!("{path}/deletion")).await.expect(200).json();
        assert_eq!(nothing, json!({ "name": "Shop", "registrations": [], "credentials": [], "last_call_at": null }));
        let registration = ann.registers(&slug, weather.version_id()).await;
        let key = ann.post(&format!("{path}/credentials"), json!({ "name": "Production" })).await.expect(201).json();
        let last_four = key["credential"]["last_four"].as_str().unwrap();
        let preview = ann.get(&format!("{path}/deletion")).await.expect(200).json();
        assert_eq!(preview["registrations"], json!(["Weather 2.0 (waiting for approval)"]));
        assert_eq!(preview["credentials"], json!([format!("Production, ptk_…{last_four}")]));
        ann.delete(&path).await.expect(204);
        ann.get(&path).await.expect(404);
        weather.admin.get(&format!("/api/v1/registrations/{registration}")).await.expect(404);
        assert_eq!(ann.get("/api/v1/applications").await.expect(200).json(), json!([]));
    }

    async fn a_strategy_is_free_again_once_its_applications_are_gone(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let other = weather.admin.creates_key_strategy("Other").await;
        let slug = ann.creates_application("Shop", &other).await;
        let path = format!("/api/v1/auth-strategies/{other}");
        let refused = weather.admin.delete(&path).await.expect(409);
        assert_eq!(refused.code(), "auth_strategy_in_use");
        assert!(refused.text.contains("0 versions and 1 application"), "{}", refused.text);
        ann.delete(&format!("/api/v1/applications/{slug}")).await.expect(204);
        weather.admin.delete(&path).await.expect(204);
    }
}
