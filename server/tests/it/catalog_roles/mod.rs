mod grants;
mod requests;
mod surfaces;
mod visibility;

use crate::support::Person;
use serde_json::{Value, json};

/// As an admin. `holder` is `team` or `email` with its name; `product` a slug, or empty for every one.
pub async fn grant(admin: &Person, holder: (&str, &str), product: &str, role: &str) -> Value {
    let mut new = json!({ "product": product, "role": role });
    new[holder.0] = json!(holder.1);
    admin.post("/api/v1/catalog-roles", new).await.expect(201).json()
}

pub async fn withdraw(admin: &Person, grant: &Value) {
    let path = format!("/api/v1/catalog-roles/{}", grant["id"].as_str().expect("an id"));
    admin.delete(&path).await.expect(204);
}

pub async fn set_visibility(admin: &Person, product: &Value, visibility: &str) {
    let path = format!("/api/v1/products/{}/visibility", product["id"].as_str().expect("an id"));
    admin.put(&path, json!({ "visibility": visibility })).await.expect(200);
}
