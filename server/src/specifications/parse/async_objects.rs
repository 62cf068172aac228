//! The objects of AsyncAPI 2.0 to 2.6 and 3.0 as tables, in the union of the versions. What is written by them is
//! closer to 3.0; `messages.rs` and `async_overview.rs` bring the older forms there.
//!
//! Section names are those of <https://www.asyncapi.com/docs/reference/specification/v3.0.0>.

use super::async_overview::security_scheme;
use super::messages;
use super::shape::{Kind, Kind::*, Others, Shape};

/// "Operation Object".
pub static OPERATION: Shape = Shape::new(
    "Operation Object",
    &[
        ("operationId", Text),
        ("title", Text),
        ("summary", Text),
        ("description", Text),
        ("tags", List(&Object(&NAMED_TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("bindings", Object(&BINDINGS)),
        ("deprecated", Bool),
        ("traits", LOST_TRAITS),
    ],
);

/// Traits that lead nowhere; the others are merged.
const LOST_TRAITS: Kind = List(&Object(&TRAIT));
static TRAIT: Shape = Shape::new("Trait Object", &[]).others(Others::Kept).referable();

/// "Channel Object".
pub static CHANNEL: Shape = Shape::new(
    "Channel Object",
    &[
        ("title", Text),
        ("summary", Text),
        ("description", Text),
        ("tags", List(&Object(&NAMED_TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("bindings", Object(&BINDINGS)),
        ("deprecated", Bool),
    ],
);

/// "Parameter Object", with its name, and its limits in a schema.
pub static PARAMETER: Shape = Shape::new(
    "Parameter Object",
    &[
        ("name", Text),
        ("in", Text),
        ("required", Bool),
        ("description", Text),
        ("location", Text),
        ("schema", Schema),
    ],
);

/// "Operation Reply Address Object".
pub static REPLY_ADDRESS: Shape =
    Shape::new("Operation Reply Address Object", &[("location", Text), ("description", Text)]).referable();

/// "Message Object", its traits merged. `foreignPayload` and `foreignHeaders` hold what is no JSON Schema.
pub static MESSAGE: Shape = Shape::new(
    "Message Object",
    &[
        ("messageId", Text),
        ("name", Text),
        ("title", Text),
        ("summary", Text),
        ("description", Text),
        ("contentType", Text),
        ("headers", Schema),
        ("payload", Schema),
        ("foreignHeaders", Object(&FOREIGN_SCHEMA)),
        ("foreignPayload", Object(&FOREIGN_SCHEMA)),
        ("correlationId", Object(&CORRELATION_ID)),
        ("tags", List(&Object(&NAMED_TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("bindings", Object(&BINDINGS)),
        ("examples", List(&Any)),
        ("deprecated", Bool),
        ("traits", LOST_TRAITS),
    ],
)
.referable()
.prepared(messages::prepared);

/// "Multi Format Schema Object" whose schema is written in another language: Avro, Protobuf, RAML.
static FOREIGN_SCHEMA: Shape =
    Shape::new("Multi Format Schema Object", &[("schemaFormat", Text), ("schema", Any)]);

/// "Correlation ID Object".
static CORRELATION_ID: Shape =
    Shape::new("Correlation ID Object", &[("description", Text), ("location", Text)]).referable();

/// "Message Bindings Object" and its like: protocol → what it says.
static BINDINGS: Shape = Shape::new("Bindings Object", &[]).others(Others::Are(Object(&BINDING))).referable();
static BINDING: Shape = Shape::new("Binding Object", &[]).others(Others::Kept).referable();

static EXTERNAL_DOCS: Shape =
    Shape::new("External Documentation Object", &[("description", Text), ("url", Text)])
        .referable()
        .shorthand("url");

/// "Tag Object".
static NAMED_TAG: Shape = Shape::new(
    "Tag Object",
    &[
        ("name", Text),
        ("description", Text),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("x-displayName", Text),
    ],
)
.referable()
.shorthand("name");

/// What readers see of a document before its operations.
pub static OVERVIEW: Shape = Shape::new(
    "AsyncAPI Object",
    &[
        ("info", Object(&super::objects::INFO)),
        ("servers", List(&Object(&SERVER))),
        ("tags", List(&Object(&NAMED_TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("securitySchemes", Map(&Object(&SECURITY_SCHEME))),
        ("x-tagGroups", List(&Object(&super::objects::TAG_GROUP))),
    ],
);

/// "Server Object", with one `url` in place of host and path.
pub static SERVER: Shape = Shape::new(
    "Server Object",
    &[
        ("url", Text),
        ("name", Text),
        ("title", Text),
        ("summary", Text),
        ("description", Text),
        ("protocol", Text),
        ("protocolVersion", Text),
        ("variables", Map(&Object(&VARIABLE))),
        ("security", Any),
        ("tags", List(&Object(&NAMED_TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("bindings", Object(&BINDINGS)),
    ],
);

/// "Server Variable Object", which may be a reference and have examples.
static VARIABLE: Shape = Shape::new(
    "Server Variable Object",
    &[("enum", List(&Text)), ("default", Text), ("description", Text), ("examples", List(&Text))],
)
.referable();

/// "Security Scheme Object". The fields of every type together.
static SECURITY_SCHEME: Shape = Shape::new(
    "Security Scheme Object",
    &[
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Map(&Object(&super::objects::OAUTH_FLOW))),
        ("openIdConnectUrl", Text),
        ("scopes", List(&Text)),
    ],
)
.referable()
.prepared(security_scheme);
