use super::{grant, set_visibility};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn a_holder_has_one_role_for_the_same(portal: TestPortal) {
        let admin = portal.admin().await;
        portal.developer("Vic").await;
        admin.creates_product("pets", "Pets").await;
        let viewer = grant(&admin, ("email", "Vic@Partner.example"), "pets", "viewer").await;
        let consumer = grant(&admin, ("email", "vic@partner.example"), "pets", "consumer").await;
        grant(&admin, ("email", "vic@partner.example"), "", "viewer").await;
        let all = admin.get("/api/v1/catalog-roles").await.expect(200).json();
        assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
        assert!(all.as_array().unwrap().contains(&consumer) && !all.to_string().contains(viewer["id"].as_str().unwrap()));
        assert_eq!(consumer["product"]["slug"], "pets");
        assert_eq!(consumer["holder"]["email"], "vic@partner.example");
        let trail = admin.get("/api/v1/audit-events?q=catalog_role.granted").await.expect(200).json();
        assert_eq!(trail["total"], 3);
    }

    async fn a_role_needs_somebody_and_something_that_there_is(portal: TestPortal) {
        let admin = portal.admin().await;
        portal.developer("Vic").await;
        for (new, field) in [
            (json!({ "role": "viewer" }), "email"),
            (json!({ "role": "viewer", "email": "vic@partner.example", "team": "x" }), "email"),
            (json!({ "role": "viewer", "email": "nobody@partner.example" }), "email"),
            (json!({ "role": "viewer", "team": "none" }), "team"),
            (json!({ "role": "viewer", "email": "vic@partner.example", "product": "none" }), "product"),
        ] {
            let answer = admin.post("/api/v1/catalog-roles", new.clone()).await.expect(422);
            assert!(answer.field_error(field).is_some(), "{new}: {}", answer.text);
        }
        let unknown = json!({ "role": "owner", "email": "vic@partner.example" });
        assert!(admin.post("/api/v1/catalog-roles", unknown).await.status.is_client_error());
        assert_eq!(admin.get("/api/v1/catalog-roles").await.expect(200).json(), json!([]));
    }

    async fn roles_are_granted_and_withdrawn_on_the_pages_without_wasm(portal: TestPortal) {
        let admin = portal.admin().await;
        let vic = portal.developer("Vic").await;
        let product = admin.creates_product("pets", "Pets").await;
        admin.publishes_version(&product, "1.0", None).await;
        set_visibility(&admin, &product, "private").await;
        let browser = portal.browser_as("ada@portal.example").await;
        let form = [("product", "pets"), ("team", ""), ("email", "vic@partner.example"), ("role", "viewer")];
        let answer = browser.submit("/admin/products/pets?_do=grant_catalog_role", &form).await;
        assert!(answer.status.is_redirection() || answer.text.contains("API viewer"), "{}", answer.text);
        let page = browser.get("/admin/products/pets").await.expect(200).text;
        assert!(page.contains("Who may see it") && page.contains("vic@partner.example"), "{page}");
        vic.get("/api/v1/products/pets").await.expect(200);

        let refused = [("product", "pets"), ("team", ""), ("email", "nobody@partner.example"), ("role", "viewer")];
        let answer = browser.submit("/admin/products/pets?_do=grant_catalog_role", &refused).await;
        assert!(answer.text.contains("Nobody here has an account with this address."), "{}", answer.text);

        let all = admin.get("/api/v1/catalog-roles").await.json();
        let id = all[0]["id"].as_str().unwrap();
        let developer = all[0]["holder"]["id"].as_str().unwrap();
        let page = browser.get(&format!("/admin/developers/{developer}")).await.expect(200).text;
        assert!(page.contains("Catalog roles") && page.contains("API viewer"), "{page}");
        let path = format!("/admin/catalog-roles/{id}/withdraw");
        let page = browser.get(&path).await.expect(200).text;
        assert!(page.contains("Vic: Pets"), "who loses sight of what stands there: {page}");
        browser.submit(&format!("{path}?_do=withdraw_catalog_role"), &[("id", id)]).await.expect(303);
        vic.get("/api/v1/products/pets").await.expect(404);
    }

    async fn withdrawing_says_who_loses_sight(portal: TestPortal) {
        let admin = portal.admin().await;
        portal.developer("Vic").await;
        let product = admin.creates_product("pets", "Pets").await;
        set_visibility(&admin, &product, "private").await;
        let own = grant(&admin, ("email", "vic@partner.example"), "pets", "viewer").await;
        let path = format!("/api/v1/catalog-roles/{}/withdrawal", own["id"].as_str().unwrap());
        let preview = admin.get(&path).await.expect(200).json();
        assert_eq!((&preview["loses"], &preview["loses_in_all"]), (&json!(["Vic: Pets"]), &json!(1)));
        grant(&admin, ("email", "vic@partner.example"), "", "viewer").await;
        let preview = admin.get(&path).await.expect(200).json();
        assert_eq!(preview["loses_in_all"], 0, "the other role shows it all the same");
    }
}
