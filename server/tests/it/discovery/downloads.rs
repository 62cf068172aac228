//! OpenAPI documents as files.
use super::with_pets_and_hidden;
use crate::{
    specifications::{FULL, SWAGGER_2, read::published},
    support::on_both_databases,
};
use reqwest::Method;
use serde_json::Value;

on_both_databases! {
    async fn a_document_is_there_in_both_syntaxes(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let stranger = portal.stranger();
        let yaml = stranger.get("/apis/pets/1.0/openapi.yaml").await.expect(200);
        assert_eq!(yaml.text, FULL, "as it was uploaded");
        assert_eq!(yaml.headers["content-type"], "application/yaml");
        assert_eq!(yaml.headers["content-disposition"], "attachment; filename=\"pets-1.0.yaml\"");
        let json = stranger.get("/apis/pets/1.0/openapi.json").await.expect(200);
        assert_eq!(json.headers["content-type"], "application/json");
        assert_eq!(json.headers["content-disposition"], "attachment; filename=\"pets-1.0.json\"");
        let document: Value = json.json();
        assert_eq!(document["paths"]["/pets/{petId}"]["get"]["operationId"], "getPet");
        assert_eq!(document["info"]["version"], "7");
        let page = stranger.get("/apis/pets/1.0").await.expect(200).text;
        assert!(page.contains("href=\"/apis/pets/1.0/openapi.json\"") && page.contains("href=\"/apis/pets/1.0/openapi.yaml\""));
        let latest = stranger.get("/apis/pets/latest/openapi.json").await.expect(303);
        assert_eq!(latest.headers["location"], "/apis/pets/1.0/openapi.json");
    }

    async fn json_becomes_yaml(portal: TestPortal) {
        published(&portal, &portal.admin().await, SWAGGER_2).await;
        let stranger = portal.stranger();
        assert_eq!(stranger.get("/apis/pets/1.0/openapi.json").await.expect(200).text, SWAGGER_2);
        let yaml = stranger.get("/apis/pets/1.0/openapi.yaml").await.expect(200).text;
        assert!(yaml.starts_with("swagger: \"2.0\"\ninfo:\n  title: Pets 2.0\n"), "{yaml}");
        assert!(yaml.contains("responses:\n        \"200\":\n          description: Pets\n"), "{yaml}");
    }

    async fn who_has_it_need_not_load_it_again(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let stranger = portal.stranger();
        let path = "/apis/pets/1.0/openapi.json";
        let first = stranger.get(path).await.expect(200);
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let known = |tag: &str| stranger.request(Method::GET, path).header("if-none-match", tag.to_owned());
        let again = stranger.send(known(&format!("\"other\", {tag}"))).await.expect(304);
        assert_eq!((again.text.as_str(), &again.headers["etag"]), ("", &first.headers["etag"]));
        stranger.send(known("\"other\"")).await.expect(200);
        let yaml = stranger.get("/apis/pets/1.0/openapi.yaml").await.expect(200);
        assert_ne!(yaml.headers["etag"], first.headers["etag"]);
    }

    async fn only_for_those_who_see_the_version(portal: TestPortal) {
        let admin = with_pets_and_hidden(&portal).await;
        let (stranger, developer) = (portal.stranger(), portal.developer("Dev").await);
        for path in ["/apis/hidden/3.0/openapi.json", "/apis/draft/1.0/openapi.json", "/apis/nothing/1/openapi.yaml"] {
            let missing = stranger.get(path).await.expect(404);
            assert_eq!(missing.headers["content-type"], "application/problem+json");
        }
        let product = admin.get("/api/v1/catalog/hidden").await;
        let version = admin.get("/api/v1/products/hidden/versions/3.0").await;
        let id = [&product, &version].into_iter().find_map(|answer| {
            let json = answer.json();
            json["versions"][0]["id"].as_str().or(json["id"].as_str()).map(str::to_owned)
        });
        let path = format!("/api/v1/versions/{}/specification", id.expect("the version"));
        let import = admin.send(admin.request(Method::PUT, &path).body(FULL)).await.expect(202).json();
        portal.finish_jobs().await;
        let import = admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().unwrap())).await.json();
        let using = format!("/api/v1/specifications/{}/use", import["specification_id"].as_str().unwrap());
        admin.post(&using, serde_json::json!({})).await.expect(200);
        stranger.get("/apis/hidden/3.0/openapi.json").await.expect(404);
        developer.get("/apis/hidden/3.0/openapi.json").await.expect(200);
        developer.get("/apis/draft/1.0/openapi.json").await.expect(404);
    }
}
