use crate::support::{Person, on_both_databases};
use serde_json::{Value, json};

fn path(version: &Value) -> String {
    format!("/api/v1/versions/{}", version["id"].as_str().expect("an id"))
}

async fn act(admin: &Person, version: &Value, verb: &str, body: Value) -> crate::support::Answer {
    admin.post(&format!("{}/{verb}", path(version)), body).await
}

on_both_databases! {
    async fn lifecycle_goes_forward_and_back_to_published(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        let version = admin.creates_version(&product, "1.0", None).await;
        assert_eq!(version["lifecycle"], "draft");
        assert_eq!(act(&admin, &version, "deprecate", json!({})).await.expect(409).code(), "not_published");
        assert_eq!(act(&admin, &version, "retire", json!({})).await.expect(409).code(), "draft");
        let published = act(&admin, &version, "publish", json!({})).await.expect(200).json();
        assert_eq!(published["lifecycle"], "published");
        assert_eq!(act(&admin, &version, "publish", json!({})).await.expect(409).code(), "already_published");
        assert_eq!(admin.delete(&path(&version)).await.expect(409).code(), "still_callable");
        let past = json!({ "sunset_at": "2020-01-01T00:00:00Z" });
        let refused = act(&admin, &version, "deprecate", past).await.expect(422);
        assert!(refused.field_error("sunset_at").is_some());
        let sunset = json!({ "sunset_at": "2027-06-30T00:00:00Z" });
        let deprecated = act(&admin, &version, "deprecate", sunset).await.expect(200).json();
        assert_eq!(deprecated["sunset_at"], "2027-06-30T00:00:00Z");
        portal.stranger().get("/api/v1/products/weather/versions/1.0").await.expect(200);
        let retired = act(&admin, &version, "retire", json!({})).await.expect(200).json();
        assert_eq!(retired["lifecycle"], "retired");
        portal.stranger().get("/api/v1/products/weather/versions/1.0").await.expect(404);
        assert_eq!(portal.stranger().get("/api/v1/catalog").await.json()["total"], 0);
        let again = act(&admin, &version, "publish", json!({})).await.expect(200).json();
        assert_eq!(again["published_at"], published["published_at"]);
        assert_eq!(portal.stranger().get("/api/v1/catalog").await.json()["total"], 1);
    }

    async fn latest_is_the_newest_published_one(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        for name in ["1.0", "2.0"] {
            admin.publishes_version(&product, name, None).await;
            portal.clock.advance(chrono::TimeDelta::days(1));
        }
        let latest = "/api/v1/products/weather/versions/latest";
        let newest = portal.stranger().get(latest).await.expect(200).json();
        assert_eq!(newest["name"], "2.0");
        act(&admin, &newest, "deprecate", json!({})).await.expect(200);
        assert_eq!(portal.stranger().get(latest).await.expect(200).json()["name"], "1.0");
        let card = portal.stranger().get("/api/v1/catalog").await.json()["items"][0].clone();
        assert_eq!((&card["latest_version"], &card["versions"]), (&json!("1.0"), &json!(2)));
    }

    async fn address_follows_the_name_until_publication(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        let version = admin.creates_version(&product, "1.O", None).await;
        let renamed = admin.put(&path(&version), json!({ "name": "1.0 beta" })).await.expect(200).json();
        assert_eq!(renamed["slug"], "1.0-beta");
        act(&admin, &version, "publish", json!({})).await.expect(200);
        let renamed = admin.put(&path(&version), json!({ "name": "1.0" })).await.expect(200).json();
        assert_eq!((&renamed["name"], &renamed["slug"]), (&json!("1.0"), &json!("1.0-beta")));
    }

    async fn settings_name_their_fields(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        let versions = format!("/api/v1/products/{}/versions", product["id"].as_str().unwrap());
        let missing = "01900000-0000-7000-8000-000000000000";
        for (settings, field) in [
            (json!({ "name": "" }), "name"),
            (json!({ "name": "x".repeat(256) }), "name"),
            (json!({ "name": "!!" }), "name"),
            (json!({ "name": "latest" }), "name"),
            (json!({ "name": "1", "upstream_url": "ftp://x" }), "upstream_url"),
            (json!({ "name": "1", "upstream_url": "https://" }), "upstream_url"),
            (json!({ "name": "1", "auth_strategy_id": missing }), "auth_strategy_id"),
        ] {
            let answer = admin.post(&versions, settings.clone()).await.expect(422);
            assert!(answer.field_error(field).is_some(), "{settings}");
        }
        admin.creates_version(&product, "1.0", None).await;
        let again = admin.post(&versions, json!({ "name": " 1.0 " })).await.expect(422);
        assert!(again.field_error("name").unwrap().contains("Another version"));
    }

    async fn upstream_is_for_admins_only(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("weather", "Weather").await;
        let version = admin.publishes_version(&product, "1.0", None).await;
        let settings = json!({ "name": "1.0", "upstream_url": "http://10.0.0.7:9000/secret" });
        admin.put(&path(&version), settings).await.expect(200);
        for page in ["/api/v1/products/weather", "/api/v1/products/weather/versions/1.0"] {
            assert!(admin.get(page).await.expect(200).text.contains("10.0.0.7"));
            for reader in [portal.stranger(), portal.developer(if page.ends_with("0") { "Ann" } else { "Bo" }).await] {
                assert!(!reader.get(page).await.expect(200).text.contains("10.0.0.7"));
            }
        }
    }
}
