use super::{grant, set_visibility};
use crate::{support::on_both_databases, teams};
use serde_json::json;

const ANN: &str = "ann@partner.example";

on_both_databases! {
    async fn consumers_request_access_and_viewers_do_not(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let admin = &weather.admin;
        let ann = portal.developer("Ann").await;
        set_visibility(admin, &weather.product, "private").await;
        let application = ann.creates_application("Storm watch", &weather.strategy).await;

        ann.requests_access(&application, weather.version_id()).await.expect(404);
        grant(admin, ("email", ANN), "weather", "viewer").await;
        let answer = ann.requests_access(&application, weather.version_id()).await.expect(409);
        assert_eq!(answer.code(), "consumer_role_needed");
        let browser = portal.browser_as(ANN).await;
        let page = browser.get("/apis/weather/2.0/register").await.expect(200).text;
        assert!(page.contains("you or your team need the role API consumer"), "{page}");
        let page = browser.get("/apis/weather/2.0/register/new-application").await.expect(200).text;
        assert!(page.contains("you or your team need the role API consumer"), "{page}");

        grant(admin, ("email", ANN), "weather", "consumer").await;
        ann.requests_access(&application, weather.version_id()).await.expect(201);
    }

    async fn an_application_of_a_team_needs_the_teams_own_role(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let admin = &weather.admin;
        let ann = portal.developer("Ann").await;
        set_visibility(admin, &weather.product, "private").await;
        let team = teams::create(&ann, "Logistics").await;
        let of_team = teams::application(&ann, &team, "Storm watch", &weather.strategy).await;
        let own = ann.creates_application("Own", &weather.strategy).await;

        // A person's role is not their team's.
        grant(admin, ("email", ANN), "weather", "consumer").await;
        let answer = ann.requests_access(&of_team, weather.version_id()).await.expect(409);
        assert_eq!(answer.code(), "consumer_role_needed");
        let page = portal.browser_as(ANN).await.get("/apis/weather/2.0/register").await.expect(200).text;
        assert!(page.contains("The team “Logistics” has no role for Weather"), "{page}");

        // But a team's role is its members'.
        let all = admin.get("/api/v1/catalog-roles").await.json();
        admin.delete(&format!("/api/v1/catalog-roles/{}", all[0]["id"].as_str().unwrap())).await.expect(204);
        ann.requests_access(&own, weather.version_id()).await.expect(404);
        grant(admin, ("team", &team), "weather", "consumer").await;
        ann.requests_access(&of_team, weather.version_id()).await.expect(201);
        ann.requests_access(&own, weather.version_id()).await.expect(201);
    }

    async fn access_to_a_private_product_is_not_handed_to_a_team_without_the_role(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let admin = &weather.admin;
        let ann = portal.developer("Ann").await;
        let team = teams::create(&ann, "Logistics").await;
        set_visibility(admin, &weather.product, "private").await;
        grant(admin, ("email", ANN), "weather", "consumer").await;
        let application = ann.creates_application("Storm watch", &weather.strategy).await;
        ann.registers(&application, weather.version_id()).await;
        let path = format!("/api/v1/applications/{application}/transfer");
        let to = json!({ "to": format!("team:{team}") });
        assert_eq!(ann.post(&path, to.clone()).await.expect(409).code(), "consumer_role_needed");
        grant(admin, ("team", &team), "weather", "consumer").await;
        ann.post(&path, to).await.expect(200);
    }

    async fn an_admin_asks_without_a_role(portal: TestPortal) {
        let weather = portal.published_weather().await;
        set_visibility(&weather.admin, &weather.product, "private").await;
        let application = weather.admin.creates_application("Probe", &weather.strategy).await;
        weather.admin.requests_access(&application, weather.version_id()).await.expect(201);
    }
}
