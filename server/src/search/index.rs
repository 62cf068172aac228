//! Entries, written in the transaction that changes what they say, so that no search is out of date.
//! What is deleted takes its entries along (foreign keys).
use super::{
    store::{self, Entry},
    words::{indexed, key, shape, singular, trigrams},
};
use crate::db::{Conn, DbError};
use app::{
    catalog::Readers,
    id::{DocumentId, ProductId, VersionId},
    search::SearchKind,
};
use std::collections::BTreeSet;

/// Different words of one entry: of its names and summary, and of all the rest.
const HEADING_WORDS: usize = 200;
const BODY_WORDS: usize = 8_000;
/// Different words that an operation is found by beside its name and summary.
const OPERATION_WORDS: usize = 800;
/// Shorter words have too few letters to tell how they were meant, longer ones are made by machines.
const VOCABULARY_LENGTH: std::ops::RangeInclusive<usize> = 4..=24;
const WORDS_AT_ONCE: usize = 500;

/// What an operation's row keeps for its entry.
pub fn operation_words(names: &[&str], description: Option<&str>) -> String {
    let mut texts = names.to_vec();
    texts.extend(description);
    indexed(&texts, OPERATION_WORDS)
}

/// A product that is new or has changed. All that belongs to it is found by its title too, so with
/// `renamed` everything is written anew.
pub async fn index_product(conn: &mut Conn, id: ProductId, renamed: bool) -> Result<(), DbError> {
    let Some(source) = store::product(conn, id).await? else { return Ok(()) };
    store::remove_product(conn, id).await?;
    let labels = source.labels.to_string();
    let entry = Entry {
        kind: SearchKind::Product,
        product_id: id,
        version_id: None,
        operation_id: None,
        document_id: None,
        admins_only: false,
        name_key: key(&source.title),
        path_shape: None,
        names: indexed(&[&source.title, &source.slug], HEADING_WORDS),
        summary: indexed(&[&source.summary], HEADING_WORDS),
        body: indexed(&[&labels, &source.description], BODY_WORDS),
    };
    write(conn, &[entry]).await?;
    if renamed {
        for version in store::versions_of(conn, id).await? {
            index_version(conn, version).await?;
            index_operations(conn, version).await?;
        }
        for document in store::documents_of(conn, id).await? {
            index_document(conn, document).await?;
        }
    }
    Ok(())
}

pub async fn index_version(conn: &mut Conn, id: VersionId) -> Result<(), DbError> {
    let Some(source) = store::version(conn, id).await? else { return Ok(()) };
    store::remove_version(conn, id).await?;
    let title = format!("{} {}", source.product_title, source.name);
    let entry = Entry {
        kind: SearchKind::Version,
        product_id: ProductId(source.product_id),
        version_id: Some(id),
        operation_id: None,
        document_id: None,
        admins_only: false,
        name_key: key(&title),
        path_shape: None,
        names: indexed(&[&title, &source.product_slug, &source.slug], HEADING_WORDS),
        summary: String::new(),
        body: String::new(),
    };
    write(conn, &[entry]).await
}

/// The operations of the document that readers of the version see, instead of those before.
pub async fn index_operations(conn: &mut Conn, id: VersionId) -> Result<(), DbError> {
    let Some(version) = store::version(conn, id).await? else { return Ok(()) };
    store::remove_operations(conn, id).await?;
    let belongs_to = indexed(&[&version.product_title, &version.name], HEADING_WORDS);
    let operations = store::operations(conn, id).await?;
    let entry = |operation: &store::OperationSource| {
        let name = operation.operation_id.clone();
        let name = name.unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        Entry {
            kind: SearchKind::Operation,
            product_id: ProductId(version.product_id),
            version_id: Some(id),
            operation_id: Some(operation.id()),
            document_id: None,
            admins_only: operation.internal,
            name_key: key(&name),
            path_shape: Some(shape(&operation.path)),
            names: indexed(&[&name, &operation.method, &operation.path], HEADING_WORDS),
            summary: indexed(&[&operation.summary, &operation.tag], HEADING_WORDS),
            body: format!("{} {belongs_to}", operation.words),
        }
    };
    write(conn, &operations.iter().map(entry).collect::<Vec<_>>()).await
}

pub async fn index_document(conn: &mut Conn, id: DocumentId) -> Result<(), DbError> {
    let Some(source) = store::document(conn, id).await? else { return Ok(()) };
    store::remove_document(conn, id).await?;
    let entry = Entry {
        kind: SearchKind::Document,
        product_id: ProductId(source.product_id),
        version_id: None,
        operation_id: None,
        document_id: Some(id),
        admins_only: source.readers == Readers::Admins.as_str(),
        name_key: key(&source.title),
        path_shape: None,
        names: indexed(&[&source.title], HEADING_WORDS),
        summary: indexed(&[&headings(&source.body)], HEADING_WORDS),
        body: indexed(&[&source.product_title, &source.body], BODY_WORDS),
    };
    write(conn, &[entry]).await
}

/// The headings of a Markdown text.
fn headings(markdown: &str) -> String {
    markdown.lines().filter(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

async fn write(conn: &mut Conn, entries: &[Entry]) -> Result<(), DbError> {
    let mut vocabulary = BTreeSet::new();
    for entry in entries {
        store::insert(conn, entry).await?;
        // A long text's own words are found as they are written there.
        let body = if entry.kind == SearchKind::Operation { entry.body.as_str() } else { "" };
        let all = [&entry.names, &entry.summary, body].into_iter().flat_map(str::split_whitespace);
        vocabulary.extend(all.filter(|word| is_of_vocabulary(word)).map(str::to_owned));
        vocabulary.extend(entry.names.split_whitespace().filter_map(singular));
    }
    learn(conn, vocabulary.into_iter().collect()).await
}

fn is_of_vocabulary(word: &str) -> bool {
    VOCABULARY_LENGTH.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

/// Remembers words for those who misspell them.
async fn learn(conn: &mut Conn, words: Vec<String>) -> Result<(), DbError> {
    for words in words.chunks(WORDS_AT_ONCE) {
        let new = store::add_words(conn, words).await?;
        let pairs =
            new.iter().flat_map(|word| trigrams(word).into_iter().map(|three| (three, word.as_str())));
        store::add_trigrams(conn, &pairs.collect::<Vec<_>>()).await?;
    }
    Ok(())
}
