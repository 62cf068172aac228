//! From what was ranked to what is shown.
use super::ranking::Ranked;
use crate::{markdown, search::store::Candidate};
use app::{
    id::{ProductId, VersionId},
    paths,
    search::*,
};
use std::collections::HashMap;

const PRODUCTS: usize = 20;
const ALSO_IN: usize = 5;
const EXCERPT: usize = 180;

/// Where something was found, the most first.
pub fn count_by_product(ranked: &[Ranked]) -> Vec<ProductCount> {
    let mut counts: HashMap<&str, ProductCount> = HashMap::new();
    for Ranked { candidate, .. } in ranked {
        let new = || ProductCount {
            slug: candidate.product_slug.clone(),
            title: candidate.product_title.clone(),
            hits: 0,
        };
        counts.entry(&candidate.product_slug).or_insert_with(new).hits += 1;
    }
    let mut counts: Vec<ProductCount> = counts.into_values().collect();
    counts.sort_by(|a, b| b.hits.cmp(&a.hits).then_with(|| a.title.cmp(&b.title)));
    counts.truncate(PRODUCTS);
    counts
}

/// The same operation of several versions is one hit: that of the best version.
pub struct Merged {
    ranked: Ranked,
    also_in: Vec<String>,
}

impl Merged {
    pub fn version(&self) -> Option<VersionId> {
        self.ranked.candidate.version.as_ref().map(|version| version.id)
    }
}

pub fn merge_versions(ranked: Vec<Ranked>) -> Vec<Merged> {
    let mut places: HashMap<(ProductId, String, String), usize> = HashMap::new();
    let mut merged: Vec<Merged> = Vec::new();
    for ranked in ranked {
        if let (Some(operation), Some(version)) = (&ranked.candidate.operation, &ranked.candidate.version) {
            let same = (ranked.candidate.product_id, operation.method.clone(), operation.path.clone());
            if let Some(place) = places.get(&same) {
                let also_in: &mut Vec<String> = &mut merged[*place].also_in;
                if also_in.len() < ALSO_IN {
                    also_in.push(version.name.clone());
                }
                continue;
            }
            places.insert(same, merged.len());
        }
        merged.push(Merged { ranked, also_in: Vec::new() });
    }
    merged
}

pub fn hit(merged: Merged, callable: &HashMap<VersionId, CallingApplication>) -> SearchHit {
    let callable_with = merged.version().and_then(|version| callable.get(&version)).cloned();
    let Merged { ranked: Ranked { candidate, mentions, .. }, also_in } = merged;
    let (title, href, excerpt) = shown(&candidate);
    SearchHit {
        kind: candidate.kind,
        title,
        href,
        product_slug: candidate.product_slug,
        product_title: candidate.product_title,
        version: candidate.version.map(|version| FoundVersion {
            slug: version.slug,
            name: version.name,
            stage: version.stage,
        }),
        operation: candidate.operation.map(|operation| FoundOperation {
            slug: operation.slug,
            method: operation.method,
            path: operation.path,
            operation_id: operation.operation_id,
            deprecated: operation.deprecated,
        }),
        excerpt,
        mentions,
        also_in,
        callable_with,
    }
}

/// Title, address and a sentence.
fn shown(candidate: &Candidate) -> (String, String, String) {
    let product = candidate.product_slug.as_str();
    match (&candidate.version, &candidate.operation, &candidate.document) {
        (Some(version), Some(operation), _) => {
            let name = format!("{} {}", operation.method, operation.path);
            let title = if operation.summary.is_empty() { name } else { operation.summary.clone() };
            (title, paths::operation(product, &version.slug, &operation.slug), String::new())
        }
        (Some(version), None, _) => {
            let title = format!("{} {}", candidate.product_title, version.name);
            (title, paths::version(product, &version.slug), candidate.product_summary.clone())
        }
        (None, _, Some(document)) => {
            let excerpt = excerpt(&document.text);
            (document.title.clone(), paths::document(product, &document.path), excerpt)
        }
        (None, _, None) => {
            (candidate.product_title.clone(), paths::product(product), candidate.product_summary.clone())
        }
    }
}

/// How a Markdown text begins, as plain text.
fn excerpt(text: &str) -> String {
    let plain = markdown::to_text(text);
    match plain.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", plain[..end].trim_end()),
        None => plain,
    }
}
