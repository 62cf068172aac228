//! What readers see of schemas that real documents hold.
use super::{Json, Parts, Place, example, kind, schema};
use app::specifications::SchemaView;

const PET: (&str, &str) = (
    "#/components/schemas/Pet",
    r##"{"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string", "maxLength": 40, "pattern": "^[A-Z]", "description": "What it **listens** to"},
        "age": {"type": "integer", "format": "int32", "minimum": 0, "exclusiveMinimum": true, "default": 3},
        "mother": {"$ref": "#/components/schemas/Pet"},
        "secret": {"type": "string", "x-internal": true}}}"##,
);
const NAME: (&str, &str) = ("#/components/schemas/Name", r#"{"type": "string", "minLength": 1}"#);

fn of(text: &str, rows: usize) -> SchemaView {
    let node = Json::read(text);
    schema::fitted(&Place::new(&node, "#/x"), &Parts::of(&[PET, NAME]), rows)
}

fn type_text(text: &str) -> String {
    let node = Json::read(text);
    kind::text(&Place::new(&node, "#/x"), &Parts::of(&[PET, NAME]))
}

fn names(view: &SchemaView) -> Vec<&str> {
    view.fields.iter().map(|field| field.name.as_str()).collect()
}

#[test]
fn types_in_words() {
    for (schema, words) in [
        (r##"{"$ref": "#/components/schemas/Pet"}"##, "Pet"),
        (r##"{"$ref": "#/components/schemas/Name"}"##, "string (Name)"),
        (r##"{"$ref": "#/elsewhere/Thing"}"##, "Thing"),
        (r##"{"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}"##, "array of Pet"),
        (r#"{"type": ["string", "null"], "format": "uuid"}"#, "string (uuid) or null"),
        (r#"{"type": "string", "nullable": true}"#, "string or null"),
        (r##"{"allOf": [{"$ref": "#/components/schemas/Pet"}], "nullable": true}"##, "Pet or null"),
        (r##"{"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]}"##, "Pet or null"),
        (r##"{"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "boolean"}]}"##, "Pet or boolean"),
        (r#"{"enum": ["a", "b"]}"#, "string"),
        ("true", "anything"),
        ("{}", "anything"),
    ] {
        assert_eq!(type_text(schema), words, "{schema}");
    }
}

#[test]
fn limits_stand_beside_the_type_and_recursion_ends_in_a_link() {
    let view = of(r##"{"$ref": "#/components/schemas/Pet"}"##, 50);
    assert_eq!(names(&view), ["name", "age", "mother"], "internal fields are not for readers");
    assert_eq!(view.fields[0].schema.facts, ["at most 40 characters", "matching ^[A-Z]"]);
    assert!(view.fields[0].required && !view.fields[1].required);
    assert_eq!(view.fields[1].schema.facts, ["more than 0", "default 3"]);
    assert!(view.fields[0].schema.description_html.contains("<strong>listens</strong>"));
    let mother = &view.fields[2].schema;
    assert_eq!((mother.type_text.as_str(), mother.fields.len()), ("Pet", 0));
    assert_eq!(mother.more.as_ref().map(|more| more.address.as_str()), Some("#/components/schemas/Pet"));
}

#[test]
fn everything_in_all_of_belongs_together() {
    let view = of(
        r##"{"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["age"], "properties": {"wings": {"type": "integer"}}}]}"##,
        50,
    );
    assert_eq!(names(&view), ["name", "age", "mother", "wings"]);
    assert!(view.fields[1].required, "required may stand in another part");
}

#[test]
fn variants_say_when_they_apply() {
    let view = of(
        r##"{"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object", "title": "Bird", "properties": {"wings": {}}}],
           "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Pet"}}}"##,
        50,
    );
    let variants = view.variants.expect("variants");
    assert_eq!((variants.title.as_str(), variants.discriminator.as_deref()), ("One of", Some("kind")));
    assert_eq!(variants.list[0].when.as_deref(), Some("dog"));
    assert_eq!(variants.list[1].schema.fields[0].name, "wings");
}

#[test]
fn values_are_explained() {
    let view = of(r#"{"type": "string", "enum": ["s", "m"], "x-enumDescriptions": {"s": "Small"}}"#, 50);
    assert_eq!((view.values[0].value.as_str(), view.values.len()), ("s", 2));
    assert!(view.values[0].description_html.contains("Small"));
    let items = of(r#"{"type": "array", "items": {"enum": ["s", "m"]}}"#, 50);
    assert_eq!(items.values.len(), 2, "an array shows the values of its items");
}

#[test]
fn what_does_not_fit_is_one_address_away() {
    let wide: Vec<String> = (0..30)
        .map(|n| format!(r#""f{n}": {{"type": "object", "properties": {{"a": {{}}, "b": {{}}}}}}"#))
        .collect();
    let text = format!(r#"{{"type": "object", "properties": {{{}}}}}"#, wide.join(","));
    let view = of(&text, 40);
    assert_eq!(view.fields.len(), 30);
    let link = view.fields[7].schema.more.as_ref().expect("a link");
    assert_eq!((link.title.as_str(), link.address.as_str()), ("f7", "#/x/properties/f7"));
    assert!(of(&text, 100).fields[7].schema.more.is_none(), "with room, the next level is shown");
}

#[test]
fn compositions_that_grow_with_each_level_end() {
    let parts: Vec<(String, String)> = (0..40)
        .map(|n| {
            let next = format!(r##"{{"$ref": "#/s/{}"}}"##, n + 1);
            (format!("#/s/{n}"), format!(r#"{{"allOf": [{next}, {next}], "oneOf": [{next}, {next}]}}"#))
        })
        .collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let node = Json::read(r##"{"$ref": "#/s/0"}"##);
    let (place, parts) = (Place::new(&node, "#/x"), Parts::of(&parts));
    schema::fitted(&place, &parts, 40);
    example::of_schema(&place, &parts, true);
}

#[test]
fn examples_are_made_from_schemas() {
    let node = Json::read(
        r##"{"type": "object", "required": ["pet"], "properties": {
            "pet": {"$ref": "#/components/schemas/Pet"}, "when": {"type": "string", "format": "date"},
            "size": {"enum": ["s", "m"]}, "id": {"type": "integer", "readOnly": true}, "tags": {"type": "array", "items": {"type": "string"}},
            "old": {"type": "string", "deprecated": true}}}"##,
    );
    let made = example::of_schema(&Place::new(&node, "#/x"), &Parts::of(&[PET]), true);
    let expected = r#"{"pet":{"name":"text","age":3},"when":"2026-01-31","size":"s","tags":["text"]}"#;
    assert_eq!(serde_json::to_string(&made).expect("JSON"), expected);
}
