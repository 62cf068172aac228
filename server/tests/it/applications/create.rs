use crate::support::{TestPortal, on_both_databases};
use serde_json::json;

on_both_databases! {
    async fn slug_is_the_name_and_four_random_characters(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let new = json!({ "name": " Shop & Café ", "auth_strategy_id": weather.strategy });
        let created = ann.post("/api/v1/applications", new).await.expect(201).json();
        assert_eq!(created["name"], "Shop & Café");
        let slug = created["slug"].as_str().unwrap();
        let random = slug.strip_prefix("shop-caf-").unwrap();
        assert_eq!(random.len(), 4, "{slug}");
        assert!(random.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{slug}");
        assert_eq!(created["auth_strategy"]["name"], "Keys");
        let read = ann.get(&format!("/api/v1/applications/{slug}")).await.expect(200).json();
        assert_eq!(read, created);
        let nameless = ann.creates_application("天気", &weather.strategy).await;
        assert!(nameless.starts_with("app-"), "{nameless}");
    }

    async fn reference_id_is_generated_where_empty_and_unique_over_everybody(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let new = |reference: &str| json!({ "name": "Shop", "reference_id": reference, "auth_strategy_id": weather.strategy });
        let generated = ann.post("/api/v1/applications", new("  ")).await.expect(201).json();
        assert!(generated["reference_id"].as_str().unwrap().len() >= 20);
        let second = ann.post("/api/v1/applications", new("")).await.expect(201).json();
        assert_ne!(generated["reference_id"], second["reference_id"]);
        ann.post("/api/v1/applications", new("shop")).await.expect(201);
        let taken = bob.post("/api/v1/applications", new("shop")).await.expect(422);
        assert_eq!(
            taken.field_error("reference_id").unwrap(),
            "Another application has this reference ID. Please choose another."
        );
        assert_eq!(bob.get("/api/v1/applications").await.expect(200).json(), json!([]));
    }

    async fn every_limit_names_its_field(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let long = "x".repeat(256);
        let nil = "00000000-0000-0000-0000-000000000000";
        let bad = json!({ "name": "", "description": long, "reference_id": long, "auth_strategy_id": nil });
        let answer = ann.post("/api/v1/applications", bad).await.expect(422);
        assert_eq!(answer.field_error("name").unwrap(), "Please fill this in.");
        assert_eq!(answer.field_error("description").unwrap(), "At most 255 characters; this has 256.");
        assert_eq!(answer.field_error("reference_id").unwrap(), "At most 255 characters; this has 256.");
        assert_eq!(answer.field_error("auth_strategy_id").unwrap(), "Please choose how calls prove themselves.");
        let strange = json!({ "name": "A\u{7}", "auth_strategy_id": "7b1c7a34-6f0f-4d2e-8d1c-0a1b2c3d4e5f" });
        let answer = ann.post("/api/v1/applications", strange).await.expect(422);
        assert_eq!(
            answer.field_error("name").unwrap(),
            "Please keep this on one line, without control characters."
        );
    }

    async fn an_unknown_strategy_is_a_field_error(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let new = json!({ "name": "Shop", "auth_strategy_id": "7b1c7a34-6f0f-4d2e-8d1c-0a1b2c3d4e5f" });
        let answer = ann.post("/api/v1/applications", new).await.expect(422);
        assert_eq!(
            answer.field_error("auth_strategy_id").unwrap(),
            "There is no such auth strategy. Please choose one."
        );
    }

    async fn names_at_their_limits_are_taken(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let full = "é".repeat(255);
        let new = json!({ "name": full, "description": full, "reference_id": full, "auth_strategy_id": weather.strategy });
        let created = ann.post("/api/v1/applications", new).await.expect(201).json();
        assert_eq!(created["reference_id"], full);
    }

    async fn strangers_must_sign_in(portal: TestPortal) {
        portal.stranger().get("/api/v1/applications").await.expect(401);
        let page = portal.stranger().get("/apps").await.expect(401);
        assert!(page.text.contains("/sign-in?return_to=%2Fapps"), "{}", page.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_per_developer_is_configurable_and_says_what_to_do() {
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_LIMITS_APPLICATIONS_PER_DEVELOPER", "2")]).await;
    let weather = portal.published_weather().await;
    let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
    ann.creates_application("One", &weather.strategy).await;
    let two = ann.creates_application("Two", &weather.strategy).await;
    let third = json!({ "name": "Three", "auth_strategy_id": weather.strategy });
    let answer = ann.post("/api/v1/applications", third.clone()).await.expect(409);
    assert_eq!(answer.code(), "too_many_applications");
    assert!(answer.text.contains("You have 2 applications"), "{}", answer.text);
    bob.post("/api/v1/applications", third.clone()).await.expect(201);
    ann.delete(&format!("/api/v1/applications/{two}")).await.expect(204);
    ann.post("/api/v1/applications", third).await.expect(201);
}
