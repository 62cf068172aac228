mod base_path;
mod downloads;
mod listings;
mod markdown;

use crate::{
    specifications::{FULL, read::published},
    support::{Person, TestPortal},
};
use serde_json::{Value, json};

/// The public "pets 1.0" with a document and drafts beside it, and the product "Hidden" with version
/// 3.0 for signed-in people.
pub async fn with_pets_and_hidden(portal: &TestPortal) -> Person {
    let admin = portal.admin().await;
    let pets = published(portal, &admin, FULL).await;
    let pets = &pets["product_id"];
    document(&admin, pets, "Getting started", "Say `hello`.\n\n## Then\n\nMore.", true).await;
    document(&admin, pets, "Not yet", "Nothing.", false).await;
    let hidden = json!({ "slug": "hidden", "title": "Hidden", "summary": "Hush", "visibility": "signed_in" });
    let hidden = admin.post("/api/v1/products", hidden).await.expect(201).json();
    admin.publishes_version(&hidden, "3.0", None).await;
    document(&admin, &hidden["id"], "Secrets", "Shh.", true).await;
    let draft = admin.creates_product("draft", "Draft").await;
    admin.creates_version(&draft, "1.0", None).await;
    admin
}

pub async fn document(admin: &Person, product: &Value, title: &str, body: &str, published: bool) -> Value {
    let path = format!("/api/v1/products/{}/documents", product.as_str().expect("an id"));
    let new = json!({ "title": title, "body": body, "published": published });
    admin.post(&path, new).await.expect(201).json()
}
