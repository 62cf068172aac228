use super::{
    check,
    style::{self, Style, Value},
};
use crate::specifications::view::{Json, Parts};
use serde_json::json;

const fn style(name: &str, explode: bool) -> Style<'_> {
    Style { name, explode, reserved: false }
}

/// The table of OpenAPI 3.1 §4.8.12.4.
#[test]
fn values_are_written_as_their_style_says() {
    let one = Value::One("blue".to_owned());
    let many = Value::Many(["blue", "black", "brown"].map(str::to_owned).to_vec());
    let fields = [("R", "100"), ("G", "200")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    let fields = Value::Fields(fields.to_vec());
    let in_path = |name, explode, value: &Value| style::in_path("color", value, style(name, explode));
    assert_eq!(in_path("matrix", false, &one), ";color=blue");
    assert_eq!(in_path("matrix", false, &many), ";color=blue,black,brown");
    assert_eq!(in_path("matrix", true, &many), ";color=blue;color=black;color=brown");
    assert_eq!(in_path("matrix", false, &fields), ";color=R,100,G,200");
    assert_eq!(in_path("matrix", true, &fields), ";R=100;G=200");
    assert_eq!(in_path("label", false, &one), ".blue");
    assert_eq!(in_path("label", false, &many), ".blue,black,brown");
    assert_eq!(in_path("label", true, &many), ".blue.black.brown");
    assert_eq!(in_path("label", true, &fields), ".R=100.G=200");
    assert_eq!(in_path("simple", false, &many), "blue,black,brown");
    assert_eq!(in_path("simple", true, &fields), "R=100,G=200");
    assert_eq!(in_path("simple", false, &Value::One("a/b?c".to_owned())), "a%2Fb%3Fc");
    let in_query =
        |name, explode, value: &Value| style::in_query("color", value, style(name, explode)).join("&");
    assert_eq!(in_query("form", true, &many), "color=blue&color=black&color=brown");
    assert_eq!(in_query("form", false, &many), "color=blue,black,brown");
    assert_eq!(in_query("form", true, &fields), "R=100&G=200");
    assert_eq!(in_query("form", false, &fields), "color=R,100,G,200");
    assert_eq!(in_query("spaceDelimited", false, &many), "color=blue%20black%20brown");
    assert_eq!(in_query("pipeDelimited", false, &many), "color=blue%7Cblack%7Cbrown");
    assert_eq!(in_query("deepObject", true, &fields), "color%5BR%5D=100&color%5BG%5D=200");
    let reserved = Style { reserved: true, ..style("form", true) };
    let address = Value::One("https://example.com/a&b".to_owned());
    assert_eq!(style::in_query("to", &address, reserved), ["to=https://example.com/a%26b"]);
    assert_eq!(style::in_header(&fields, false), "R,100,G,200");
    assert_eq!(style::in_header(&fields, true), "R=100,G=200");
}

fn problems(schema: &str, value: serde_json::Value) -> Vec<String> {
    let parts = Parts::of(&[(
        "#/components/schemas/Pet",
        r##"{"type": "object", "required": ["name", "id"], "properties": {
            "id": {"type": "integer", "readOnly": true}, "name": {"type": "string", "maxLength": 5},
            "mother": {"$ref": "#/components/schemas/Pet"}, "home": {"$ref": "#/components/schemas/Far"}}}"##,
    )]);
    check::problems(&Json::read(schema), &parts, &value)
}

#[test]
fn bodies_are_held_against_their_schema() {
    let pet = r##"{"$ref": "#/components/schemas/Pet"}"##;
    assert_eq!(problems(pet, json!({ "name": "Rex", "home": 7 })), Vec::<String>::new());
    assert_eq!(problems(pet, json!({ "mother": { "name": "Methusalem" } })).len(), 2);
    assert!(problems(pet, json!({ "name": "Methusalem" }))[0].starts_with("/name: "));
    let zero = r#"{"type": "integer", "minimum": 0, "exclusiveMinimum": true, "nullable": true}"#;
    assert_eq!(problems(zero, json!(0)).len(), 1, "as OpenAPI 3.0 says it");
    assert!(problems(zero, json!(null)).is_empty());
    assert_eq!(problems(r#"{"type": "integer", "exclusiveMinimum": 0}"#, json!(0)).len(), 1, "and 3.1");
    assert!(problems(r#"{"type": "strange", "pattern": "("}"#, json!(1)).is_empty(), "no schema, no problem");
}
