use crate::support::{Answer, on_both_databases};
use serde_json::json;

/// The nonce that the header allows; every script of the page must carry it.
fn nonce(answer: &Answer) -> String {
    let policy = answer.headers["content-security-policy"].to_str().expect("a policy");
    let (_, rest) = policy.split_once("'nonce-").expect("a nonce");
    rest.split_once('\'').expect("its end").0.to_owned()
}

on_both_databases! {
    async fn every_answer_has_a_nonce_of_its_own_in_header_and_body(portal: TestPortal) {
        let stranger = portal.stranger();
        let mut seen = Vec::new();
        for _ in 0..4 {
            let answer = stranger.get("/").await.expect(200);
            let nonce = nonce(&answer);
            let scripts = answer.text.matches("<script").count();
            let carried = answer.text.matches(&format!("nonce=\"{nonce}\"")).count();
            assert!(scripts > 0 && carried >= scripts, "{carried} of {scripts}");
            for earlier in &seen {
                assert!(!answer.text.contains(earlier as &str));
            }
            seen.push(nonce);
        }
    }

    async fn the_next_reader_sees_what_was_published(portal: TestPortal) {
        let (admin, stranger) = (portal.admin().await, portal.stranger());
        let product = admin.creates_product("weather", "Weather of the Alps").await;
        for _ in 0..2 {
            assert!(!stranger.get("/").await.expect(200).text.contains("Weather of the Alps"));
            stranger.get("/apis/weather").await.expect(404);
        }
        let version = admin.publishes_version(&product, "1.0", None).await;
        for _ in 0..2 {
            assert!(stranger.get("/").await.expect(200).text.contains("Weather of the Alps"));
            assert!(stranger.get("/apis/weather").await.expect(200).text.contains("1.0"));
        }
        let retire = format!("/api/v1/versions/{}/retire", version["id"].as_str().unwrap());
        admin.post(&retire, json!({})).await.expect(200);
        stranger.get("/apis/weather").await.expect(404);
        assert!(!stranger.get("/").await.expect(200).text.contains("Weather of the Alps"));
    }

    async fn hidden_products_stay_hidden_from_strangers_after_others_read_them(portal: TestPortal) {
        let admin = portal.admin().await;
        let hidden = json!({ "slug": "partners", "title": "Partner rates", "visibility": "signed_in" });
        let product = admin.post("/api/v1/products", hidden).await.expect(201).json();
        admin.publishes_version(&product, "1.0", None).await;
        for _ in 0..2 {
            portal.stranger().get("/apis/partners").await.expect(404);
            assert!(!portal.stranger().get("/").await.expect(200).text.contains("Partner rates"));
        }
    }

    async fn a_query_is_part_of_the_address(portal: TestPortal) {
        let (admin, stranger) = (portal.admin().await, portal.stranger());
        for title in ["Weather", "Tides"] {
            let product = admin.creates_product(&title.to_lowercase(), title).await;
            admin.publishes_version(&product, "1.0", None).await;
        }
        for _ in 0..2 {
            assert!(stranger.get("/?q=tides").await.expect(200).text.contains("/apis/tides"));
            assert!(!stranger.get("/?q=tides").await.expect(200).text.contains("/apis/weather"));
            assert!(stranger.get("/").await.expect(200).text.contains("/apis/weather"));
        }
    }
}
