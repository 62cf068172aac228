use super::{
    callable,
    question::{Question, Term},
    ranking::{Ranked, rank},
    store::{self, CANDIDATES, Candidate, Scope},
};
use crate::{
    catalog::{self, policy::Sight},
    db::{Conn, DbError},
    markdown,
    portal::Portal,
};
use app::{
    actor::Actor,
    error::PortalError,
    id::{ProductId, VersionId},
    page::{Page, PageRequest},
    paths,
    search::*,
};
use std::collections::HashMap;

/// With fewer hits in names and summaries, everything else is looked at too.
const ENOUGH: usize = 60;
/// How a misspelt word may have been meant: so many ways at most.
const MEANINGS: usize = 6;
const PRODUCTS: usize = 20;
const ALSO_IN: usize = 5;
const EXCERPT: usize = 180;

#[async_trait::async_trait]
impl Search for Portal {
    async fn search(
        &self,
        actor: &Actor,
        filter: SearchFilter,
        page: PageRequest,
    ) -> Result<SearchAnswer, PortalError> {
        filter.validate()?;
        let mut conn = self.db.read().await?;
        let product = match &filter.product {
            Some(slug) => Some(catalog::visible_product(&mut conn, actor, slug).await?.id),
            None => None,
        };
        let scope = Scope { sight: Sight::of(actor), product };
        let found = find(&mut conn, Question::read(&filter.query), scope).await?;
        let mut ranked = rank(&found.question, found.candidates);
        ranked.retain(|ranked| is_seen(scope.sight, &ranked.candidate));
        let products = count_by_product(&ranked);
        ranked.retain(|ranked| filter.kind.is_none_or(|kind| ranked.candidate.kind == kind));
        let merged = merge_versions(ranked);
        let total = merged.len();
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let shown: Vec<Merged> = merged.into_iter().skip(offset).take(page.size as usize).collect();
        let versions = shown.iter().filter_map(Merged::version);
        let callable = callable::applications(self, &mut conn, actor, versions).await?;
        let hits = shown.into_iter().map(|merged| hit(merged, &callable)).collect();
        Ok(SearchAnswer {
            hits: Page::new(hits, i64::try_from(total).unwrap_or(i64::MAX), page),
            more: found.more,
            approximate: found.approximate,
            products,
        })
    }
}

#[derive(Default)]
struct Found {
    question: Question,
    candidates: Vec<Candidate>,
    more: bool,
    approximate: bool,
}

impl Found {
    fn add(&mut self, candidates: Vec<Candidate>) {
        self.more |= candidates.len() >= CANDIDATES;
        self.candidates.extend(candidates);
    }
}

/// Each look into the index brings a bounded number; the next one is taken only where those before
/// did not bring enough.
async fn find(conn: &mut Conn, question: Question, scope: Scope) -> Result<Found, DbError> {
    let mut found = Found { question, ..Found::default() };
    if found.question.is_empty() {
        return Ok(found);
    }
    if found.question.key.chars().count() > 1 {
        let named = store::with_key(conn, &found.question.key, scope).await?;
        found.add(named);
    }
    if !found.question.shapes.is_empty() {
        let shapes: Vec<&str> = found.question.shapes.iter().map(|shape| shape.path.as_str()).collect();
        let called = store::with_shapes(conn, &shapes, scope).await?;
        found.add(called);
    }
    with_words(conn, &mut found, scope).await?;
    if found.candidates.is_empty() {
        found.approximate = true;
        if correct(conn, &mut found.question.terms).await? {
            with_words(conn, &mut found, scope).await?;
        }
    }
    if found.candidates.is_empty() && found.question.terms.len() > 1 {
        let some = store::in_headings(conn, &found.question.terms, false, scope).await?;
        found.add(some);
    }
    Ok(found)
}

async fn with_words(conn: &mut Conn, found: &mut Found, scope: Scope) -> Result<(), DbError> {
    if found.question.terms.is_empty() {
        return Ok(());
    }
    let headed = store::in_headings(conn, &found.question.terms, true, scope).await?;
    let few = headed.len() < ENOUGH;
    found.add(headed);
    if few {
        let mentioned = store::anywhere(conn, &found.question.terms, scope).await?;
        found.add(mentioned);
    }
    Ok(())
}

/// Adds to each word those that it may be a misspelling of; whether there was any.
async fn correct(conn: &mut Conn, terms: &mut [Term]) -> Result<bool, DbError> {
    let mut corrected = false;
    for term in terms.iter_mut() {
        let letters = term.word.chars().count();
        if letters < 4 {
            continue;
        }
        let allowed = if letters < 8 { 1 } else { 2 };
        let similar = store::similar_words(conn, &term.word).await?;
        let mut meant: Vec<(usize, String)> = similar
            .into_iter()
            .map(|word| (distance(&term.word, &word), word))
            .filter(|(distance, _)| *distance <= allowed)
            .collect();
        meant.sort();
        corrected |= !meant.is_empty();
        term.others.extend(meant.into_iter().take(MEANINGS).map(|(_, word)| word));
    }
    Ok(corrected)
}

/// Letters that differ; letters that are not typed yet do not count.
fn distance(typed: &str, word: &str) -> usize {
    let letters = typed.chars().count();
    let begun: String = word.chars().take(letters).collect();
    let whole = strsim::osa_distance(typed, word);
    if word.chars().count() > letters + 1 {
        whole.min(strsim::osa_distance(typed, &begun) + 1)
    } else {
        whole
    }
}

/// The databases have been asked for nothing else; the catalog's own policy has the last word.
fn is_seen(sight: Sight, candidate: &Candidate) -> bool {
    sight.sees_product(candidate.visibility, candidate.live_versions)
        && candidate.version.as_ref().is_none_or(|version| sight.sees_stage(version.stage))
}

fn count_by_product(ranked: &[Ranked]) -> Vec<ProductCount> {
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
struct Merged {
    ranked: Ranked,
    also_in: Vec<String>,
}

impl Merged {
    fn version(&self) -> Option<VersionId> {
        self.ranked.candidate.version.as_ref().map(|version| version.id)
    }
}

fn merge_versions(ranked: Vec<Ranked>) -> Vec<Merged> {
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

fn hit(merged: Merged, callable: &HashMap<VersionId, CallingApplication>) -> SearchHit {
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
