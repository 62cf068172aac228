//! GitHub's own document, with its 1,200 operations: read, shown, searched, and the same again.
use super::pages::page;
use crate::support::{Person, TestPortal, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every so many operations are looked at as pages.
const EVERY: usize = 60;

/// `scripts/documents.sh` says where it is; without it there is nothing to read.
fn github() -> Option<String> {
    let Ok(file) = std::env::var("PORTICO_TEST_GITHUB_DOCUMENT") else {
        assert!(
            std::env::var("PORTICO_REQUIRE_GATEWAYS").is_err(),
            "PORTICO_TEST_GITHUB_DOCUMENT is not set"
        );
        return None;
    };
    Some(std::fs::read_to_string(file).expect("GitHub's document"))
}

/// Operations as the document itself counts them: method and path by operationId.
fn described(document: &str) -> BTreeMap<String, (String, String)> {
    let document: Value = serde_json::from_str(document).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let mut found = BTreeMap::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("a path item") {
            if let Some(id) = operation["operationId"].as_str() {
                found.insert(id.to_owned(), (method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

/// Every operation, tag by tag, as the list is read.
async fn listed(reader: &Person) -> Vec<Value> {
    let all = "/api/v1/products/pets/versions/1.0/operations";
    let mut listed = Vec::new();
    for group in reader.get(all).await.expect(200).json().as_array().expect("groups") {
        let tag = text_of(group, "tag");
        let asked = reader.request(Method::GET, all).query(&[("tag", &tag)]);
        let groups = reader.send(asked).await.expect(200).json();
        let own = groups
            .as_array()
            .expect("groups")
            .iter()
            .find(|own| own["tag"] == group["tag"])
            .expect("the group")
            .clone();
        let operations = own["operations"].as_array().expect("operations");
        assert_eq!(own["count"], json!(operations.len()), "{tag}");
        listed.extend(operations.iter().cloned());
    }
    listed
}

fn text_of(of: &Value, key: &str) -> String {
    of[key].as_str().unwrap_or_else(|| panic!("{key} in {of}")).to_owned()
}

async fn import(portal: &TestPortal, version: &Value, document: &str) -> Value {
    let admin = portal.admin().await;
    let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
    let import =
        admin.send(admin.request(Method::PUT, &path).body(document.to_owned())).await.expect(202).json();
    portal.finish_jobs().await;
    let import =
        admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"))).await.json();
    assert_eq!(import["status"], "ready", "{import}");
    import
}

on_both_databases! {
    async fn every_operation_of_github_is_there(portal: TestPortal) {
        let Some(document) = github() else { return };
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Git hosting").await;
        let version = admin.publishes_version(&product, "1.0", None).await;
        let import_of = import(&portal, &version, &document).await;
        let id = import_of["specification_id"].as_str().expect("an id");
        admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);

        let stranger = portal.stranger();
        let listed = listed(&stranger).await;
        let described = described(&document);
        assert!(described.len() > 1_000, "{}", described.len());
        let of = |operation: &Value| (text_of(operation, "method"), text_of(operation, "path"));
        let missing: Vec<_> = described.values().filter(|wanted| !listed.iter().any(|found| of(found) == **wanted)).collect();
        assert!(missing.is_empty(), "{missing:?}");

        for operation in listed.iter().step_by(EVERY) {
            let (summary, slug) = (text_of(operation, "summary"), text_of(operation, "slug"));
            let (html, text) = page(&stranger, &format!("/reference/{slug}")).await;
            assert!(text.contains(&summary), "{slug}: {summary}");
            let elements = html.matches("</").count();
            assert!(elements < 1_000, "{slug} has {elements} elements");
        }
        for (id, (method, path)) in described.iter().step_by(EVERY) {
            let called = path.replace(['{', '}'], "x");
            for words in [id.clone(), format!("{method} {called}")] {
                let query = [("q", words.as_str())];
                let found = stranger.send(stranger.request(Method::GET, "/api/v1/search").query(&query)).await.expect(200).text;
                assert!(found.contains(&format!("\"{path}\"")), "{words}: {found}");
            }
        }

        let again = import(&portal, &version, &document).await;
        let path = format!("/api/v1/specifications/{}/comparison", again["specification_id"].as_str().expect("an id"));
        let comparison = admin.get(&path).await.expect(200).json();
        let changes = ["added", "removed", "changed"].map(|kind| comparison[kind].as_array().expect("a list").len());
        assert_eq!((changes, &comparison["unchanged"]), ([0, 0, 0], &json!(listed.len())));
    }
}
