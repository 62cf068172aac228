use super::{LIST, found, pets, use_document};
use crate::support::on_both_databases;
use serde_json::json;

const HORSES: &str = r"
openapi: 3.0.3
info: {title: Horses, version: '1'}
paths:
  /horses: {get: {operationId: listHorses, responses: {'200': {description: Horses}}}}
";

on_both_databases! {
    async fn another_document_replaces_the_operations(portal: TestPortal) {
        let admin = portal.admin().await;
        let (_, version) = pets(&portal, &admin).await;
        use_document(&portal, &admin, &version, HORSES).await;
        assert_eq!(found(&portal.stranger(), "listHorses").await, ["/apis/pets/1.0/reference/list-horses"]);
        assert!(!found(&portal.stranger(), "listPets").await.contains(&LIST.to_owned()));
        assert_eq!(found(&portal.stranger(), "vaccination").await, Vec::<String>::new());
    }

    async fn a_new_title_is_found_at_once_and_the_old_one_is_not(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, _) = pets(&portal, &admin).await;
        let renamed = json!({ "slug": "menagerie", "title": "Menagerie", "summary": "Animals of all sorts" });
        admin.put(&format!("/api/v1/products/{}", product["id"].as_str().unwrap()), renamed).await.expect(200);
        let reader = portal.stranger();
        assert_eq!(found(&reader, "menagerie").await[0], "/apis/menagerie");
        let operation = "/apis/menagerie/1.0/reference/list-pets".to_owned();
        assert!(found(&reader, "menagerie list").await.contains(&operation));
        assert_eq!(found(&reader, "petshop").await, Vec::<String>::new());
        assert_eq!(found(&reader, "listPets").await[0], operation);
    }

    async fn what_is_deleted_is_found_no_more(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, version) = pets(&portal, &admin).await;
        let version = format!("/api/v1/versions/{}", version["id"].as_str().unwrap());
        admin.post(&format!("{version}/retire"), json!({})).await.expect(200);
        assert!(found(&admin, "listPets").await.contains(&LIST.to_owned()));
        admin.delete(&version).await.expect(204);
        assert!(!found(&admin, "listPets").await.contains(&LIST.to_owned()));
        assert_eq!(found(&admin, "pet shop").await, ["/apis/pets"]);
        admin.delete(&format!("/api/v1/products/{}", product["id"].as_str().unwrap())).await.expect(204);
        assert_eq!(found(&admin, "pet shop").await, Vec::<String>::new());
    }
}
