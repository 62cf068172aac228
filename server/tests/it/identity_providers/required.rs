//! Signing in with a provider may be required, and locks nobody out for good.
use super::{SETTINGS, SsoWorld};
use crate::{
    developers::{PASSWORD, sign_in, sign_up},
    support::{Person, on_both_databases},
};
use serde_json::json;

/// The admin proves that the provider works, and requires it.
async fn required(world: &SsoWorld, admin_browser: &Person) {
    world.idp.knows("ada", json!({ "email": "ada@portal.example", "name": "Ada Admin" })).await;
    world.signs_in(admin_browser, "ada").await.expect(303);
    world.admin.put("/api/v1/settings", json!({ "sso_required": true })).await.expect(200);
}

on_both_databases! {
    with SETTINGS;

    async fn it_takes_a_provider_that_has_proved_to_work(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        let refused = world.admin.put("/api/v1/settings", json!({ "sso_required": true })).await.expect(409);
        assert_eq!(refused.code(), "no_proved_provider");
        required(&world, &portal.stranger()).await;
    }

    async fn passwords_open_nothing_any_more_but_to_admins(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        portal.developer("Bob").await;
        required(&world, &portal.stranger()).await;
        let refused = sign_in(&portal, &portal.stranger(), "bob@partner.example", PASSWORD).await.expect(409).text;
        assert!(refused.contains("Passwords open nothing here any more"), "{refused}");
        // Only who knows the password learns that.
        let wrong = sign_in(&portal, &portal.stranger(), "bob@partner.example", "not the password at all").await.expect(422).text;
        assert!(wrong.contains("do not belong together"), "{wrong}");
        sign_up(&portal, "new@partner.example").await.expect(409);
        // The provider fails: the admin comes in all the same and allows passwords again.
        world.idp.mode(json!({ "down": true })).await;
        let admin = portal.stranger();
        sign_in(&portal, &admin, "ada@portal.example", PASSWORD).await.expect(303);
        admin.submit("/admin/settings?_do=change_portal_settings", &[("sign_up_open", "true")]).await.expect(200);
        sign_in(&portal, &portal.stranger(), "bob@partner.example", PASSWORD).await.expect(303);
    }

    async fn the_last_provider_stays_while_it_is_required(portal: TestPortal) {
        let world = SsoWorld::new(&portal).await;
        required(&world, &portal.stranger()).await;
        assert_eq!(world.sets(json!({ "enabled": false })).await.expect(409).code(), "last_identity_provider");
        let path = format!("/api/v1/identity-providers/{}", world.id);
        assert_eq!(world.admin.delete(&path).await.expect(409).code(), "last_identity_provider");
        let page = portal.stranger().get("/sign-in").await.expect(200).text;
        assert!(page.contains("Sign in by password (admins only)") && !page.contains("href=\"/sign-up\">Sign up</a></p>"), "{page}");
        world.admin.put("/api/v1/settings", json!({ "sso_required": false })).await.expect(200);
        world.sets(json!({ "enabled": false })).await.expect(200);
        let page = portal.stranger().get("/sign-in").await.expect(200).text;
        assert!(!page.contains("acme-id"), "{page}");
        let page = portal.stranger().get("/sign-in/with/acme-id").await.expect(409).text;
        assert!(page.contains("not offered any more"), "{page}");
    }
}
