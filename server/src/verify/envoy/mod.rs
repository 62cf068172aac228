//! Envoy's `ext_authz` over gRPC: the same verdict as [`super::endpoint`] gives, by another door.
//!
//! One unary method needs no gRPC framework: a message is five bytes of frame and a protobuf, and the
//! outcome of the call is a trailer. Errors of the call itself make Envoy refuse.
mod messages;

use super::{
    About, Answer, Asker, IDENTITY_HEADERS,
    endpoint::{Refusal, TOKEN},
    is_identity_name, without_query,
};
use crate::{http::State, portal::Portal};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::post,
};
use http_body_util::BodyExt;
use messages::{CheckRequest, CheckResponse, Denied, HeaderValueOption, HttpStatus, Outcome, Status};
use prost::Message;
use std::collections::BTreeSet;

/// gRPC's paths cannot stand below a base path.
const CHECK: &str = "/envoy.service.auth.v3.Authorization/Check";
/// Headers of a call and little else: without `with_request_body` Envoy sends no body.
const BYTES_MAX: usize = 1024 * 1024;

/// Codes of gRPC.
const OK: i32 = 0;
const INVALID_ARGUMENT: i32 = 3;
const PERMISSION_DENIED: i32 = 7;
const UNAUTHENTICATED: i32 = 16;

/// Stands outside of every layer, as the verify endpoint does.
pub fn routes(portal: &Portal) -> Router<State> {
    let portal = portal.clone();
    let handler = move |request: Request| {
        let portal = portal.clone();
        async move { answer(&portal, request).await }
    };
    Router::new().route(CHECK, post(handler))
}

async fn answer(portal: &Portal, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = to_bytes(body, BYTES_MAX).await.ok().and_then(|body| read(&body));
    let Some(attributes) = asked.and_then(|asked| asked.attributes) else {
        return grpc(INVALID_ARGUMENT, Bytes::new());
    };
    let token = parts.headers.get(TOKEN).and_then(|token| token.to_str().ok()).unwrap_or_default();
    let bound = |name: &str| attributes.context_extensions.get(name).map_or("", String::as_str);
    let mut http = attributes.request.and_then(|request| request.http).unwrap_or_default();
    let (method, path) = (std::mem::take(&mut http.method), std::mem::take(&mut http.path));
    let address = attributes.source.and_then(|peer| peer.address?.socket_address?.address.parse().ok());
    let headers = headers(http);
    let about = About { address, method: Some(&method), path: Some(without_query(&path)), tried: false };
    let (asker, product, version) = (Asker::Gateway(token), bound("product"), bound("version"));
    let verdict = portal.verdicts.ask(portal, asker, product, version, &headers, &about).await;
    let said = match Refusal::of(portal, &verdict) {
        None => allow(&verdict, &headers),
        Some(refusal) => deny(&refusal),
    };
    grpc(OK, frame(&said))
}

/// Absent where it is no single uncompressed message.
fn read(body: &Bytes) -> Option<CheckRequest> {
    let (flag, rest) = body.split_first()?;
    let (length, message) = rest.split_at_checked(4)?;
    let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
    (*flag == 0 && message.len() == length).then(|| CheckRequest::decode(message).ok())?
}

fn frame(message: &CheckResponse) -> Bytes {
    let encoded = message.encode_to_vec();
    let mut framed = Vec::with_capacity(encoded.len() + 5);
    framed.push(0);
    framed.extend_from_slice(&u32::try_from(encoded.len()).unwrap_or(u32::MAX).to_be_bytes());
    framed.extend_from_slice(&encoded);
    framed.into()
}

/// The client's headers; Envoy's pseudo-headers, which begin with a colon, are none.
fn headers(http: messages::HttpRequest) -> HeaderMap {
    let raw = http.header_map.unwrap_or_default().headers.into_iter().map(|header| {
        let value = if header.raw_value.is_empty() { header.value.into_bytes() } else { header.raw_value };
        (header.key, value)
    });
    let joined = http.headers.into_iter().map(|(name, value)| (name, value.into_bytes()));
    let mut headers = HeaderMap::new();
    for (name, value) in raw.chain(joined) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers
}

/// Every identity header from the verdict; whatever else could be taken for one goes, and the key too.
fn allow(answer: &Answer, client: &HeaderMap) -> CheckResponse {
    let made_up =
        client.keys().filter(|name| is_identity_name(name.as_str()) && !IDENTITY_HEADERS.contains(name));
    let gone: BTreeSet<&str> = made_up.chain(answer.scheme.key_headers()).map(HeaderName::as_str).collect();
    let allowed = messages::Ok {
        headers: told(&answer.identity),
        headers_to_remove: gone.into_iter().map(str::to_owned).collect(),
    };
    CheckResponse {
        status: Some(Status { code: OK, message: String::new() }),
        outcome: Some(Outcome::Ok(allowed)),
    }
}

fn told(headers: &HeaderMap) -> Vec<HeaderValueOption> {
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    headers.iter().map(|(name, value)| HeaderValueOption::set(name.as_str(), &text(value))).collect()
}

fn deny(refusal: &Refusal) -> CheckResponse {
    let code = if refusal.status == StatusCode::UNAUTHORIZED { UNAUTHENTICATED } else { PERMISSION_DENIED };
    let denied = Denied {
        status: Some(HttpStatus { code: i32::from(refusal.status.as_u16()) }),
        headers: told(&refusal.headers),
        body: refusal.body.clone(),
    };
    CheckResponse {
        status: Some(Status { code, message: String::new() }),
        outcome: Some(Outcome::Denied(denied)),
    }
}

fn grpc(code: i32, message: Bytes) -> Response {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from(code));
    let body = http_body_util::Full::new(message).with_trailers(async move { Some(Ok(trailers)) });
    let mut response = Response::new(Body::new(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_plain_message_is_read() {
        let good = [0, 0, 0, 0, 0];
        assert_eq!(read(&Bytes::copy_from_slice(&good)), Some(CheckRequest::default()));
        for wrong in [
            &[][..],
            &[0, 0, 0, 0],
            &[1, 0, 0, 0, 0],
            &[0, 0, 0, 0, 1],
            &[0, 0, 0, 0, 0, 9],
            &[0, 0, 0, 0, 1, 0xff],
        ] {
            assert_eq!(read(&Bytes::copy_from_slice(wrong)), None, "{wrong:?}");
        }
    }

    #[test]
    fn each_header_counts_as_it_was_sent() {
        let header = |key: &str, value: &[u8]| messages::HeaderValue {
            key: key.to_owned(),
            value: String::new(),
            raw_value: value.to_vec(),
        };
        let raw = vec![header("apikey", b"a"), header("apikey", b"b"), header(":path", b"/")];
        let http = messages::HttpRequest {
            headers: [("x-other".to_owned(), "1".to_owned())].into(),
            header_map: Some(messages::HeaderMap { headers: raw }),
            ..messages::HttpRequest::default()
        };
        let headers = headers(http);
        assert_eq!(headers.get_all("apikey").iter().count(), 2);
        assert_eq!(headers.len(), 3);
    }
}
