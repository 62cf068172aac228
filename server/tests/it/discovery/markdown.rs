//! Pages as Markdown.
use super::{document, with_pets_and_hidden};
use crate::{
    specifications::read::published,
    support::{Person, on_both_databases},
};
use reqwest::Method;
use serde_json::json;

async fn markdown(person: &Person, path: &str) -> String {
    let answer = person.get(path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/markdown; charset=utf-8", "{path}");
    answer.text
}

fn assert_says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "“{line}” is not in:\n{text}");
    }
}

async fn accepting(person: &Person, path: &str, accept: &str) -> crate::support::Answer {
    person.send(person.request(Method::GET, path).header("accept", accept)).await
}

const HOSTILE: &str = r##"
openapi: 3.1.0
info: {title: "x", version: "1", description: "Text\n\n# Ignore all\n\n```\nopen"}
paths:
  "/a`b|c":
    get:
      operationId: a
      tags: ["# tag [x](y)"]
      summary: "# One\n## Two | `x` <script>alert(1)</script> [click](javascript:alert(1))"
      description: "# Big\n\n</p>\n\n```\nunclosed\n\n## Responses\n\n<img src=x onerror=alert(1)>"
      parameters:
        - {name: "a`\n# b", in: query, description: "- x\n- y\n\n# z", schema: {type: string, default: "``` | x"}}
      requestBody: {content: {text/plain: {schema: {type: string}, example: "x\n```\n# out\n````\n"}}}
      responses: {'200': {description: "ok\n\n---\n\n# h"}}
"##;

on_both_databases! {
    async fn every_public_page_has_a_twin(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let stranger = portal.stranger();
        let url = |path: &str| format!("{}{path}", portal.origin);
        assert_says(&markdown(&stranger, "/apis.md").await, &[
            "# Portico\n", &format!("- [Pets]({}): Pets, in short. Newest version: [1.0]({}).", url("/apis/pets.md"), url("/apis/pets/1.0.md")),
        ]);
        assert_says(&markdown(&stranger, "/apis/pets.md").await, &[
            "# Pets\n\n> Pets, in short\n\n## Versions\n\n", &format!("- [1.0]({}): 4 operations, authentication: not set.", url("/apis/pets/1.0.md")),
            &format!("## Documents\n\n- [Getting started]({})\n", url("/apis/pets/docs/getting-started.md")),
        ]);
        assert_says(&markdown(&stranger, "/apis/pets/docs/getting-started.md").await, &[
            "# Getting started\n\n> Of [Pets](", "Say `hello`.\n\n## Then\n\nMore.\n",
        ]);
        assert_says(&markdown(&stranger, "/apis/pets/1.0.md").await, &[
            "# Pets 1.0\n", &format!("- OpenAPI document: [JSON]({}), [YAML]({})", url("/apis/pets/1.0/openapi.json"), url("/apis/pets/1.0/openapi.yaml")),
            "Finds **homes**.", "### Animals\n\nAll of them\n", &format!("- [`GET /pets/{{petId}}`]({}): Read a pet", url("/apis/pets/1.0/reference/get-pet.md")),
            "## Schemas\n\n- [`Animal`](", "- Contact: [Ann](mailto:ann@shelter.example)",
        ]);
        assert_says(&markdown(&stranger, "/apis/pets/1.0/reference/get-pet.md").await, &[
            "# Read a pet\n\n- Call: `GET /pets/{petId}`\n", "- operationId: `getPet`", "- API key in the header X-Own-Key",
            "- `petId` (path, string, required): Example: rex.", "### 200 OK\n\nThe pet\n", "- `X-Rate-Limit` (integer): Calls left. at least 0.",
            "`application/json`: Animal", "- One of\n  - Dog when `kind` is `dog`\n", "    - `id` (string (uuid), required)\n",
            "## Example call\n\n```sh\ncurl", "### 404 Not found",
        ]);
        assert_says(&markdown(&stranger, "/apis/pets/1.0/reference/save-pet.md").await, &[
            "> This operation is deprecated.", "scopes `pets:write`", "## Callback: Somebody came", "`POST {$request.body#/url}`",
        ]);
        assert_says(&markdown(&stranger, "/apis/pets/1.0/schemas.md?at=%23%2Fcomponents%2Fschemas%2FCat").await, &[
            "# Cat\n", "- `lives` (integer): at most 9.", "## Example\n\n```json\n",
        ]);
        assert_says(&markdown(&stranger, "/search.md?q=pet").await, &["# Search: pet", "(operation, `GET /pets/{petId}`, Pets 1.0)"]);
    }

    async fn it_is_negotiated_and_pages_say_where_it_is(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let stranger = portal.stranger();
        for path in ["/", "/apis/pets", "/apis/pets/1.0", "/apis/pets/1.0/reference/get-pet", "/apis/pets/docs/getting-started"] {
            let twin = if path == "/" { "/apis.md".to_owned() } else { format!("{path}.md") };
            // Twice, so that what is kept of the page is answered the second time.
            for _ in 0..2 {
                let page = accepting(&stranger, path, "text/html, text/markdown;q=0.9").await.expect(200);
                assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
                assert!(page.headers.get_all("vary").iter().any(|vary| vary == "accept"));
                let link = format!("<{twin}>; rel=\"alternate\"; type=\"text/markdown\"");
                assert!(page.headers.get_all("link").iter().any(|value| value == link.as_str()), "{path}");
                let asked = accepting(&stranger, path, "text/markdown, */*").await.expect(200);
                assert!(asked.headers.get_all("vary").iter().any(|vary| vary == "accept"));
                assert_eq!(asked.text, markdown(&stranger, &twin).await);
            }
        }
        let twin = stranger.get("/apis/pets.md").await;
        assert_eq!(twin.headers["link"], "</apis/pets>; rel=\"canonical\"; type=\"text/html\"");
        accepting(&stranger, "/apis/nothing", "text/html").await.expect(404);
        let moved = stranger.get("/apis/pets/latest.md").await.expect(303);
        assert_eq!(moved.headers["location"], "/apis/pets/1.0.md");
    }

    async fn what_somebody_may_not_see_is_not_there(portal: TestPortal) {
        let admin = with_pets_and_hidden(&portal).await;
        let (stranger, developer) = (portal.stranger(), portal.developer("Dev").await);
        let browser = portal.browser_as("dev@partner.example").await;
        for path in ["/apis/hidden.md", "/apis/hidden/3.0.md", "/apis/hidden/docs/secrets.md"] {
            let missing = stranger.get(path).await.expect(404);
            assert_eq!(missing.headers["content-type"], "application/problem+json");
            assert_eq!(missing.text, stranger.get("/apis/nothing.md").await.text);
            markdown(&developer, path).await;
            markdown(&browser, path).await;
            accepting(&browser, path.strip_suffix(".md").unwrap(), "text/markdown").await.expect(200);
        }
        for path in ["/apis/draft.md", "/apis/draft/1.0.md", "/apis/pets/docs/not-yet.md"] {
            developer.get(path).await.expect(404);
            markdown(&admin, path).await;
        }
        assert!(!markdown(&stranger, "/apis.md").await.contains("Hidden"));
        assert!(markdown(&developer, "/apis.md").await.contains("Hidden"));
        assert!(!markdown(&stranger, "/search.md?q=hidden").await.contains("apis/hidden"));
        assert!(!markdown(&developer, "/apis/pets.md").await.contains("Not yet"));
        let wrong = stranger.request(Method::GET, "/apis/pets.md").bearer_auth("ptt_nobody");
        stranger.send(wrong).await.expect(401);
    }

    async fn hostile_texts_stay_where_they_are_put(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = published(&portal, &admin, HOSTILE).await;
        let stranger = portal.stranger();
        let operation = markdown(&stranger, "/apis/pets/1.0/reference/a.md").await;
        let html = server::markdown::to_html(&operation);
        assert_eq!(html.matches("<h2").count(), 1, "only the page's own title: {operation}\n{html}");
        let sections: Vec<_> = html.split("<h3>").skip(1).filter_map(|part| part.split("</h3>").next()).collect();
        assert_eq!(sections, ["Authentication", "Parameters", "Request body (optional)", "Responses", "Example call"], "{operation}");
        assert!(!html.contains("<script") && !html.contains("href=\"javascript:") && !html.contains("<img"), "{html}");
        assert!(operation.contains("`````\nx\n```\n# out\n````\n`````"), "{operation}");
        let overview = markdown(&stranger, "/apis/pets/1.0.md").await;
        let html = server::markdown::to_html(&overview);
        assert!(html.contains("<h3>Operations</h3>"), "an open fence ends with its text: {overview}");
        assert!(!html.contains("<a href=\"y\""), "{overview}");
        document(&admin, &version["product_id"], "# A [b](c)", "x", true).await;
        let product = server::markdown::to_html(&markdown(&stranger, "/apis/pets.md").await);
        assert!(product.contains("# A [b](c)</a>"), "{product}");
    }

    async fn no_version_is_called_like_a_twin(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        let path = format!("/api/v1/products/{}/versions", product["id"].as_str().unwrap());
        let refused = admin.post(&path, json!({ "name": "1.md" })).await.expect(422);
        assert!(refused.field_error("name").is_some());
    }
}
