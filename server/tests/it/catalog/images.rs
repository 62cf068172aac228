//! Images in documents.
use crate::support::{Person, TestPortal, on_both_databases};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";

/// A product of this visibility, published.
async fn product(portal: &TestPortal, visibility: &str) -> (Person, String) {
    let admin = portal.admin().await;
    let new = json!({ "slug": "pets", "title": "Pets", "visibility": visibility });
    let product = admin.post("/api/v1/products", new).await.expect(201).json();
    admin.publishes_version(&product, "1.0", None).await;
    (admin, product["id"].as_str().expect("an id").to_owned())
}

async fn add(admin: &Person, product: &str, bytes: &'static [u8]) -> crate::support::Answer {
    let path = format!("/api/v1/products/{product}/images?alt=A%20cat");
    admin.send(admin.request(Method::POST, &path).body(bytes)).await
}

async fn upload(browser: &Person, alt: &str, bytes: Vec<u8>) -> crate::support::Answer {
    let form = Form::new().text("alt", alt.to_owned()).part("file", Part::bytes(bytes).file_name("x.svg"));
    let request = browser.request(Method::POST, "/admin/images/pets").header("sec-fetch-site", "same-origin");
    browser.send(request.header("accept", "text/html").multipart(form)).await
}

on_both_databases! {
    async fn an_image_is_shown_where_its_name_stands(portal: TestPortal) {
        let (admin, product) = product(&portal, "public").await;
        let image = add(&admin, &product, GIF).await.expect(201).json();
        let name = image["name"].as_str().unwrap();
        let body = format!("![A cat](image:{name})");
        let document = json!({ "title": "Cats", "body": body, "published": true });
        admin.post(&format!("/api/v1/products/{product}/documents"), document).await.expect(201);
        let stranger = portal.stranger();
        let page = stranger.get("/apis/pets/docs/cats").await.expect(200).text;
        let path = format!("/apis/pets/images/{name}");
        assert!(page.contains(&format!("<img src=\"{path}\" alt=\"A cat\">")), "{page}");
        let twin = stranger.get("/apis/pets/docs/cats.md").await.expect(200).text;
        assert!(twin.contains(&format!("![A cat]({}{path})", portal.origin)), "{twin}");
        let loaded = stranger.get(&path).await.expect(200);
        assert_eq!(loaded.headers["content-type"], "image/gif");
        assert_eq!(loaded.headers["x-content-type-options"], "nosniff");
        assert_eq!(loaded.headers["cache-control"], "private, max-age=31536000, immutable");
        assert!(loaded.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
        assert_eq!(add(&admin, &product, GIF).await.expect(201).json()["id"], image["id"], "the same content is the same image");
        let delete = format!("/api/v1/images/{}", image["id"].as_str().unwrap());
        assert_eq!(admin.delete(&delete).await.expect(409).code(), "image_in_use");
    }

    async fn only_those_who_see_the_product_see_its_images(portal: TestPortal) {
        let (admin, product) = product(&portal, "signed_in").await;
        let image = add(&admin, &product, GIF).await.expect(201).json();
        let path = format!("/apis/pets/images/{}", image["name"].as_str().unwrap());
        portal.stranger().get(&path).await.expect(404);
        let developer = portal.developer("Dev").await;
        developer.get(&path).await.expect(200);
        developer.get(&path.replace(".gif", ".png")).await.expect(404);
        let list = format!("/api/v1/products/{product}/images");
        developer.get(&list).await.expect(403);
        add(&developer, &product, GIF).await.expect(403);
        assert_eq!(admin.get(&list).await.expect(200).json().as_array().map(Vec::len), Some(1));
        admin.delete(&format!("/api/v1/images/{}", image["id"].as_str().unwrap())).await.expect(204);
        developer.get(&path).await.expect(404);
    }

    async fn content_and_size_decide_what_is_taken(portal: TestPortal) {
        let (admin, product) = product(&portal, "public").await;
        for bytes in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<html>", b""] {
            assert!(add(&admin, &product, bytes).await.expect(422).field_error("file").is_some());
        }
        let path = format!("/api/v1/products/{product}/images");
        let nameless = admin.send(admin.request(Method::POST, &path).body(GIF)).await.expect(422);
        assert!(nameless.field_error("alt").is_some());
        let browser = portal.browser("ada@portal.example").await;
        upload(&browser, "A cat", GIF.to_vec()).await.expect(303);
        let page = browser.get("/admin/products/pets/images").await.expect(200).text;
        assert!(page.contains("![A cat](image:"), "{page}");
        let refused = upload(&browser, "A drawing", b"<svg/>".to_vec()).await.expect(422).text;
        assert!(refused.contains("A PNG, JPEG, GIF, WebP or AVIF image, please."), "{refused}");
        let large = [GIF, &vec![0; 6 * 1024 * 1024]].concat();
        upload(&browser, "Large", large).await.expect(413);
        let list: Value = admin.get(&path).await.json();
        assert_eq!(list.as_array().map(Vec::len), Some(1));
    }
}
