//! "Check now": the same steps as a verdict, told to the developer.
use super::{SETTINGS, TokenWorld};
use crate::support::on_both_databases;
use serde_json::{Value, json};

fn failed(check: &Value) -> Option<&Value> {
    check["steps"].as_array().expect("steps").iter().find(|step| step["outcome"] == "failed")
}

on_both_databases! {
    with SETTINGS;

    async fn tells_which_step_fails(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let path = format!("/api/v1/applications/{}/token-checks", world.application);
        let check = async |token: String| world.dev.post(&path, json!({ "token": token })).await.expect(200).json();
        let good = check(format!("Bearer {}", world.token().await)).await;
        assert_eq!(good["accepted"], true, "{good}");
        assert_eq!(failed(&good), None);
        assert_eq!(good["calls"][0]["title"], "Weather 2.0");
        assert_eq!(good["calls"][0]["refusal"], Value::Null);
        let other = world.provider.client().await;
        let mixed = check(world.provider.token(&other, "weather.read").await).await;
        assert_eq!(mixed["accepted"], false);
        let step = failed(&mixed).expect("a step");
        assert_eq!(step["refusal"]["code"], "client_unknown");
        assert!(step["refusal"]["reason"].as_str().expect("a reason").contains(&other.id));
        let unsigned = world.provider.signs("none", json!({}), world.provider.claims(&world.client.id, json!({}))).await;
        let unsigned = check(unsigned).await;
        assert_eq!(failed(&unsigned).expect("a step")["refusal"]["code"], "token_algorithm");
        assert_eq!(unsigned["steps"][4]["outcome"], "skipped");
        let empty = world.dev.post(&path, json!({ "token": " " })).await.expect(422);
        assert!(empty.field_error("token").is_some(), "{}", empty.text);
        // Checking is no call.
        let calls = world.dev.get(&format!("/api/v1/applications/{}/calls", world.application)).await.expect(200).json();
        assert!(calls[0]["first_call_at"].is_null(), "{calls}");
        let stranger = portal.developer("Bob").await;
        stranger.post(&path, json!({ "token": "x" })).await.expect(404);
    }

    async fn is_a_page_that_explains_what_to_do(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let ann = portal.browser("ann@partner.example").await;
        let address = format!("/apps/{}/tokens", world.application);
        let page = ann.get(&address).await.expect(200).text;
        for told in [&world.client.id, &world.provider.issuer, "weather.read", "https://weather.example", "client_id"] {
            assert!(page.contains(told), "{told}");
        }
        assert!(page.contains("grant_type=client_credentials"), "{page}");
        let token = world.token().await;
        let submit = format!("{address}?_do=check_token");
        let fields = [("application", world.application.as_str()), ("token", token.as_str())];
        let checked = ann.submit(&submit, &fields).await.expect(200).text;
        assert!(checked.contains("It proves that this application calls"), "{checked}");
        assert!(!checked.contains(&token), "a token is not shown again");
        let expired = world.provider.claims(&world.client.id, json!({ "exp": 1 }));
        let expired = world.provider.signs("current", json!({}), expired).await;
        let fields = [("application", world.application.as_str()), ("token", expired.as_str())];
        let checked = ann.submit(&submit, &fields).await.expect(200).text;
        assert!(checked.contains("token_expired") && checked.contains("It expired on 1 Jan 1970"), "{checked}");
    }

    async fn applications_with_keys_have_no_tokens(portal: TestPortal) {
        let world = crate::support::world::World::new(&portal).await;
        let guide = world.dev.get(&format!("/api/v1/applications/{}/token-guide", world.application)).await;
        assert_eq!(guide.expect(409).code(), "key_auth_application");
    }
}
