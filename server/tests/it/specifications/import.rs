use super::{OPENAPI_30, OPENAPI_31, SWAGGER_2};
use crate::support::{Answer, Person, TestPortal, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

async fn upload(admin: &Person, version: &Value, document: impl Into<reqwest::Body>) -> Answer {
    let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
    admin.send(admin.request(Method::PUT, &path).body(document)).await
}

/// Uploads, waits, and answers with what the import has come to.
async fn imported(portal: &TestPortal, admin: &Person, version: &Value, document: &str) -> Value {
    let import = upload(admin, version, document.to_owned()).await.expect(202).json();
    assert_eq!(import["status"], "waiting");
    portal.finish_jobs().await;
    let path = format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"));
    admin.get(&path).await.expect(200).json()
}

pub async fn used(portal: &TestPortal, admin: &Person, version: &Value, document: &str) {
    let import = imported(portal, admin, version, document).await;
    let id = import["specification_id"].as_str().unwrap_or_else(|| panic!("{import}"));
    admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
}

async fn draft(admin: &Person) -> Value {
    let product = admin.creates_product("pets", "Pets").await;
    admin.publishes_version(&product, "1.0", None).await
}

const OPERATIONS: &str = "/api/v1/products/pets/versions/1.0/operations";

on_both_databases! {
    async fn documents_of_every_version_are_read(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = draft(&admin).await;
        for (document, format, operations) in
            [(SWAGGER_2, "OpenAPI 2.0", 1), (OPENAPI_30, "OpenAPI 3.0", 4), (OPENAPI_31, "OpenAPI 3.1", 1)]
        {
            let import = imported(&portal, &admin, &version, document).await;
            assert_eq!(import["status"], "ready", "{import}");
            let id = import["specification_id"].as_str().unwrap();
            let read = admin.get(&format!("/api/v1/specifications/{id}")).await.expect(200).json();
            assert_eq!((read["format"].as_str(), read["operations"].as_u64()), (Some(format), Some(operations)));
            assert_eq!(read["is_current"], false);
        }
    }

    async fn readers_see_a_document_once_it_is_used_and_slugs_stay(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = draft(&admin).await;
        imported(&portal, &admin, &version, OPENAPI_30).await;
        let stranger = portal.stranger();
        assert_eq!(stranger.get(OPERATIONS).await.expect(200).json(), json!([]));
        used(&portal, &admin, &version, OPENAPI_30).await;
        let before = stranger.get(OPERATIONS).await.expect(200).json();
        assert_eq!(before[0]["tag"], "owners", "in the order of the document's tags");
        assert_eq!(before[1]["operations"][0]["slug"], "list-pets");
        assert!(!before.to_string().contains("wipe"), "internal operations are for admins");
        assert!(admin.get(OPERATIONS).await.text.contains("wipe"));
        used(&portal, &admin, &version, OPENAPI_31).await;
        let after = stranger.get(OPERATIONS).await.expect(200).json();
        assert_eq!(after[0]["operations"][0]["slug"], "list-pets");
        stranger.get(&format!("{OPERATIONS}/get-owner")).await.expect(404);
        let path = format!("/api/v1/versions/{}/specifications", version["id"].as_str().unwrap());
        let listed = admin.get(&path);
        let listed = listed.await.json();
        let current = listed.as_array().unwrap().iter().filter(|s| s["is_current"] == true).count();
        assert_eq!(current, 1);
    }

    async fn what_cannot_be_read_fails_with_the_reason_and_changes_nothing(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = draft(&admin).await;
        used(&portal, &admin, &version, OPENAPI_30).await;
        let before = portal.stranger().get(OPERATIONS).await.text;
        let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
        let laughs = (1..30).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, n| {
            let earlier = format!("*a{}", n - 1);
            text + &format!("a{n}: &a{n} [{}]\n", vec![earlier; 9].join(","))
        });
        for (document, reason) in [
            ("{\"openapi\": \"3.0.0\", ", "is not valid JSON"),
            ("just a sentence", "is text, not an object"),
            ("{\"asyncapi\": \"1.2.0\"}", "AsyncAPI 1.2.0"),
            ("{\"hello\": 1}", "neither OpenAPI nor AsyncAPI"),
            (deep.as_str(), "levels deep"),
            (laughs.as_str(), "aliases"),
            ("openapi: 3.0.0\u{0}", "NUL"),
        ] {
            let import = imported(&portal, &admin, &version, document).await;
            assert_eq!(import["status"], "failed", "{import}");
            let said = import["reason"].as_str().unwrap();
            assert!(said.contains(reason), "{said}");
        }
        assert_eq!(portal.stranger().get(OPERATIONS).await.text, before);
        upload(&admin, &version, "").await.expect(422);
    }

    async fn only_admins_import(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = draft(&admin).await;
        upload(&portal.developer("Ann").await, &version, SWAGGER_2).await.expect(403);
        let missing = json!({ "id": "01900000-0000-7000-8000-000000000000" });
        upload(&admin, &missing, SWAGGER_2).await.expect(404);
    }

    async fn older_documents_are_forgotten_but_never_the_current_one(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = draft(&admin).await;
        used(&portal, &admin, &version, OPENAPI_30).await;
        for _ in 0..8 {
            portal.clock.advance(chrono::TimeDelta::minutes(1));
            imported(&portal, &admin, &version, SWAGGER_2).await;
        }
        let path = format!("/api/v1/versions/{}/specifications", version["id"].as_str().unwrap());
        let listed = admin.get(&path);
        let listed = listed.await.json();
        assert_eq!(listed.as_array().unwrap().len(), 6);
        assert_eq!(listed.as_array().unwrap().last().unwrap()["is_current"], true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_oversized_document_is_refused_before_it_is_stored() {
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_LIMITS_SPECIFICATION_BYTES", "2048")]).await;
    let admin = portal.admin().await;
    let version = draft(&admin).await;
    let answer = upload(&admin, &version, "x".repeat(4096)).await.expect(413);
    assert_eq!(answer.code(), "too_large");
    let path = format!("/api/v1/versions/{}/specifications", version["id"].as_str().unwrap());
    assert_eq!(admin.get(&path).await.json(), json!([]));
}
