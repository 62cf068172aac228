use super::{PETS, found, pets, search, use_document};
use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn drafts_and_retired_versions_are_for_admins(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pet shop").await;
        let version = admin.creates_version(&product, "1.0", None).await;
        use_document(&portal, &admin, &version, PETS).await;
        let (reader, developer) = (portal.stranger(), portal.developer("Ann").await);
        for query in ["listPets", "pet shop", "vaccination", "/pets/7", "vacination"] {
            assert_eq!(found(&reader, query).await, Vec::<String>::new(), "{query}");
            assert_eq!(found(&developer, query).await, Vec::<String>::new(), "{query}");
            assert!(!found(&admin, query).await.is_empty(), "{query}");
        }
        assert_eq!(search(&reader, "listPets").await["products"], json!([]));
        let path = format!("/api/v1/versions/{}", version["id"].as_str().unwrap());
        admin.post(&format!("{path}/publish"), json!({})).await.expect(200);
        assert!(!found(&reader, "listPets").await.is_empty());
        admin.post(&format!("{path}/deprecate"), json!({})).await.expect(200);
        assert!(!found(&reader, "listPets").await.is_empty());
        admin.post(&format!("{path}/retire"), json!({})).await.expect(200);
        assert_eq!(found(&reader, "listPets").await, Vec::<String>::new());
        assert_eq!(found(&reader, "pet shop").await, Vec::<String>::new());
    }

    async fn what_is_for_signed_in_developers_is_found_by_them(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, _) = pets(&portal, &admin).await;
        let hidden = json!({ "slug": "pets", "title": "Pet shop", "visibility": "signed_in" });
        admin.put(&format!("/api/v1/products/{}", product["id"].as_str().unwrap()), hidden).await.expect(200);
        for query in ["listPets", "pet shop", "vaccination", "/pets/7"] {
            assert_eq!(found(&portal.stranger(), query).await, Vec::<String>::new(), "{query}");
            assert!(!found(&portal.developer("Ann").await, query).await.is_empty(), "{query}");
        }
        portal.stranger().get("/api/v1/search?q=pets&product=pets").await.expect(404);
    }

    async fn internal_operations_are_for_admins(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        for query in ["wipeRepositories", "/internal/repositories", "repositories", "repositroies"] {
            assert_eq!(found(&portal.developer("Ann").await, query).await, Vec::<String>::new(), "{query}");
            assert!(!found(&admin, query).await.is_empty(), "{query}");
        }
    }

    async fn unpublished_documents_are_for_admins(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, _) = pets(&portal, &admin).await;
        let documents = format!("/api/v1/products/{}/documents", product["id"].as_str().unwrap());
        let new = json!({ "title": "Secret plans", "body": "We sell hippopotami." });
        let document = admin.post(&documents, new).await.expect(201).json();
        for query in ["secret plans", "hippopotami"] {
            assert_eq!(found(&portal.stranger(), query).await, Vec::<String>::new());
            assert_eq!(found(&admin, query).await, ["/apis/pets/docs/secret-plans"]);
        }
        let published = json!({ "title": "Open plans", "body": "We sell hippopotami.", "published": true });
        let path = format!("/api/v1/documents/{}", document["id"].as_str().unwrap());
        admin.put(&path, published).await.expect(200);
        assert_eq!(found(&portal.stranger(), "hippopotami").await, ["/apis/pets/docs/open-plans"]);
    }
}
