//! AsyncAPI: channels, messages and what comes back, on pages, in REST, in Markdown and in a search.
use super::{
    pages::{assert_says, page, with_keys},
    read::published,
};
use crate::support::on_both_databases;
use reqwest::Method;
use serde_json::{Value, json};

const STORMS: &str = include_str!("../../../demo/storm-alerts-1.0.yaml");

const LIGHTS: &str = r"
asyncapi: 2.6.0
info: {title: Lights, version: '1'}
servers: {broker: {url: 'kafka.lights.example:9092', protocol: kafka}}
channels:
  lights.measured:
    publish:
      operationId: measured
      message:
        name: LightMeasured
        schemaFormat: application/vnd.apache.avro;version=1.9.0
        bindings: {kafka: {key: {type: string}}}
        payload: {type: record, name: Measured, fields: [{name: lumens, type: int}]}
  lights.secret:
    subscribe: {operationId: secret, x-internal: true, message: {payload: {type: object}}}
";

on_both_databases! {
    async fn a_channel_page_says_what_readers_do(portal: TestPortal) {
        with_keys(&portal, STORMS).await;
        let stranger = portal.stranger();
        let (html, text) = page(&stranger, "/reference/warn").await;
        assert_says(&text, &[
            "Warnings are issued and lifted", "RECEIVE", "storms/ {city} /warnings", "You receive from this channel",
            "Sent within seconds", "One topic a city", "Servers mqtts://alerts.demo.example:8883 mqtts 5",
            "API key in place of the password", "In the address of the channel city string required",
            "Messages A warning was issued", "warningIssued", "Payload Warning", "radiusKm", "One of gale, thunderstorm",
            "Headers object", "sentAt", "Gale in Lisbon", "A warning was lifted", "Made from the schema",
            "For the protocol mqtt", "qos: 1 · retain: true",
        ]);
        for foreign in ["Responses", "Try it", "cURL", "Request body"] {
            assert!(!text.contains(foreign), "{foreign}: {text}");
        }
        assert!(html.contains("data-method=\"RECEIVE\""));
        let (_, text) = page(&stranger, "/reference/note-receipt").await;
        assert_says(&text, &[
            "SEND", "You send to this channel", "correlated by $message.payload#/receipt",
            "Reply It comes at the address in $message.header#/replyTo", "A topic of your own choice", "The receipt is kept",
        ]);
        let at = "/schemas?at=%23/operations/warn/messages/warningLifted/payload/properties/reason";
        let (_, text) = page(&stranger, at).await;
        assert_says(&text, &["reason", "One of passed, mistaken, replaced"]);
        stranger.get("/apis/pets/1.0/reference/warn/try").await.expect(404);
    }

    async fn the_overview_begins_with_servers(portal: TestPortal) {
        with_keys(&portal, STORMS).await;
        let (_, text) = page(&portal.stranger(), "").await;
        assert_says(&text, &[
            "Warnings as they are issued", "Servers mqtts://alerts.demo.example:8883", "AsyncAPI document", "2 operations",
            "Warnings 1", "RECEIVE storms/{city}/warnings", "Schemas", "Register",
            "For the protocol mqtt", "cleanSession: false · keepAlive: 60", "The server's protocol decides how it is carried.",
        ]);
        assert!(!text.contains("Base URL") && !text.contains("OpenAPI"), "{text}");
    }

    async fn rest_and_markdown_say_the_same(portal: TestPortal) {
        with_keys(&portal, STORMS).await;
        let stranger = portal.stranger();
        let operation = stranger.get("/api/v1/products/pets/versions/1.0/operations/note-receipt").await.expect(200).json();
        let channel = &operation["channel"];
        assert_eq!((&operation["method"], &channel["direction"]), (&json!("SEND"), &json!("send")));
        assert_eq!(channel["messages"][0]["payload"]["language"], "json_schema");
        assert_eq!(channel["messages"][0]["payload"]["schema"]["fields"][0]["name"], "receipt");
        assert_eq!(channel["reply"]["messages"][0]["name"], "receiptKept");
        let text = stranger.get("/apis/pets/1.0/reference/warn.md").await.expect(200).text;
        for words in [
            "- Channel: `RECEIVE storms/{city}/warnings`", "You receive from this channel", "## Messages",
            "### A warning was issued", "- `level` (integer, required)", "```json", "For mqtt: `qos: 1`",
        ] {
            assert!(text.contains(words), "“{words}” is not in: {text}");
        }
        assert!(!text.contains("Responses") && !text.contains("curl"));
        let text = stranger.get("/apis/pets/1.0.md").await.expect(200).text;
        assert!(text.contains("- AsyncAPI document: ") && text.contains("/apis/pets/1.0/asyncapi.json"), "{text}");
        assert!(text.contains("  - For mqtt: `cleanSession: false`, `keepAlive: 60`"), "{text}");
    }

    async fn its_file_is_named_for_what_it_is(portal: TestPortal) {
        with_keys(&portal, STORMS).await;
        let stranger = portal.stranger();
        assert_eq!(stranger.get("/apis/pets/1.0/asyncapi.yaml").await.expect(200).text, STORMS);
        let json = stranger.get("/apis/pets/1.0/asyncapi.json").await.expect(200).json();
        assert_eq!(json["asyncapi"], "3.0.0");
        let other = stranger.get("/apis/pets/1.0/openapi.json").await.expect(303);
        assert_eq!(other.headers["location"], "/apis/pets/1.0/asyncapi.json");
        let listed = stranger.get("/.well-known/api-catalog").await.expect(200).text;
        assert!(listed.contains("/apis/pets/1.0/asyncapi.json") && !listed.contains("/apis/pets/1.0/openapi"), "{listed}");
    }

    async fn messages_and_fields_are_found(portal: TestPortal) {
        with_keys(&portal, STORMS).await;
        for words in ["warningLifted", "radiusKm", "RECEIVE%20storms/lisbon/warnings", "storms%20warnings"] {
            let found = portal.stranger().get(&format!("/api/v1/search?q={words}")).await.expect(200).text;
            assert!(found.contains("\"warn\""), "{words}: {found}");
        }
    }

    async fn other_schema_languages_are_shown_as_written(portal: TestPortal) {
        with_keys(&portal, LIGHTS).await;
        let stranger = portal.stranger();
        let (html, text) = page(&stranger, "/reference/measured").await;
        assert_says(&text, &[
            "SEND", "lights.measured", "kafka.lights.example:9092 kafka", "LightMeasured",
            "application/vnd.apache.avro;version=1.9.0", "lumens", "For the protocol kafka",
        ]);
        assert!(!html.contains("lights.secret"), "internal operations are not for readers");
        stranger.get("/apis/pets/1.0/reference/secret").await.expect(404);
        let (_, overview) = page(&stranger, "").await;
        assert_says(&overview, &["You send 1"]);
    }

    async fn what_readers_would_notice_is_told(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = published(&portal, &admin, STORMS).await;
        let after = STORMS
            .replace("required: [receipt, warning, readAt]", "required: [receipt, warning, readAt, by]")
            .replace("          readAt: { type: string, format: date-time }", "          readAt: { type: string, format: date-time }\n          by: { type: string }")
            .replace("        radiusKm: { type: integer, minimum: 1 }\n", "")
            .replace("      warningLifted: { $ref: \"#/components/messages/warningLifted\" }\n", "");
        let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().unwrap());
        let import = admin.send(admin.request(Method::PUT, &path).body(after)).await.expect(202).json();
        portal.finish_jobs().await;
        let import = admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().unwrap())).await.json();
        let path = format!("/api/v1/specifications/{}/comparison", import["specification_id"].as_str().unwrap());
        let comparison = admin.get(&path).await.expect(200).json();
        let told: Vec<String> = comparison["changed"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|operation| operation["changes"].as_array().unwrap())
            .map(|change| format!("{} {} {}", change["breaking"], change["place"].as_str().unwrap(), change["text"].as_str().unwrap()))
            .collect();
        for expected in [
            "true message warningLifted is gone",
            "true message warningIssued, field area.radiusKm is gone",
            "true message warningRead, field by is new and required",
        ] {
            assert!(told.iter().any(|text| text == expected), "{expected}: {told:#?}");
        }
    }

    async fn broken_documents_are_kept_as_drafts(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        let version = admin.publishes_version(&product, "1.0", None).await;
        let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().unwrap());
        let broken = "asyncapi: 3.0.0\ninfo: {title: A, version: '1'}\noperations:\n  one: {action: send, channel: {$ref: '#/channels/gone'}}\n";
        let import = admin.send(admin.request(Method::PUT, &path).body(broken)).await.expect(202).json();
        portal.finish_jobs().await;
        let import = admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().unwrap())).await.json();
        let kept = admin.get(&format!("/api/v1/specifications/{}", import["specification_id"].as_str().unwrap())).await.expect(200).json();
        assert_eq!((&kept["format"], &kept["is_current"]), (&json!("AsyncAPI 3.0"), &Value::Bool(false)));
        let message = &kept["messages"][0];
        assert_eq!((&message["line"], &message["pointer"]), (&json!(4), &json!("#/operations/one/channel")));
    }

    async fn what_a_document_says_never_becomes_script(portal: TestPortal) {
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        let message = json!({ "name": hostile, "title": hostile, "summary": hostile, "description": hostile, "contentType": hostile,
            "correlationId": { "location": hostile }, "bindings": { hostile: { hostile: hostile } },
            "examples": [{ "name": hostile, "payload": hostile }], "payload": { "schemaFormat": hostile, "schema": hostile } });
        let document = json!({ "asyncapi": "3.0.0", "info": { "title": hostile, "version": hostile, "description": hostile },
            "servers": { hostile: { "host": hostile, "protocol": hostile, "description": hostile } },
            "channels": { hostile: { "address": hostile, "title": hostile, "description": hostile, "messages": { hostile: message },
                "parameters": { hostile: { "description": hostile, "location": hostile } } } },
            "operations": { "x": { "action": "send", "title": hostile, "summary": hostile, "description": hostile,
                "channel": { "$ref": format!("#/channels/{}", hostile.replace('/', "~1")) },
                "reply": { "address": { "location": hostile, "description": hostile } } } } });
        with_keys(&portal, &document.to_string()).await;
        for path in ["", "/reference/x"] {
            let (html, _) = page(&portal.stranger(), path).await;
            let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
            for forbidden in ["<script", "<img", "href=\"javascript:"] {
                assert!(!main.contains(forbidden), "{forbidden} on {path}");
            }
        }
    }

    async fn a_page_does_not_grow_with_its_messages(portal: TestPortal) {
        let fields: serde_json::Map<_, _> = (0..200).map(|n| (format!("field{n}"), json!({ "$ref": "#/components/schemas/Wide" }))).collect();
        let messages: serde_json::Map<_, _> = (0..300)
            .map(|n| (format!("m{n}"), json!({ "payload": { "$ref": "#/components/schemas/Wide" } })))
            .collect();
        let document = json!({ "asyncapi": "3.0.0", "info": { "title": "Many", "version": "1" },
            "channels": { "c": { "address": "c", "messages": messages } },
            "operations": { "x": { "action": "send", "channel": { "$ref": "#/channels/c" } } },
            "components": { "schemas": { "Wide": { "type": "object", "properties": fields } } } });
        with_keys(&portal, &document.to_string()).await;
        let (html, text) = page(&portal.stranger(), "/reference/x").await;
        assert_says(&text, &["270 more messages are in the document"]);
        let elements = html.split("<main").nth(1).unwrap().matches("</").count();
        assert!(elements < 1200, "{elements} elements");
    }
}
