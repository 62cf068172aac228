//! Pages as a browser without WebAssembly gets them.
use super::{FULL, OPENAPI_30, read::published};
use crate::support::{Person, TestPortal, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

const VERSION: &str = "/apis/pets/1.0";

/// The text of a page, without tags and scripts.
fn text_of(html: &str) -> String {
    let main = html.split("<main").nth(1).expect("a main part").split("</main>").next().unwrap_or_default();
    let mut text = String::new();
    let mut in_tag = true;
    for char in main.chars() {
        match char {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            char if !in_tag => text.push(char),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub async fn page(person: &Person, path: &str) -> (String, String) {
    let html = person.get(&format!("{VERSION}{path}")).await.expect(200).text;
    let text = text_of(&html);
    (html, text)
}

pub fn assert_says(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "“{words}” is not in: {text}");
    }
}

/// "pets 1.0" with this document and API keys.
pub async fn with_keys(portal: &TestPortal, document: &str) -> (Person, Value, String) {
    let admin = portal.admin().await;
    let strategy = admin.creates_key_strategy("Keys").await;
    let version = published(portal, &admin, document).await;
    let settings = json!({ "name": "1.0", "auth_strategy_id": strategy, "registration_enabled": true,
                           "auto_approve": true, "upstream_url": null });
    let path = format!("/api/v1/versions/{}", version["id"].as_str().expect("an id"));
    admin.put(&path, settings).await.expect(200);
    (admin, version, strategy)
}

on_both_databases! {
    async fn an_operation_page_says_everything(portal: TestPortal) {
        with_keys(&portal, FULL).await;
        let (html, text) = page(&portal.stranger(), "/reference/get-pet").await;
        assert_says(&text, &[
            "Read a pet", "GET", "/pets/ {petId}", "Authentication API keys : Each call carries an API key in the header apikey",
            "API key in the header X-Own-Key", "In the path petId string required example rex",
            "In the query fields array of string repeated for several values", "One of name, age",
            "200 OK", "Headers X-Rate-Limit integer at least 0 Calls left", "Animal", "One of Dog when kind is “dog”",
            "id string (uuid) required", "size string", "s Small m Medium", "lives integer at most 9",
            "404 Not found There is none", "What to do with it home", "pet = $response.body#/id",
        ]);
        assert!(html.contains("href=\"/apis/pets/1.0/reference/find-home\">findHome"));
        assert!(html.contains("Made from the schema"));
    }

    async fn callbacks_webhooks_and_deprecation_are_shown(portal: TestPortal) {
        with_keys(&portal, FULL).await;
        let stranger = portal.stranger();
        let (_, text) = page(&stranger, "/reference/save-pet").await;
        assert_says(&text, &[
            "This operation is deprecated", "Scopes: pets:write", "Callbacks", "Somebody came",
            "{$request.body#/url}", "It expects in return 200 OK Thanks",
        ]);
        let (_, webhook) = page(&stranger, "/reference/post-pet-adopted").await;
        assert_says(&webhook, &["A pet was adopted", "Webhook", "The provider calls an address of yours", "Webhooks"]);
        assert!(!webhook.contains("Authentication"), "nothing is asked of the reader");
        assert!(!webhook.contains("cURL"));
        let (_, open) = page(&stranger, "/reference/find-home").await;
        assert_says(&open, &["The API itself asks for no authentication here", "in the header apikey"]);
    }

    async fn samples_are_in_the_language_of_the_address(portal: TestPortal) {
        let (_, _, strategy) = with_keys(&portal, FULL).await;
        let stranger = portal.stranger();
        let (html, text) = page(&stranger, "/reference/get-pet").await;
        assert_says(&text, &["cURL Python JavaScript TypeScript Go Java C# Ruby PHP Rust", "/pets/1.0/pets/rex'", "apikey: $API_KEY"]);
        assert!(html.contains("href=\"/apis/pets/1.0/reference/get-pet?lang=python#sample\""));
        let (html, text) = page(&stranger, "/reference/get-pet?lang=python").await;
        assert_says(&text, &["import requests", "os.environ[ \"API_KEY\" ]", "API_KEY holds a credential of your application"]);
        assert!(html.contains("href=\"/apis/pets/1.0/reference/save-pet?lang=python\""), "other operations keep the language");
        let ann = portal.developer("Ann").await;
        ann.creates_application("First bot", &strategy).await;
        let second = ann.creates_application("Second bot", &strategy).await;
        let ann = portal.browser("ann@partner.example").await;
        let (_, text) = page(&ann, &format!("/reference/get-pet?application={second}")).await;
        assert_says(&text, &["API_KEY holds a credential of Second bot", "Use another: First bot"]);
        let (_, other) = page(&ann, "/reference/get-pet?application=nobodys").await;
        assert_says(&other, &["holds a credential of"]);
    }

    async fn schemas_open_level_by_level(portal: TestPortal) {
        with_keys(&portal, FULL).await;
        let stranger = portal.stranger();
        let schema = |at: &'static str| format!("/schemas?at={}", at.replace('#', "%23"));
        let (html, text) = page(&stranger, &schema("#/components/schemas/Dog")).await;
        assert_says(&text, &["Dog", "id string (uuid) required", "parents array of Dog", "Example"]);
        let next = "/apis/pets/1.0/schemas?at=%23%2Fcomponents%2Fschemas%2FDog%2Fproperties%2Fhouse";
        assert!(html.contains(next), "what lies deeper is a link away");
        let (_, text) = page(&stranger, &schema("#/components/schemas/Dog/properties/house/properties/place")).await;
        assert_says(&text, &["place", "lane object"]);
        let inside = "/schemas?at=%23/operations/get-pet/responses/200/headers/X-Rate-Limit/schema";
        let (_, text) = page(&stranger, inside).await;
        assert_says(&text, &["integer", "at least 0"]);
        for nowhere in ["", "%23/components/schemas/Bird", "%23/operations/nothing/x", "http://elsewhere", "%23/x/../.."] {
            stranger.get(&format!("{VERSION}/schemas?at={nowhere}")).await.expect(404);
        }
        let at = format!("{VERSION}/schemas?at=%23/components/schemas/Dog{}", "/properties/x".repeat(400));
        stranger.get(&at).await.expect(404);
    }

    async fn the_overview_tells_where_calls_go(portal: TestPortal) {
        with_keys(&portal, FULL).await;
        let stranger = portal.stranger();
        let (html, text) = page(&stranger, "").await;
        assert_says(&text, &[
            "Finds homes .", "/pets/1.0", "Matching", "Animals", "All of them", "Find a home",
            "https://{region}.shelter.example/v1", "region: eu (one of eu, us)", "pets:write: Change pets",
            "Contact: Ann", "Schemas", "Webhooks",
        ]);
        assert!(text.find("homes").unwrap() < text.find("Animals").unwrap(), "in the order of the groups");
        assert!(html.contains("schemas?at=%23%2Fcomponents%2Fschemas%2FDog"));
        let (_, found) = page(&stranger, "?filter=FIND").await;
        assert_says(&found, &["1 with “FIND”", "Find a home"]);
        assert!(!found.contains("Read a pet"));
        let (_, none) = page(&stranger, "?filter=100%25_").await;
        assert_says(&none, &["No operation has “100%_”"]);
        let (_, hostile) = page(&stranger, "?filter=%3Cscript%3E%5C").await;
        assert_says(&hostile, &["No operation has"]);
    }

    async fn neighbours_and_other_versions_are_one_link_away(portal: TestPortal) {
        let (admin, version, _) = with_keys(&portal, FULL).await;
        let stranger = portal.stranger();
        let (html, text) = page(&stranger, "/reference/get-pet").await;
        assert_says(&text, &["Previous Find a home", "Next /pets/{petId}"]);
        assert!(!text.contains("Version 1.0"), "one version needs no switch");
        assert!(html.contains("aria-current=\"page\""));
        let product = json!({ "id": version["product_id"] });
        let second = admin.publishes_version(&product, "2.0", None).await;
        let (html, _) = page(&stranger, "/reference/get-pet").await;
        assert!(html.contains("2.0 (without this operation)") && html.contains("href=\"/apis/pets/2.0\""));
        let path = format!("/api/v1/versions/{}/specification", second["id"].as_str().unwrap());
        let import = admin.send(admin.request(Method::PUT, &path).body(FULL)).await.expect(202).json();
        portal.finish_jobs().await;
        let import = admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().unwrap())).await.json();
        let id = import["specification_id"].as_str().unwrap();
        admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
        let (html, _) = page(&stranger, "/reference/get-pet?lang=go").await;
        assert!(html.contains("href=\"/apis/pets/2.0/reference/get-pet?lang=go\""));
    }

    async fn pages_do_not_grow_with_the_document(portal: TestPortal) {
        let wide: serde_json::Map<_, _> = (0..400).map(|n| (format!("field{n}"), json!({ "$ref": "#/components/schemas/Wide" }))).collect();
        let paths: serde_json::Map<_, _> = (0..600).map(|n| {
            let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Wide" } } } });
            let get = json!({ "operationId": format!("op{n}"), "summary": format!("Operation {n}"), "requestBody": body,
                              "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Wide" } } } } } });
            (format!("/v1/things/{n:03}"), json!({ "post": get }))
        }).collect();
        let document = json!({ "openapi": "3.1.0", "info": { "title": "Many", "version": "1" }, "paths": paths,
                               "components": { "schemas": { "Wide": { "type": "object", "properties": wide } } } });
        with_keys(&portal, &document.to_string()).await;
        let (html, text) = page(&portal.stranger(), "/reference/op300").await;
        assert_says(&text, &["things", "290 before these", "279 after these", "All of Wide"]);
        let elements = html.split("<main").nth(1).unwrap().matches("</").count();
        assert!(elements < 800, "{elements} elements");
        assert!(html.len() < 400_000, "{} bytes", html.len());
    }

    async fn what_a_document_says_never_becomes_script(portal: TestPortal) {
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        let document = json!({ "openapi": "3.1.0",
            "info": { "title": hostile, "version": hostile, "description": hostile, "license": { "name": hostile, "url": "javascript:alert(3)" } },
            "tags": [{ "name": hostile, "description": hostile, "x-displayName": hostile }],
            "servers": [{ "url": "javascript:alert(4)", "description": hostile }],
            "paths": { "/x": { "get": { "operationId": "x", "summary": hostile, "description": hostile, "tags": [hostile],
                "externalDocs": { "url": "javascript:alert(5)", "description": hostile },
                "parameters": [{ "name": hostile, "in": "query", "required": true, "example": hostile, "schema": { "type": hostile, "enum": [hostile], "default": hostile } }],
                "x-codeSamples": [{ "lang": hostile, "source": hostile }],
                "responses": { hostile: { "description": hostile, "content": { hostile: { "example": hostile } } } } } } } });
        with_keys(&portal, &document.to_string()).await;
        let stranger = portal.stranger();
        for path in ["", "/reference/x", "/reference/x?lang=document-1", "/reference/x?lang=%3Cscript%3E"] {
            let (html, _) = page(&stranger, path).await;
            let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
            for forbidden in ["<script", "<img", "href=\"javascript:"] {
                assert!(!main.contains(forbidden), "{forbidden} on {path}");
            }
        }
    }

    async fn internal_operations_are_marked_and_not_beside_others(portal: TestPortal) {
        let admin = portal.admin().await;
        published(&portal, &admin, OPENAPI_30).await;
        let (html, _) = page(&portal.stranger(), "/reference/create-pet").await;
        assert!(!html.contains("wipe"));
        let browser = portal.browser_as("ada@portal.example").await;
        let (_, text) = page(&browser, "/reference/wipe").await;
        assert_says(&text, &["Internal"]);
    }
}
