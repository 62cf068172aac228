use reqwest::{Client, Method, Response, StatusCode, header, redirect};
use serde_json::Value;

/// Somebody at the portal: with an access token, with a session cookie, or a stranger.
#[derive(Debug, Clone)]
pub struct Person {
    http: Client,
    origin: String,
    token: Option<String>,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON, or null.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// `code` of the problem details.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The sentence for one field of the problem details.
    pub fn field_error(&self, field: &str) -> Option<String> {
        let errors = self.json();
        let errors = errors["errors"].as_array()?;
        errors.iter().find(|error| error["field"] == field)?["message"].as_str().map(str::to_owned)
    }

    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

impl Person {
    pub fn new(origin: &str, token: Option<String>) -> Self {
        let http = Client::builder()
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self { http, origin: origin.to_owned(), token, cookie: None }
    }

    /// With a session that exists already.
    pub fn with_cookie(origin: &str, cookie: String) -> Self {
        Self { cookie: Some(cookie), ..Self::new(origin, None) }
    }

    /// The access token that this person uses.
    pub fn token(&self) -> Option<String> {
        self.token.clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// REST: a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// A browser's plain form post from one of the portal's own pages.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        self.send(request.header(header::ACCEPT, "text/html").form(fields)).await
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.origin));
        match (&self.token, &self.cookie) {
            (Some(token), _) => request.bearer_auth(token),
            (None, Some(cookie)) => request.header(header::COOKIE, cookie),
            (None, None) => request,
        }
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response: Response = request.send().await.expect("the portal answers");
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.expect("a readable body") }
    }
}
