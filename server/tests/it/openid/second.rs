//! Calls with access tokens of a second provider, of another make, beside those of the first.
use super::{SETTINGS, TokenWorld};
use crate::support::{
    glewlwyd::Glewlwyd,
    identity_provider::{AUDIENCE, Client},
    on_both_databases,
    world::verdict_of,
};
use serde_json::{Value, json};

/// A product whose calls carry tokens of the second provider, and an application with a client there.
struct Second {
    world: TokenWorld,
    idp: Glewlwyd,
    client: Client,
    application: String,
    origin: String,
}

impl Second {
    async fn beside_the_first(portal: &crate::support::TestPortal) -> Option<Self> {
        let idp = Glewlwyd::start().await?;
        let world = TokenWorld::new(portal).await;
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let strategy = json!({ "name": "Second ID", "kind": "openid_connect", "issuer": idp.issuer,
            "credential_claims": ["client_id"], "audiences": [AUDIENCE], "scopes": ["weather.read"],
            "auth_methods": ["client_credentials"] });
        let strategy = world.admin.post("/api/v1/auth-strategies", strategy).await.expect(201).json();
        let product = world.admin.creates_product("radar", "Radar").await;
        let settings = json!({ "name": "1.0", "auth_strategy_id": strategy["id"], "registration_enabled": true,
                               "auto_approve": true });
        let versions = format!("/api/v1/products/{}/versions", text(&product["id"]));
        let version = text(&world.admin.post(&versions, settings).await.expect(201).json()["id"]);
        world.admin.post(&format!("/api/v1/versions/{version}/publish"), json!({})).await.expect(200);
        let client = idp.client("storm-watch").await;
        let new =
            json!({ "name": "Radar watch", "reference_id": client.id, "auth_strategy_id": strategy["id"] });
        let application = text(&world.dev.post("/api/v1/applications", new).await.expect(201).json()["slug"]);
        world.dev.registers(&application, &version).await;
        Some(Self { world, idp, client, application, origin: portal.origin.clone() })
    }

    async fn verdict(&self, token: &str) -> (u16, String) {
        let request = reqwest::Client::new()
            .get(format!("{}/gateway/verify/radar/1.0", self.origin))
            .header("x-portal-gateway-token", &self.world.gateway_token)
            .bearer_auth(token);
        verdict_of(&request.send().await.expect("an answer"))
    }
}

on_both_databases! {
    with SETTINGS;

    async fn counts_for_its_own_issuer_audience_scope_and_client(portal: TestPortal) {
        let Some(second) = Second::beside_the_first(&portal).await else { return };
        let token = second.idp.token(&second.client, "weather.read", Some(AUDIENCE)).await;
        assert_eq!(second.verdict(&token).await, (200, String::new()));
        let path = format!("/api/v1/applications/{}/token-checks", second.application);
        let check = second.world.dev.post(&path, json!({ "token": token })).await.expect(200).json();
        assert_eq!(check["accepted"], true, "{check}");

        // Each provider's tokens are for its own APIs.
        assert_eq!(second.world.verdict(&token).await, (401, "token_issuer".to_owned()));
        let first = second.world.token().await;
        assert_eq!(second.world.verdict(&first).await.0, 200);
        assert_eq!(second.verdict(&first).await, (401, "token_issuer".to_owned()));
        let undirected = second.idp.token(&second.client, "weather.read", None).await;
        assert_eq!(second.verdict(&undirected).await, (401, "token_audience".to_owned()));
        let unscoped = second.idp.token(&second.client, "weather.write", Some(AUDIENCE)).await;
        assert_eq!(second.verdict(&unscoped).await, (403, "token_scope".to_owned()));
        let stranger = second.idp.client("stranger").await;
        let strange = second.idp.token(&stranger, "weather.read", Some(AUDIENCE)).await;
        assert_eq!(second.verdict(&strange).await, (401, "client_unknown".to_owned()));
    }

    async fn counts_while_the_provider_is_down_once_its_keys_are_known(portal: TestPortal) {
        let Some(mut second) = Second::beside_the_first(&portal).await else { return };
        let token = second.idp.token(&second.client, "weather.read", Some(AUDIENCE)).await;
        second.idp.goes_down();
        let (status, reason) = second.verdict(&token).await;
        assert!(status != 200, "{reason}");
        second.idp.comes_back().await;
        portal.clock.advance(chrono::TimeDelta::seconds(11));
        assert_eq!(second.verdict(&token).await, (200, String::new()));
        second.idp.goes_down();
        assert_eq!(second.verdict(&token).await, (200, String::new()));
    }
}
