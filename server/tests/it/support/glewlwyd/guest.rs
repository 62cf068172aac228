use super::{Glewlwyd, PASSWORD, SESSION_COOKIE};
use reqwest::{
    Method, Url,
    cookie::{CookieStore, Jar},
    redirect,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A person's browser there. Its pages are programs of JavaScript: this does what they do.
pub struct Guest {
    http: reqwest::Client,
    cookies: Arc<Jar>,
}

impl Guest {
    pub fn new() -> Self {
        let cookies = Arc::new(Jar::default());
        let http = reqwest::Client::builder()
            .cookie_provider(cookies.clone())
            .redirect(redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self { http, cookies }
    }

    /// Signs in and consents where it is asked to; the address that the provider sends back to.
    pub async fn goes_through(&self, address: &str, person: &str) -> String {
        let sent = self.next(address).await;
        let Some(page) = Url::parse(&sent).ok().filter(|url| url.path() == "/login.html") else {
            return sent;
        };
        let asked = |name: &str| {
            let found = page.query_pairs().find(|(own, _)| own == name);
            found.unwrap_or_else(|| panic!("{name} is missing: {page}")).1.into_owned()
        };
        let api = page.join("/api/").expect("an address");
        let credentials = json!({ "username": person, "password": PASSWORD });
        self.does(Method::POST, api.join("auth/"), credentials).await;
        let grant = format!("auth/grant/{}", asked("client_id"));
        self.does(Method::PUT, api.join(&grant), json!({ "scope": asked("scope") })).await;
        // How its pages say that they have done their part.
        self.next(&format!("{}&g_continue", asked("callback_url"))).await
    }

    /// Signs out there, everywhere.
    pub async fn signs_out(&self, provider: &Glewlwyd) {
        let origin = Url::parse(&provider.origin).expect("an address");
        let cookies = self.cookies.cookies(&origin).expect("cookies");
        let cookies = cookies.to_str().expect("text");
        let session =
            cookies.split("; ").find_map(|cookie| cookie.strip_prefix(SESSION_COOKIE)?.strip_prefix('='));
        let session = session.unwrap_or_else(|| panic!("no session: {cookies}"));
        let path = format!("/api/oidc/session/{session}");
        self.does(Method::DELETE, origin.join(&path), Value::Null).await;
    }

    async fn next(&self, address: &str) -> String {
        let answer = self.http.get(address).send().await.expect("an answer");
        let location = answer.headers().get("location");
        location
            .unwrap_or_else(|| panic!("{address}: {}", answer.status()))
            .to_str()
            .expect("an address")
            .to_owned()
    }

    async fn does<E: std::fmt::Debug>(&self, method: Method, url: Result<Url, E>, body: Value) {
        let request = self.http.request(method, url.expect("an address")).json(&body);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}: {}", answer.url(), answer.status());
    }
}
