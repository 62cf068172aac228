mod account;
mod confirm;
mod decide;
mod passwords;
mod roles;
mod sign_up;

use crate::support::{Answer, Person, TestPortal};
use serde_json::{Value, json};

pub const PASSWORD: &str = "a long walk by the sea";

/// A stranger's call to the REST API from the portal's own origin.
pub async fn call(portal: &TestPortal, path: &str, body: Value) -> Answer {
    let person = portal.stranger();
    let request = person.request(reqwest::Method::POST, path).header("sec-fetch-site", "same-origin");
    person.send(request.json(&body)).await
}

pub async fn sign_up(portal: &TestPortal, email: &str) -> Answer {
    call(portal, "/api/v1/sign-ups", json!({ "email": email, "full_name": "Cleo Confirm" })).await
}

/// The token in the newest mail to this address.
pub async fn mailed_token(portal: &TestPortal, email: &str) -> String {
    let mails = portal.mails_to(email).await;
    let body = &mails.first().expect("a mail").body;
    let (_, rest) = body.split_once("token=").expect("a link in the mail");
    rest.split_whitespace().next().expect("a token").to_owned()
}

/// Signed up, confirmed, and waiting.
pub async fn pending(portal: &TestPortal, email: &str) {
    sign_up(portal, email).await.expect(202);
    let token = mailed_token(portal, email).await;
    let sent = json!({ "token": token, "password": PASSWORD });
    let answer = call(portal, "/api/v1/sign-ups/confirm", sent).await.expect(200);
    assert_eq!(answer.json()["status"], "pending");
}

pub async fn id_of(admin: &Person, email: &str) -> String {
    let found = admin.get(&format!("/api/v1/developers?q={email}")).await.expect(200).json();
    found["items"][0]["id"].as_str().expect("a developer with this address").to_owned()
}

/// A browser that signs in with a password.
pub async fn sign_in(portal: &TestPortal, browser: &Person, email: &str, password: &str) -> Answer {
    let _ = portal;
    browser.submit("/session", &[("email", email), ("password", password)]).await
}

/// What can be seen from outside, without what differs from call to call anyway.
pub fn seen(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let varies = ["date", "x-request-id", "content-security-policy"];
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(|(name, _)| !varies.contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    headers.sort();
    (answer.status.as_u16(), headers, answer.text.clone())
}
