use super::{PASSWORD, id_of, sign_in};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn the_last_admin_stays_one(portal: TestPortal) {
        let admin = portal.admin().await;
        let ada = id_of(&admin, "ada@portal.example").await;
        let role = format!("/api/v1/developers/{ada}/role");
        assert_eq!(admin.put(&role, json!({ "role": "developer" })).await.expect(409).code(), "last_admin");
        assert_eq!(admin.delete(&format!("/api/v1/developers/{ada}")).await.expect(409).code(), "last_admin");
        let own = admin.post("/api/v1/me/deletion", json!({ "password": PASSWORD })).await.expect(409);
        assert_eq!(own.code(), "last_admin");
        portal.developer("Ann").await;
        let ann = id_of(&admin, "ann@partner.example").await;
        admin.put(&format!("/api/v1/developers/{ann}/role"), json!({ "role": "admin" })).await.expect(200);
        admin.put(&role, json!({ "role": "developer" })).await.expect(200);
        admin.get("/api/v1/developers").await.expect(403);
    }

    async fn two_admins_cannot_demote_each_other_at_once(portal: TestPortal) {
        let admin = portal.admin().await;
        let ben = portal.developer("Ben").await;
        let ada_id = id_of(&admin, "ada@portal.example").await;
        let ben_id = id_of(&admin, "ben@partner.example").await;
        admin.put(&format!("/api/v1/developers/{ben_id}/role"), json!({ "role": "admin" })).await.expect(200);
        let (ada_path, ben_path) =
            (format!("/api/v1/developers/{ada_id}/role"), format!("/api/v1/developers/{ben_id}/role"));
        let (one, two) = tokio::join!(
            admin.put(&ben_path, json!({ "role": "developer" })),
            ben.put(&ada_path, json!({ "role": "developer" })),
        );
        let succeeded = [one.status.as_u16(), two.status.as_u16()].iter().filter(|s| **s == 200).count();
        assert_eq!(succeeded, 1, "{} {}", one.status, two.status);
    }

    async fn a_new_role_ends_the_sessions(portal: TestPortal) {
        let admin = portal.admin().await;
        portal.developer("Ann").await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, "ann@partner.example", PASSWORD).await.expect(303);
        let ann = id_of(&admin, "ann@partner.example").await;
        let path = format!("/api/v1/developers/{ann}/role");
        admin.put(&path, json!({ "role": "approver" })).await.expect(200);
        browser.get("/account").await.expect(401);
        sign_in(&portal, &browser, "ann@partner.example", PASSWORD).await.expect(303);
        browser.get("/admin/developers").await.expect(200);
    }

    async fn the_list_finds_by_words_and_status_in_pages(portal: TestPortal) {
        let admin = portal.admin().await;
        portal.developer("Ann").await;
        crate::developers::pending(&portal, "cleo@x.example").await;
        let list = |query: &'static str| {
            let admin = admin.clone();
            async move { admin.get(&format!("/api/v1/developers?{query}")).await.expect(200).json() }
        };
        assert_eq!(list("").await["total"], 3);
        assert_eq!(list("q=PARTNER").await["items"][0]["full_name"], "Ann");
        assert_eq!(list("status=pending").await["items"][0]["email"], "cleo@x.example");
        assert_eq!(list("q=nobody").await["total"], 0);
        let second = list("size=1&page=2").await;
        assert_eq!((second["items"].as_array().unwrap().len(), second["total"].as_u64()), (1, Some(3)));
    }
}
