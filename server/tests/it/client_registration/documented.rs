//! Okta, Auth0, Entra ID and Curity, none of which is at hand: servers of the test's own answer in the shapes that
//! their documentation shows. What the portal asks for is held against that, not against the products.
use super::{RegisteringWorld, SETTINGS, Stand, client, text};
use crate::support::{
    TestPortal,
    identity_provider::{AUDIENCE, IdentityProvider},
    on_both_databases,
};
use serde_json::{Value, json};

/// A provider's configuration, and the token that the portal's own client gets.
fn own(asked: &super::Asked, issuer: &str, token_endpoint: &str) -> Option<(u16, String)> {
    let (_, path, ..) = asked;
    let configuration = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    if *path == configuration {
        let told = json!({ "issuer": format!("{{here}}{issuer}"), "jwks_uri": "{here}/keys",
            "token_endpoint": format!("{{here}}{token_endpoint}"), "registration_endpoint": "{here}/register" });
        return Some((200, told.to_string()));
    }
    match path.as_str() {
        // The key of RFC 7517, appendix A.1.
        "/keys" => Some((200, json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig",
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM" }] }).to_string())),
        path if path == token_endpoint => Some((
            200,
            json!({ "access_token": "own", "token_type": "Bearer", "expires_in": 300 }).to_string(),
        )),
        _ => None,
    }
}

async fn world(portal: &TestPortal, stand: &Stand, issuer: &str) -> RegisteringWorld {
    let issuer = format!("{}{issuer}", stand.address);
    let methods = json!(["client_credentials", "authorization_code"]);
    RegisteringWorld::with_issuer(portal, IdentityProvider::start(), &issuer, methods).await
}

/// The last body that was sent there.
fn sent(stand: &Stand, what: &str) -> (String, Value) {
    let asked = stand.asked().into_iter().rev();
    let mut asked = asked.filter(|(method, path, ..)| format!("{method} {path}") == what);
    let (_, _, proof, body) = asked.next().unwrap_or_else(|| panic!("{what}: {:?}", stand.asked()));
    (proof, body)
}

async fn rotates(world: &RegisteringWorld, application: &str) -> super::Client {
    let path = format!("/api/v1/applications/{application}/client/secret");
    client(&world.dev.post(&path, json!({})).await.expect(200).json())
}

async fn comes_back_to(world: &RegisteringWorld, application: &str, uri: &str) -> Value {
    let path = format!("/api/v1/applications/{application}/client");
    world.dev.put(&path, json!({ "redirect_uris": [uri] })).await.expect(200).json()
}

async fn is_deleted(portal: &TestPortal, world: &RegisteringWorld, application: &str) {
    world.dev.delete(&format!("/api/v1/applications/{application}")).await.expect(204);
    portal.finish_jobs().await;
    let registration = world.admin.get(&world.registration()).await.expect(200).json();
    assert_eq!(registration["clients"], 0, "{registration}");
}

on_both_databases! {
    with SETTINGS;

    async fn okta(portal: TestPortal) {
        let stand = Stand::new(|(method, path, ..)| {
            let secret = if path.ends_with("/newSecret") { "secret-2" } else { "secret-1" };
            let client = json!({ "client_id": "0oa1", "client_secret": secret, "client_secret_expires_at": 0 });
            Some(match (method.as_str(), path.as_str()) {
                ("POST", "/oauth2/v1/clients") => (201, client.to_string()),
                ("PUT", "/oauth2/v1/clients/0oa1") => (200, client.to_string()),
                ("POST", "/oauth2/v1/clients/0oa1/lifecycle/newSecret") => (200, client.to_string()),
                ("DELETE", "/oauth2/v1/clients/0oa1") => (204, String::new()),
                _ => (404, json!({ "errorCode": "E0000007", "errorSummary": "Not found" }).to_string()),
            })
        }).await;
        let world = world(&portal, &stand, "/oauth2/default").await;
        world.registers(json!({ "kind": "okta", "secret": "api-token" })).await;
        let (application, issued) = world.creates("Storm watch").await;
        assert_eq!((issued.id.as_str(), issued.secret.as_str()), ("0oa1", "secret-1"));
        let (proof, body) = sent(&stand, "POST /oauth2/v1/clients");
        assert_eq!(proof, "SSWS api-token");
        assert_eq!(body, json!({ "client_name": "Storm watch", "application_type": "service", "redirect_uris": [],
            "response_types": ["token"], "grant_types": ["client_credentials"],
            "token_endpoint_auth_method": "client_secret_basic" }));
        comes_back_to(&world, &application, "https://shop.example/cb").await;
        let (_, body) = sent(&stand, "PUT /oauth2/v1/clients/0oa1");
        assert_eq!((&body["client_id"], &body["application_type"]), (&json!("0oa1"), &json!("web")));
        assert_eq!((&body["response_types"], &body["redirect_uris"]), (&json!(["code"]), &json!(["https://shop.example/cb"])));
        let rotated = rotates(&world, &application).await;
        assert_eq!((rotated.id.as_str(), rotated.secret.as_str()), ("0oa1", "secret-2"));
        is_deleted(&portal, &world, &application).await;
        assert_eq!(stand.count("DELETE /oauth2/v1/clients/0oa1"), 1);
    }

    async fn auth0(portal: TestPortal) {
        let stand = Stand::new(|asked| {
            let (method, path, _, body) = asked;
            if let Some(answer) = own(asked, "/", "/oauth/token") {
                return Some(answer);
            }
            let client = json!({ "client_id": "a0", "client_secret": "secret-1" });
            Some(match (method.as_str(), path.as_str()) {
                ("POST", "/api/v2/clients") if body["name"] == "Nameless" => (400, json!({ "statusCode": 400,
                    "error": "Bad Request", "message": "The name is taken", "errorCode": "invalid_body" }).to_string()),
                ("POST", "/api/v2/clients") => (201, client.to_string()),
                ("GET", "/api/v2/client-grants") => (200, "[]".to_owned()),
                ("POST", "/api/v2/client-grants") if body["client_id"] == "a0" => (201, json!({ "id": "cgr_1" }).to_string()),
                ("POST", "/api/v2/clients/a0/rotate-secret") => {
                    (200, json!({ "client_id": "a0", "client_secret": "secret-2" }).to_string())
                }
                ("PATCH", "/api/v2/clients/a0") => (200, client.to_string()),
                ("DELETE", "/api/v2/clients/a0") => (204, String::new()),
                _ => (404, json!({ "statusCode": 404, "error": "Not Found", "message": "?" }).to_string()),
            })
        }).await;
        let world = world(&portal, &stand, "/").await;
        world.registers(json!({ "kind": "auth0", "client_id": "portal", "secret": "portal-secret" })).await;
        let (application, issued) = world.creates("Storm watch").await;
        assert_eq!((issued.id.as_str(), issued.secret.as_str()), ("a0", "secret-1"));
        let (_, body) = sent(&stand, "POST /oauth/token");
        let audience = format!("audience={}", urlencoded(&format!("{}/api/v2/", stand.address)));
        assert!(text(&body).contains(&audience), "{body}");
        let (proof, body) = sent(&stand, "POST /api/v2/clients");
        assert_eq!(proof, "Bearer own");
        assert_eq!((&body["app_type"], &body["grant_types"]), (&json!("non_interactive"), &json!(["client_credentials"])));
        assert_eq!(body["client_metadata"]["auth_strategy_id"], json!(world.strategy));
        let (_, body) = sent(&stand, "POST /api/v2/client-grants");
        assert_eq!(body, json!({ "client_id": "a0", "audience": AUDIENCE, "scope": ["weather.read"] }));
        comes_back_to(&world, &application, "https://shop.example/cb").await;
        let (_, body) = sent(&stand, "PATCH /api/v2/clients/a0");
        assert_eq!((&body["app_type"], &body["callbacks"]), (&json!("regular_web"), &json!(["https://shop.example/cb"])));
        assert_eq!(rotates(&world, &application).await.secret, "secret-2");
        is_deleted(&portal, &world, &application).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Nameless")).await.expect(409);
        assert!(answer.text.contains("The name is taken"), "{}", answer.text);
    }

    async fn auth0_without_a_grant_leaves_nothing_behind(portal: TestPortal) {
        let stand = Stand::new(|asked| {
            let (method, path, ..) = asked;
            own(asked, "/", "/oauth/token").or_else(|| Some(match (method.as_str(), path.as_str()) {
                ("POST", "/api/v2/clients") => (201, json!({ "client_id": "a0", "client_secret": "s" }).to_string()),
                ("DELETE", "/api/v2/clients/a0") => (204, String::new()),
                _ => (403, json!({ "statusCode": 403, "error": "Forbidden", "message": "Insufficient scope, expected any of: create:client_grants" }).to_string()),
            }))
        }).await;
        let world = world(&portal, &stand, "/").await;
        world.registers(json!({ "kind": "auth0", "client_id": "portal", "secret": "portal-secret" })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await.expect(409);
        assert!(answer.text.contains("create:client_grants"), "{}", answer.text);
        assert_eq!(world.applications().await, 0);
        portal.finish_jobs().await;
        assert_eq!(stand.count("DELETE /api/v2/clients/a0"), 1, "{:?}", stand.asked());
    }

    async fn entra_id(portal: TestPortal) {
        let (mut passwords, mut principals) = (0, 0);
        let stand = Stand::new(move |asked| {
            let (method, path, ..) = asked;
            if let Some(answer) = own(asked, "/tenant/v2.0", "/tenant/oauth2/v2.0/token") {
                return Some(answer);
            }
            let application = json!({ "id": "object", "appId": "app-1",
                "passwordCredentials": (1..=passwords).map(|n| json!({ "keyId": format!("key-{n}") })).collect::<Vec<_>>() });
            Some(match (method.as_str(), path.as_str()) {
                ("POST", "/v1.0/applications") => (201, application.to_string()),
                ("POST", "/v1.0/servicePrincipals") => {
                    principals += 1;
                    let not_yet = json!({ "error": { "code": "Request_BadRequest", "message": "The appId is not there yet" } });
                    if principals == 1 { (400, not_yet.to_string()) } else { (201, json!({ "id": "principal" }).to_string()) }
                }
                ("POST", "/v1.0/applications(appId='app-1')/addPassword") => {
                    passwords += 1;
                    (200, json!({ "keyId": format!("key-{passwords}"), "secretText": format!("secret-{passwords}") }).to_string())
                }
                ("POST", "/v1.0/applications(appId='app-1')/removePassword") => (204, String::new()),
                ("GET", "/v1.0/applications(appId='app-1')") => (200, application.to_string()),
                ("PATCH" | "DELETE", "/v1.0/applications(appId='app-1')") => (204, String::new()),
                _ => (404, json!({ "error": { "code": "Request_ResourceNotFound", "message": "?" } }).to_string()),
            })
        }).await;
        let world = world(&portal, &stand, "/tenant/v2.0").await;
        let graph = format!("{}/v1.0", stand.address);
        world.registers(json!({ "kind": "entra_id", "client_id": "portal", "secret": "portal-secret", "endpoint": graph })).await;
        let (application, issued) = world.creates("Storm watch").await;
        assert_eq!((issued.id.as_str(), issued.secret.as_str()), ("app-1", "secret-1"));
        let (_, body) = sent(&stand, "POST /tenant/oauth2/v2.0/token");
        assert!(text(&body).contains(&urlencoded("/.default")), "{body}");
        let (proof, body) = sent(&stand, "POST /v1.0/applications");
        assert_eq!((proof.as_str(), &body["displayName"], &body["signInAudience"]), ("Bearer own", &json!("Storm watch"), &json!("AzureADMyOrg")));
        assert_eq!(sent(&stand, "POST /v1.0/servicePrincipals").1, json!({ "appId": "app-1" }));
        comes_back_to(&world, &application, "https://shop.example/cb").await;
        let (_, body) = sent(&stand, "PATCH /v1.0/applications(appId='app-1')");
        assert_eq!(body["web"]["redirectUris"], json!(["https://shop.example/cb"]));
        assert_eq!(rotates(&world, &application).await.secret, "secret-2");
        let (_, body) = sent(&stand, "POST /v1.0/applications(appId='app-1')/removePassword");
        assert_eq!(body, json!({ "keyId": "key-1" }), "the old one ends, the new one stays");
        is_deleted(&portal, &world, &application).await;
        assert_eq!(stand.count("DELETE /v1.0/applications(appId='app-1')"), 1);
    }

    async fn curity(portal: TestPortal) {
        let mut count = 0;
        let stand = Stand::new(move |asked| {
            let (method, path, ..) = asked;
            if let Some(answer) = own(asked, "/oauth/anonymous", "/oauth/token") {
                return Some(answer);
            }
            count += 1;
            let client = json!({ "client_id": "c-1", "client_secret": format!("secret-{count}"),
                "registration_client_uri": "{here}/register/c-1", "registration_access_token": "for-a-year" });
            Some(match (method.as_str(), path.as_str()) {
                ("POST", "/register") => (201, client.to_string()),
                ("PUT", "/register/c-1") => (200, client.to_string()),
                ("DELETE", "/register/c-1") => (204, String::new()),
                _ => (404, String::new()),
            })
        }).await;
        let world = world(&portal, &stand, "/oauth/anonymous").await;
        world.registers(json!({ "kind": "curity", "client_id": "portal", "secret": "portal-secret" })).await;
        let (application, issued) = world.creates("Storm watch").await;
        assert_eq!((issued.id.as_str(), issued.secret.as_str()), ("c-1", "secret-1"));
        assert!(text(&sent(&stand, "POST /oauth/token").1).contains("scope=dcr"));
        let changed = comes_back_to(&world, &application, "https://shop.example/cb").await;
        assert_eq!(changed["client_secret"], "secret-2", "a change exchanges the secret: {changed}");
        assert!(text(&sent(&stand, "POST /oauth/token").1).contains("scope=dcrm"));
        assert_eq!(sent(&stand, "PUT /register/c-1").1["client_id"], "c-1");
        assert_eq!(rotates(&world, &application).await.secret, "secret-3");
        is_deleted(&portal, &world, &application).await;
        assert_eq!(stand.count("DELETE /register/c-1"), 1);
    }

    async fn a_provider_that_does_not_let_the_portal_in_makes_no_application(portal: TestPortal) {
        let stand = Stand::new(|asked| match asked.1.as_str() {
            "/oauth/token" => Some((401, json!({ "error": "invalid_client", "error_description": "wrong secret" }).to_string())),
            _ => own(asked, "/", "/oauth/token").or(Some((500, String::new()))),
        }).await;
        let world = world(&portal, &stand, "/").await;
        world.registers(json!({ "kind": "auth0", "client_id": "portal", "secret": "wrong" })).await;
        let answer = world.dev.post("/api/v1/applications", world.new_application("Storm watch")).await.expect(409);
        assert!(answer.text.contains("wrong secret"), "{}", answer.text);
        assert_eq!((world.applications().await, stand.count("POST /api/v2/clients")), (0, 0));
    }
}

fn urlencoded(text: &str) -> String {
    serde_urlencoded::to_string([("", text)]).expect("a text")[1..].to_owned()
}
