use crate::support::on_both_databases;

on_both_databases! {
    async fn the_empty_state_teaches_and_the_list_counts(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let browser = portal.browser("ann@partner.example").await;
        let empty = browser.get("/apps").await.expect(200);
        assert!(empty.text.contains("An application stands for one piece of software"), "{}", empty.text);
        let slug = ann.creates_application("Shop", &weather.strategy).await;
        ann.registers(&slug, weather.version_id()).await;
        let list = browser.get("/apps").await.expect(200);
        for part in ["Shop", "No access yet", "1 waiting", "0 keys", "My Apps or the catalog"] {
            assert!(list.text.contains(part), "{part} is missing: {}", list.text);
        }
        for page in ["", "/access", "/keys", "/edit", "/delete"] {
            let page = browser.get(&format!("/apps/{slug}{page}")).await.expect(200);
            assert!(page.text.contains("Shop"), "{}", page.text);
        }
    }

    async fn a_plain_form_post_creates_or_keeps_what_was_typed(portal: TestPortal) {
        let weather = portal.published_weather().await;
        portal.developer("Ann").await;
        let browser = portal.browser("ann@partner.example").await;
        let page = "/apps/new?_do=create_application";
        let nothing_chosen = [("name", "Shop <1>"), ("description", "Sells umbrellas"), ("reference_id", "")];
        let refused = browser.submit(page, &nothing_chosen).await.expect(422);
        assert!(refused.text.contains("Please choose how calls prove themselves."), "{}", refused.text);
        assert!(refused.text.contains("value=\"Shop &lt;1&gt;\""), "{}", refused.text);
        assert!(refused.text.contains("Sells umbrellas"));
        let chosen = [("name", "Shop"), ("auth_strategy_id", weather.strategy.as_str())];
        let created = browser.submit(page, &chosen).await.expect(303);
        let address = created.headers["location"].to_str().unwrap();
        assert!(address.starts_with("/apps/shop-"), "{address}");
        let overview = browser.get(address).await.expect(200);
        assert!(overview.text.contains("Next: ask for access to an API"), "{}", overview.text);
        let taken = [("slug", &address[6..]), ("name", ""), ("reference_id", "kept")];
        let edit = format!("{address}/edit?_do=update_application");
        let refused = browser.submit(&edit, &taken).await.expect(422);
        assert!(refused.text.contains("Please fill this in.") && refused.text.contains("value=\"kept\""));
        let gone = format!("{address}/delete?_do=delete_application");
        browser.submit(&gone, &[("slug", &address[6..])]).await.expect(303);
        browser.get(address).await.expect(404);
    }

    async fn pages_of_somebody_elses_application_are_not_found(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let slug = portal.developer("Ann").await.creates_application("Shop", &weather.strategy).await;
        portal.developer("Bob").await;
        let bob = portal.browser("bob@partner.example").await;
        for page in ["", "/access", "/keys", "/edit", "/delete"] {
            let theirs = bob.get(&format!("/apps/{slug}{page}")).await.expect(404);
            assert!(!theirs.text.contains("Shop"), "{}", theirs.text);
        }
    }
}
