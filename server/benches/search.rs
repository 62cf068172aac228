//! Keystroke to result: what the server takes for each letter typed, over one real document, where
//! `PORTICO_TEST_GITHUB_DOCUMENT` says where it is, and over 50,000 operations of 1,000 products. On SQLite, and
//! on PostgreSQL where `PORTICO_TEST_POSTGRES` says where.
#![allow(clippy::print_stdout, reason = "printing the figures is what a bench is for")]
mod support;

use app::{
    actor::Actor,
    id::{ProductId, VersionId},
    page::PageRequest,
    search::{Search, SearchFilter},
};
use server::{
    clock::{Clock, SystemClock, new_id},
    db::{Conn, sql},
    portal::Portal,
    search,
};
use std::time::{Duration, Instant};
use support::databases;

const PRODUCTS: usize = 1_000;
const OPERATIONS_EACH: usize = 50;
const TYPED: [&str; 7] = [
    "listInvoicePayments",
    "GET /invoices/4711/payments",
    "get invoice",
    "cancel subscription",
    "invocie paymnets",
    "how do i refund a payment",
    "customer email address",
];
/// For GitHub's document (`@octokit/openapi` on npm), but any will do.
const TYPED_IN_ONE: [&str; 6] = [
    "issues/list-for-repo",
    "GET /repos/octocat/hello/issues/5",
    "pull request review",
    "assignees",
    "respository secret",
    "get user",
];
const VERBS: [&str; 10] =
    ["list", "get", "create", "update", "delete", "cancel", "search", "export", "approve", "archive"];
const NOUNS: [&str; 40] = [
    "invoice",
    "payment",
    "customer",
    "order",
    "shipment",
    "subscription",
    "refund",
    "product",
    "price",
    "tax",
    "account",
    "user",
    "team",
    "role",
    "device",
    "sensor",
    "forecast",
    "station",
    "tide",
    "train",
    "ticket",
    "seat",
    "booking",
    "hotel",
    "room",
    "review",
    "message",
    "channel",
    "thread",
    "file",
    "folder",
    "label",
    "issue",
    "comment",
    "branch",
    "commit",
    "release",
    "deployment",
    "webhook",
    "event",
];

#[tokio::main]
async fn main() {
    for database in databases() {
        measure(database.name(), database.portal(&[]).await).await;
    }
}

async fn measure(database: &str, portal: Portal) {
    if let Ok(file) = std::env::var("PORTICO_TEST_GITHUB_DOCUMENT") {
        let began = Instant::now();
        support::import(&portal, &file).await;
        println!("\n{database}: {file}, imported and indexed in {:.1?}", began.elapsed());
        type_letter_by_letter(&portal, &TYPED_IN_ONE).await;
    }
    let began = Instant::now();
    fill(&portal).await;
    println!(
        "\n{database}: {PRODUCTS} products × {OPERATIONS_EACH} operations, written in {:.1?}",
        began.elapsed()
    );
    type_letter_by_letter(&portal, &TYPED).await;
}

/// Each text letter by letter, as a stranger.
async fn type_letter_by_letter(portal: &Portal, texts: &[&str]) {
    let stranger = Actor { who: app::actor::Who::Anonymous, address: None, request_id: String::new() };
    println!("{:<32} {:>6} {:>10} {:>10} {:>12}", "typed", "hits", "median ms", "worst ms", "at");
    for text in texts {
        let mut times = Vec::new();
        let mut hits = 0;
        for length in 1..=text.len() {
            let typed = &text[..length];
            let began = Instant::now();
            let filter = SearchFilter { query: typed.to_owned(), ..SearchFilter::default() };
            let answer =
                portal.search(&stranger, filter, PageRequest::new(None, 8)).await.expect("an answer");
            times.push((began.elapsed().as_secs_f64() * 1000.0, typed));
            hits = answer.hits.total;
        }
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (worst, at) = times[times.len() - 1];
        println!("{text:<32} {hits:>6} {:>10.1} {worst:>10.1} {at:>12}", times[times.len() / 2].0);
    }
}

/// Straight into the tables, but for the index, which is what is measured.
async fn fill(portal: &Portal) {
    for number in 0..PRODUCTS {
        let now = SystemClock.now();
        let mut tx = portal.db.begin_bulk(Duration::from_secs(60)).await.expect("a transaction");
        let (product, version) = (ProductId(new_id(now)), VersionId(new_id(now)));
        let title = format!("{} {} {number}", NOUNS[number % 40], NOUNS[number / 40 % 40]);
        sql("INSERT INTO products (id, slug, title, sort_key, summary, visibility, labels, search_text, versions,
                                   live_versions, created_at, updated_at, description)
             VALUES ($1, $2, $3, $3, 'Everything about it', 'public', $4, '', 1, 1, $5, $5, '')")
        .bind(product)
        .bind(format!("product-{number}"))
        .bind(&title)
        .bind(serde_json::json!({}))
        .bind(now)
        .execute(&mut tx)
        .await
        .expect("a product");
        sql("INSERT INTO product_versions (id, product_id, name, slug, lifecycle, registration_enabled, auto_approve,
                                           created_at, updated_at, published_at)
             VALUES ($1, $2, '1.0', '1.0', 'published', $3, $3, $4, $4, $4)")
        .bind(version)
        .bind(product)
        .bind(true)
        .bind(now)
        .execute(&mut tx)
        .await
        .expect("a version");
        add_operations(&mut tx, version, number).await;
        search::index_product(&mut tx, product, true).await.expect("the index is written");
        tx.commit().await.expect("the product is stored");
    }
}

async fn add_operations(conn: &mut Conn, version: VersionId, product: usize) {
    let now = SystemClock.now();
    let specification = new_id(now);
    sql("INSERT INTO specifications (id, version_id, format, title, overview, messages, source, source_bytes, sha256,
                                     operations, created_at, created_by, current_at)
         VALUES ($1, $2, '', '', $3, $3, $4, 0, '', 0, $5, '', $5)")
    .bind(specification)
    .bind(version)
    .bind(serde_json::json!([]))
    .bind(Vec::new())
    .bind(now)
    .execute(conn)
    .await
    .expect("a specification");
    for number in 0..OPERATIONS_EACH {
        let mixed = product * 7 + number * 13;
        let (verb, first, second) = (VERBS[number % 10], NOUNS[(product + number) % 40], NOUNS[mixed % 40]);
        let fields: Vec<String> =
            (0..30).map(|field| format!("{}_{}", NOUNS[(mixed + field) % 40], NOUNS[field])).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        sql("INSERT INTO operations (id, specification_id, slug, position, method, path, operation_id, summary, tag,
                                     tag_position, deprecated, internal, webhook, words, detail)
             VALUES ($1, $2, $3, $4, 'GET', $5, $6, $7, $8, 0, $9, $9, $9, $10, '{}')")
        .bind(new_id(now))
        .bind(specification)
        .bind(format!("operation-{number}"))
        .bind(number as i64)
        .bind(format!("/{first}s/{{{first}_id}}/{second}s"))
        .bind(format!("{verb}_{first}_{second}s"))
        .bind(format!("{verb} the {second}s of one {first}"))
        .bind(first)
        .bind(false)
        .bind(search::operation_words(&fields, None))
        .execute(conn)
        .await
        .expect("an operation");
    }
}
