//! A table: every surface that shows something of a product × every kind of reader.
use super::{grant, set_visibility, withdraw};
use crate::{
    discovery::document,
    specifications::{FULL, read::published},
    support::{Person, TestPortal, on_both_databases},
    teams,
};
use reqwest::Method;
use serde_json::{Value, json};

const PNG: &[u8] = include_bytes!("../../../demo/forecast.png");

/// Surfaces that are the product's own: there, or nothing at all.
const OWN: [&str; 26] = [
    "/apis/pets",
    "/apis/pets.md",
    "/apis/pets/icon",
    "/apis/pets/docs/getting-started",
    "/apis/pets/docs/getting-started.md",
    "/apis/pets/1.0",
    "/apis/pets/latest",
    "/apis/pets/1.0.md",
    "/apis/pets/1.0/openapi.json",
    "/apis/pets/1.0/openapi.yaml",
    "/apis/pets/1.0/reference/find-home",
    "/apis/pets/1.0/reference/find-home.md",
    "/apis/pets/1.0/reference/find-home/try",
    "/apis/pets/1.0/schemas?at=%23%2Fcomponents%2Fschemas%2FDog",
    "/api/v1/products/pets",
    "/api/v1/products/pets/documents/getting-started",
    "/api/v1/products/pets/versions/1.0",
    "/api/v1/products/pets/versions/1.0/operations",
    "/api/v1/products/pets/versions/1.0/operations/find-home",
    "/api/v1/products/pets/versions/1.0/overview",
    "/api/v1/products/pets/versions/1.0/specification",
    "/api/v1/products/pets/versions/1.0/schema?at=%23%2Fcomponents%2Fschemas%2FDog",
    "/api/v1/search?q=home&product=pets",
    "/search?q=home&product=pets",
    "/search.md?q=home&product=pets",
    "/apis/former-pets",
];

/// Surfaces that list products: what of this one stands in them.
const LISTS: [(&str, &str); 13] = [
    ("/", "/apis/pets"),
    ("/?q=pets", "/apis/pets"),
    ("/apis.md", "/apis/pets"),
    ("/search?q=home", "find-home"),
    ("/search?q=started", "getting-started"),
    ("/search.md?q=home", "find-home"),
    ("/api/v1/search?q=home", "find-home"),
    ("/api/v1/search?q=findHome", "find-home"),
    ("/api/v1/search?q=%2Fpets%2F7", "get-pet"),
    ("/api/v1/catalog", "\"pets\""),
    ("/llms.txt", "/apis/pets"),
    ("/sitemap.xml", "/apis/pets"),
    ("/.well-known/api-catalog", "/apis/pets"),
];

/// The public "pets 1.0" with everything that a product can have.
async fn with_pets(portal: &TestPortal) -> (Person, Value) {
    let admin = portal.admin().await;
    let version = published(portal, &admin, FULL).await;
    let id = version["product_id"].clone();
    document(&admin, &id, "Getting started", "Say `hello`.", true).await;
    let path = format!("/api/v1/products/{}", id.as_str().expect("an id"));
    let renamed = json!({ "slug": "former-pets", "title": "Pets", "summary": "Pets, in short" });
    admin.put(&path, renamed).await.expect(200);
    let back = json!({ "slug": "pets", "title": "Pets", "summary": "Pets, in short" });
    let product = admin.put(&path, back).await.expect(200).json();
    admin.send(admin.request(Method::PUT, &format!("{path}/icon")).body(PNG)).await.expect(204);
    (admin, product)
}

async fn sees(who: &str, person: &Person, seen: bool) {
    for path in OWN {
        let answer = person.get(path).await;
        let status = answer.status.as_u16();
        // Old slugs lead to the new one.
        let shown = status == 200 || status == 302 || status == 307 || status == 308;
        assert_eq!(shown, seen, "{who} at {path}: {status}");
        assert!(shown || status == 404, "{who} at {path}: {status}");
        assert!(shown || !answer.text.contains("Find a home"), "{who} at {path}: {}", answer.text);
    }
    for (path, of_it) in LISTS {
        let text = person.get(path).await.expect(200).text;
        assert_eq!(text.contains(of_it), seen, "{who} at {path}: {text}");
    }
}

on_both_databases! {
    async fn who_sees_a_private_product_sees_it_everywhere_and_others_nowhere(portal: TestPortal) {
        let (admin, product) = with_pets(&portal).await;
        let named = |name: &str| format!("{}@partner.example", name.to_lowercase());
        for name in ["Nora", "Vic", "Tess", "Ally"] {
            portal.developer(name).await;
        }
        portal.approver().await;
        let team = teams::create(&portal.developer("Tess").await, "Logistics").await;
        grant(&admin, ("email", &named("Vic")), "pets", "viewer").await;
        grant(&admin, ("team", &team), "pets", "consumer").await;
        grant(&admin, ("email", &named("Ally")), "", "viewer").await;
        let other = admin.creates_product("other", "Other").await;
        grant(&admin, ("email", &named("Nora")), other["slug"].as_str().unwrap(), "consumer").await;

        let stranger = portal.stranger();
        let browser = |email: String| { let portal = &portal; async move { portal.browser_as(&email).await } };
        let readers = [
            ("a stranger", stranger.clone(), (true, false, false)),
            ("somebody with a role for another product", browser(named("Nora")).await, (true, true, false)),
            ("an approver", browser("abe@portal.example".to_owned()).await, (true, true, false)),
            ("a viewer", browser(named("Vic")).await, (true, true, true)),
            ("a member of a team that is a consumer", browser(named("Tess")).await, (true, true, true)),
            ("a viewer of every product", browser(named("Ally")).await, (true, true, true)),
            ("an admin", browser("ada@portal.example".to_owned()).await, (true, true, true)),
        ];
        // One after the other, so that what is kept of a page for one reader or one visibility would show.
        for (visibility, seen_by) in [
            ("public", (|seen| seen.0) as fn((bool, bool, bool)) -> bool),
            ("signed_in", |seen| seen.1),
            ("private", |seen| seen.2),
        ] {
            set_visibility(&admin, &product, visibility).await;
            for (who, person, seen) in &readers {
                // The page for trying is there for everybody who may read the operation.
                sees(&format!("{visibility}: {who}"), person, seen_by(*seen)).await;
            }
        }
    }

    async fn what_is_granted_shows_at_once_and_what_is_withdrawn_is_gone_at_once(portal: TestPortal) {
        let (admin, product) = with_pets(&portal).await;
        portal.developer("Vic").await;
        let vic = portal.browser_as("vic@partner.example").await;
        set_visibility(&admin, &product, "private").await;
        sees("before", &vic, false).await;
        let granted = grant(&admin, ("email", "vic@partner.example"), "pets", "viewer").await;
        sees("as a viewer", &vic, true).await;
        withdraw(&admin, &granted).await;
        sees("after", &vic, false).await;
        let everything = grant(&admin, ("email", "vic@partner.example"), "", "viewer").await;
        sees("as a viewer of everything", &vic, true).await;
        withdraw(&admin, &everything).await;
        sees("in the end", &vic, false).await;
    }

    async fn who_leaves_a_team_loses_sight_with_it(portal: TestPortal) {
        let (admin, product) = with_pets(&portal).await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = teams::create(&ann, "Logistics").await;
        teams::join(&portal, &ann, &team, &bob, "bob@partner.example", "member").await;
        grant(&admin, ("team", &team), "pets", "viewer").await;
        set_visibility(&admin, &product, "private").await;
        let (anns, bobs) =
            (portal.browser_as("ann@partner.example").await, portal.browser_as("bob@partner.example").await);
        sees("as a member", &bobs, true).await;
        bob.post(&format!("/api/v1/teams/{team}/leave"), json!({})).await.expect(204);
        sees("after leaving", &bobs, false).await;
        sees("who stayed", &anns, true).await;
        ann.delete(&format!("/api/v1/teams/{team}")).await.expect(204);
        sees("once the team is gone", &anns, false).await;
        let left = admin.get("/api/v1/catalog-roles?product=pets").await.expect(200).json();
        assert_eq!(left, json!([]), "a team's roles go with it");
    }

    async fn drafts_stay_hidden_from_those_with_a_role(portal: TestPortal) {
        let admin = portal.admin().await;
        let vic = portal.developer("Vic").await;
        let product = admin.creates_product("draft", "Draft").await;
        admin.creates_version(&product, "1.0", None).await;
        set_visibility(&admin, &product, "private").await;
        grant(&admin, ("email", "vic@partner.example"), "draft", "consumer").await;
        vic.get("/apis/draft").await.expect(404);
        vic.get("/api/v1/products/draft/versions/1.0").await.expect(404);
        admin.get("/api/v1/products/draft").await.expect(200);
    }
}
