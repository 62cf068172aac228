use crate::config::Server;
use app::sessions::SessionToken;
use axum::http::{HeaderMap, HeaderValue, header};

/// `__Host-` ties the cookie to this host over https; browsers refuse the prefix without.
fn name(server: &Server) -> &'static str {
    if server.public_url.is_https() { "__Host-portico" } else { "portico" }
}

/// What a browser keeps while it is at an identity provider: ties the answer to this browser.
fn sign_in_name(server: &Server) -> &'static str {
    if server.public_url.is_https() { "__Host-portico-sign-in" } else { "portico-sign-in" }
}

pub fn read(server: &Server, headers: &HeaderMap) -> Option<SessionToken> {
    find(name(server), headers).map(SessionToken)
}

pub fn read_sign_in(server: &Server, headers: &HeaderMap) -> Option<String> {
    find(sign_in_name(server), headers)
}

fn find(wanted: &str, headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

pub fn set(server: &Server, token: &SessionToken) -> Option<HeaderValue> {
    write(server, name(server), &token.0, "")
}

/// For as long as a sign-in may take. Lax: it has to come along when the provider sends back.
pub fn set_sign_in(server: &Server, token: &str) -> Option<HeaderValue> {
    write(server, sign_in_name(server), token, "; Max-Age=600")
}

pub fn clear(server: &Server) -> Option<HeaderValue> {
    write(server, name(server), "", "; Max-Age=0")
}

fn write(server: &Server, name: &str, value: &str, extra: &str) -> Option<HeaderValue> {
    let secure = if server.public_url.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{extra}");
    HeaderValue::from_str(&cookie).ok()
}
