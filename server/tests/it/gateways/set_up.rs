use crate::support::{on_both_databases, world::World};
use serde_json::json;

on_both_databases! {
    async fn a_gateways_page_holds_its_finished_configuration(portal: TestPortal) {
        let world = World::with_upstream(&portal, Some("https://api.example/v1")).await;
        let new = json!({ "name": "front", "kind": "haproxy" });
        let created = world.admin.post("/api/v1/gateways", new).await.expect(201).json();
        assert_eq!(created["gateway"]["kind"], "haproxy");
        let path = format!("/api/v1/gateways/{}", created["gateway"]["id"].as_str().unwrap());
        let first = world.admin.get(&format!("{path}/configuration")).await.expect(200).json();
        let named = world.admin.get(&format!("{path}/configuration?for=weather/2.0")).await.expect(200).json();
        assert_eq!(first, named);
        let names: Vec<&str> =
            first["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["haproxy.cfg", "portal.lua"]);
        let text = first["files"][0]["text"].as_str().unwrap();
        for part in [&format!("{}/gateway/verify/weather/2.0", portal.origin), "api.example:443 ssl verify required", "del-header x-api-key"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        world.admin.get(&format!("{path}/configuration?for=weather/9")).await.expect(404);
        world.dev.get(&format!("{path}/configuration")).await.expect(403);

        let page = portal.browser_as("ada@portal.example").await.get(&path.replace("/api/v1", "/admin")).await;
        let page = page.expect(200).text;
        assert!(page.contains("Never: it has not reached the portal"), "{page}");
        assert!(page.contains("haproxy.cfg") && page.contains("verifyhost api.example"), "{page}");
    }

    async fn a_gateway_of_another_kind_is_told_what_to_ask(portal: TestPortal) {
        let world = World::new(&portal).await;
        let gateways = world.admin.get("/api/v1/gateways").await.expect(200).json();
        assert_eq!(gateways[0]["kind"], "other");
        let path = format!("/api/v1/gateways/{}/configuration", gateways[0]["id"].as_str().unwrap());
        let told = world.admin.get(&path).await.expect(200).json();
        assert_eq!(told["files"], json!([]));
        assert!(told["ask"].as_str().unwrap().contains("/gateway/verify/weather/2.0"));
    }
}
