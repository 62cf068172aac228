//! Documents of AsyncAPI, from bytes to rows.

use serde_json::{Value, json};

use super::*;

fn read(document: &str) -> Parsed {
    parse(document.as_bytes(), &mut |_| {}).unwrap()
}

fn detail(operation: &Operation) -> Value {
    serde_json::from_str(&operation.detail).unwrap()
}

fn texts(parsed: &Parsed) -> Vec<&str> {
    parsed.messages.iter().map(|message| message.text.as_str()).collect()
}

fn calls(parsed: &Parsed) -> Vec<String> {
    parsed.operations.iter().map(|row| format!("{} {} {}", row.method, row.path, row.slug)).collect()
}

const LIGHTS_2: &str = r"
asyncapi: 2.6.0
info: {title: Lights, version: 1.0.0}
defaultContentType: application/json
tags: [{name: lights, description: Lights in streets}]
servers:
  production:
    url: test.lights.example:{port}
    protocol: mqtt
    protocolVersion: 3.1.1
    description: The broker
    variables: {port: {default: '1883', enum: ['1883', '8883']}}
    security: [{user: []}]
  backup: {url: kafka.lights.example, protocol: kafka-secure}
channels:
  light/{streetlightId}/measured:
    description: What lights measure
    servers: [production]
    parameters:
      streetlightId: {$ref: '#/components/parameters/streetlightId'}
    bindings: {mqtt: {qos: 1}}
    publish:
      operationId: measured
      summary: Tell what a light measures
      tags: [{name: lights}]
      traits: [{$ref: '#/components/operationTraits/mqtt'}]
      message: {$ref: '#/components/messages/lightMeasured'}
  light/{streetlightId}/turn:
    parameters:
      streetlightId: {schema: {type: string}, location: '$message.payload#/id'}
    subscribe:
      operationId: turn
      message:
        oneOf:
        - {$ref: '#/components/messages/turnOn'}
        - name: dim
          payload: {type: object, properties: {percentage: {type: integer}}}
components:
  parameters:
    streetlightId: {description: The light, schema: {type: string}}
  messages:
    lightMeasured:
      name: lightMeasured
      title: Light measured
      headers: {type: object, properties: {sent: {type: boolean}}}
      traits: [{$ref: '#/components/messageTraits/common'}]
      payload: {$ref: '#/components/schemas/measured'}
    turnOn:
      schemaFormat: application/vnd.apache.avro;version=1.9.0
      payload: {type: record, name: TurnOn, fields: [{name: at, type: long}]}
  schemas:
    measured: {type: object, properties: {lumens: {type: integer}, next: {$ref: '#/components/schemas/measured'}}}
  operationTraits:
    mqtt: {bindings: {mqtt: {retain: true}}, description: From the trait}
  messageTraits:
    common:
      headers: {properties: {appId: {type: integer}}}
      contentType: application/vnd.lights+json
  securitySchemes:
    user: {type: userPassword}
";

#[test]
fn what_the_application_receives_is_what_readers_send() {
    let parsed = read(LIGHTS_2);
    assert_eq!(texts(&parsed), Vec::<&str>::new());
    assert_eq!(parsed.format.name(), "AsyncAPI 2.6");
    assert_eq!(
        calls(&parsed),
        ["SEND light/{streetlightId}/measured measured", "RECEIVE light/{streetlightId}/turn turn"]
    );
    let [measured, turn] = &parsed.operations[..] else { panic!("two operations") };
    assert_eq!(measured.summary.as_deref(), Some("Tell what a light measures"));
    assert_eq!(measured.tags, ["lights"]);
    assert_eq!(measured.schemas, ["#/components/schemas/measured"]);
    assert_eq!(measured.fields, ["streetlightId", "lightMeasured", "Light measured", "sent", "appId"]);
    assert_eq!(turn.fields, ["streetlightId", "turnOn", "dim", "percentage"]);
}

#[test]
fn an_exchange_can_be_shown_alone() {
    let parsed = read(LIGHTS_2);
    assert_eq!(
        detail(&parsed.operations[0]),
        json!({
            "summary": "Tell what a light measures",
            "tags": [{"name": "lights"}],
            "bindings": {"mqtt": {"retain": true}},
            "description": "From the trait",
            "channel": {
                "name": "light/{streetlightId}/measured", "address": "light/{streetlightId}/measured",
                "description": "What lights measure", "bindings": {"mqtt": {"qos": 1}},
            },
            "parameters": [{
                "description": "The light", "schema": {"type": "string"},
                "name": "streetlightId", "in": "channel", "required": true,
            }],
            "servers": [{
                "url": "mqtt://test.lights.example:{port}", "protocol": "mqtt", "protocolVersion": "3.1.1",
                "description": "The broker", "name": "production", "security": [{"user": []}],
                "variables": {"port": {"default": "1883", "enum": ["1883", "8883"]}},
            }],
            "security": [{"user": []}],
            "messages": {"lightMeasured": {
                "name": "lightMeasured", "title": "Light measured",
                "contentType": "application/vnd.lights+json",
                "headers": {"type": "object", "properties": {"sent": {"type": "boolean"}, "appId": {"type": "integer"}}},
                "payload": {"$ref": "#/components/schemas/measured"},
            }},
        })
    );
    let turn = detail(&parsed.operations[1]);
    let avro = &turn["messages"]["turnOn"];
    assert_eq!(avro["foreignPayload"]["schemaFormat"], "application/vnd.apache.avro;version=1.9.0");
    assert_eq!((&avro["payload"], &avro["contentType"]), (&Value::Null, &json!("application/json")));
    assert_eq!(turn["parameters"][0]["location"], "$message.payload#/id");
}

#[test]
fn the_overview_is_in_the_words_of_openapi() {
    let Overview { servers, tags, security_schemes, .. } = read(LIGHTS_2).overview;
    let urls: Vec<_> = servers.iter().map(|server| server.url.as_str()).collect();
    assert_eq!(urls, ["mqtt://test.lights.example:{port}", "kafka.lights.example"]);
    assert_eq!(servers[0].protocol_version.as_deref(), Some("3.1.1"));
    assert_eq!(tags[0].description.as_deref(), Some("Lights in streets"));
    assert_eq!(security_schemes["user"].kind, "userPassword");
}

const LIGHTS_3: &str = r"
asyncapi: 3.0.0
info:
  title: Lights
  version: 1.0.0
  tags: [{$ref: '#/components/tags/lights'}]
servers:
  production:
    host: broker.lights.example:8883
    pathname: v1
    protocol: mqtts
    title: The broker
    security: [{$ref: '#/components/securitySchemes/login'}]
channels:
  measured:
    address: light/{lightId}/measured
    title: Measurements
    servers: [{$ref: '#/servers/production'}]
    messages:
      measured: {$ref: '#/components/messages/measured'}
      failed: {payload: {schemaFormat: 'application/schema+json;version=draft-07', schema: {properties: {code: {type: integer}}}}}
    parameters:
      lightId: {description: The light, enum: [a, b], examples: [a]}
  replies:
    address: null
    messages:
      done: {payload: {$ref: '#/components/schemas/Done'}}
  unused:
    address: events
    messages: {any: {summary: Anything}}
operations:
  onMeasured:
    action: send
    channel: {$ref: '#/channels/measured'}
    summary: Hears what lights measure
    tags: [{$ref: '#/components/tags/lights'}]
  turn:
    action: receive
    title: Turn a light
    description: Own words
    channel: {$ref: '#/channels/measured'}
    messages: [{$ref: '#/channels/measured/messages/measured'}]
    traits: [{$ref: '#/components/operationTraits/common'}]
    reply:
      address: {location: '$message.header#/replyTo', description: As you like}
      channel: {$ref: '#/channels/replies'}
components:
  tags: {lights: {name: lights, description: All of them}}
  operationTraits: {common: {description: Of the trait, bindings: {mqtt: {qos: 2}}}}
  messageTraits: {common: {title: Of the trait, contentType: application/json}}
  messages:
    measured:
      title: Measured
      traits: [{$ref: '#/components/messageTraits/common'}]
      correlationId: {location: '$message.header#/id'}
      payload: {$ref: '#/components/schemas/Done'}
  schemas:
    Done: {schemaFormat: application/vnd.aai.asyncapi+json;version=3.0.0, schema: {type: object, properties: {ok: {type: boolean}}}}
    Foreign: {schemaFormat: application/vnd.google.protobuf;version=3, schema: 'message A {}'}
  securitySchemes:
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://login.example', availableScopes: {read: Reads}}}, scopes: [read]}
";

#[test]
fn version_3_1_is_read_as_version_3_0_is() {
    let (before, now) = (read(LIGHTS_3), read(&LIGHTS_3.replace("asyncapi: 3.0.0", "asyncapi: 3.1.0")));
    assert_eq!(texts(&now), Vec::<&str>::new());
    assert_eq!(now.format.name(), "AsyncAPI 3.1");
    assert_eq!(calls(&now), calls(&before));
}

#[test]
fn version_3_names_channels_and_what_comes_back() {
    let parsed = read(LIGHTS_3);
    assert_eq!(texts(&parsed), Vec::<&str>::new());
    assert_eq!(parsed.format.name(), "AsyncAPI 3.0");
    assert_eq!(
        calls(&parsed),
        [
            "RECEIVE light/{lightId}/measured on-measured",
            "SEND light/{lightId}/measured turn",
            "CHANNEL events channel-events"
        ]
    );
    assert_eq!(parsed.operations[0].tags, ["lights"]);
    assert_eq!(parsed.operations[1].summary.as_deref(), Some("Turn a light"));
    assert_eq!(parsed.operations[2].summary.as_deref(), Some("Anything"));
    let [all, turn] = [0, 1].map(|at| detail(&parsed.operations[at]));
    assert_eq!(all["messages"].as_object().unwrap().len(), 2);
    assert_eq!(all["messages"]["failed"]["payload"], json!({"properties": {"code": {"type": "integer"}}}));
    assert_eq!(
        all["parameters"][0]["schema"],
        json!({"type": "string", "enum": ["a", "b"], "examples": ["a"]})
    );
    assert_eq!(all["servers"][0]["url"], "mqtts://broker.lights.example:8883/v1");
    assert_eq!(all["security"], json!([{"login": []}]));
    assert_eq!(
        (&turn["description"], &turn["bindings"]),
        (&json!("Own words"), &json!({"mqtt": {"qos": 2}}))
    );
    let measured = &turn["messages"]["measured"];
    assert_eq!(
        (&measured["title"], &measured["contentType"]),
        (&json!("Measured"), &json!("application/json"))
    );
    assert_eq!(turn["reply"]["address"]["location"], "$message.header#/replyTo");
    assert_eq!(turn["reply"]["channel"], json!({"name": "replies"}));
    assert_eq!(turn["reply"]["messages"]["done"]["payload"], json!({"$ref": "#/components/schemas/Done"}));
    let [done] = &parsed.schemas[..] else { panic!("what is no JSON Schema stands with its message only") };
    assert_eq!((done.name.as_str(), &done.fields), ("Done", &vec!["ok".to_owned()]));
    let scheme = &parsed.overview.security_schemes["login"];
    assert_eq!(scheme.flows["clientCredentials"].scopes["read"], "Reads");
    assert_eq!(parsed.overview.tags[0].description.as_deref(), Some("All of them"));
    assert_eq!(parsed.overview.servers[0].description.as_deref(), Some("The broker"));
}

#[test]
fn what_is_broken_is_reported_and_the_rest_is_read() {
    let parsed = read(
        "asyncapi: 3.9.0\ninfo: {title: A, version: '1'}\nservers: []\nchannels:\n  a:\n    address: a/{id}\n    \
         messages: [no]\n  b: 7\n  c: {messages: {m: {payload: 5, traits: [{$ref: '#/nowhere'}]}}}\noperations:\n  one: {action: send}\n  \
         two: {action: listen, channel: {$ref: '#/channels/z'}, messages: [{$ref: '#/gone'}]}\n  \
         three: {action: send, channel: {$ref: 'https://elsewhere.example/a.yaml#/a'}}\n  four: [x]\n  \
         five: {action: send, channel: {$ref: '#/channels/a'}, sumary: x, reply: {messages: {}}}\n",
    );
    assert_eq!(
        calls(&parsed),
        ["RECEIVE one one", "CHANNEL z two", "RECEIVE a three", "RECEIVE a/{id} five", "CHANNEL c channel-c"]
    );
    assert_eq!(detail(&parsed.operations[1])["messages"]["gone"], json!({"$ref": "#/gone"}));
    let found: Vec<_> = parsed
        .messages
        .iter()
        .map(|message| format!("{} {} {}", message.line.unwrap_or(0), message.pointer, message.text))
        .collect();
    for expected in [
        "1 #/asyncapi The AsyncAPI version `3.9.0` is unknown: read as AsyncAPI 3.1.",
        "3 #/servers `servers` should be an object, but is a list; left out.",
        "6 #/channels/a The address names `{id}`, but there is no such parameter.",
        "7 #/channels/a/messages `messages` should be an object, but is a list; left out.",
        "8 #/channels/b A channel should be an object, but is a number.",
        "9 #/channels/c/messages/m/payload This should be a schema, but is a number; left out.",
        "9 #/channels/c/messages/m/traits/0 `#/nowhere` leads to nothing.",
        "11 #/operations/one An operation needs `channel`: a reference to a channel.",
        "12 #/operations/two/action An operation needs `action`: `send` or `receive`.",
        "12 #/operations/two/channel `#/channels/z` leads to nothing.",
        "12 #/operations/two/messages/0 `#/gone` leads to nothing.",
        "13 #/operations/three/channel `https://elsewhere.example/a.yaml#/a` is outside this document and is not \
         fetched. Bundle it in.",
        "14 #/operations/four An operation should be an object, but is a list.",
        "15 #/operations/five/sumary `sumary` is not a field of the Operation Object; left out.",
    ] {
        assert!(found.iter().any(|text| text == expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn broken_documents_of_version_2_are_reported_too() {
    let parsed = read(
        "asyncapi: 2.0.0\ninfo: {title: A, version: '1'}\nchannels:\n  a:\n    servers: [gone]\n    \
         subscribe: {message: {$ref: '#/components/messages/gone'}}\n  b: {publish: 3}\n  c: {}\n  d: {$ref: '#/channels/d'}\n  \
         e/{x}: {publish: {operationId: e, message: {oneOf: [{name: m}, {name: m}]}}}\n",
    );
    assert_eq!(calls(&parsed), ["RECEIVE a receive-a", "SEND e/{x} e"]);
    assert_eq!(
        detail(&parsed.operations[1])["messages"],
        json!({"m": {"name": "m"}, "m (2)": {"name": "m"}})
    );
    let found: Vec<_> =
        parsed.messages.iter().map(|message| (message.line.unwrap_or(0), message.pointer.as_str())).collect();
    for expected in [
        (5, "#/channels/a/servers/0"),
        (6, "#/channels/a/subscribe/message"),
        (7, "#/channels/b/publish"),
        (8, "#/channels/c"),
        (9, "#/channels/d"),
    ] {
        assert!(found.contains(&expected), "{expected:?} {:#?}", parsed.messages);
    }
}

#[test]
fn circles_and_depth_end() {
    let deep = format!("{}1{}", "[".repeat(105), "]".repeat(105));
    let parsed = read(&format!(
        r##"{{"asyncapi": "3.0.0", "info": {{"title": "A", "version": "1"}},
        "channels": {{"a": {{"$ref": "#/channels/b"}}, "b": {{"$ref": "#/channels/a"}},
            "c": {{"messages": {{"m": {{"$ref": "#/components/messages/m"}}, "x": {{"$ref": "#/components/messages/x"}},
                "deep": {{"examples": [{{"payload": {deep}}}], "bindings": {{"kafka": {{"key": {deep}}}}}}}}}}}}},
        "components": {{"messages": {{"m": {{"$ref": "#/components/messages/n"}}, "n": {{"$ref": "#/components/messages/m"}},
            "x": {{"traits": [{{"$ref": "#/components/messages/x"}}], "payload": {{"$ref": "#/components/schemas/S"}}}}}},
            "schemas": {{"S": {{"allOf": [{{"$ref": "#/components/schemas/S"}}]}}}}}}}}"##
    ));
    assert_eq!(calls(&parsed), ["CHANNEL c channel-c"]);
    assert!(parsed.operations.iter().all(|operation| detail(operation).is_object()));
}

#[test]
fn traits_of_version_2_are_patches_and_those_of_version_3_are_not() {
    let document = |version: &str, rest: &str| {
        read(&format!(r#"{{"asyncapi": "{version}", "info": {{"title": "A", "version": "1"}}, {rest}}}"#))
    };
    let message = r#"{"title": "own", "traits": [{"title": "trait", "name": "n"}]}"#;
    let two = document("2.6.0", &format!(r#""channels": {{"a": {{"publish": {{"message": {message}}}}}}}"#));
    let three =
        document("3.0.0", &format!(r#""channels": {{"a": {{"messages": {{"message": {message}}}}}}}"#));
    let merged = [two, three].map(|parsed| detail(&parsed.operations[0])["messages"].clone());
    assert_eq!(merged[0], json!({"own": {"title": "trait", "name": "n"}}));
    assert_eq!(merged[1], json!({"message": {"title": "own", "name": "n"}}));
}

#[test]
fn many_operations_on_a_large_channel_end() {
    let members: String = (0..20_000).map(|n| format!(r#""m{n}": {{}},"#)).collect();
    let operations: Vec<String> = (0..5_000)
        .map(|n| format!(r##""o{n}": {{"action": "send", "channel": {{"$ref": "#/channels/c"}}}}"##))
        .collect();
    let document = format!(
        r#"{{"asyncapi": "3.0.0", "info": {{"title": "A", "version": "1"}},
        "channels": {{"c": {{{members} "messages": {{{members} "last": {{}}}}}}}}, "operations": {{{}}}}}"#,
        operations.join(",")
    );
    assert_eq!(parse(document.as_bytes(), &mut |_| {}).unwrap_err(), Refused::TooMuchOutput);
}
