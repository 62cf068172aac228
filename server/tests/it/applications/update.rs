use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn everything_but_the_strategy_changes(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let slug = ann.creates_application("Shop", &weather.strategy).await;
        let path = format!("/api/v1/applications/{slug}");
        let changes = json!({ "name": "Store", "description": "Sells", "reference_id": "store-1" });
        let changed = ann.put(&path, changes.clone()).await.expect(200).json();
        assert_eq!((&changed["name"], &changed["slug"]), (&json!("Store"), &json!(slug)));
        // Keeping its own reference ID is not taking somebody's.
        ann.put(&path, changes).await.expect(200);
        let empty = json!({ "name": "Store", "reference_id": " " });
        let answer = ann.put(&path, empty).await.expect(422);
        assert_eq!(answer.field_error("reference_id").unwrap(), "Please fill this in.");
    }

    async fn a_reference_id_in_use_is_refused(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let shop = json!({ "name": "Shop", "reference_id": "shop", "auth_strategy_id": weather.strategy });
        ann.post("/api/v1/applications", shop).await.expect(201);
        let slug = bob.creates_application("Van", &weather.strategy).await;
        let changes = json!({ "name": "Van", "reference_id": "shop" });
        let answer = bob.put(&format!("/api/v1/applications/{slug}"), changes).await.expect(422);
        assert!(answer.field_error("reference_id").is_some());
    }

    async fn somebody_elses_answers_exactly_like_a_missing_one(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let slug = ann.creates_application("Shop", &weather.strategy).await;
        let good = json!({ "name": "Mine", "reference_id": "mine" });
        let bad = json!({ "name": "", "reference_id": "" });
        for person in [&bob, &weather.admin] {
            for (theirs, missing) in [(slug.as_str(), "shop-0000")] {
                let (theirs, missing) =
                    (format!("/api/v1/applications/{theirs}"), format!("/api/v1/applications/{missing}"));
                let pairs = [
                    (person.get(&theirs).await, person.get(&missing).await),
                    (person.put(&theirs, good.clone()).await, person.put(&missing, good.clone()).await),
                    (person.put(&theirs, bad.clone()).await, person.put(&missing, bad.clone()).await),
                    (person.delete(&theirs).await, person.delete(&missing).await),
                    (
                        person.get(&format!("{theirs}/deletion")).await,
                        person.get(&format!("{missing}/deletion")).await,
                    ),
                    (
                        person.get(&format!("{theirs}/registrations")).await,
                        person.get(&format!("{missing}/registrations")).await,
                    ),
                ];
                for (theirs, missing) in pairs {
                    assert_eq!(theirs.status.as_u16(), 404);
                    assert_eq!((theirs.status, &theirs.text), (missing.status, &missing.text));
                }
            }
        }
        ann.get(&format!("/api/v1/applications/{slug}")).await.expect(200);
    }
}
