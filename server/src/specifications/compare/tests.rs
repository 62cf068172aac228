use super::{Side, operation};
use crate::specifications::view::{Json, Parts};

const PATH: &str = "/pets/{id}";

fn changes(old: &str, new: &str) -> Vec<String> {
    with_parts((old, &[]), (new, &[]))
}

fn with_parts(old: (&str, &[(&str, &str)]), new: (&str, &[(&str, &str)])) -> Vec<String> {
    let (old_detail, new_detail) = (Json::read(old.0), Json::read(new.0));
    let (old_parts, new_parts) = (Parts::of(old.1), Parts::of(new.1));
    let old = Side { method: "GET", path: PATH, detail: &old_detail, parts: &old_parts };
    let new = Side { method: "GET", path: "/pets/{pet}", detail: &new_detail, parts: &new_parts };
    let told = operation::changes(&old, &new).into_iter().map(|change| {
        let mark = if change.breaking { "! " } else { "" };
        format!("{mark}{} {}", change.place, change.text)
    });
    told.collect()
}

fn query(schema: &str, required: bool) -> String {
    format!(
        r#"{{"parameters": [{{"in": "query", "name": "q", "required": {required}, "schema": {schema}}}]}}"#
    )
}

#[test]
fn parameters_break_where_callers_cannot_go_on() {
    let none = r#"{"parameters": []}"#;
    let optional = query(r#"{"type": "integer"}"#, false);
    let required = query(r#"{"type": "integer"}"#, true);
    assert_eq!(changes(none, &optional), ["query parameter q is new"]);
    assert_eq!(changes(none, &required), ["! query parameter q is new and required"]);
    assert_eq!(changes(&optional, none), ["! query parameter q is gone"]);
    assert_eq!(changes(&optional, &required), ["! query parameter q is required now"]);
    assert_eq!(changes(&required, &optional), ["query parameter q may be left out now"]);
    let text = query(r#"{"type": "string"}"#, false);
    assert_eq!(changes(&optional, &text), ["! query parameter q was integer, is string now"]);
    let number = query(r#"{"type": "number"}"#, false);
    assert_eq!(changes(&optional, &number), ["query parameter q was integer, is number now"]);
    let renamed = |name: &str| {
        format!(r#"{{"parameters": [{{"in": "path", "name": "{name}", "required": true, "schema": {{}}}}]}}"#)
    };
    assert!(changes(&renamed("id"), &renamed("pet")).is_empty(), "its name is not part of the address");
}

#[test]
fn limits_and_values_break_what_is_sent_when_they_get_narrower() {
    let limit = |schema: &str| query(schema, false);
    let (wide, narrow) = (limit(r#"{"maximum": 100}"#), limit(r#"{"maximum": 10}"#));
    assert_eq!(changes(&wide, &narrow), ["! query parameter q maximum was 100, is 10 now"]);
    assert_eq!(changes(&narrow, &wide), ["query parameter q maximum was 10, is 100 now"]);
    let (two, one) = (limit(r#"{"enum": ["a", "b"]}"#), limit(r#"{"enum": ["a"]}"#));
    assert_eq!(changes(&two, &one), ["! query parameter q no longer “b”"]);
    assert_eq!(changes(&one, &two), ["query parameter q may be “b” too"]);
}

#[test]
fn fields_break_in_one_direction_or_the_other() {
    const PET: &str = "#/components/schemas/Pet";
    let both = r##"{"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}}"##;
    let pet = |fields: &str, required: &str| {
        format!(r##"{{"type": "object", "required": [{required}], "properties": {{{fields}}}}}"##)
    };
    let told = |old: &str, new: &str| with_parts((both, &[(PET, old)]), (both, &[(PET, new)]));
    let (less, more) = (pet(r#""a": {}"#, ""), pet(r#""a": {}, "b": {}"#, ""));
    assert_eq!(told(&less, &more), ["body, field b is new", "answer 200, field b is new"]);
    assert_eq!(told(&more, &less), ["! body, field b is gone", "! answer 200, field b is gone"]);
    let needed = pet(r#""a": {}"#, r#""a""#);
    assert_eq!(
        told(&less, &needed),
        ["! body, field a is required now", "answer 200, field a is required now"]
    );
    assert_eq!(
        told(&needed, &less),
        ["body, field a may be left out now", "! answer 200, field a may be missing now"]
    );
    let inner = |kind: &str| {
        pet(
            &format!(r#""a": {{"properties": {{"x": {{"type": "{kind}"}}}}}}, "own": {{"$ref": "{PET}"}}"#),
            "",
        )
    };
    assert_eq!(
        told(&inner("string"), &inner("integer")),
        [
            "! body, field a.x was string, is integer now",
            "! answer 200, field a.x was string, is integer now"
        ]
    );
}

#[test]
fn answers_and_bodies_that_go_are_told() {
    let one = r#"{"responses": {"200": {"content": {"application/json": {}}}, "404": {}}}"#;
    let other = r#"{"requestBody": {"required": true, "content": {}}, "responses": {"201": {}}}"#;
    assert_eq!(
        changes(one, other),
        ["! body is new and required", "! answer 200 is gone", "answer 404 is gone", "answer 201 is new"]
    );
    assert!(changes(one, one).is_empty());
}
