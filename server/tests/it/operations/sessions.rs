//! People who are served by another replica each time.
use super::stage;
use crate::{
    developers::PASSWORD,
    support::{Person, world::World},
};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_on_at_any_replica() {
    let Some(stage) = stage(&[]).await else { return };
    let world = World::new(&stage.portal).await;
    let browser = Person::new(&stage.replicas[0].origin, None);
    let signed_in =
        browser.submit("/session", &[("email", "ann@partner.example"), ("password", PASSWORD)]).await;
    let cookie = signed_in.expect(303).headers["set-cookie"].to_str().expect("text").to_owned();
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let at: Vec<_> =
        stage.replicas.iter().map(|replica| Person::with_cookie(&replica.origin, cookie.clone())).collect();

    let form = "/apps/new?_do=create_application";
    let fields = [("name", "Shop"), ("auth_strategy_id", world.strategy_id.as_str())];
    let created = at[1].submit(form, &fields).await.expect(303);
    let page = created.headers["location"].to_str().expect("text").to_owned();
    assert!(at[2].get(&page).await.expect(200).text.contains("Shop"));
    let kept = at[2].submit(form, &[("name", "Only a name")]).await.expect(422);
    assert!(kept.text.contains("value=\"Only a name\""), "what was typed is kept");

    for person in &at {
        let forged = person.request(Method::POST, form).header("sec-fetch-site", "cross-site").form(&fields);
        assert_eq!(person.send(forged).await.expect(403).code(), "cross_site");
        person.get("/api/v1/me").await.expect(200);
    }
    at[2].submit("/session/end", &[]).await.expect(303);
    for person in &at {
        person.get("/api/v1/me").await.expect(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_do_not_notice_the_balancer() {
    let Some(stage) = stage(&[]).await else { return };
    World::new(&stage.portal).await;
    let browser = Person::new(&stage.balancer.origin, None);
    let fields =
        [("email", "ann@partner.example"), ("password", PASSWORD), ("return_to", "/account/sessions")];
    browser.submit("/session", &fields).await.expect(303);
    for _ in 0..6 {
        let page = browser.get("/account/sessions").await.expect(200);
        assert!(
            page.text.contains("this browser") && page.text.contains("127.0.0.1"),
            "{}",
            stage.balancer.log()
        );
    }
    let origin = [("origin", stage.balancer.origin.as_str()), ("accept", "text/html")];
    let request = browser.request(Method::POST, "/session/end");
    let request = origin.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    browser.send(request.form::<[(&str, &str)]>(&[])).await.expect(303);
    browser.get("/api/v1/me").await.expect(401);
}

/// Pages are compressed while they are sent, on other threads than those that send them.
#[tokio::test(flavor = "multi_thread")]
async fn compressed_pages_arrive_whole() {
    let Some(stage) = stage(&[]).await else { return };
    World::new(&stage.portal).await;
    let page = || Person::new(&stage.balancer.origin, None).request(Method::GET, "/apis/weather");
    let plain = page().send().await.expect("an answer").text().await.expect("a body");
    for _ in 0..20 {
        let answer = page().header("accept-encoding", "gzip").send().await.expect("an answer");
        assert_eq!(answer.headers()["content-encoding"], "gzip");
        let body = answer.bytes().await.expect("a whole body");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&body[..]), &mut text).expect("gzip");
        assert_eq!(text.len(), plain.len(), "only the nonce differs");
        assert!(text.contains("Weather"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_everybodys() {
    let Some(stage) = stage(&[("PORTICO_SECURITY_RATE_LIMITS", "true")]).await else { return };
    let sign_up = |replica: usize, name: &str| {
        let stranger = Person::new(&stage.replicas[replica].origin, None);
        let body = json!({ "email": format!("{name}@x.example"), "full_name": name });
        let request =
            stranger.request(Method::POST, "/api/v1/sign-ups").header("sec-fetch-site", "same-origin");
        async move { stranger.send(request.json(&body)).await }
    };
    for (replica, name) in ["one", "two", "three"].into_iter().enumerate() {
        sign_up(replica, name).await.expect(202);
    }
    for (replica, name) in ["four", "five", "six"].into_iter().enumerate() {
        sign_up(replica, name).await.expect(429);
    }
}
