//! The objects of OpenAPI 3.0, 3.1 and 3.2 as tables. Where versions differ, the union stands here: a field of 3.1
//! in a document of 3.0 is shown rather than lost.
//!
//! Section numbers are those of OpenAPI 3.1.1.

use super::shape::{Kind, Kind::*, Others, Shape};

const TEXTS: Kind = List(&Text);
const ANYTHING: Kind = List(&Any);
const SCHEMAS: Kind = List(&Schema);
const NAMED_SCHEMAS: Kind = Map(&Schema);
pub const SERVERS: Kind = List(&Object(&SERVER));
/// §4.8.30: scheme name → scopes.
pub const SECURITY: Kind = List(&Map(&List(&Text)));

/// What readers see of a document besides its operations and schemas: §4.8.1 to §4.8.7, `x-tagGroups`, `x-logo`.
pub static OVERVIEW: Shape = Shape::new(
    "OpenAPI Object",
    &[
        ("info", Object(&INFO)),
        ("servers", SERVERS),
        ("tags", List(&Object(&TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("security", SECURITY),
        ("securitySchemes", Map(&Object(&SECURITY_SCHEME))),
        ("x-tagGroups", List(&Object(&TAG_GROUP))),
    ],
);

pub static INFO: Shape = Shape::new(
    "Info Object",
    &[
        ("title", Text),
        ("summary", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Object(&CONTACT)),
        ("license", Object(&LICENSE)),
        ("version", Text),
        ("x-logo", Object(&LOGO)),
    ],
);

static CONTACT: Shape =
    Shape::new("Contact Object", &[("name", Text), ("url", Text), ("email", Text)]).shorthand("name");
static LICENSE: Shape =
    Shape::new("License Object", &[("name", Text), ("identifier", Text), ("url", Text)]).shorthand("name");
static EXTERNAL_DOCS: Shape =
    Shape::new("External Documentation Object", &[("description", Text), ("url", Text)]).shorthand("url");

static LOGO: Shape =
    Shape::new("x-logo", &[("url", Text), ("altText", Text), ("backgroundColor", Text), ("href", Text)])
        .others(Others::Kept)
        .shorthand("url");

static SERVER: Shape = Shape::new(
    "Server Object",
    &[("url", Text), ("name", Text), ("description", Text), ("variables", Map(&Object(&SERVER_VARIABLE)))],
)
.shorthand("url");

static SERVER_VARIABLE: Shape =
    Shape::new("Server Variable Object", &[("enum", TEXTS), ("default", Text), ("description", Text)])
        .shorthand("default");

static TAG: Shape = Shape::new(
    "Tag Object",
    &[
        ("name", Text),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("parent", Text),
        ("kind", Text),
        ("x-displayName", Text),
    ],
)
.shorthand("name");

pub static TAG_GROUP: Shape =
    Shape::new("x-tagGroups", &[("name", Text), ("tags", TEXTS)]).others(Others::Kept);

/// §4.8.27. The fields of every type together.
static SECURITY_SCHEME: Shape = Shape::new(
    "Security Scheme Object",
    &[
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Map(&Object(&OAUTH_FLOW))),
        ("openIdConnectUrl", Text),
        ("oauth2MetadataUrl", Text),
        ("deprecated", Bool),
    ],
)
.referable();

pub static OAUTH_FLOW: Shape = Shape::new(
    "OAuth Flow Object",
    &[
        ("authorizationUrl", Text),
        ("deviceAuthorizationUrl", Text),
        ("tokenUrl", Text),
        ("refreshUrl", Text),
        ("scopes", Map(&Text)),
    ],
);

/// §4.8.9.
pub static PATH_ITEM: Shape = Shape::new(
    "Path Item Object",
    &[
        ("summary", Text),
        ("description", Text),
        ("get", Object(&OPERATION)),
        ("put", Object(&OPERATION)),
        ("post", Object(&OPERATION)),
        ("delete", Object(&OPERATION)),
        ("options", Object(&OPERATION)),
        ("head", Object(&OPERATION)),
        ("patch", Object(&OPERATION)),
        ("trace", Object(&OPERATION)),
        ("query", Object(&OPERATION)),
        ("additionalOperations", Map(&Object(&OPERATION))),
        ("servers", SERVERS),
        ("parameters", List(&Object(&PARAMETER))),
    ],
)
.referable();

/// §4.8.10.
pub static OPERATION: Shape = Shape::new(
    "Operation Object",
    &[
        ("tags", TEXTS),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("operationId", Text),
        ("parameters", List(&Object(&PARAMETER))),
        ("requestBody", Object(&REQUEST_BODY)),
        ("responses", Object(&RESPONSES)),
        ("callbacks", Map(&Object(&CALLBACK))),
        ("deprecated", Bool),
        ("security", SECURITY),
        ("servers", SERVERS),
        ("x-internal", Bool),
        ("x-codeSamples", List(&Object(&CODE_SAMPLE))),
        ("x-code-samples", List(&Object(&CODE_SAMPLE))),
    ],
);

static CODE_SAMPLE: Shape =
    Shape::new("x-codeSamples", &[("lang", Text), ("label", Text), ("source", Text)]).others(Others::Kept);

/// §4.8.12.
pub static PARAMETER: Shape = Shape::new(
    "Parameter Object",
    &[
        ("name", Text),
        ("in", Text),
        ("description", Text),
        ("required", Bool),
        ("deprecated", Bool),
        ("allowEmptyValue", Bool),
        ("style", Text),
        ("explode", Bool),
        ("allowReserved", Bool),
        ("schema", Schema),
        ("example", Any),
        ("examples", Map(&Object(&EXAMPLE))),
        ("content", Map(&Object(&MEDIA_TYPE))),
    ],
)
.referable();

/// §4.8.13.
pub static REQUEST_BODY: Shape = Shape::new(
    "Request Body Object",
    &[("description", Text), ("content", Map(&Object(&MEDIA_TYPE))), ("required", Bool)],
)
.referable();

/// §4.8.14.
pub static MEDIA_TYPE: Shape = Shape::new(
    "Media Type Object",
    &[
        ("schema", Schema),
        ("itemSchema", Schema),
        ("example", Any),
        ("examples", Map(&Object(&EXAMPLE))),
        ("encoding", Map(&Object(&ENCODING))),
        ("prefixEncoding", ANYTHING),
        ("itemEncoding", Any),
    ],
)
.referable();

/// §4.8.15.
static ENCODING: Shape = Shape::new(
    "Encoding Object",
    &[
        ("contentType", Text),
        ("headers", Map(&Object(&HEADER))),
        ("style", Text),
        ("explode", Bool),
        ("allowReserved", Bool),
    ],
);

/// §4.8.16: status codes → responses.
static RESPONSES: Shape = Shape::new("Responses Object", &[]).others(Others::Are(Object(&RESPONSE)));

/// §4.8.17.
pub static RESPONSE: Shape = Shape::new(
    "Response Object",
    &[
        ("summary", Text),
        ("description", Text),
        ("headers", Map(&Object(&HEADER))),
        ("content", Map(&Object(&MEDIA_TYPE))),
        ("links", Map(&Object(&LINK))),
    ],
)
.referable()
.shorthand("description");

/// §4.8.18: expressions → path items.
pub static CALLBACK: Shape =
    Shape::new("Callback Object", &[]).others(Others::Are(Object(&PATH_ITEM))).referable();

/// §4.8.19.
pub static EXAMPLE: Shape = Shape::new(
    "Example Object",
    &[
        ("summary", Text),
        ("description", Text),
        ("value", Any),
        ("externalValue", Text),
        ("dataValue", Any),
        ("serializedValue", Text),
    ],
)
.referable();

/// §4.8.20.
pub static LINK: Shape = Shape::new(
    "Link Object",
    &[
        ("operationRef", Text),
        ("operationId", Text),
        ("parameters", Map(&Any)),
        ("requestBody", Any),
        ("description", Text),
        ("server", Object(&SERVER)),
    ],
)
.referable();

/// §4.8.21: a parameter without name and place.
pub static HEADER: Shape = Shape::new(
    "Header Object",
    &[
        ("description", Text),
        ("required", Bool),
        ("deprecated", Bool),
        ("allowEmptyValue", Bool),
        ("style", Text),
        ("explode", Bool),
        ("allowReserved", Bool),
        ("schema", Schema),
        ("example", Any),
        ("examples", Map(&Object(&EXAMPLE))),
        ("content", Map(&Object(&MEDIA_TYPE))),
    ],
)
.referable();

/// §4.8.24 and JSON Schema 2020-12; `exclusiveMinimum` is a boolean in 3.0 and a number in 3.1.
pub static SCHEMA: Shape = Shape::new(
    "Schema Object",
    &[
        ("$ref", SchemaReference),
        ("type", Texts),
        ("title", Text),
        ("description", Text),
        ("format", Text),
        ("pattern", Text),
        ("properties", Properties),
        ("patternProperties", NAMED_SCHEMAS),
        ("dependentSchemas", NAMED_SCHEMAS),
        ("$defs", NAMED_SCHEMAS),
        ("definitions", NAMED_SCHEMAS),
        ("additionalProperties", Schema),
        ("unevaluatedProperties", Schema),
        ("propertyNames", Schema),
        ("required", TEXTS),
        ("items", Schemas),
        ("prefixItems", SCHEMAS),
        ("contains", Schema),
        ("unevaluatedItems", Schema),
        ("allOf", SCHEMAS),
        ("anyOf", SCHEMAS),
        ("oneOf", SCHEMAS),
        ("not", Schema),
        ("if", Schema),
        ("then", Schema),
        ("else", Schema),
        ("contentSchema", Schema),
        ("discriminator", Object(&DISCRIMINATOR)),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("enum", ANYTHING),
        ("multipleOf", Number),
        ("minimum", Number),
        ("maximum", Number),
        ("minLength", Number),
        ("maxLength", Number),
        ("minItems", Number),
        ("maxItems", Number),
        ("minProperties", Number),
        ("maxProperties", Number),
        ("uniqueItems", Bool),
        ("nullable", Bool),
        ("readOnly", Bool),
        ("writeOnly", Bool),
        ("deprecated", Bool),
        ("x-internal", Bool),
    ],
)
.others(Others::Kept);

/// §4.8.25. In 2.0 it is the bare name of the property.
static DISCRIMINATOR: Shape = Shape::new(
    "Discriminator Object",
    &[("propertyName", Text), ("mapping", Map(&Text)), ("defaultMapping", Text)],
)
.shorthand("propertyName");
