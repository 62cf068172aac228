//! Signing in with a real identity provider.
mod accounts;
mod admin;
mod availability;
mod bad_answers;
mod logout;
mod proof;
mod required;
mod second;
mod sign_in;

use crate::support::{
    Answer, Person, TestPortal,
    identity_provider::{Client, IdentityProvider},
};
use reqwest::redirect;
use serde_json::{Value, json};

/// The provider is inside.
pub const SETTINGS: [(&str, &str); 1] = [("PORTICO_OUTBOUND_ALLOW", "127.0.0.1")];

/// A portal with an identity provider called "Acme ID".
pub struct SsoWorld {
    pub idp: IdentityProvider,
    pub admin: Person,
    pub id: String,
    pub client: Client,
    origin: String,
}

impl SsoWorld {
    pub async fn new(portal: &TestPortal) -> Self {
        Self::with(portal, json!({})).await
    }

    /// `more` settings of the provider here.
    pub async fn with(portal: &TestPortal, more: Value) -> Self {
        let clock = &portal.clock;
        // The provider's tokens are made by the real time.
        let real = server::clock::Clock::now(&server::clock::SystemClock);
        clock.advance(real - server::clock::Clock::now(&**clock));
        let idp = IdentityProvider::start();
        let admin = portal.admin().await;
        let (id, client) = connect(portal, &admin, &idp, "Acme ID", more).await;
        Self { idp, admin, id, client, origin: portal.origin.clone() }
    }

    /// Goes through the provider's pages as this account; the portal's answer to what came of it.
    pub async fn signs_in(&self, browser: &Person, account: &str) -> Answer {
        let start = browser.get("/sign-in/with/acme-id").await.expect(303);
        let back = Visitor::new().goes_through(&location(&start), account).await;
        self.brings(browser, &back).await
    }

    /// Follows the provider's redirect.
    pub async fn brings(&self, browser: &Person, back: &str) -> Answer {
        browser.get(back.strip_prefix(&self.origin).expect("an address of the portal")).await
    }

    /// Changes settings of the provider here.
    pub async fn sets(&self, changes: Value) -> Answer {
        let path = format!("/api/v1/identity-providers/{}", self.id);
        let mut settings = self.admin.get(&path).await.expect(200).json();
        for (name, value) in changes.as_object().expect("an object") {
            settings[name] = value.clone();
        }
        self.admin.put(&path, settings).await
    }
}

/// Connects the provider with the portal, as an admin would: client there, settings here.
pub async fn connect(
    portal: &TestPortal,
    admin: &Person,
    idp: &IdentityProvider,
    name: &str,
    more: Value,
) -> (String, Client) {
    let slug = app::identity_providers::slug_of(name);
    let address = |rest: &str| format!("{}/sign-in/with/{slug}/{rest}", portal.origin);
    let client = idp.portal_client(&address("callback"), &address("logout")).await;
    let mut new = json!({ "name": name, "issuer": idp.issuer, "client_id": client.id, "client_secret": client.secret,
                          "scopes": ["email", "profile", "groups"], "groups_claim": "groups", "auto_approve": true });
    for (name, value) in more.as_object().expect("an object") {
        new[name] = value.clone();
    }
    let made = admin.post("/api/v1/identity-providers", new).await.expect(201).json();
    assert_eq!(made["redirect_uri"], address("callback"));
    (made["id"].as_str().expect("an id").to_owned(), client)
}

pub fn location(answer: &Answer) -> String {
    answer.headers["location"].to_str().expect("an address").to_owned()
}

/// A person's browser at the provider.
pub struct Visitor(reqwest::Client);

impl Visitor {
    pub fn new() -> Self {
        let http = reqwest::Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        Self(http.build().expect("an HTTP client"))
    }

    /// Signs in at the provider where it asks; the address that it sends back to.
    pub async fn goes_through(&self, address: &str, account: &str) -> String {
        let mut next = address.to_owned();
        for _ in 0..10 {
            let answer = self.0.get(&next).send().await.expect("an answer");
            match answer.headers().get("location") {
                Some(to) if to.to_str().expect("an address").contains("/sign-in/with/") => {
                    return to.to_str().expect("an address").to_owned();
                }
                Some(to) => {
                    next = answer.url().join(to.to_str().expect("an address")).expect("an address").into()
                }
                None => {
                    let page = answer.text().await.expect("a page");
                    let fields = [("login", account), ("password", "x")];
                    let sent = self.0.post(form_action(&page)).form(&fields).send().await.expect("an answer");
                    next = sent.headers()["location"].to_str().expect("an address").to_owned();
                }
            }
        }
        panic!("the provider never sent back");
    }

    /// Signs out at the provider, everywhere.
    pub async fn signs_out(&self, idp: &IdentityProvider) {
        let page = self.0.get(format!("{}/session/end", idp.issuer)).send().await.expect("an answer");
        let page = page.text().await.expect("a page");
        let (_, rest) = page.split_once("name=\"xsrf\" value=\"").expect("a form");
        let xsrf = rest.split('"').next().expect("a value");
        let fields = [("xsrf", xsrf), ("logout", "yes")];
        let done = self.0.post(form_action(&page)).form(&fields).send().await.expect("an answer");
        assert!(done.status().is_redirection() || done.status().is_success(), "{}", done.status());
    }
}

fn form_action(page: &str) -> &str {
    let (_, rest) = page.split_once("action=\"").unwrap_or_else(|| panic!("no form: {page}"));
    rest.split('"').next().expect("an address")
}
