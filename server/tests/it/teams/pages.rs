//! Complete without WASM: plain posts, errors beside their fields.
use super::{application, create, detail, id_of, invite, join, mailed_token};
use crate::support::on_both_databases;

const ANN: &str = "ann@partner.example";
const BOB: &str = "bob@partner.example";

on_both_databases! {
    async fn from_an_empty_page_to_a_team_of_two(portal: TestPortal) {
        portal.developer("Ann").await;
        portal.developer("Bob").await;
        let (ann, bob) = (portal.browser_as(ANN).await, portal.browser_as(BOB).await);
        assert!(ann.get("/teams").await.expect(200).text.contains("You are in no team yet"));
        let refused = ann.submit("/teams/new?_do=create_team", &[("name", ""), ("description", "Vans")]).await.expect(422);
        assert!(refused.text.contains("Please fill this in.") && refused.text.contains("Vans"));
        let done = ann.submit("/teams/new?_do=create_team", &[("name", "Logistics"), ("description", "Vans")]).await.expect(303);
        let page = done.headers["location"].to_str().unwrap().to_owned();
        let team = page.rsplit('/').next().unwrap().to_owned();
        let invited = [("slug", team.as_str()), ("email", BOB), ("role", "member")];
        let sent = ann.submit(&format!("{page}?_do=invite_to_team"), &invited).await.expect(200);
        assert!(sent.text.contains("is on its way") && sent.text.contains("Open until"), "{}", sent.text);

        let token = mailed_token(&portal, BOB).await;
        let link = format!("/teams/join?token={token}");
        assert!(portal.stranger().get(&link).await.expect(200).text.contains("Join “Logistics”"));
        assert!(ann.get(&link).await.expect(200).text.contains("This is for another address"));
        assert!(bob.get(&link).await.expect(200).text.contains("Join the team"));
        bob.submit(&format!("{link}&_do=accept_team_invitation"), &[("token", &token)]).await.expect(303);
        assert!(bob.get(&link).await.expect(404).text.contains("does not work any more"));
        let seen = bob.get(&page).await.expect(200);
        assert!(seen.text.contains("Ann") && !seen.text.contains("Delete team…"), "a member decides nothing");

        let bobs = id_of(&detail(&ann, &team).await, BOB);
        let promoted = [("slug", team.as_str()), ("id", bobs.as_str()), ("role", "owner")];
        ann.submit(&format!("{page}?_do=change_team_role"), &promoted).await.expect(200);
        let remove = format!("{page}/members/{bobs}/remove");
        assert!(ann.get(&remove).await.expect(200).text.contains("Keys that they have copied still work"));
        ann.submit(&format!("{remove}?_do=remove_team_member"), &promoted[..2]).await.expect(303);
        bob.get(&page).await.expect(404);
    }

    async fn forms_offer_the_team_as_the_owner(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let browser = portal.browser_as(ANN).await;
        assert!(!browser.get("/apps/new").await.expect(200).text.contains("Who owns it"), "one who is in no team is not asked");
        let team = create(&ann, "Logistics").await;
        for page in ["/apps/new", "/apis/weather/2.0/register/new-application"] {
            assert!(browser.get(page).await.expect(200).text.contains("The team “Logistics”"), "{page}");
        }
        let fields = [
            ("product", "weather"), ("version", "2.0"), ("name", "Tracker"), ("team", team.as_str()),
            ("auth_strategy_id", weather.strategy.as_str()),
        ];
        let path = "/apis/weather/2.0/register/new-application?_do=create_application_for_version";
        browser.submit(path, &fields).await.expect(303);
        for page in ["/apps", "/apis/weather/2.0/register"] {
            assert!(browser.get(page).await.expect(200).text.contains("Logistics"), "{page}");
        }
    }

    async fn settings_say_why_a_member_cannot_give_it_away(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let team = create(&ann, "Logistics").await;
        join(&portal, &ann, &team, &bob, BOB, "member").await;
        let tracker = application(&bob, &team, "Tracker", &weather.strategy).await;
        let page = portal.browser_as(BOB).await.get(&format!("/apps/{tracker}/edit")).await.expect(200);
        assert!(page.text.contains("Only owners of the team hand its applications over."), "{}", page.text);
        portal.browser_as(BOB).await.get(&format!("/apps/{tracker}/transfer")).await.expect(409);
        let page = portal.browser_as(ANN).await.get(&format!("/apps/{tracker}/transfer")).await.expect(200);
        assert!(page.text.contains("Yourself") && page.text.contains("Bob"), "{}", page.text);
    }

    async fn admins_see_every_team(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        portal.admin().await;
        let team = create(&ann, "Logistics").await;
        invite(&ann, &team, "x@x.example", "member").await;
        let admin = portal.browser_as("ada@portal.example").await;
        assert!(admin.get("/admin/teams").await.expect(200).text.contains("Logistics"));
        let page = admin.get(&format!("/admin/teams/{team}")).await.expect(200);
        assert!(page.text.contains("x@x.example") && page.text.contains("Add somebody"));
        portal.browser_as(ANN).await.get("/admin/teams").await.expect(403);
    }
}
