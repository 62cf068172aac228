use crate::support::on_both_databases;
use serde_json::json;

const START: &str = "/apis/weather/2.0/register";

on_both_databases! {
    async fn from_nothing_to_a_request_by_plain_forms(portal: TestPortal) {
        let weather = portal.published_weather().await;
        portal.developer("Ann").await;
        let browser = portal.browser("ann@partner.example").await;
        let first = browser.get(START).await.expect(200);
        assert!(first.text.contains("You have no application yet"), "{}", first.text);
        assert!(first.text.contains(&format!("{START}/new-application")));
        let create = format!("{START}/new-application");
        let form = browser.get(&create).await.expect(200);
        assert!(form.text.contains("chosen because") && form.text.contains(&weather.strategy), "{}", form.text);
        let fields = [
            ("product", "weather"), ("version", "2.0"), ("name", "Shop"), ("description", "Sells umbrellas"),
            ("reference_id", ""), ("auth_strategy_id", weather.strategy.as_str()),
        ];
        let submit = format!("{create}?_do=create_application_for_version");
        let mut nameless = fields;
        nameless[2].1 = "";
        let refused = browser.submit(&submit, &nameless).await.expect(422);
        assert!(refused.text.contains("Please fill this in.") && refused.text.contains("Sells umbrellas"));
        let created = browser.submit(&submit, &fields).await.expect(303);
        let confirm = created.headers["location"].to_str().unwrap().to_owned();
        assert!(confirm.starts_with(&format!("{START}/confirm?application=shop-")), "{confirm}");
        let summary = browser.get(&confirm).await.expect(200);
        assert!(summary.text.contains("Weather 2.0") && summary.text.contains("Shop"), "{}", summary.text);
        let application = confirm.rsplit('=').next().unwrap();
        let request = [
            ("product", "weather"), ("version", "2.0"), ("version_id", weather.version_id()),
            ("application", application), ("purpose", "Umbrellas on demand"),
        ];
        let submit = format!("{confirm}&_do=request_access");
        let long = "long ".repeat(60);
        let mut too_long = request;
        too_long[4].1 = &long;
        let refused = browser.submit(&submit, &too_long).await.expect(422);
        assert!(refused.text.contains("At most 255 characters") && refused.text.contains(long.trim()), "{}", refused.text);
        let done = browser.submit(&submit, &request).await.expect(303);
        let done = browser.get(done.headers["location"].to_str().unwrap()).await.expect(200);
        assert!(done.text.contains("Waiting for approval") && done.text.contains("Meanwhile"), "{}", done.text);
        let again = browser.submit(&submit, &request).await.expect(409);
        assert!(again.text.contains("the request waits for approval"), "{}", again.text);
    }

    async fn applications_that_cannot_be_chosen_are_shown_with_the_reason(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let idp = json!({ "name": "Acme ID", "kind": "openid_connect", "issuer": "https://id.acme.example",
            "credential_claims": ["client_id"], "scopes": [], "auth_methods": ["bearer"] });
        let idp = weather.admin.post("/api/v1/auth-strategies", idp).await.expect(201).json();
        let ann = portal.developer("Ann").await;
        let asked = ann.creates_application("Asked", &weather.strategy).await;
        ann.registers(&asked, weather.version_id()).await;
        ann.creates_application("Other way", idp["id"].as_str().unwrap()).await;
        let browser = portal.browser("ann@partner.example").await;
        let page = browser.get(START).await.expect(200).text;
        assert!(page.contains("Already asked: waiting for approval."), "{page}");
        assert!(page.contains("Weather 2.0 uses API keys; this application uses OpenID Connect."), "{page}");
        assert!(page.contains("None of your applications can be chosen"), "{page}");
        assert!(!page.contains(">Continue<"), "{page}");
        let free = ann.creates_application("Free", &weather.strategy).await;
        let page = browser.get(START).await.expect(200).text;
        assert!(page.contains(">Continue<") && page.contains(&format!("value=\"{free}\"")), "{page}");
        let greyed = browser.get(&format!("{START}/confirm?application={asked}")).await.expect(200).text;
        assert!(greyed.contains("This request cannot be made"), "{greyed}");
        let foreign = browser.get(&format!("{START}/confirm?application=no-such")).await.expect(200).text;
        assert!(foreign.contains("Please choose one of your applications first."), "{foreign}");
    }

    async fn approved_at_once_says_that_a_key_comes_next(portal: TestPortal) {
        let weather = portal.published_weather().await;
        weather.sets(json!({ "auto_approve": true })).await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let browser = portal.browser("ann@partner.example").await;
        let confirm = browser.get(&format!("{START}/confirm?application={shop}")).await.expect(200).text;
        assert!(confirm.contains("Approved at once"), "{confirm}");
        ann.registers(&shop, weather.version_id()).await;
        let done = browser.get(&format!("{START}/done?application={shop}")).await.expect(200).text;
        assert!(done.contains("“Shop” may call Weather 2.0"), "{done}");
        assert!(done.contains(&format!("/apps/{shop}/keys/new")), "{done}");
    }

    async fn strangers_sign_in_and_come_back(portal: TestPortal) {
        portal.published_weather().await;
        for step in ["", "/new-application", "/confirm?application=shop"] {
            let page = portal.stranger().get(&format!("{START}{step}")).await.expect(401);
            assert!(page.text.contains("/sign-in?return_to=%2Fapis%2Fweather%2F2.0%2Fregister"), "{}", page.text);
        }
        let confirm = portal.stranger().get(&format!("{START}/confirm?application=shop")).await;
        assert!(confirm.text.contains("confirm%3Fapplication%3Dshop"), "{}", confirm.text);
    }

    async fn versions_that_nobody_may_see_have_no_wizard(portal: TestPortal) {
        let weather = portal.published_weather().await;
        weather.admin.creates_version(&weather.product, "3.0", Some(&weather.strategy)).await;
        portal.developer("Ann").await;
        let browser = portal.browser("ann@partner.example").await;
        browser.get("/apis/weather/3.0/register").await.expect(404);
        browser.get("/apis/no-such/1.0/register").await.expect(404);
    }

    async fn asking_again_withdraws_and_leads_back_into_the_request(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.admin.decides(&id, "reject", "Say more about the volume").await.expect(200);
        let browser = portal.browser("ann@partner.example").await;
        let access = browser.get(&format!("/apps/{shop}/access")).await.expect(200).text;
        assert!(access.contains("Say more about the volume") && access.contains("Ada Admin"), "{access}");
        let fields = [("id", id.as_str()), ("application", &shop), ("product", "weather"), ("version", "2.0")];
        let submit = format!("/apps/{shop}/access?_do=withdraw_registration");
        let answer = browser.submit(&submit, &fields).await.expect(303);
        assert_eq!(answer.headers["location"], format!("{START}/confirm?application={shop}").as_str());
        let confirm = browser.get(answer.headers["location"].to_str().unwrap()).await.expect(200).text;
        assert!(confirm.contains("What is the access for?"), "{confirm}");
    }

    async fn withdrawing_is_confirmed_on_a_page_of_its_own(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.admin.decides(&id, "approve", "").await.expect(200);
        let browser = portal.browser("ann@partner.example").await;
        let page = format!("/apps/{shop}/access/{id}/withdraw");
        let question = browser.get(&page).await.expect(200).text;
        assert!(question.contains("Give up access to Weather 2.0?"), "{question}");
        let fields = [("id", id.as_str()), ("application", shop.as_str())];
        let answer = browser.submit(&format!("{page}?_do=withdraw_registration"), &fields).await.expect(303);
        assert_eq!(answer.headers["location"], format!("/apps/{shop}/access").as_str());
        browser.get(&page).await.expect(404);
    }
}
