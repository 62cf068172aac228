//! Questions and answers, as they are the same for all of them.
use super::NotMade;
use crate::{
    openid::client::shown,
    outbound::{Failure, Outbound},
};
use axum::body::{Body, Bytes};
use http::{Method, Request, Response, StatusCode, header};
use serde_json::Value;
use std::time::Duration;

/// For each question.
const PATIENCE: Duration = Duration::from_secs(10);
const ANSWER_BYTES: usize = 256 * 1024;

/// The header by which the portal proves itself.
pub type Proof = (&'static str, String);

pub fn bearer(token: &str) -> Proof {
    ("authorization", format!("Bearer {token}"))
}

pub async fn ask(
    outbound: &Outbound,
    method: Method,
    address: &str,
    proof: Option<Proof>,
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

/// What is said about a client that there is: the answer, or why not. What is not there is removed.
pub async fn say(
    outbound: &Outbound,
    method: Method,
    address: &str,
    proof: Option<Proof>,
    body: Option<Value>,
) -> Result<Value, String> {
    let removes = method == Method::DELETE;
    let answer = ask(outbound, method, address, proof, body).await;
    let answer = answer.map_err(|failure| format!("{address} cannot be reached: {failure}"))?;
    if answer.status().is_success() || removes && is_gone(answer.status()) {
        return Ok(serde_json::from_slice(answer.body()).unwrap_or_default());
    }
    Err(refused(address, &answer))
}

/// Nothing was done where nothing was reached, or where it was refused; else it is not known.
pub fn not_made(endpoint: &str, failure: Failure) -> NotMade {
    let why = format!("{endpoint} cannot be reached: {failure}");
    match failure {
        Failure::Refused(_) | Failure::Unreachable(_) => NotMade::Refused(why),
        Failure::Slow | Failure::Broken(_) => NotMade::Unclear { why, left: None },
    }
}

/// The answer, if it says yes.
pub fn made(endpoint: &str, answer: Response<Bytes>) -> Result<Value, NotMade> {
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

/// In the words of whoever refused: code and sentence stand in RFC 6749 (section 5.2), at Okta, at Auth0 and in
/// Microsoft Graph under names of their own.
pub fn refused(endpoint: &str, answer: &Response<Bytes>) -> String {
    let said: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let at = |pointer: &str| said.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
    let code = at("/errorCode").or_else(|| at("/error")).or_else(|| at("/error/code"));
    let sentence = at("/error_description")
        .or_else(|| at("/errorSummary"))
        .or_else(|| at("/message"))
        .or_else(|| at("/error/message"));
    match code {
        Some(code) => {
            let sentence = sentence.map(|text| format!(": {}", shown(text))).unwrap_or_default();
            format!("it refused with “{}”{sentence}", shown(code))
        }
        None => format!("the answer of {endpoint} is {}", answer.status()),
    }
}

/// A text of the answer that is neither empty nor longer than anybody would make it.
pub fn text(answer: &Value, name: &str, max: usize) -> Option<String> {
    let text = answer.get(name)?.as_str()?;
    (!text.is_empty() && text.len() <= max && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// The same, where nothing can be done without it.
pub fn needed(answer: &Value, name: &str, max: usize) -> Result<String, String> {
    text(answer, name, max).ok_or_else(|| lacks(name))
}

pub fn lacks(name: &str) -> String {
    format!("its answer lacks a usable {name}")
}

pub fn is_gone(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
}
