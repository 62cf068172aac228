//! What a token has to prove.
use super::{SETTINGS, TokenWorld};
use crate::support::{on_both_databases, world::verdict_of};
use serde_json::{Value, json};
use server::{clock::Clock, db::sql};

/// `WWW-Authenticate` of a refusal.
fn challenge(response: &reqwest::Response) -> String {
    let header = response.headers().get("www-authenticate");
    header.map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default()
}

on_both_databases! {
    with SETTINGS;

    async fn of_the_applications_client_lets_through(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let token = world.token().await;
        for _ in 0..3 {
            let response = world.ask(&token).await;
            assert_eq!(verdict_of(&response), (200, String::new()));
            for name in server::verify::IDENTITY_HEADERS {
                assert!(response.headers().contains_key(&name), "{name}");
            }
            assert_eq!(response.headers()["x-portal-application"], "Storm watch");
            assert_eq!(response.headers()["x-portal-reference-id"], world.client.id);
            assert_eq!(response.headers()["x-portal-registration"], world.registration_id);
            assert_eq!(response.headers()["x-portal-credential"], "");
        }
        assert_eq!(world.provider.asked("GET /jwks").await, 1);
        let calls = format!("/api/v1/applications/{}/calls", world.application);
        let panel = world.dev.get(&calls).await.expect(200).json();
        assert!(panel[0]["first_call_at"].is_string(), "{panel}");
        server::verify::flush(&portal.portal).await.expect("written");
        let panel = world.dev.get(&calls).await.expect(200).json();
        assert!(panel[0]["last_call_at"].is_string(), "{panel}");
        assert_eq!(panel[0]["header_name"], "Authorization");
    }

    async fn is_refused_for_what_it_does_not_prove(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let provider = &world.provider;
        let now = portal.clock.now().timestamp();
        let usual = |changes: Value| provider.claims(&world.client.id, changes);
        assert_eq!(world.verdict(&provider.signs("current", json!({}), usual(json!({}))).await).await.0, 200);
        let cases = [
            ("none", json!({}), json!({}), 401, "token_algorithm"),
            ("none", json!({ "alg": "None" }), json!({}), 401, "token_algorithm"),
            ("public", json!({}), json!({}), 401, "token_algorithm"),
            ("foreign", json!({}), json!({}), 401, "token_signature"),
            ("foreign", json!({ "kid": null }), json!({}), 401, "token_malformed"),
            ("current", json!({ "typ": "logout+jwt" }), json!({}), 401, "token_malformed"),
            ("current", json!({}), json!({ "exp": now - 31 }), 401, "token_expired"),
            ("current", json!({}), json!({ "exp": null }), 401, "token_expired"),
            ("current", json!({}), json!({ "exp": "9999999999" }), 401, "token_expired"),
            ("current", json!({}), json!({ "nbf": now + 60 }), 401, "token_not_yet_valid"),
            ("current", json!({}), json!({ "iss": "https://id.other.example" }), 401, "token_issuer"),
            ("current", json!({}), json!({ "iss": format!("{}/", provider.issuer) }), 401, "token_issuer"),
            ("current", json!({}), json!({ "iss": null }), 401, "token_issuer"),
            ("current", json!({}), json!({ "aud": "https://other.example" }), 401, "token_audience"),
            ("current", json!({}), json!({ "aud": null }), 401, "token_audience"),
            ("current", json!({}), json!({ "scope": "weather.write weather.readers" }), 403, "token_scope"),
            ("current", json!({}), json!({ "client_id": null }), 401, "token_client"),
            ("current", json!({}), json!({ "client_id": [world.client.id] }), 401, "token_client"),
            ("current", json!({}), json!({ "client_id": "somebody-else" }), 401, "client_unknown"),
        ];
        for (key, header, changes, status, reason) in cases {
            let about = format!("{key} {header} {changes}");
            let token = match (key, &header["kid"]) {
                // JSON that cannot be: a header that ends too early.
                ("foreign", Value::Null) if header.get("kid").is_some() => "eyJhbGciOiJSUzI1NiI.e30.AAAA".to_owned(),
                _ => provider.signs(key, header, usual(changes)).await,
            };
            let response = world.ask(&token).await;
            assert_eq!(verdict_of(&response), (status, reason.to_owned()), "{about}");
            let error = if status == 403 { "insufficient_scope" } else { "invalid_token" };
            let challenge = challenge(&response);
            assert!(challenge.starts_with(&format!("Bearer realm=\"portal\", error=\"{error}\"")), "{about}: {challenge}");
        }
        let tampered = world.token().await;
        let (message, signature) = tampered.rsplit_once('.').expect("a token");
        let swapped: String = signature.chars().rev().collect();
        assert_eq!(world.verdict(&format!("{message}.{swapped}")).await.1, "token_signature");
        for garbage in ["opaque", "a.b.c", "..", "é", &"x".repeat(20_000)] {
            assert_eq!(world.verdict(garbage).await, (401, "token_malformed".to_owned()));
        }
    }

    async fn has_to_be_there_once(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let missing = world.question().header("apikey", "x").send().await.expect("an answer");
        assert_eq!(verdict_of(&missing), (401, "token_missing".to_owned()));
        assert_eq!(challenge(&missing), "Bearer realm=\"portal\"");
        let (one, two) = (world.token().await, world.token().await);
        let both = world.question().bearer_auth(&one).bearer_auth(&two).send().await.expect("an answer");
        assert_eq!(verdict_of(&both), (401, "tokens_conflict".to_owned()));
        let address = format!("{}/gateway/verify/weather/2.0", portal.origin);
        let stranger = reqwest::Client::new().get(address).bearer_auth(&one).send().await.expect("an answer");
        assert_eq!(verdict_of(&stranger), (403, "gateway_unknown".to_owned()));
    }

    async fn counts_no_longer_than_access_does(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let token = world.token().await;
        assert_eq!(world.verdict(&token).await.0, 200);
        let registration = format!("/api/v1/registrations/{}", world.registration_id);
        world.admin.post(&format!("{registration}/revoke"), json!({ "reason": "Abuse" })).await.expect(200);
        assert_eq!(world.verdict(&token).await, (403, "registration_revoked".to_owned()));
        world.admin.post(&format!("{registration}/approve"), json!({ "reason": "" })).await.expect(200);
        assert_eq!(world.verdict(&token).await.0, 200);
        let set = |status: &str| sql("UPDATE developers SET status = $1 WHERE email = 'ann@partner.example'").bind(status);
        for (status, code) in [("revoked", 403), ("approved", 200)] {
            let mut tx = portal.portal.db.begin().await.expect("a transaction");
            set(status).execute(&mut tx).await.expect("the statement");
            tx.commit().await.expect("the commit");
            assert_eq!(world.verdict(&token).await.0, code, "{status}");
        }
        // The strategy is asked for at each call, too.
        let strategies = world.admin.get("/api/v1/auth-strategies").await.expect(200).json();
        let mut strategy = strategies[0].clone();
        strategy["scopes"] = json!(["weather.read", "weather.write"]);
        let path = format!("/api/v1/auth-strategies/{}", strategy["id"].as_str().expect("an id"));
        world.admin.put(&path, strategy.clone()).await.expect(200);
        assert_eq!(world.verdict(&token).await, (403, "token_scope".to_owned()));
        strategy["scopes"] = json!([]);
        world.admin.put(&path, strategy).await.expect(200);
        assert_eq!(world.verdict(&token).await.0, 200);
        // Another reference ID is another client.
        let application = format!("/api/v1/applications/{}", world.application);
        let rename = json!({ "name": "Storm watch", "description": "", "reference_id": "another" });
        world.dev.put(&application, rename).await.expect(200);
        assert_eq!(world.verdict(&token).await, (401, "client_unknown".to_owned()));
        let back = json!({ "name": "Storm watch", "description": "", "reference_id": world.client.id });
        world.dev.put(&application, back).await.expect(200);
        assert_eq!(world.verdict(&token).await.0, 200);
        world.dev.delete(&application).await.expect(204);
        assert_eq!(world.verdict(&token).await, (401, "client_unknown".to_owned()));
    }

    async fn proves_nothing_for_an_application_of_another_strategy(portal: TestPortal) {
        let world = TokenWorld::new(&portal).await;
        let keys = world.admin.creates_key_strategy("Keys").await;
        // Somebody names the client of others as the reference ID of an application with API keys.
        let other = world.provider.client().await;
        let new = json!({ "name": "Copy", "reference_id": other.id, "auth_strategy_id": keys });
        world.dev.post("/api/v1/applications", new).await.expect(201);
        let token = world.provider.token(&other, "weather.read").await;
        assert_eq!(world.verdict(&token).await, (403, "strategy_mismatch".to_owned()));
    }
}
