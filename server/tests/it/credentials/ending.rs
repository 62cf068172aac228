//! A key that expires soon is replaced with one click.
use crate::support::{on_both_databases, world::World};
use chrono::TimeDelta;
use serde_json::json;

on_both_databases! {
    async fn the_application_warns_and_replaces_with_one_click(portal: TestPortal) {
        let world = World::new(&portal).await;
        let new = json!({ "name": "Nightly", "expires_in_days": 30 });
        let issued = world.dev.post(&world.keys_path(), new).await.expect(201).json();
        let (old, secret) = (issued["credential"]["id"].as_str().expect("an id"), issued["secret"].as_str().expect("a secret"));
        let overview = format!("/apps/{}", world.application);
        portal.clock.advance(TimeDelta::days(16) - TimeDelta::seconds(1));
        let browser = portal.browser_as("ann@partner.example").await;
        assert!(!browser.get(&overview).await.expect(200).text.contains("stops working on"));
        portal.clock.advance(TimeDelta::seconds(1));
        let shape = format!("ptk_…{}", &secret[28..]);
        for page in [overview.clone(), format!("{overview}/keys")] {
            let text = browser.get(&page).await.expect(200).text;
            assert!(text.contains(&format!("“Nightly” ({shape}) stops working on 21 Dec 2026, 10:42 UTC")), "{text}");
            assert!(text.contains("Replace key"));
        }

        let fields = [("application", world.application.as_str()), ("id", old), ("overlap", "week")];
        let page = browser.submit(&format!("{overview}?_do=rotate_credential"), &fields).await.expect(200).text;
        let at = page.find("ptk_").and_then(|first| page[first..].match_indices("ptk_").map(|(at, _)| first + at)
            .find(|at| page[*at..*at + 32].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))).expect("the new key");
        let successor = page[at..at + 32].to_owned();
        assert!(page.contains("Your new key “Nightly”"));
        assert!(!page.contains("Replace key"), "nothing is left to be replaced");
        assert_eq!(world.verdict(&successor).await.0, 200);
        assert_eq!(world.verdict(secret).await.0, 200, "both work for a while");
        assert!(!browser.get(&overview).await.expect(200).text.contains(&successor), "shown once");
        let listed = world.dev.get(&world.keys_path()).await.expect(200).json();
        let newest = listed["credentials"].as_array().expect("keys").iter().find(|key| key["last_four"] == successor[28..]).expect("listed").clone();
        assert_eq!((&newest["name"], &newest["expires_at"]), (&json!("Nightly"), &json!("2027-01-06T10:42:00Z")));

        // Pressed twice: the second time it says that it is done.
        let again = browser.submit(&format!("{overview}?_do=rotate_credential"), &fields).await.expect(409).text;
        assert!(again.contains("This key has been replaced already."), "{again}");
        portal.clock.advance(TimeDelta::days(7));
        assert_eq!(world.verdict(secret).await, (401, "key_expired".to_owned()));
    }

    async fn a_retiring_key_that_is_still_used_is_named(portal: TestPortal) {
        let world = World::new(&portal).await;
        world.dev.post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "week" })).await.expect(201);
        let browser = portal.browser_as("ann@partner.example").await;
        let overview = format!("/apps/{}", world.application);
        assert!(!browser.get(&overview).await.expect(200).text.contains("is still used"));
        portal.clock.advance(TimeDelta::hours(1));
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let page = browser.get(&overview).await.expect(200).text;
        assert!(page.contains("is still used, and stops working on 28 Nov 2026, 10:42 UTC"), "{page}");
    }
}
