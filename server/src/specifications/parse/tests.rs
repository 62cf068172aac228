//! Whole documents, from bytes to rows.

use serde_json::{Value, json};

use super::*;

fn read(document: &str) -> Parsed {
    parse(document.as_bytes(), &mut |_| {}).unwrap()
}

/// A document of OpenAPI 3.1 with these members.
fn document(members: &str) -> Parsed {
    read(&format!(r#"{{"openapi": "3.1.0", "info": {{"title": "Pets", "version": "1"}}, {members}}}"#))
}

fn detail(operation: &Operation) -> Value {
    serde_json::from_str(&operation.detail).unwrap()
}

fn texts(parsed: &Parsed) -> Vec<&str> {
    parsed.messages.iter().map(|message| message.text.as_str()).collect()
}

const PETSTORE: &str = r"
openapi: 3.0.3
info: {title: Pets, version: 1.10}
servers: [{url: https://pets.example/v1}]
security: [{key: []}]
tags: [{name: pets, x-displayName: All pets}]
x-tagGroups: [{name: Animals, tags: [pets]}]
paths:
  /pets/{petId}:
    parameters:
    - $ref: '#/components/parameters/PetId'
    - {name: page, in: query, schema: {type: integer}}
    get:
      operationId: getPetById
      tags: [pets]
      parameters: [{name: page, in: query, deprecated: true}]
      responses:
        200: {$ref: '#/components/responses/Pet'}
components:
  parameters:
    PetId: {name: petId, in: path, required: true, schema: {type: string}}
  responses:
    Pet:
      description: A pet
      content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {no: NO}}}
  schemas:
    Pet: {type: object, properties: {name: {type: string}, parent: {$ref: '#/components/schemas/Pet'}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
";

#[test]
fn an_operation_can_be_shown_alone() {
    let parsed = read(PETSTORE);
    let [operation] = &parsed.operations[..] else { panic!("one operation") };
    assert_eq!((operation.slug.as_str(), operation.method.as_str()), ("get-pet-by-id", "GET"));
    assert_eq!(operation.fields, ["petId", "page"]);
    assert_eq!(operation.schemas, ["#/components/schemas/Pet"]);
    assert_eq!(
        detail(operation),
        json!({
            "operationId": "getPetById",
            "tags": ["pets"],
            "parameters": [
                {"name": "petId", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "page", "in": "query", "deprecated": true},
            ],
            "responses": {"200": {
                "description": "A pet",
                "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Pet"},
                    "example": {"no": "NO"},
                }},
            }},
            "security": [{"key": []}],
        })
    );
}

#[test]
fn the_overview_and_the_schemas_stand_beside_it() {
    let parsed = read(PETSTORE);
    let overview = &parsed.overview;
    assert_eq!((overview.info.title.as_str(), overview.info.version.as_str()), ("Pets", "1.10"));
    assert_eq!(overview.tags[0].display_name.as_deref(), Some("All pets"));
    assert_eq!(overview.tag_groups[0].tags, ["pets"]);
    assert_eq!(overview.security_schemes["key"].name.as_deref(), Some("X-Key"));
    let [pet] = &parsed.schemas[..] else { panic!("one schema") };
    assert_eq!((pet.pointer.as_str(), pet.name.as_str()), ("#/components/schemas/Pet", "Pet"));
    assert_eq!(pet.fields, ["name", "parent"]);
    assert_eq!(pet.schemas, ["#/components/schemas/Pet"]);
}

#[test]
fn version_2_reads_like_version_3() {
    let parsed = read(
        r##"{"swagger": "2.0", "info": {"title": "Pets", "version": "1"},
        "host": "pets.example", "basePath": "/v1", "schemes": ["https"], "produces": ["application/json"],
        "paths": {"/pets": {
            "post": {
                "parameters": [{"$ref": "#/parameters/Limit"}, {"in": "body", "name": "b", "required": true,
                    "schema": {"$ref": "#/definitions/Pet"}}],
                "responses": {"201": {"$ref": "#/responses/Made"}}},
            "put": {"parameters": [{"in": "formData", "name": "photo", "type": "file", "required": true}],
                "responses": {"200": {"description": "ok"}}}}},
        "parameters": {"Limit": {"name": "limit", "in": "query", "type": "array", "items": {"type": "string"},
            "collectionFormat": "multi"}},
        "responses": {"Made": {"description": "made", "schema": {"$ref": "#/definitions/Pet"},
            "headers": {"X-Rate": {"type": "integer"}}, "examples": {"application/json": {"name": "Rex"}}}},
        "definitions": {"Pet": {"discriminator": "kind", "properties": {"kind": {"type": "string"}}}},
        "securityDefinitions": {"login": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "a",
            "tokenUrl": "t", "scopes": {"read": "Read"}}, "basic": {"type": "basic"}}}"##,
    );
    assert_eq!(parsed.format, Format::OpenApi20);
    assert_eq!(texts(&parsed), Vec::<&str>::new());
    assert_eq!(parsed.overview.servers[0].url, "https://pets.example/v1");
    assert_eq!(parsed.overview.security_schemes["login"].flows["authorizationCode"].scopes["read"], "Read");
    assert_eq!(parsed.overview.security_schemes["basic"].kind, "http");
    let pet = json!({"$ref": "#/definitions/Pet"});
    assert_eq!(
        detail(&parsed.operations[0]),
        json!({
            "parameters": [{"name": "limit", "in": "query", "style": "form", "explode": true,
                "schema": {"type": "array", "items": {"type": "string"}}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": pet}}},
            "responses": {"201": {
                "description": "made",
                "headers": {"X-Rate": {"schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": pet, "example": {"name": "Rex"}}},
            }},
        })
    );
    let photo = json!({"type": "string", "format": "binary"});
    let form = json!({"type": "object", "properties": {"photo": photo}, "required": ["photo"]});
    assert_eq!(
        detail(&parsed.operations[1])["requestBody"],
        json!({"content": {"multipart/form-data": {"schema": form}}})
    );
    let schema: Value = serde_json::from_str(&parsed.schemas[0].body).unwrap();
    assert_eq!(schema["discriminator"], json!({"propertyName": "kind"}));
}

#[test]
fn webhooks_are_operations() {
    let parsed = document(r#""webhooks": {"petAdded": {"post": {"summary": "A pet was added"}}}"#);
    let operation = &parsed.operations[0];
    assert!(operation.webhook);
    assert_eq!((operation.path.as_str(), operation.slug.as_str()), ("petAdded", "post-pet-added"));
    assert_eq!(texts(&parsed), Vec::<&str>::new());
}

#[test]
fn what_is_broken_is_reported_and_the_rest_is_read() {
    let parsed = read(
        "openapi: 9.9\ninfo: {}\npaths:\n  pets:\n    get:\n      summary: [no]\n      deprecated: 'true'\n      \
         responses:\n        200: {$ref: '#/nowhere'}\n        201: {$ref: other.yaml}\n",
    );
    let operation = &parsed.operations[0];
    assert_eq!(operation.path, "/pets");
    assert!(operation.deprecated);
    assert_eq!(
        detail(operation),
        json!({"deprecated": true, "responses": {"200": {"$ref": "#/nowhere"}, "201": {"$ref": "other.yaml"}}})
    );
    let found: Vec<_> =
        parsed.messages.iter().map(|message| (message.line.unwrap_or(0), message.pointer.as_str())).collect();
    let get = "#/paths/pets/get";
    assert_eq!(
        found,
        [
            (1, "#/openapi"),
            (2, "#/info"),
            (2, "#/info"),
            (5, "#/paths/pets"),
            (6, &*format!("{get}/summary")),
            (7, &*format!("{get}/deprecated")),
            (9, &*format!("{get}/responses/200")),
            (10, &*format!("{get}/responses/201")),
        ]
    );
    assert_eq!(parsed.overview.info.title, "Untitled API");
}

#[test]
fn references_in_circles_end() {
    let parsed = document(
        r##""paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/A"}}}},
                      "/b": {"$ref": "#/paths/~1b"}},
            "components": {"responses": {"A": {"$ref": "#/components/responses/B"},
                                         "B": {"$ref": "#/components/responses/A"}}}"##,
    );
    let stays = json!({"$ref": "#/components/responses/A"});
    assert_eq!(detail(&parsed.operations[0])["responses"]["200"], stays);
}

#[test]
fn references_that_multiply_are_cut_short() {
    let mut callbacks = String::new();
    for level in 0..20 {
        let next = format!(r##"{{"$ref": "#/components/callbacks/c{}"}}"##, level + 1);
        callbacks +=
            &format!(r##""c{level}": {{"url": {{"get": {{"callbacks": {{"a": {next}, "b": {next}}}}}}}}},"##);
    }
    let parsed = document(&format!(
        r##""paths": {{"/a": {{"get": {{"callbacks": {{"a": {{"$ref": "#/components/callbacks/c0"}}}}}}}}}},
            "components": {{"callbacks": {{{callbacks} "c20": {{}}}}}}"##
    ));
    assert!(parsed.operations[0].detail.len() < 2 * limits::MAX_INLINED_PER_OPERATION);
    assert!(texts(&parsed).contains(&"Shared parts are too large to be filled in here."));
}

#[test]
fn a_description_beside_a_reference_counts() {
    let parsed = document(
        r##""paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/A", "description": "mine"}}}}},
            "components": {"responses": {"A": {"description": "shared", "x-note": 1}}}"##,
    );
    assert_eq!(
        detail(&parsed.operations[0])["responses"]["200"],
        json!({"description": "mine", "x-note": 1})
    );
}

#[test]
fn any_part_that_is_referred_to_gets_a_row() {
    let parsed = document(
        r##""paths": {"/a": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/A%20B/properties/x"}}}}}}}},
            "components": {"schemas": {"A B": {"properties": {"x": {"type": "string"}}}}}"##,
    );
    let pointers: Vec<_> = parsed.schemas.iter().map(|schema| schema.pointer.as_str()).collect();
    assert_eq!(pointers, ["#/components/schemas/A B", "#/components/schemas/A B/properties/x"]);
    assert_eq!(parsed.operations[0].schemas, ["#/components/schemas/A B/properties/x"]);
}

#[test]
fn refuses_what_cannot_be_read_with_a_sentence() {
    let refusal = |text: &str| parse(text.as_bytes(), &mut |_| {}).unwrap_err();
    assert_eq!(refusal("[]"), Refused::NotAnObject { found: "a list" });
    assert_eq!(refusal("asyncapi: 1.2.0"), Refused::OldAsyncApi { version: "1.2.0".into() });
    assert_eq!(refusal("swagger: 1.2"), Refused::OldSwagger { version: "1.2".into() });
    assert_eq!(refusal("hello: world"), Refused::NotOpenApi);
    assert_eq!(refusal(&"[".repeat(100_000)), Refused::TooDeep { line: 1 });
    assert_eq!(refusal(&format!("a: {}", "[".repeat(100_000))), Refused::TooDeep { line: 1 });
    let problem = refusal("{\n\"openapi\": \"3.1.0\"\n\"info\": {}\n}").to_string();
    assert_eq!(
        problem,
        "The document is not valid JSON: `,` or `}` is expected here (line 3, column 1). Correct it there."
    );
}

#[test]
fn what_is_written_can_be_read_back_however_deep() {
    let deep = format!("{}1{}", "[".repeat(110), "]".repeat(110));
    let parsed = document(&format!(
        r##""paths": {{"/a": {{"get": {{"responses": {{"200": {{"$ref": "#/components/responses/A"}}}}}}}}}},
            "components": {{"responses": {{"A": {{"content": {{"a/b": {{"example": {deep}}}}}}}}}}}"##
    ));
    assert!(parsed.operations.iter().all(|operation| detail(operation).is_object()));
}
