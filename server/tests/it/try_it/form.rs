use super::Trial;
use serde_json::json;

const PAGE: &str = "/apis/weather/2.0/reference";

#[tokio::test(flavor = "multi_thread")]
async fn the_form_is_made_from_the_document() {
    for trial in Trial::on_both().await {
        let page = trial.ann.get(&format!("{PAGE}/get-thing/try")).await.expect(200).text;
        for field in [
            "path:thing",
            "query:depth",
            "query:fields",
            "query:filter",
            "query:mode",
            "header:X-Trace",
            "cookie:flavour",
        ] {
            assert!(page.contains(&format!("name=\"{field}\"")), "{field}");
        }
        // The credential is not typed, and not asked for twice.
        for own in ["header:Authorization", "header:apikey"] {
            assert!(!page.contains(&format!("name=\"{own}\"")), "{own}");
        }
        assert!(page.contains("value=\"lamp\""), "what is required starts with its example");
        assert!(page.contains("Storm watch") && page.contains("A key or token that I paste"));
        assert!(!page.contains("really send"), "reading asks for no confirmation");
        let save =
            trial.ann.get(&format!("{PAGE}/save-thing/try?media_type=text/csv")).await.expect(200).text;
        assert!(save.contains("really send this PUT"));
        assert!(save.contains("aria-current=\"true\" class=\"samples__language\">text/csv"));
        let stranger = trial.portal.stranger().get(&format!("{PAGE}/get-thing/try")).await.expect(200).text;
        assert!(stranger.contains("Sign in to try it") && !stranger.contains("name=\"path:thing\""));
        trial.ann.get(&format!("{PAGE}/fell/try")).await.expect(404);
        trial.ann.get(&format!("{PAGE}/nothing/try")).await.expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_before_anything_is_sent() {
    for trial in Trial::on_both().await {
        let world = &trial.world;
        let second = world.new_application("Second").await;
        let page = trial.ann.get(&format!("{PAGE}/get-thing/try")).await.expect(200).text;
        assert!(page.contains("“Second” has no access to Weather 2.0. Request access on the API"));
        let refused =
            trial.send("get-thing", &[("application", &second), ("path:thing", "lamp")]).await.expect(422);
        assert!(super::wrong(&refused, "application").contains("has no access"), "{}", refused.text);
        let settings = json!({ "name": "2.0", "auth_strategy_id": null, "registration_enabled": true,
                               "auto_approve": true, "upstream_url": null });
        world
            .admin
            .post(
                &format!("/api/v1/registrations/{}/revoke", world.registration_id),
                json!({ "reason": "Misuse" }),
            )
            .await
            .expect(200);
        let revoked = trial
            .send("get-thing", &[("application", &world.application), ("path:thing", "lamp")])
            .await
            .expect(422);
        assert!(super::wrong(&revoked, "application").contains("revoked"), "{}", revoked.text);
        let settings_path = format!("/api/v1/versions/{}", world.version_id);
        let mut without_upstream = settings.clone();
        without_upstream["auth_strategy_id"] = json!(world.strategy_id);
        world.admin.put(&settings_path, without_upstream).await.expect(200);
        let page = trial.ann.get(&format!("{PAGE}/get-thing/try")).await.expect(200).text;
        assert!(page.contains("has not said where calls go"));
    }
}
