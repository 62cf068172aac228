use crate::{
    developers::{PASSWORD, call, sign_in, sign_up},
    support::TestPortal,
};
use chrono::TimeDelta;
use serde_json::json;

async fn limited() -> TestPortal {
    TestPortal::on_sqlite_with(&[
        ("PORTICO_SECURITY_RATE_LIMITS", "true"),
        ("PORTICO_SERVER_TRUSTED_PROXIES", "127.0.0.1"),
    ])
    .await
}

/// A wrong password from this address, with what came back.
async fn guess(portal: &TestPortal, address: &str, email: &str) -> u16 {
    let browser = portal.stranger();
    let request = browser
        .request(reqwest::Method::POST, "/session")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", address);
    browser.send(request.form(&[("email", email), ("password", "some wrong password")])).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_from_one_address_is_slowed_down() {
    let portal = limited().await;
    portal.developer("Ann").await;
    for _ in 0..10 {
        sign_in(&portal, &portal.stranger(), "ann@partner.example", "some wrong password").await.expect(422);
    }
    let answer = sign_in(&portal, &portal.stranger(), "ann@partner.example", PASSWORD).await.expect(429);
    assert_eq!(answer.headers["retry-after"], "12");
    assert!(answer.text.contains("Please wait 12 seconds"), "the page says how long");
    assert!(answer.text.contains("value=\"ann@partner.example\""), "the address is kept");
    assert_eq!(guess(&portal, "192.0.2.7", "ann@partner.example").await, 422, "another address is free");
    portal.clock.advance(TimeDelta::seconds(12));
    sign_in(&portal, &portal.stranger(), "ann@partner.example", PASSWORD).await.expect(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ipv6_network_counts_as_one_address() {
    let portal = limited().await;
    for host in 1..=10 {
        assert_eq!(guess(&portal, &format!("2001:db8:0:7::{host}"), "a@x.example").await, 422);
    }
    assert_eq!(guess(&portal, "2001:db8:0:7:ffff::1", "a@x.example").await, 429);
    assert_eq!(guess(&portal, "2001:db8:0:8::1", "a@x.example").await, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_one_account_from_everywhere_ends_after_a_hundred_a_day() {
    let portal = limited().await;
    for number in 0..100 {
        assert_eq!(guess(&portal, &format!("192.0.2.{number}"), "nobody@x.example").await, 422);
    }
    assert_eq!(guess(&portal, "198.51.100.1", "nobody@x.example").await, 429);
    assert_eq!(guess(&portal, "198.51.100.1", "somebody@x.example").await, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ups_and_mails_are_counted() {
    let portal = limited().await;
    for number in 0..3 {
        sign_up(&portal, &format!("a{number}@x.example")).await.expect(202);
    }
    let answer = sign_up(&portal, "a4@x.example").await.expect(429);
    assert_eq!(answer.code(), "too_many");
    assert_eq!(answer.headers["retry-after"], "1200");
    for _ in 0..3 {
        call(&portal, "/api/v1/password-resets", json!({ "email": "b@x.example" })).await.expect(202);
    }
    call(&portal, "/api/v1/password-resets", json!({ "email": "B@x.example" })).await.expect(429);
    call(&portal, "/api/v1/password-resets", json!({ "email": "c@x.example" })).await.expect(202);
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_at_once_share_one_bucket() {
    let portal = limited().await;
    let attempts = (0..14).map(|_| guess(&portal, "192.0.2.7", "a@x.example"));
    let answers = futures::future::join_all(attempts).await;
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 10, "{answers:?}");
}
