//! What is generated from the code and kept in the repository for people to read is true.
use std::{fs, path::Path};

fn kept(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(file);
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn the_openapi_document_is_what_the_binary_says() {
    let generated = server::http::api::openapi_json();
    assert!(
        kept("openapi.json").trim_end() == generated.trim_end(),
        "cargo run -p server -- openapi > docs/openapi.json"
    );
}

#[test]
fn the_example_configuration_is_what_the_binary_says() {
    let generated = server::config::example();
    assert!(
        kept("portico.example.toml").trim_end() == generated.trim_end(),
        "cargo run -p server -- config example > docs/portico.example.toml"
    );
}

#[test]
fn every_operation_says_what_it_does() {
    let document: serde_json::Value = serde_json::from_str(&server::http::api::openapi_json()).expect("JSON");
    assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name.to_owned()), "{method} {path}: the operationId {name:?} is taken");
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{method} {path} has no tag");
            let answers = operation["responses"].as_object().expect("responses");
            assert!(
                answers.keys().any(|status| status.starts_with('2') || status.starts_with('3')),
                "{method} {path}"
            );
        }
    }
    assert!(names.len() > 5);
}
