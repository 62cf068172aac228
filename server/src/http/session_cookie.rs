use crate::config::Server;
use app::sessions::SessionToken;
use axum::http::{HeaderMap, HeaderValue, header};

/// `__Host-` ties the cookie to this host over https; browsers refuse the prefix without.
fn name(server: &Server) -> &'static str {
    if server.public_url.is_https() { "__Host-portico" } else { "portico" }
}

pub fn read(server: &Server, headers: &HeaderMap) -> Option<SessionToken> {
    let wanted = name(server);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| SessionToken(value.to_owned()))
}

pub fn set(server: &Server, token: &SessionToken) -> Option<HeaderValue> {
    write(server, &token.0, "")
}

pub fn clear(server: &Server) -> Option<HeaderValue> {
    write(server, "", "; Max-Age=0")
}

fn write(server: &Server, value: &str, extra: &str) -> Option<HeaderValue> {
    let secure = if server.public_url.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{extra}", name(server));
    HeaderValue::from_str(&cookie).ok()
}
