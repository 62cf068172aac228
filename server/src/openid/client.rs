//! The portal as a client of a provider: the code flow (OpenID Connect Core 1.0, section 3.1) with PKCE
//! (RFC 7636).
use super::Metadata;
use crate::outbound::Outbound;
use axum::body::{Body, Bytes};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use http::{Request, Response, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// For each question.
const PATIENCE: Duration = Duration::from_secs(10);
/// Ten thousand groups fit.
pub const ANSWER_BYTES: usize = 2 * 1024 * 1024;

/// The portal as a provider knows it.
#[derive(Clone)]
pub struct Client {
    pub id: String,
    /// Absent for public clients.
    pub secret: Option<String>,
    /// Empty where nobody signs in through it.
    pub redirect_uri: String,
}

/// What the redirect to a provider carries.
#[derive(Debug)]
pub struct Ask<'a> {
    pub scopes: String,
    pub state: &'a str,
    pub nonce: &'a str,
    /// The verifier itself; its hash is what is sent.
    pub verifier: &'a str,
    /// `login`: the person proves again who they are; `none`: nobody is asked anything.
    pub prompt: Option<&'a str>,
}

#[derive(Deserialize)]
pub struct Issued {
    pub id_token: Option<String>,
    pub access_token: Option<String>,
}

/// Why a provider gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("{0}")]
    Unanswered(String),
    /// An error of OAuth, such as `invalid_client`.
    #[error("it refused with “{error}”{}", told(description))]
    Refused { error: String, description: Option<String> },
}

impl Problem {
    fn names(&self, errors: &[&str]) -> bool {
        matches!(self, Self::Refused { error, .. } if errors.contains(&error.as_str()))
    }

    /// The client or its secret was refused (RFC 6749, section 5.2). Not every provider tells clients that are not
    /// authenticated from those that may not do what they ask for.
    pub fn is_about_client(&self) -> bool {
        self.names(&["invalid_client", "unauthorized_client"])
    }

    /// The code was refused: glewlwyd has a word of its own for it.
    pub fn is_about_code(&self) -> bool {
        self.names(&["invalid_grant", "invalid_code"])
    }
}

fn told(description: &Option<String>) -> String {
    description.as_ref().map(|text| format!(": {}", shown(text))).unwrap_or_default()
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
    error_description: Option<String>,
}

/// The address to send a browser to.
pub fn authorization_url(endpoint: &str, client: &Client, ask: &Ask<'_>) -> String {
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(ask.verifier));
    let mut query = vec![
        ("response_type", "code"),
        ("client_id", &client.id),
        ("redirect_uri", &client.redirect_uri),
        ("scope", &ask.scopes),
        ("state", ask.state),
        ("nonce", ask.nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    if let Some(prompt) = ask.prompt {
        query.push(("prompt", prompt));
        if prompt == "login" {
            // Makes the answer say when; some providers refuse 0.
            query.push(("max_age", "1"));
        }
    }
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    let joint = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{joint}{query}")
}

impl Client {
    /// Redeems a code.
    pub async fn redeem(
        &self,
        outbound: &Outbound,
        metadata: &Metadata,
        code: &str,
        verifier: &str,
    ) -> Result<Issued, Problem> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ];
        self.ask_for_token(outbound, metadata, &form).await
    }

    /// A token of the client itself, nobody signs in (RFC 6749, section 4.4). `wanted` is what it is to be for,
    /// such as `scope`.
    pub async fn token_of_its_own(
        &self,
        outbound: &Outbound,
        metadata: &Metadata,
        wanted: &[(&str, &str)],
    ) -> Result<String, Problem> {
        let form = [&[("grant_type", "client_credentials")], wanted].concat();
        let issued = self.ask_for_token(outbound, metadata, &form).await?;
        issued.access_token.ok_or_else(|| unanswered("its answer holds no access token"))
    }

    async fn ask_for_token(
        &self,
        outbound: &Outbound,
        metadata: &Metadata,
        form: &[(&str, &str)],
    ) -> Result<Issued, Problem> {
        let endpoint = metadata.token_endpoint.as_deref();
        let endpoint = endpoint.ok_or_else(|| unanswered("its configuration names no token endpoint"))?;
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let names = |method: &str| methods.iter().any(|own| own == method);
        let (in_header, in_body) = (names("client_secret_basic"), names("client_secret_post"));
        let answer = self.post_form(outbound, endpoint, form, in_body && !in_header).await;
        match answer {
            // Some providers do not decode what had to be encoded for the header.
            Err(problem)
                if problem.is_about_client() && in_header && in_body && self.is_encoded_in_header() =>
            {
                self.post_form(outbound, endpoint, form, true).await
            }
            answer => answer,
        }
    }

    fn is_encoded_in_header(&self) -> bool {
        let changes = |text: &str| form_encoded(text) != text;
        self.secret.as_deref().is_some_and(|secret| changes(&self.id) || changes(secret))
    }

    async fn post_form(
        &self,
        outbound: &Outbound,
        endpoint: &str,
        form: &[(&str, &str)],
        secret_in_body: bool,
    ) -> Result<Issued, Problem> {
        let mut form = form.to_vec();
        let mut request = Request::post(endpoint)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        match &self.secret {
            None => form.push(("client_id", &self.id)),
            Some(secret) if secret_in_body => {
                form.extend([("client_id", self.id.as_str()), ("client_secret", secret)]);
            }
            Some(secret) => {
                request = request.header(header::AUTHORIZATION, basic(&self.id, secret));
            }
        }
        let body = serde_urlencoded::to_string(form).unwrap_or_default();
        let request = request.body(Body::from(body)).map_err(|_| not_an_address(endpoint))?;
        let answer = fetch(outbound, request).await?;
        if answer.status() != StatusCode::OK {
            return Err(refusal(endpoint, &answer));
        }
        serde_json::from_slice(answer.body())
            .map_err(|_| unanswered(&format!("the answer of {endpoint} is not as expected")))
    }
}

/// What the provider says of a person, beside the ID token. Absent where it has no such endpoint.
pub async fn user_info(
    outbound: &Outbound,
    metadata: &Metadata,
    access_token: Option<&str>,
) -> Result<Option<Map<String, Value>>, Problem> {
    let (Some(endpoint), Some(token)) = (metadata.userinfo_endpoint.as_deref(), access_token) else {
        return Ok(None);
    };
    let request = Request::get(endpoint)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "application/json")
        .body(Body::empty())
        .map_err(|_| not_an_address(endpoint))?;
    let answer = fetch(outbound, request).await?;
    if answer.status() != StatusCode::OK {
        return Err(refusal(endpoint, &answer));
    }
    let claims = serde_json::from_slice(answer.body());
    claims.map(Some).map_err(|_| unanswered(&format!("the answer of {endpoint} is no JSON object")))
}

/// Asks without a person: where a browser would be sent to next.
pub async fn next_address(
    outbound: &Outbound,
    address: &str,
) -> Result<(StatusCode, Option<String>), Problem> {
    let request = Request::get(address)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .map_err(|_| not_an_address(address))?;
    let answer = fetch(outbound, request).await?;
    let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    Ok((answer.status(), location.map(str::to_owned)))
}

async fn fetch(outbound: &Outbound, request: Request<Body>) -> Result<Response<Bytes>, Problem> {
    let address = request.uri().to_string();
    let address = address.split('?').next().unwrap_or_default().to_owned();
    let answer = outbound.fetch(request, ANSWER_BYTES, PATIENCE).await;
    answer.map_err(|why| unanswered(&format!("{address} cannot be reached: {why}")))
}

/// RFC 6749, section 2.3.1: both halves are form-encoded first.
fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", form_encoded(id), form_encoded(secret))))
}

fn form_encoded(text: &str) -> String {
    serde_urlencoded::to_string([("", text)]).unwrap_or_default()[1..].to_owned()
}

fn refusal(endpoint: &str, answer: &Response<Bytes>) -> Problem {
    match serde_json::from_slice::<Refusal>(answer.body()) {
        Ok(refusal) => {
            Problem::Refused { error: shown(&refusal.error), description: refusal.error_description }
        }
        Err(_) => unanswered(&format!("the answer of {endpoint} is {}", answer.status())),
    }
}

fn unanswered(why: &str) -> Problem {
    Problem::Unanswered(why.to_owned())
}

fn not_an_address(text: &str) -> Problem {
    unanswered(&format!("{} is not an address", shown(text)))
}

/// A text of others, short enough for a sentence.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        let client = Client { id: "a b".to_owned(), secret: None, redirect_uri: "https://x/cb".to_owned() };
        let ask = Ask {
            scopes: "openid email".to_owned(),
            state: "s",
            nonce: "n",
            // RFC 7636, appendix B.
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            prompt: None,
        };
        let url = authorization_url("https://id/auth?tenant=1", &client, &ask);
        assert_eq!(
            url,
            "https://id/auth?tenant=1&response_type=code&client_id=a+b&redirect_uri=https%3A%2F%2Fx%2Fcb\
             &scope=openid+email&state=s&nonce=n\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        );
    }

    #[test]
    fn halves_of_the_password_are_encoded_first() {
        assert_eq!(basic("a:b", "c d"), format!("Basic {}", BASE64_STANDARD.encode("a%3Ab:c+d")));
    }
}
