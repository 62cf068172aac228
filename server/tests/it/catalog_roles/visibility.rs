use super::{grant, set_visibility};
use crate::{
    support::{on_both_databases, world::World},
    teams,
};
use serde_json::json;

on_both_databases! {
    async fn the_preview_says_who_sees_it_who_does_not_and_what_goes_on(portal: TestPortal) {
        let world = World::new(&portal).await;
        let admin = &world.admin;
        portal.developer("Vic").await;
        portal.developer("Nora").await;
        let tess = portal.developer("Tess").await;
        let team = teams::create(&tess, "Logistics").await;
        grant(admin, ("email", "vic@partner.example"), "weather", "viewer").await;
        grant(admin, ("team", &team), "", "consumer").await;
        let path = format!("/api/v1/products/{}/visibility-preview?to=private", world.product_id);
        let preview = admin.get(&path).await.expect(200).json();
        assert_eq!(preview["see"], json!({ "count": 2, "names": ["Tess <tess@partner.example>", "Vic <vic@partner.example>"] }));
        assert_eq!(preview["lose"], json!({ "count": 2, "names": ["Ann <ann@partner.example>", "Nora <nora@partner.example>"] }));
        assert_eq!(preview["strangers_lose"], true);
        assert_eq!(preview["roles"].as_array().unwrap().len(), 2);
        assert_eq!(preview["goes_on"], json!(["Storm watch → 2.0 (approved), of Ann"]));
        assert_eq!(portal.stranger().get("/apis/weather").await.status.as_u16(), 200, "nothing has changed yet");

        let page = portal.browser_as("ada@portal.example").await.get("/admin/products/weather/visibility?to=private").await;
        let page = page.expect(200).text;
        for said in ["Make “Weather” private?", "vic@partner.example", "nora@partner.example", "Storm watch → 2.0 (approved), of Ann"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }

    async fn access_goes_on_for_who_loses_sight(portal: TestPortal) {
        let world = World::new(&portal).await;
        set_visibility(&world.admin, &json!({ "id": world.product_id }), "private").await;
        world.dev.get("/api/v1/products/weather").await.expect(404);
        assert_eq!(world.verdict(&world.key).await.0, 200, "the registration is approved, and that is what counts");
        let own = world.dev.get(&format!("/api/v1/applications/{}/registrations", world.application)).await.expect(200).json();
        assert_eq!(own[0]["status"], "approved");
        world.admin.post(&format!("/api/v1/registrations/{}/revoke", world.registration_id), json!({ "reason": "over" })).await.expect(200);
        assert_ne!(world.verdict(&world.key).await.0, 200);
    }

    async fn a_change_without_a_visibility_leaves_it(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        let path = format!("/api/v1/products/{}", product["id"].as_str().unwrap());
        set_visibility(&admin, &product, "private").await;
        let changed = admin.put(&path, json!({ "slug": "pets", "title": "Dogs" })).await.expect(200).json();
        assert_eq!((&changed["title"], &changed["visibility"]), (&json!("Dogs"), &json!("private")));
        let trail = admin.get("/api/v1/audit-events?q=product.visibility_set").await.expect(200).json();
        assert_eq!(trail["total"], 1);
    }

    async fn the_form_makes_it_private_without_wasm(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        admin.publishes_version(&product, "1.0", None).await;
        let browser = portal.browser_as("ada@portal.example").await;
        let page = browser.get("/admin/products/pets/visibility").await.expect(200).text;
        assert!(page.contains("See what changes"), "{page}");
        let id = product["id"].as_str().unwrap();
        let path = "/admin/products/pets/visibility?to=private&_do=set_product_visibility";
        browser.submit(path, &[("id", id), ("visibility", "private")]).await.expect(303);
        portal.stranger().get("/apis/pets").await.expect(404);
        // Changing its texts leaves that alone.
        let form = [("id", id), ("title", "Dogs"), ("slug", "pets")];
        browser.submit("/admin/products/pets/edit?_do=update_product", &form).await.expect(303);
        portal.stranger().get("/apis/pets").await.expect(404);
    }

    async fn a_document_is_not_private_by_itself(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        let path = format!("/api/v1/products/{}/documents", product["id"].as_str().unwrap());
        let new = json!({ "title": "Secrets", "body": "x", "visibility": "private", "published": true });
        let answer = admin.post(&path, new).await.expect(422);
        assert!(answer.field_error("visibility").is_some(), "{}", answer.text);
    }
}
