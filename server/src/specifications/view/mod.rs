//! Stored parts of a document as what a page shows.
//!
//! | file | what |
//! |---|---|
//! | `json`, `parts` | the stored text, and the shared schemas that a page needs |
//! | `schema`, `layers`, `kind`, `facts` | schemas level by level |
//! | `example` | examples given, and made from a schema |
//! | `security`, `servers` | who may call, and where |
//! | `operation`, `channel`, `overview` | whole pages |
//! | `address` | places in a document, in addresses of pages |
mod address;
mod channel;
mod example;
mod facts;
mod json;
mod kind;
mod layers;
mod operation;
mod overview;
mod parts;
mod schema;
mod security;
mod servers;
#[cfg(test)]
mod tests;

pub use address::{Address, cuts};
pub use example::{given, of_schema};
pub use facts::of as facts_of;
pub use json::Json;
pub use kind::text as kind_text;
pub use layers::Layers;
pub use operation::{Shown, describe};
pub use overview::{describe_overview, tag_groups};
pub use parts::Parts;
pub use schema::Place;
pub use servers::{of_operation as servers_of, server_url};

use app::specifications::SchemaDetail;

/// A schema alone.
pub fn describe_schema(place: &Place<'_>, parts: &Parts) -> SchemaDetail {
    let value = of_schema(place, parts, false);
    SchemaDetail {
        title: kind::name_of(place, parts),
        schema: schema::one_level(place, parts),
        example: (value.is_object() || !value.items().is_empty()).then(|| value.pretty()),
    }
}
