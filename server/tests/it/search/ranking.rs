use super::{DELETE, GET, LIST, MINE, PETS, found, pets, search, use_document};
use crate::support::{on_both_databases, world::World};
use serde_json::json;

on_both_databases! {
    async fn the_exact_name_comes_first(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let reader = portal.stranger();
        for query in ["listPets", "list_pets", "listpets", "list pets", "GET /pets", "/pets", "List the animals"] {
            assert_eq!(found(&reader, query).await[0], LIST, "{query}");
        }
        assert_eq!(found(&reader, "pet shop").await[0], "/apis/pets");
        assert_eq!(found(&reader, "Pet shop 1.0").await[0], "/apis/pets/1.0");
    }

    async fn a_path_is_found_with_its_parameters_and_with_values(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let reader = portal.stranger();
        for query in ["/pets/{petId}", "GET /pets/{id}", "GET /pets/123", "get /pets/:id", "https://api.example/v1/pets/7?x=1#y"] {
            assert_eq!(found(&reader, query).await[0], GET, "{query}");
        }
        assert_eq!(found(&reader, "DELETE /pets/123").await[0], DELETE);
        assert_eq!(found(&reader, "/pets/mine").await[0], MINE, "what is written so comes before a parameter");
        assert!(found(&reader, "/pets/mine").await.contains(&GET.to_owned()));
    }

    async fn the_beginning_of_a_word_is_enough(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        for length in 2..="listPets".len() {
            let typed = &"listPets"[..length];
            assert!(found(&portal.stranger(), typed).await.contains(&LIST.to_owned()), "{typed}");
        }
        assert!(found(&portal.stranger(), "anim sho").await.contains(&LIST.to_owned()));
        assert!(found(&portal.stranger(), "pets animals").await.contains(&GET.to_owned()), "plurals");
    }

    async fn parameters_and_fields_are_found_and_said_so(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        for query in ["maximumAge", "maximum_age", "vaccination", "vaccination_record", "certifiedBy"] {
            assert_eq!(found(&portal.stranger(), query).await, [LIST], "{query}");
        }
        let hit = search(&portal.stranger(), "vaccination").await["hits"]["items"][0].clone();
        assert_eq!(hit["mentions"], json!(["vaccination"]));
        assert_eq!(hit["operation"]["path"], "/pets");
    }

    async fn misspelt_words_are_understood(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        for query in ["anmials", "listPtes", "animlas of a shop", "vacination", "vaccinaton record", "maximun"] {
            let answer = search(&portal.stranger(), query).await;
            assert_eq!(answer["approximate"], true, "{query}");
            let hits = answer["hits"]["items"].as_array().unwrap();
            assert!(hits.iter().any(|hit| hit["href"] == LIST), "{query}: {answer}");
        }
        assert_eq!(search(&portal.stranger(), "animals").await["approximate"], false);
        assert_eq!(found(&portal.stranger(), "xylophone").await, Vec::<String>::new());
    }

    async fn documents_are_found_by_title_heading_and_text(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, _) = pets(&portal, &admin).await;
        let path = format!("/api/v1/products/{}/documents", product["id"].as_str().unwrap());
        let body = "Feeding *takes* patience.\n\n# Carnivores\n\nThey eat sausages.";
        let new = json!({ "title": "Getting started", "body": body, "published": true });
        admin.post(&path, new).await.expect(201);
        for query in ["getting started", "carnivore", "sausages", "pet shop sausages"] {
            assert_eq!(found(&portal.stranger(), query).await[0], "/apis/pets/docs/getting-started", "{query}");
        }
        let hit = search(&portal.stranger(), "sausages").await["hits"]["items"][0].clone();
        assert_eq!(hit["excerpt"], "Feeding takes patience. Carnivores They eat sausages.");
    }

    async fn a_product_and_a_kind_narrow_it_down(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let other = admin.creates_product("zoo", "Zoo").await;
        let version = admin.publishes_version(&other, "1.0", None).await;
        use_document(&portal, &admin, &version, PETS).await;
        let reader = portal.stranger();
        let both = search(&reader, "listPets").await;
        assert_eq!(both["products"].as_array().unwrap().len(), 2);
        let one = reader.get("/api/v1/search?q=listPets&product=zoo").await.expect(200).json();
        let hrefs: Vec<_> = one["hits"]["items"].as_array().unwrap().iter().map(|hit| hit["product_slug"].clone()).collect();
        assert!(!hrefs.is_empty() && hrefs.iter().all(|slug| slug == "zoo"), "{one}");
        let kind = reader.get("/api/v1/search?q=zoo&kind=version").await.expect(200).json();
        assert_eq!((&kind["hits"]["total"], &kind["hits"]["items"][0]["kind"]), (&json!(1), &json!("version")));
        reader.get("/api/v1/search?q=zoo&product=nowhere").await.expect(404);
        reader.get("/api/v1/search?q=zoo&kind=animal").await.expect(422);
    }

    async fn the_same_operation_of_several_versions_is_one_hit(portal: TestPortal) {
        let admin = portal.admin().await;
        let (product, _) = pets(&portal, &admin).await;
        portal.clock.advance(chrono::TimeDelta::days(1));
        let newer = admin.publishes_version(&product, "2.0", None).await;
        use_document(&portal, &admin, &newer, PETS).await;
        let hits = search(&portal.stranger(), "listPets").await["hits"]["items"].clone();
        let lists: Vec<_> = hits.as_array().unwrap().iter().filter(|hit| hit["operation"]["operation_id"] == "listPets").collect();
        assert_eq!(lists.len(), 1, "{hits}");
        assert_eq!((&lists[0]["version"]["name"], &lists[0]["also_in"]), (&json!("2.0"), &json!(["1.0"])));
    }

    async fn pages_follow_one_another(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let reader = portal.stranger();
        let all = found(&reader, "animal").await;
        assert_eq!(all.len(), 5, "{all:?}");
        let mut paged = Vec::new();
        for page in 1..=3 {
            let answer = reader.get(&format!("/api/v1/search?q=animal&size=2&page={page}")).await.expect(200).json();
            assert_eq!(answer["hits"]["total"], 5);
            paged.extend(answer["hits"]["items"].as_array().unwrap().iter().map(|hit| hit["href"].as_str().unwrap().to_owned()));
        }
        assert_eq!(paged, all);
    }

    async fn an_application_that_can_call_is_named(portal: TestPortal) {
        let world = World::new(&portal).await;
        let answer = search(&world.dev, "weather 2.0").await;
        assert_eq!(answer["hits"]["items"][0]["callable_with"]["name"], "Storm watch", "{answer}");
        assert_eq!(search(&portal.stranger(), "weather 2.0").await["hits"]["items"][0]["callable_with"], json!(null));
        let other = portal.developer("Bo").await;
        assert_eq!(search(&other, "weather 2.0").await["hits"]["items"][0]["callable_with"], json!(null));
        let revoke = format!("{}/revoke", world.key_path());
        world.dev.post(&revoke, json!({})).await.expect(200);
        assert_eq!(search(&world.dev, "weather 2.0").await["hits"]["items"][0]["callable_with"], json!(null));
    }

    async fn the_page_shows_what_was_found_without_script(portal: TestPortal) {
        let admin = portal.admin().await;
        pets(&portal, &admin).await;
        let page = portal.stranger().get("/search?q=listPets").await.expect(200).text;
        assert!(page.contains("List the animals of a shop") && page.contains(LIST), "{page}");
        assert!(page.contains("Pet shop ("), "the filter names the product");
        let none = portal.stranger().get("/search?q=xylophone").await.expect(200).text;
        assert!(none.contains("Nothing matches these words"));
        portal.stranger().get("/search").await.expect(200);
    }
}
