//! Tokens through the embedded gateway, and pasted where an operation is tried.
use super::{SETTINGS, TokenWorld};
use crate::support::TestPortal;
use axum::{Router, extract::Request, response::IntoResponse};
use serde_json::{Value, json};
use std::net::SocketAddr;

async fn echo(request: Request) -> impl IntoResponse {
    let headers: serde_json::Map<String, Value> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()))
        .collect();
    axum::Json(json!({ "headers": headers }))
}

async fn listening(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_gateway_passes_the_token_and_says_who_calls() {
    let portal = TestPortal::on_sqlite_with(&SETTINGS).await;
    let upstream = listening(Router::new().fallback(echo)).await;
    let world = TokenWorld::with_upstream(&portal, &format!("http://{upstream}")).await;
    let gateway = listening(server::gateway::router(portal.portal.clone())).await;
    let token = world.token().await;
    let call = reqwest::Client::new().get(format!("http://{gateway}/weather/2.0/forecast"));
    let call = call.header("x-portal-credential", "forged");
    let refused = call.try_clone().expect("a request").send().await.expect("an answer");
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.headers()["www-authenticate"], "Bearer realm=\"portal\"");
    let told: Value = call.bearer_auth(&token).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(told["headers"]["authorization"], format!("Bearer {token}"));
    assert_eq!(told["headers"]["x-portal-application"], "Storm watch");
    assert_eq!(told["headers"]["x-portal-reference-id"], world.client.id);
    assert_eq!(told["headers"]["x-portal-credential"], "");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_is_tried_with_a_pasted_token() {
    let portal = TestPortal::on_sqlite_with(&SETTINGS).await;
    let upstream = listening(Router::new().fallback(echo)).await;
    let world = TokenWorld::with_upstream(&portal, &format!("http://{upstream}")).await;
    let document = json!({ "openapi": "3.1.0", "info": { "title": "Weather", "version": "2.0" },
        "paths": { "/forecast": { "get": { "operationId": "forecast", "responses": { "200": { "description": "ok" } } } } } });
    let specification = format!("/api/v1/versions/{}/specification", world.version_id);
    let import = world.admin.put(&specification, document).await.expect(202).json();
    portal.finish_jobs().await;
    let import = format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"));
    let ready = world.admin.get(&import).await.expect(200).json();
    let id = ready["specification_id"].as_str().expect("a document");
    world.admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
    let ann = portal.browser("ann@partner.example").await;
    let page = ann.get("/apis/weather/2.0/reference/forecast/try").await.expect(200).text;
    assert!(page.contains("A key or token that I paste"), "{page}");
    let send = async |token: String| {
        let form = reqwest::multipart::Form::new().text("application", "").text("key", token);
        let request = ann.request(reqwest::Method::POST, "/apis/weather/2.0/reference/forecast/call");
        ann.send(
            request
                .header("sec-fetch-site", "same-origin")
                .header("accept", "application/json")
                .multipart(form),
        )
        .await
    };
    let answer = send(world.token().await).await.expect(200);
    assert!(answer.text.contains("Storm watch"), "{}", answer.text);
    let refused = send("opaque".to_owned()).await.expect(200);
    assert!(refused.text.contains("token_malformed"), "{}", refused.text);
}
