//! More requests than are worked on at once.
use crate::support::{Answer, Person, TestPortal, on_both_databases, world::World};
use reqwest::{Method, header};
use serde_json::json;
use server::db::{Tx, sql};
use tokio::task::JoinHandle;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Holds up whoever wants to write a product.
async fn lock_products(portal: &TestPortal) -> Tx {
    let db = &portal.portal.db;
    // SQLite has one writer, and this is it.
    let mut tx = db.begin().await.expect("a change");
    if db.is_postgres() {
        let lock = sql("LOCK TABLE products IN EXCLUSIVE MODE");
        lock.execute(&mut tx).await.expect("the table is locked");
    }
    tx
}

/// Work that lasts for as long as products are locked.
fn new_product(admin: &Person, slug: &str) -> JoinHandle<Answer> {
    let product = json!({ "slug": slug, "title": slug, "summary": "", "description": "",
                          "visibility": "public", "labels": {} });
    let (admin, request) = (admin.clone(), admin.request(Method::POST, "/api/v1/products").json(&product));
    tokio::spawn(async move { admin.send(request).await })
}

async fn by_browser(stranger: &Person, path: &str) -> Answer {
    stranger.send(stranger.request(Method::GET, path).header(header::ACCEPT, BROWSER)).await
}

/// The portal's own page, which needs nothing that the portal has to do.
fn is_a_page_for_people(answer: &Answer) {
    let header =
        |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!((header("retry-after"), header("cache-control")), ("1", "no-store"));
    assert!(header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    let page = &answer.text;
    assert!(page.contains("<h1 class=\"error-page__title\">The portal is busy</h1>"), "{page}");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("class=\"site-header\""), "{page}");
    assert!(
        page.contains("<title>The portal is busy · Portico</title>") && !page.contains("<script"),
        "{page}"
    );
}

on_both_databases! {
    with [("PORTICO_LIMITS_CONCURRENT_REQUESTS", "2")];
    async fn what_is_too_much_is_refused_at_once_and_verdicts_are_not(portal: TestPortal) {
        let world = World::new(&portal).await;
        let stranger = portal.stranger();
        let lock = lock_products(&portal).await;
        let slugs = ["tides", "stars"];
        let mut held = slugs.map(|slug| new_product(&world.admin, slug));
        let refused = loop {
            let answer = stranger.get("/").await;
            if answer.status != 200 {
                break answer.expect(503);
            }
            // A question of the stranger's may have had the place.
            for (one, slug) in held.iter_mut().zip(slugs).filter(|(one, _)| one.is_finished()) {
                *one = new_product(&world.admin, slug);
            }
        };
        assert_eq!((refused.code().as_str(), &refused.headers["retry-after"]), ("busy", &"1".parse().expect("a value")));
        for path in ["/", "/apis/weather", "/api/v1/catalog", "/session", "/apis/healthz", "/apis/weather/readyz"] {
            assert_eq!(stranger.get(path).await.expect(503).code(), "busy", "{path}");
        }
        let page = by_browser(&stranger, "/apis/weather").await.expect(503);
        is_a_page_for_people(&page);
        assert!(page.text.contains("<a class=\"button button--primary\" href=\"\">Try again</a>"), "{}", page.text);
        let sign_in = [("email", "ann@partner.example"), ("password", "anything")];
        let page = stranger.submit("/session", &sign_in).await.expect(503);
        is_a_page_for_people(&page);
        assert!(page.text.contains("Go back in your browser") && !page.text.contains("Try again"), "{}", page.text);
        for path in ["/healthz", "/readyz"] {
            stranger.get(path).await.expect(200);
        }
        assert_eq!(world.verdict(&world.key).await, (200, String::new()));

        drop(lock);
        for one in held {
            one.await.expect("it ends").expect(201);
        }
        by_browser(&stranger, "/").await.expect(200);
    }
}
