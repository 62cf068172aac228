//! What is said to identity providers about clients.
mod bridge;
mod rfc7591;

use crate::{
    openid::client::shown,
    outbound::{Failure, Outbound},
};
use app::client_registration::RegistrationKind;
use axum::body::{Body, Bytes};
use http::{Method, Request, Response, StatusCode, header};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// For each question.
const PATIENCE: Duration = Duration::from_secs(10);
const ANSWER_BYTES: usize = 256 * 1024;
/// The longest client ID: it becomes a reference ID.
const CLIENT_ID_MAX: usize = 255;
const SECRET_MAX: usize = 4096;

/// Where clients are registered, and with what right.
#[derive(Clone)]
pub struct Registrar {
    pub kind: RegistrationKind,
    pub issuer: String,
    /// Without a slash at its end.
    pub endpoint: String,
    pub secret: Option<String>,
}

/// What a client is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub name: String,
    pub description: String,
    pub redirect_uris: Vec<String>,
    pub grant_types: Vec<&'static str>,
    pub scopes: Vec<String>,
    /// Of the portal's own things, for bridges.
    pub about: About,
}

#[derive(Debug, Clone, Default)]
pub struct About {
    pub portal: String,
    pub developer: String,
    pub auth_strategy: String,
    pub application: String,
}

/// A client as the provider made it.
#[derive(Clone)]
pub struct Made {
    pub client_id: String,
    pub client_secret: String,
    pub management: Option<Management>,
}

/// RFC 7592.
#[derive(Clone)]
pub struct Management {
    pub uri: String,
    pub token: String,
}

/// Why there is no client.
pub enum NotMade {
    /// The provider has made none.
    Refused(String),
    /// It may have made one. What is known of it is what it can be removed by.
    Unclear { why: String, left: Option<Made> },
}

impl NotMade {
    pub fn why(&self) -> &str {
        match self {
            Self::Refused(why) | Self::Unclear { why, .. } => why,
        }
    }
}

impl Registrar {
    pub async fn create(&self, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::create(self, outbound, wanted).await,
            RegistrationKind::Http => bridge::create(self, outbound, wanted).await,
        }
    }

    /// What replaces the management's token, where the provider exchanged it.
    pub async fn update(
        &self,
        outbound: &Outbound,
        client_id: &str,
        management: Option<&Management>,
        wanted: &Wanted,
    ) -> Result<Option<Management>, String> {
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::update(self, outbound, client_id, management, wanted).await,
            RegistrationKind::Http => bridge::update(self, outbound, client_id, wanted).await.map(|()| None),
        }
    }

    /// Another secret for the same client; bridges only.
    pub async fn new_secret(&self, outbound: &Outbound, client_id: &str) -> Result<String, String> {
        bridge::new_secret(self, outbound, client_id).await
    }

    /// A client that is gone already is removed.
    pub async fn remove(
        &self,
        outbound: &Outbound,
        client_id: &str,
        management: Option<&Management>,
    ) -> Result<(), String> {
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::remove(outbound, management).await,
            RegistrationKind::Http => bridge::remove(self, outbound, client_id).await,
        }
    }
}

/// RFC 6749, section 5.2, and the same of RFC 7591 and of bridges.
#[derive(Deserialize)]
struct Refusal {
    error: String,
    error_description: Option<String>,
}

async fn ask(
    outbound: &Outbound,
    method: Method,
    address: &str,
    proof: Option<(&'static str, String)>,
    body: Option<Value>,
) -> Result<Response<Bytes>, Failure> {
    let mut request =
        Request::builder().method(method).uri(address).header(header::ACCEPT, "application/json");
    if let Some((name, value)) = proof {
        request = request.header(name, value);
    }
    let body = match body {
        Some(body) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    let request = request.body(body).map_err(|_| {
        Failure::Refused(format!("{} is not an address, or the token is no token", shown(address)))
    })?;
    outbound.fetch(request, ANSWER_BYTES, PATIENCE).await
}

/// Nothing was done where nothing was reached, or where it was refused; else it is not known.
fn not_made(endpoint: &str, failure: Failure) -> NotMade {
    let why = format!("{endpoint} cannot be reached: {failure}");
    match failure {
        Failure::Refused(_) | Failure::Unreachable(_) => NotMade::Refused(why),
        Failure::Slow | Failure::Broken(_) => NotMade::Unclear { why, left: None },
    }
}

fn refused(endpoint: &str, answer: &Response<Bytes>) -> String {
    match serde_json::from_slice::<Refusal>(answer.body()) {
        Ok(Refusal { error, error_description }) => {
            let description = error_description.map(|text| format!(": {}", shown(&text))).unwrap_or_default();
            format!("it refused with “{}”{description}", shown(&error))
        }
        Err(_) => format!("the answer of {endpoint} is {}", answer.status()),
    }
}

/// The answer, if it says yes.
fn made(endpoint: &str, answer: Response<Bytes>) -> Result<Value, NotMade> {
    let status = answer.status();
    if status.is_client_error() || status.is_redirection() {
        return Err(NotMade::Refused(refused(endpoint, &answer)));
    }
    if !status.is_success() {
        return Err(NotMade::Unclear { why: refused(endpoint, &answer), left: None });
    }
    serde_json::from_slice(answer.body()).map_err(|_| NotMade::Unclear {
        why: format!("the answer of {endpoint} is no JSON object"),
        left: None,
    })
}

/// A text of the answer that is neither empty nor longer than anybody would make it.
fn text(answer: &Value, name: &str, max: usize) -> Option<String> {
    let text = answer.get(name)?.as_str()?;
    (!text.is_empty() && text.len() <= max && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

fn is_gone(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
}
