use crate::{
    developers::{PASSWORD, sign_in},
    support::on_both_databases,
};
use chrono::TimeDelta;

const ANN: &str = "ann@partner.example";
const ADA: &str = "ada@portal.example";

on_both_databases! {
    async fn idle_and_absolute_limits_end_a_session(portal: TestPortal) {
        portal.developer("Ann").await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, ANN, PASSWORD).await.expect(303);
        portal.clock.advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
        browser.get("/account").await.expect(200);
        portal.clock.advance(TimeDelta::hours(12));
        browser.get("/account").await.expect(401);

        sign_in(&portal, &browser, ANN, PASSWORD).await.expect(303);
        for _ in 0..(7 * 24 / 11) {
            portal.clock.advance(TimeDelta::hours(11));
            browser.get("/account").await.expect(200);
        }
        portal.clock.advance(TimeDelta::hours(4));
        browser.get("/account").await.expect(401);
    }

    async fn admins_have_shorter_ones(portal: TestPortal) {
        portal.admin().await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, ADA, PASSWORD).await.expect(303);
        portal.clock.advance(TimeDelta::minutes(59));
        browser.get("/account").await.expect(200);
        portal.clock.advance(TimeDelta::minutes(60));
        browser.get("/account").await.expect(401);
        sign_in(&portal, &browser, ADA, PASSWORD).await.expect(303);
        for _ in 0..13 {
            portal.clock.advance(TimeDelta::minutes(54));
            browser.get("/account").await.expect(200);
        }
        portal.clock.advance(TimeDelta::minutes(20));
        browser.get("/account").await.expect(401);
    }

    async fn one_or_all_can_be_ended_and_no_foreign_one(portal: TestPortal) {
        let (ann, ben) = (portal.developer("Ann").await, portal.developer("Ben").await);
        let browsers = [portal.stranger(), portal.stranger(), portal.stranger()];
        for browser in &browsers {
            sign_in(&portal, browser, ANN, PASSWORD).await.expect(303);
            portal.clock.advance(TimeDelta::minutes(2));
        }
        let sessions = ann.get("/api/v1/me/sessions").await.expect(200).json();
        let oldest = sessions[2]["id"].as_str().unwrap().to_owned();
        let foreign = ben.delete(&format!("/api/v1/me/sessions/{oldest}")).await.expect(404);
        let missing = ben.delete("/api/v1/me/sessions/0195b1f0-0000-7000-8000-000000000000").await.expect(404);
        assert_eq!(crate::developers::seen(&foreign), crate::developers::seen(&missing));
        browsers[1].submit("/account/sessions?_do=end_session", &[("id", &oldest)]).await.expect(303);
        browsers[0].get("/account").await.expect(401);
        browsers[1].get("/account").await.expect(200);
        let done = browsers[1].submit("/account/sessions?_do=sign_out_everywhere", &[]).await.expect(303);
        assert_eq!(done.headers["location"], "/sign-in?after=signed-out-everywhere");
        browsers[1].get("/account").await.expect(401);
        browsers[2].get("/account").await.expect(401);
    }

    async fn the_last_use_is_written_once_a_minute(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, ANN, PASSWORD).await.expect(303);
        let seen = || async { ann.get("/api/v1/me/sessions").await.json()[0]["seen_at"].to_string() };
        let first = seen().await;
        portal.clock.advance(TimeDelta::seconds(59));
        browser.get("/account").await.expect(200);
        assert_eq!(seen().await, first);
        portal.clock.advance(TimeDelta::seconds(1));
        browser.get("/account").await.expect(200);
        assert_ne!(seen().await, first);
    }
}
