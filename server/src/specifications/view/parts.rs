//! The shared schemas that one page needs.
use super::Json;
use crate::{
    db::{Conn, DbError},
    specifications::store,
};
use app::id::SpecificationId;
use std::collections::{HashMap, HashSet};

/// Schemas fetched for one page at most, and how many references deep.
const PARTS: usize = 160;
const DEPTH: usize = 4;

/// Shared schemas by pointer.
#[derive(Debug, Default)]
pub struct Parts(HashMap<String, Json>);

impl Parts {
    pub fn get(&self, pointer: &str) -> Option<&Json> {
        self.0.get(pointer)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(pointer, part)| (pointer.as_str(), part))
    }

    /// Fetches what `node` refers to, and what that refers to, as far as a page shows.
    pub async fn fetch(conn: &mut Conn, id: SpecificationId, node: &Json) -> Result<Self, DbError> {
        let mut parts = Self::default();
        let mut asked = HashSet::new();
        let mut wanted = references(node);
        for _ in 0..DEPTH {
            wanted.retain(|pointer| asked.insert(pointer.clone()));
            wanted.truncate(PARTS - parts.0.len());
            if wanted.is_empty() {
                break;
            }
            let found = store::parts(conn, id, &wanted).await?;
            wanted = Vec::new();
            for (pointer, body) in found {
                let schema = Json::read(&body);
                wanted.extend(references(&schema));
                parts.0.insert(pointer, schema);
            }
        }
        Ok(parts)
    }
}

/// The pointers that it mentions, in the order in which a reader meets them.
fn references(node: &Json) -> Vec<String> {
    let mut found = Vec::new();
    collect(node, &mut found);
    found
}

fn collect(node: &Json, found: &mut Vec<String>) {
    found.extend(node.text("$ref").map(str::to_owned));
    for (key, value) in node.members() {
        if !matches!(key.as_str(), "example" | "examples" | "enum" | "default") {
            collect(value, found);
        }
    }
    node.items().iter().for_each(|item| collect(item, found));
}

#[cfg(test)]
impl Parts {
    pub fn of(parts: &[(&str, &str)]) -> Self {
        let read = |(pointer, body): &(&str, &str)| ((*pointer).to_owned(), Json::read(body));
        Self(parts.iter().map(read).collect())
    }
}
