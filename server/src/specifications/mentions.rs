//! Names that an operation is found by, beside its own: its parameters, and the fields of its schemas.
use super::parse::{Operation, Parsed, Schema};
use std::collections::{HashMap, HashSet};

/// How many schemas deep, and how many names.
const DEPTH: usize = 3;
const NAMES: usize = 400;

/// The schemas of one document by pointer.
pub struct Mentions<'a>(HashMap<&'a str, &'a Schema>);

impl<'a> Mentions<'a> {
    pub fn new(parsed: &'a Parsed) -> Self {
        Self(parsed.schemas.iter().map(|schema| (schema.pointer.as_str(), schema)).collect())
    }

    /// Each name once, the nearest ones first.
    pub fn of(&self, operation: &'a Operation) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let mut names: Vec<&str> = Vec::new();
        let mut level: Vec<&str> = operation.schemas.iter().map(String::as_str).collect();
        names.extend(operation.fields.iter().map(String::as_str));
        for _ in 0..DEPTH {
            let mut next = Vec::new();
            for pointer in level {
                let Some(schema) = self.0.get(pointer).filter(|_| seen.insert(pointer)) else { continue };
                names.push(&schema.name);
                names.extend(schema.fields.iter().map(String::as_str));
                next.extend(schema.schemas.iter().map(String::as_str));
                if names.len() > NAMES {
                    names.truncate(NAMES);
                    return names;
                }
            }
            level = next;
        }
        names
    }
}
