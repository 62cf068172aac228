//! `llms.txt`, the site map, `robots.txt` and the API catalog.
use super::with_pets_and_hidden;
use crate::support::on_both_databases;
use serde_json::{Value, json};

on_both_databases! {
    async fn llms_txt_leads_to_the_twins(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let answer = portal.stranger().get("/llms.txt").await.expect(200);
        assert_eq!(answer.headers["content-type"], "text/markdown; charset=utf-8");
        let text = answer.text;
        assert!(text.starts_with("# Portico\n\n> The APIs of Portico"), "{text}");
        for line in [
            format!("## APIs\n\n- [Pets]({0}/apis/pets.md): Pets, in short\n", portal.origin),
            format!("## Reference\n\n- [Pets 1.0]({0}/apis/pets/1.0.md): 4 operations, authentication: Not set\n", portal.origin),
            format!("## Documents\n\n- [Pets: Getting started]({0}/apis/pets/docs/getting-started.md)\n", portal.origin),
            format!("- [Pets 1.0]({0}/apis/pets/1.0/openapi.json): also as [YAML]({0}/apis/pets/1.0/openapi.yaml)\n", portal.origin),
        ] {
            assert!(text.contains(&line), "{line} is not in {text}");
        }
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("search.md")) {
            portal.stranger().get(link.strip_prefix(&portal.origin).expect("a full address")).await.expect(200);
        }
    }

    async fn each_lists_what_the_reader_may_see(portal: TestPortal) {
        let admin = with_pets_and_hidden(&portal).await;
        let (stranger, developer) = (portal.stranger(), portal.developer("Dev").await);
        let browser = portal.browser_as("dev@partner.example").await;
        for path in ["/llms.txt", "/sitemap.xml", "/.well-known/api-catalog"] {
            let public = stranger.get(path).await.expect(200).text;
            assert!(public.contains("/apis/pets/1.0") && !public.to_lowercase().contains("hidden"), "{public}");
            for person in [&developer, &browser] {
                let own = person.get(path).await.expect(200).text;
                assert!(own.contains("/apis/hidden/3.0") && !own.contains("draft") && !own.contains("not-yet"), "{own}");
            }
            let all = admin.get(path).await.expect(200).text;
            assert!(!all.contains("draft") && !all.contains("not-yet"), "drafts are not listed for admins either: {all}");
        }
    }

    async fn the_site_map_has_every_public_page(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let answer = portal.stranger().get("/sitemap.xml").await.expect(200);
        assert_eq!(answer.headers["content-type"], "application/xml");
        for page in ["/", "/apis/pets", "/apis/pets/1.0", "/apis/pets/docs/getting-started", "/apis/pets/1.0/reference/find-home"] {
            assert!(answer.text.contains(&format!("<loc>{}{page}</loc>", portal.origin)), "{page}: {}", answer.text);
        }
        let robots = portal.stranger().get("/robots.txt").await.expect(200).text;
        assert!(robots.contains(&format!("\nSitemap: {}/sitemap.xml\n", portal.origin)), "{robots}");
        assert!(robots.contains("Disallow: /admin\n"));
    }

    async fn the_api_catalog_is_a_link_set(portal: TestPortal) {
        with_pets_and_hidden(&portal).await;
        let answer = portal.stranger().get("/.well-known/api-catalog").await.expect(200);
        assert_eq!(
            answer.headers["content-type"],
            "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\""
        );
        let own = format!("{}/.well-known/api-catalog", portal.origin);
        assert_eq!(answer.headers["link"], format!("<{own}>; rel=\"api-catalog\"").as_str());
        let document: Value = answer.json();
        let gateway = "http://127.0.0.1:8000/pets/1.0";
        assert_eq!(document["linkset"][0], json!({ "anchor": own, "item": [{ "href": gateway }] }));
        let api = &document["linkset"][1];
        assert_eq!(api["anchor"], gateway);
        assert_eq!(api["service-desc"][0]["href"], format!("{}/apis/pets/1.0/openapi.json", portal.origin));
        assert_eq!(api["service-doc"][1]["type"], "text/markdown");
    }
}
