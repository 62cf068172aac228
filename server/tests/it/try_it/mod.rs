//! Trying an operation from its page, in front of a real little upstream.
mod bodies;
mod form;
mod send;

use crate::support::{Person, TestPortal, people::Answer, world::World};
use axum::{Router, body::Body, extract::Request, response::Response, routing::any};
use reqwest::{Method, header, multipart};
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("things.yaml");

/// Answers with what it was sent.
async fn echo(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 24).await.expect("the body");
    let headers: serde_json::Map<String, Value> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()))
        .collect();
    let told = json!({ "method": parts.method.as_str(), "uri": parts.uri.to_string(), "headers": headers,
                       "body": String::from_utf8_lossy(&body) });
    Response::builder()
        .status(201)
        .header("content-type", "application/json")
        .body(Body::from(told.to_string()))
        .expect("a response")
}

async fn picture() -> Response {
    let png = [0x89, b'P', b'N', b'G', 0, 1, 2, 3];
    let response = Response::builder().header("content-type", "image/png");
    response.body(Body::from(png.to_vec())).expect("a response")
}

async fn long() -> Response {
    let response = Response::builder().header("content-type", "text/plain");
    response.body(Body::from("å".repeat(3_000_000))).expect("a response")
}

/// A portal with "Weather 2.0" and this document, an upstream for it, and Ann at her browser.
pub struct Trial {
    pub portal: TestPortal,
    pub world: World,
    pub ann: Person,
}

impl Trial {
    /// On SQLite, and on PostgreSQL where that was promised.
    pub async fn on_both() -> Vec<Self> {
        let app =
            Router::new().route("/v1/picture", any(picture)).route("/v1/long", any(long)).fallback(echo);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let upstream = listener.local_addr().expect("an address").to_string();
        tokio::spawn(async move { axum::serve(listener, app).await });
        let pairs = [("PORTICO_OUTBOUND_ALLOW", upstream.as_str())];
        let mut trials = vec![Self::of(TestPortal::on_sqlite_with(&pairs).await, &upstream).await];
        if let Some(portal) = TestPortal::on_postgres_with(&pairs).await {
            trials.push(Self::of(portal, &upstream).await);
        }
        trials
    }

    async fn of(portal: TestPortal, upstream: &str) -> Self {
        let world = World::with_upstream(&portal, Some(&format!("http://{upstream}/v1"))).await;
        let path = format!("/api/v1/versions/{}/specification", world.version_id);
        let upload = world.admin.request(Method::PUT, &path).body(DOCUMENT);
        let import = world.admin.send(upload).await.expect(202).json();
        portal.finish_jobs().await;
        let import = format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"));
        let import = world.admin.get(&import).await.json();
        let id = import["specification_id"].as_str().expect("the document was read");
        world.admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
        let ann = portal.browser_as("ann@partner.example").await;
        Self { portal, world, ann }
    }

    /// Sends the operation's form as WASM does.
    pub async fn send(&self, operation: &str, fields: &[(&str, &str)]) -> Answer {
        send_as(&self.ann, operation, form(fields), "application/json").await
    }

    /// The upstream's account of a call that got through.
    pub async fn told(&self, operation: &str, fields: &[(&str, &str)]) -> Value {
        let answer = self.send(operation, fields).await.expect(200).json();
        assert_eq!(answer["from_gateway"], false, "{answer}");
        let text = answer["body"]["json"]["text"].as_str().expect("JSON");
        serde_json::from_str(text).expect("JSON")
    }
}

pub fn form(fields: &[(&str, &str)]) -> multipart::Form {
    fields.iter().fold(multipart::Form::new(), |form, (name, value)| {
        form.text((*name).to_owned(), (*value).to_owned())
    })
}

pub async fn send_as(person: &Person, operation: &str, form: multipart::Form, accept: &str) -> Answer {
    let path = format!("/apis/weather/2.0/reference/{operation}/call");
    let request = person.request(Method::POST, &path).header("sec-fetch-site", "same-origin");
    person.send(request.header(header::ACCEPT, accept).multipart(form)).await
}

/// What is wrong with one field.
pub fn wrong(answer: &Answer, field: &str) -> String {
    let errors = answer.json()["Invalid"].as_array().cloned().unwrap_or_default();
    let found = errors.iter().find(|error| error["field"] == field);
    found.and_then(|error| error["message"].as_str()).unwrap_or_default().to_owned()
}
