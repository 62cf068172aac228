//! Documents of a product: their tree, their readers, their text.
use crate::support::{Person, TestPortal, on_both_databases};
use serde_json::{Value, json};

/// The published, public product "pets".
async fn pets(portal: &TestPortal) -> (Person, String) {
    let admin = portal.admin().await;
    let product = admin.creates_product("pets", "Pets").await;
    admin.publishes_version(&product, "1.0", None).await;
    (admin, product["id"].as_str().expect("an id").to_owned())
}

async fn create(admin: &Person, product: &str, title: &str, more: Value) -> Value {
    let mut new = json!({ "title": title, "body": format!("About {title}, sheepdog."), "published": true });
    for (name, value) in more.as_object().expect("an object") {
        new[name] = value.clone();
    }
    admin.post(&format!("/api/v1/products/{product}/documents"), new).await.expect(201).json()
}

/// Paths in the order of the tree, as this person sees them.
async fn seen(person: &Person) -> Vec<String> {
    let detail = person.get("/api/v1/products/pets").await.expect(200).json();
    let links = detail["documents"].as_array().expect("documents").iter();
    links.map(|link| link["path"].as_str().expect("a path").to_owned()).collect()
}

async fn step(admin: &Person, document: &Value, step: &str) -> crate::support::Answer {
    let path = format!("/api/v1/documents/{}/move", document["id"].as_str().expect("an id"));
    admin.post(&path, json!({ "step": step })).await
}

fn is_found(answer: &Value, path: &str) -> bool {
    answer["hits"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .any(|hit| hit["href"].as_str().unwrap().ends_with(path))
}

on_both_databases! {
    async fn documents_move_with_what_stands_below(portal: TestPortal) {
        let (admin, product) = pets(&portal).await;
        let cats = create(&admin, &product, "Cats", json!({})).await;
        let food = create(&admin, &product, "Food", json!({ "parent_id": cats["id"] })).await;
        let dogs = create(&admin, &product, "Dogs", json!({})).await;
        assert_eq!(seen(&admin).await, ["cats", "cats/food", "dogs"]);
        step(&admin, &dogs, "up").await.expect(200);
        assert_eq!(seen(&admin).await, ["dogs", "cats", "cats/food"]);
        let moved = step(&admin, &cats, "in").await.expect(200).json();
        assert_eq!(moved["path"], "dogs/cats");
        assert_eq!(seen(&admin).await, ["dogs", "dogs/cats", "dogs/cats/food"]);
        portal.stranger().get("/apis/pets/docs/dogs/cats/food").await.expect(200);
        portal.stranger().get("/apis/pets/docs/cats/food").await.expect(404);
        step(&admin, &food, "out").await.expect(200);
        assert_eq!(seen(&admin).await, ["dogs", "dogs/cats", "dogs/food"]);
        assert_eq!(step(&admin, &dogs, "up").await.expect(409).code(), "first_document");
        assert_eq!(step(&admin, &dogs, "out").await.expect(409).code(), "top_document");
        // A neighbour with the same address stands in the way.
        create(&admin, &product, "Food", json!({})).await;
        assert!(step(&admin, &food, "out").await.expect(422).field_error("slug").is_some());
        portal.developer("Dev").await.post(&format!("/api/v1/documents/{}/move", food["id"].as_str().unwrap()), json!({ "step": "up" })).await.expect(403);
    }

    async fn the_form_moves_a_document_too(portal: TestPortal) {
        let (admin, product) = pets(&portal).await;
        create(&admin, &product, "Cats", json!({})).await;
        let dogs = create(&admin, &product, "Dogs", json!({})).await;
        let browser = portal.browser("ada@portal.example").await;
        let page = browser.get("/admin/products/pets").await.expect(200).text;
        assert!(page.contains("aria-label=\"Move “Dogs” up\""));
        let id = dogs["id"].as_str().unwrap();
        let fields = [("id", id), ("product", "pets"), ("step", "up")];
        let moved = browser.submit("/admin/products/pets?_do=move_document", &fields).await.expect(303);
        assert_eq!(moved.headers["location"], format!("/admin/products/pets#document-{id}").as_str());
        assert_eq!(seen(&admin).await, ["dogs", "cats"]);
        let refused = browser.submit("/admin/products/pets?_do=move_document", &fields).await.expect(409).text;
        assert!(refused.contains("There is no document before this one"));
    }

    async fn nobody_reads_more_than_what_it_stands_below(portal: TestPortal) {
        let (admin, product) = pets(&portal).await;
        let top = create(&admin, &product, "Partners", json!({ "visibility": "signed_in" })).await;
        create(&admin, &product, "Prices", json!({ "parent_id": top["id"] })).await;
        create(&admin, &product, "Open", json!({})).await;
        let (stranger, developer) = (portal.stranger(), portal.developer("Dev").await);
        let browser = portal.browser_as("dev@partner.example").await;
        assert_eq!(seen(&stranger).await, ["open"]);
        assert_eq!(seen(&developer).await, ["partners", "partners/prices", "open"]);
        for path in ["partners", "partners/prices"] {
            stranger.get(&format!("/apis/pets/docs/{path}")).await.expect(404);
            stranger.get(&format!("/apis/pets/docs/{path}.md")).await.expect(404);
            stranger.get(&format!("/api/v1/products/pets/documents/{path}")).await.expect(404);
            browser.get(&format!("/apis/pets/docs/{path}")).await.expect(200);
            for listing in ["/llms.txt", "/sitemap.xml"] {
                assert!(!stranger.get(listing).await.expect(200).text.contains(&format!("docs/{path}")));
                assert!(developer.get(listing).await.expect(200).text.contains(&format!("docs/{path}")));
            }
            let found = |answer: Value| is_found(&answer, &format!("docs/{path}"));
            assert!(!found(stranger.get("/api/v1/search?q=sheepdog").await.expect(200).json()));
            assert!(found(developer.get("/api/v1/search?q=sheepdog").await.expect(200).json()));
        }
        // Taken back, it takes along what stands below it, at once and everywhere.
        let draft = json!({ "title": "Partners", "body": "x", "visibility": "public", "published": false });
        admin.put(&format!("/api/v1/documents/{}", top["id"].as_str().unwrap()), draft).await.expect(200);
        assert_eq!(seen(&developer).await, ["open"]);
        browser.get("/apis/pets/docs/partners/prices").await.expect(404);
        assert!(!is_found(&developer.get("/api/v1/search?q=sheepdog").await.json(), "prices"));
        let page = portal.browser("ada@portal.example").await.get("/apis/pets/docs/partners/prices").await.expect(200).text;
        assert!(page.contains("because one that it stands below is not published"));
    }

    async fn a_page_has_contents_colours_and_neighbours(portal: TestPortal) {
        let (admin, product) = pets(&portal).await;
        let body = "# First\n\n## Second\n\n# First\n\n```json\n{\"a\": \"<b>\"}\n```\n\n<script>alert(1)</script>";
        create(&admin, &product, "Before", json!({})).await;
        create(&admin, &product, "Guide", json!({ "body": body })).await;
        create(&admin, &product, "After", json!({})).await;
        let page = portal.stranger().get("/apis/pets/docs/guide").await.expect(200).text;
        for part in [
            "aria-label=\"On this page\"", "href=\"/apis/pets/docs/guide#s-first-2\"", "<h3 id=\"s-second\">Second</h3>",
            "<span class=\"code--key\">\"a\"</span>", "&lt;script&gt;alert(1)", "rel=\"prev\" href=\"/apis/pets/docs/before\"",
            "rel=\"next\" href=\"/apis/pets/docs/after\"",
        ] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains("<script>alert"));
    }

    async fn a_preview_saves_nothing_and_loses_nothing(portal: TestPortal) {
        let (admin, product) = pets(&portal).await;
        let guide = create(&admin, &product, "Guide", json!({ "body": "Old." })).await;
        let browser = portal.browser("ada@portal.example").await;
        let fields = [
            ("id", guide["id"].as_str().unwrap()), ("product_id", product.as_str()), ("product", "pets"), ("title", "New title"),
            ("body", "# Fresh\n\nNew **text**."), ("visibility", "signed_in"), ("parent_id", ""), ("slug", "guide"),
        ];
        let path = "/admin/products/pets/docs/edit?_do=preview_document&path=guide";
        let page = browser.submit(path, &fields).await.expect(200).text;
        for part in ["This is not saved", "New <strong>text</strong>", "value=\"New title\"", "# Fresh"] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        let kept = admin.get("/api/v1/products/pets/documents/guide").await.json();
        assert_eq!((&kept["document"]["title"], &kept["document"]["body"]), (&json!("Guide"), &json!("Old.")));
        let rendered = admin.post(&format!("/api/v1/products/{product}/document-preview"), json!({ "body": "# A" })).await;
        assert_eq!(rendered.expect(200).json()["headings"][0], json!({ "level": 2, "id": "s-a", "text": "A" }));
        portal.developer("Dev").await.post(&format!("/api/v1/products/{product}/document-preview"), json!({ "body": "# A" })).await.expect(403);
    }
}
