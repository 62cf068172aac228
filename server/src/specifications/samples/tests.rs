use super::*;
use crate::specifications::view::Parts;
use app::auth_strategies::StrategySettings;
use std::fmt::Write;

fn in_every_language(call: &Call) -> String {
    LANGUAGES.iter().fold(String::new(), |mut all, language| {
        write!(all, "== {}\n{}\n\n", language.name, (language.write)(call)).expect("text grows");
        all
    })
}

fn keys() -> StrategySettings {
    StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned()] }
}

fn call(method: &str, url: &str, detail: &str, strategy: Option<&StrategySettings>) -> Call {
    call_of(method, url, &Json::read(detail), &Parts::default(), strategy)
}

#[test]
fn reading_with_parameters() {
    let detail = r#"{"parameters": [
        {"name": "petId", "in": "path", "required": true, "schema": {"type": "string"}},
        {"name": "city", "in": "query", "required": true, "example": "São Paulo", "schema": {"type": "string"}},
        {"name": "page", "in": "query", "schema": {"type": "integer"}},
        {"name": "Accept-Language", "in": "header", "required": true, "example": "pt"}]}"#;
    let call = call("GET", "https://gateway.example/pets/1.0/pets/{petId}", detail, Some(&keys()));
    insta::assert_snapshot!(in_every_language(&call));
}

#[test]
fn sending_json_with_quotes_of_every_kind() {
    let detail = r#"{"requestBody": {"content": {"application/json": {"example":
        {"name": "Rex \"the\" 'dog' `x` #{y} $z \\ end", "good": true, "mother": null, "tags": ["a", {"n": 1.5}], "none": {}}}}}}"#;
    let strategy: StrategySettings = serde_json::from_value(serde_json::json!({
        "kind": "openid_connect", "issuer": "https://id.example", "credential_claims": ["client_id"],
        "scopes": [], "auth_methods": ["client_credentials"],
    }))
    .expect("a strategy");
    let call = call("POST", "https://gateway.example/pets/1.0/pets", detail, Some(&strategy));
    insta::assert_snapshot!(in_every_language(&call));
}

#[test]
fn sending_a_file() {
    let detail = r#"{"requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {
        "photo": {"type": "string", "format": "binary"}, "title": {"type": "string", "example": "At the sea"}}}}}}}"#;
    insta::assert_snapshot!(in_every_language(&call("PUT", "https://api.example/photos", detail, None)));
}

#[test]
fn sending_a_form_and_samples_of_the_document() {
    let detail = r#"{"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object",
        "properties": {"amount": {"type": "integer", "example": 200}, "card": {"type": "object",
            "properties": {"number": {"type": "string", "example": "4242"}}}}}}}},
        "x-codeSamples": [{"lang": "Shell", "label": "CLI", "source": "pets add\n"}]}"#;
    let json = Json::read(detail);
    let call = call_of("POST", "https://api.example/charges", &json, &Parts::default(), None);
    insta::assert_snapshot!(in_every_language(&call));
    let shown = samples(&call, &json, Some("document-1"));
    assert_eq!((shown.language.as_str(), shown.code.as_str()), ("document-1", "pets add"));
    assert_eq!(shown.languages.len(), LANGUAGES.len() + 1);
    assert_eq!(samples(&call, &json, Some("cobol")).language, "curl", "an unknown language is the first");
}
