use super::OPENAPI_30;
use crate::support::{Person, TestPortal, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

/// The product "pets" with version 1.0 and this document.
pub async fn published(portal: &TestPortal, admin: &Person, document: &str) -> Value {
    let product = admin.creates_product("pets", "Pets").await;
    let version = admin.publishes_version(&product, "1.0", None).await;
    let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
    let import =
        admin.send(admin.request(Method::PUT, &path).body(document.to_owned())).await.expect(202).json();
    portal.finish_jobs().await;
    let import = admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().unwrap())).await.json();
    let id = import["specification_id"].as_str().expect("the document was read");
    admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
    version
}

const OPERATIONS: &str = "/api/v1/products/pets/versions/1.0/operations";

on_both_databases! {
    async fn an_operation_is_shown_with_its_schemas(portal: TestPortal) {
        let admin = portal.admin().await;
        published(&portal, &admin, OPENAPI_30).await;
        let stranger = portal.stranger();
        let operation = stranger.get(&format!("{OPERATIONS}/create-pet")).await.expect(200).json();
        let body = &operation["request_body"]["contents"][0];
        let fields = body["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["name", "age", "mother"], "in the document's order, and recursion ends");
        assert_eq!(fields[0]["schema"]["type_text"], "string");
        assert_eq!(fields[0]["schema"]["facts"], json!(["at most 40 characters"]));
        assert_eq!(fields[0]["required"], true);
        assert_eq!(body["examples"][0]["text"], "{\n  \"name\": \"Rex\",\n  \"age\": 3\n}");
        let statuses = operation["responses"].as_array().unwrap().iter().map(|r| r["status"].clone());
        assert_eq!(statuses.collect::<Vec<_>>(), [json!("201"), json!("default")]);
        let list = stranger.get(&format!("{OPERATIONS}/list-pets")).await.expect(200).json();
        assert_eq!(list["responses"][0]["contents"][0]["schema"]["type_text"], "array of Pet (Pets)");
        let described = list["description_html"].as_str().unwrap();
        assert!(described.contains("<strong>newest</strong>") && !described.contains("<script"), "{described}");
        let owner = stranger.get(&format!("{OPERATIONS}/get-owner")).await.expect(200).json();
        assert_eq!(owner["parameters"][0]["schema"]["type_text"], "string (uuid)");
    }

    async fn the_document_is_given_out_as_it_came(portal: TestPortal) {
        let admin = portal.admin().await;
        published(&portal, &admin, OPENAPI_30).await;
        let path = "/api/v1/products/pets/versions/1.0/specification";
        let answer = portal.stranger().get(path).await.expect(200);
        assert_eq!(answer.text, OPENAPI_30);
        assert_eq!(answer.headers["content-type"], "application/yaml");
    }

    async fn internal_operations_are_missing_for_readers(portal: TestPortal) {
        let admin = portal.admin().await;
        published(&portal, &admin, OPENAPI_30).await;
        portal.stranger().get(&format!("{OPERATIONS}/wipe")).await.expect(404);
        admin.get(&format!("{OPERATIONS}/wipe")).await.expect(200);
    }

    async fn large_documents_list_one_tag_at_a_time(portal: TestPortal) {
        let paths: serde_json::Map<_, _> = (0..1200).map(|n| {
            let tag = format!("tag {}", n % 40);
            let get = json!({ "tags": [tag], "operationId": format!("op{n}"), "responses": { "200": { "description": "ok" } } });
            (format!("/things/{n}"), json!({ "get": get }))
        }).collect();
        let document = json!({ "openapi": "3.1.0", "info": { "title": "Many", "version": "1" }, "paths": paths });
        let admin = portal.admin().await;
        published(&portal, &admin, &document.to_string()).await;
        let groups = portal.stranger().get(OPERATIONS).await.expect(200).json();
        assert_eq!(groups.as_array().unwrap().len(), 40);
        assert!(groups.as_array().unwrap().iter().all(|g| g["count"] == 30 && g["operations"] == json!([])));
        let one = portal.stranger().get(&format!("{OPERATIONS}?tag=tag%207")).await.expect(200).json();
        let listed: usize = one.as_array().unwrap().iter().map(|g| g["operations"].as_array().unwrap().len()).sum();
        assert_eq!(listed, 30);
    }
}
