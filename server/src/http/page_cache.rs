//! Rendered catalog pages, kept for as long as nothing but housekeeping was committed.
//!
//! A page is made of its address, who reads it, and the database. Each entry therefore stands under
//! address and reader, and holds for exactly the [`Revision`] that was taken *before* its rendering
//! began: a change during the rendering makes the entry stale from birth. What differs from answer
//! to answer is the CSP nonce alone, so bodies are kept in the pieces between its occurrences.
use super::{State, compression, pages, security_headers::content_security_policy};
use crate::{
    db::{AsOf, Revision},
    secrets::random_text,
};
use app::{
    actor::{Actor, Who},
    id::DeveloperId,
    ui::form::Submission,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, Method, Request, StatusCode, header},
    response::Response,
};
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// Bytes of bodies that are kept at most.
const CAPACITY: u64 = 48 * 1024 * 1024;
const PAGES_EXPECTED: usize = 1_000;
/// Larger pages are rendered each time.
const PAGE_MAX: usize = 2 * 1024 * 1024;
const NONCE_LENGTH: usize = 22;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Path and query.
    address: String,
    reader: Option<DeveloperId>,
}

#[derive(Debug)]
struct Kept {
    revision: Revision,
    pieces: Vec<Bytes>,
    length: usize,
}

#[derive(Debug)]
pub struct PageCache(Cache<Key, Arc<Kept>, Bytewise>);

/// By what a page takes of the memory.
#[derive(Debug, Clone)]
struct Bytewise;

impl Weighter<Key, Arc<Kept>> for Bytewise {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        (key.address.len() + kept.length + 256) as u64
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self(Cache::with_weighter(PAGES_EXPECTED, CAPACITY, Bytewise))
    }
}

/// The page at the request's address, from the cache where that is exact.
pub async fn render(state: State, request: Request<Body>) -> Response {
    let Some(key) = key(&state, &request) else { return pages::render_fresh(state, request).await };
    compression::mark(cached(state, key, request).await)
}

async fn cached(state: State, key: Key, request: Request<Body>) -> Response {
    let Some(AsOf { pages: revision, .. }) = state.portal.db.as_of_now().await else {
        return pages::render_fresh(state, request).await;
    };
    if let Some(kept) = state.page_cache.0.get(&key).filter(|kept| kept.revision == revision) {
        return kept.answer();
    }
    let response = pages::render_fresh(state.clone(), request).await;
    keep(&state.page_cache, key, revision, response).await
}

/// Pages of the catalog, asked for plainly.
fn key(state: &State, request: &Request<Body>) -> Option<Key> {
    if request.method() != Method::GET || request.extensions().get::<Submission>().is_some() {
        return None;
    }
    let path = request.uri().path().strip_prefix(state.portal.config.server.base_path())?;
    let of_catalog = matches!(path, "" | "/") || path.starts_with("/apis/");
    if !of_catalog || path.contains("/register") {
        return None;
    }
    let reader = match &request.extensions().get::<Actor>()?.who {
        Who::Anonymous => None,
        Who::Developer(person) => Some(person.developer_id),
        Who::System(_) => return None,
    };
    Some(Key { address: request.uri().path_and_query()?.as_str().to_owned(), reader })
}

async fn keep(cache: &PageCache, key: Key, revision: Revision, response: Response) -> Response {
    let nonce = response.headers().get(header::CONTENT_SECURITY_POLICY).and_then(nonce_of);
    let (Some(nonce), StatusCode::OK, false) =
        (nonce, response.status(), response.headers().contains_key(header::SET_COOKIE))
    else {
        return response;
    };
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return super::problem::response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The page could not be rendered. Please try again.",
        );
    };
    if body.len() <= PAGE_MAX {
        let pieces = split(&body, nonce.as_bytes());
        cache.0.insert(key, Arc::new(Kept { revision, pieces, length: body.len() }));
    }
    Response::from_parts(parts, Body::from(body))
}

fn nonce_of(policy: &HeaderValue) -> Option<String> {
    let (_, rest) = policy.to_str().ok()?.split_once("'nonce-")?;
    let (nonce, _) = rest.split_once('\'')?;
    Some(nonce.to_owned())
}

/// The pieces before, between and after the nonce.
fn split(body: &Bytes, nonce: &[u8]) -> Vec<Bytes> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    let mut at = 0;
    while at + nonce.len() <= body.len() {
        if body[at..].starts_with(nonce) {
            pieces.push(body.slice(from..at));
            at += nonce.len();
            from = at;
        } else {
            at += 1;
        }
    }
    pieces.push(body.slice(from..));
    pieces
}

impl Kept {
    fn answer(&self) -> Response {
        let nonce = random_text(NONCE_LENGTH);
        let mut body = Vec::with_capacity(self.length + self.pieces.len() * NONCE_LENGTH);
        for (index, piece) in self.pieces.iter().enumerate() {
            if index > 0 {
                body.extend_from_slice(nonce.as_bytes());
            }
            body.extend_from_slice(piece);
        }
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(policy) = HeaderValue::from_str(&content_security_policy(&nonce)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_split_at_its_nonce() {
        let pieces = split(&Bytes::from_static(b"a NONCE b NONCE"), b"NONCE");
        assert_eq!(pieces, ["a ", " b ", ""]);
        assert_eq!(split(&Bytes::from_static(b"none"), b"NONCE"), ["none"]);
        let policy = HeaderValue::from_str(&content_security_policy("abc123")).unwrap();
        assert_eq!(nonce_of(&policy).as_deref(), Some("abc123"));
    }
}
