use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn slug_is_made_from_the_title_and_taken_once(portal: TestPortal) {
        let admin = portal.admin().await;
        let new = json!({ "title": "Weather & Tides v2.0" });
        let created = admin.post("/api/v1/products", new.clone()).await.expect(201).json();
        assert_eq!(created["slug"], "weather-tides-v2-0");
        let again = admin.post("/api/v1/products", new).await.expect(422);
        assert_eq!(again.field_error("slug").unwrap(),
            "The address made from this title belongs to another product. Please choose one.");
        for slug in ["a b", "a/b", "ä", "a.b"] {
            let bad = json!({ "title": "T", "slug": slug });
            let answer = admin.post("/api/v1/products", bad).await.expect(422);
            assert_eq!(answer.field_error("slug").unwrap(), "Letters, digits, - and _ only.");
        }
        let new = json!({ "title": "New" });
        assert!(admin.post("/api/v1/products", new).await.expect(422).field_error("slug").is_some());
    }

    async fn every_limit_names_its_field(portal: TestPortal) {
        let admin = portal.admin().await;
        let labels: serde_json::Map<_, _> = (0..51).map(|n| (format!("k{n}"), json!("v"))).collect();
        let bad = json!({
            "title": "x".repeat(256), "summary": "x".repeat(256), "slug": "s".repeat(256),
            "description": "d".repeat(1_000_001), "labels": labels,
        });
        let answer = admin.post("/api/v1/products", bad).await.expect(422);
        assert_eq!(answer.field_error("title").unwrap(), "At most 255 characters; this has 256.");
        assert_eq!(answer.field_error("description").unwrap(), "At most 1000000 characters; this has 1000001.");
        assert_eq!(answer.field_error("summary").unwrap(), "At most 255 characters; this has 256.");
        assert_eq!(answer.field_error("slug").unwrap(), "At most 255 characters.");
        assert_eq!(answer.field_error("labels").unwrap(), "At most 50 labels.");
        let long_key = json!({ "title": "T", "labels": { "k".repeat(64): "v" } });
        let answer = admin.post("/api/v1/products", long_key).await.expect(422);
        assert_eq!(answer.field_error("labels").unwrap(), "At most 63 characters; this has 64.");
        let empty = admin.post("/api/v1/products", json!({ "title": " " })).await.expect(422);
        assert_eq!(empty.field_error("title").unwrap(), "Please fill this in.");
    }

    async fn developers_may_not(portal: TestPortal) {
        let product = portal.admin().await.creates_product("weather", "Weather").await;
        let path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
        let change = json!({ "title": "Mine" });
        for (person, status) in [(portal.developer("Ann").await, 403), (portal.approver().await, 403)] {
            person.get("/api/v1/products").await.expect(status);
            person.post("/api/v1/products", change.clone()).await.expect(status);
            person.put(&path, change.clone()).await.expect(status);
            person.delete(&path).await.expect(status);
        }
        portal.stranger().get("/api/v1/products").await.expect(401);
    }

    async fn old_slugs_still_lead_to_the_product(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        admin.publishes_version(&product, "1.0", None).await;
        let path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
        for slug in ["tides", "weather", "sea"] {
            admin.put(&path, json!({ "title": "Weather", "slug": slug })).await.expect(200);
        }
        let stranger = portal.stranger();
        for old in ["weather", "tides", "sea"] {
            let found = stranger.get(&format!("/api/v1/products/{old}")).await.expect(200).json();
            assert_eq!(found["product"]["slug"], "sea");
        }
        let taken = json!({ "title": "Another", "slug": "tides" });
        let refused = admin.post("/api/v1/products", taken).await.expect(422);
        assert!(refused.field_error("slug").unwrap().contains("had it"));
    }

    async fn what_may_not_be_seen_answers_like_what_is_missing(portal: TestPortal) {
        let admin = portal.admin().await;
        let hidden = admin.post("/api/v1/products",
            json!({ "slug": "partners", "title": "Partners", "visibility": "signed_in" })).await.expect(201).json();
        admin.publishes_version(&hidden, "1.0", None).await;
        let draft = admin.creates_product("draft", "Draft").await;
        admin.creates_version(&draft, "1.0", None).await;
        let (stranger, ann) = (portal.stranger(), portal.developer("Ann").await);
        let unlike_ids = |text: String| {
            let mut answer: serde_json::Value = serde_json::from_str(&text).expect("problem details");
            let known = answer.as_object_mut().expect("an object");
            known.remove("request_id");
            known.remove("instance");
            answer
        };
        for rest in ["", "/versions/1.0", "/documents/start"] {
            let missing = stranger.get(&format!("/api/v1/products/nothing{rest}")).await.expect(404);
            let missing = unlike_ids(missing.text);
            for slug in ["partners", "draft"] {
                let answer = stranger.get(&format!("/api/v1/products/{slug}{rest}")).await.expect(404);
                assert_eq!(unlike_ids(answer.text), missing);
            }
        }
        ann.get("/api/v1/products/partners").await.expect(200);
        ann.get("/api/v1/products/partners/versions/1.0").await.expect(200);
        ann.get("/api/v1/products/draft").await.expect(404);
        admin.get("/api/v1/products/draft/versions/1.0").await.expect(200);
    }

    async fn search_finds_all_words_and_pages_do_not_overlap(portal: TestPortal) {
        let admin = portal.admin().await;
        for n in 0..25 {
            let product = admin.creates_product(&format!("p{n:02}"), &format!("Product {n:02}")).await;
            admin.publishes_version(&product, "1.0", None).await;
        }
        let stranger = portal.stranger();
        let mut seen = Vec::new();
        for page in 1..=3 {
            let answer = stranger.get(&format!("/api/v1/catalog?page={page}&size=10")).await.expect(200).json();
            assert_eq!(answer["total"], 25);
            seen.extend(answer["items"].as_array().unwrap().iter().map(|card| card["slug"].to_string()));
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((seen.len(), &seen), (25, &sorted));
        let found = stranger.get("/api/v1/catalog?q=PRODUCT%2007").await.expect(200).json();
        assert_eq!(found["total"], 1);
        assert_eq!(found["items"][0]["slug"], "p07");
        assert_eq!(stranger.get("/api/v1/catalog?q=product%20nowhere").await.json()["total"], 0);
    }

    async fn deletion_is_previewed_and_takes_everything_along(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        admin.publishes_version(&product, "1.0", None).await;
        let path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
        admin.post(&format!("{path}/documents"), json!({ "title": "Start" })).await.expect(201);
        let goes = admin.get(&format!("{path}/deletion")).await.expect(200).json();
        assert_eq!(goes, json!({ "name": "Weather", "versions": 1, "documents": 1, "approved_registrations": 0 }));
        admin.delete(&path).await.expect(204);
        admin.delete(&path).await.expect(404);
        admin.get("/api/v1/products/weather").await.expect(404);
    }
}
