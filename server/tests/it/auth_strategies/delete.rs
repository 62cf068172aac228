use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn in_use_is_refused_whatever_the_lifecycle_and_says_where(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let admin = &weather.admin;
        let path = format!("/api/v1/auth-strategies/{}", weather.strategy);
        let retire = format!("/api/v1/versions/{}/retire", weather.version_id());
        let refused = admin.delete(&path).await.expect(409);
        assert_eq!(refused.code(), "auth_strategy_in_use");
        admin.post(&retire, json!({})).await.expect(200);
        admin.delete(&path).await.expect(409);
        let uses = admin.get(&format!("{path}/uses")).await.expect(200).json();
        assert_eq!(uses, json!([{ "product_slug": "weather", "product_title": "Weather",
            "version_slug": "2.0", "version_name": "2.0", "lifecycle": "retired" }]));
        weather.sets(json!({ "auth_strategy_id": null })).await;
        admin.delete(&path).await.expect(204);
        admin.delete(&path).await.expect(404);
    }

    async fn only_admins_learn_where_it_is_used(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let path = format!("/api/v1/auth-strategies/{}/uses", weather.strategy);
        portal.approver().await.get(&path).await.expect(403);
        portal.stranger().get(&path).await.expect(401);
    }
}
