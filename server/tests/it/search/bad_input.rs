use super::{found, pets, search};
use crate::support::on_both_databases;
use reqwest::Method;
use serde_json::json;

on_both_databases! {
    async fn nothing_typed_is_taken_for_a_language(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let reader = portal.stranger();
        let typed = [
            "\"", "'", "pets\"", "pets'", "pets*", "* *", "(", "pets OR", "AND NOT", "NEAR(pets, 2)", "names:pets",
            "{names summary} : pets", "pets:*", "pets & ", "!pets", "<->", "^pets", "-pets", "\\", "%", "_", "$1",
            "'; DROP TABLE products; --", "pets\u{0}", "\u{202e}pets", "😀", "é", "\u{301}", "天気", "/", "//", "/{}",
            "/{}/{}", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", "1e5", "1.5", "-1", "https://", "GET /", "GET", "{", "12345678901234567890",
        ];
        for typed in typed {
            let answer = reader.send(reader.request(Method::GET, "/api/v1/search").query(&[("q", typed)])).await;
            let expected = if typed.contains('\0') { 422 } else { 200 };
            assert_eq!(answer.status.as_u16(), expected, "{typed:?}: {}", answer.text);
        }
        assert!(!found(&reader, "\"listPets\" (").await.is_empty());
        assert_eq!(search(&reader, "  ").await["hits"]["total"], 0);
    }

    async fn the_length_has_a_limit(portal: TestPortal) {
        let reader = portal.stranger();
        let ask = async |query: String| reader.send(reader.request(Method::GET, "/api/v1/search").query(&[("q", query)])).await;
        ask("x".repeat(200)).await.expect(200);
        ask("x ".repeat(100)).await.expect(200);
        let refused = ask("x".repeat(201)).await.expect(422);
        assert!(refused.field_error("q").is_some());
        reader.get(&format!("/search?q={}", "x".repeat(201))).await.expect(422);
        reader.get("/api/v1/search?q=x&page=1000000&size=100").await.expect(200);
    }

    async fn text_with_markup_stays_text(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = json!({ "slug": "evil", "title": "<script>alert(1)</script>", "summary": "\"><img src=x>" });
        let product = admin.post("/api/v1/products", product).await.expect(201).json();
        admin.publishes_version(&product, "1.0", None).await;
        let page = portal.stranger().get("/search?q=alert").await.expect(200).text;
        assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert(1)"));
        let page = portal.stranger().get("/search?q=%22%3E%3Cscript%3Ealert(2)").await.expect(200).text;
        assert!(!page.contains("<script>alert(2)"));
    }
}
