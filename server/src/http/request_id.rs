use axum::{extract::Request, http::HeaderValue, middleware::Next, response::Response};
use tracing::Instrument;

/// The request's name in logs, the audit trail and error pages.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Names the request, logs it with its outcome, and tells the name in `X-Request-Id`.
pub async fn layer(mut request: Request, next: Next) -> Response {
    let id = crate::secrets::random_text(16);
    let span = tracing::info_span!("request", id, method = %request.method(), path = request.uri().path());
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = std::time::Instant::now();
    async move {
        let mut response = next.run(request).await;
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert("x-request-id", value);
        }
        let milliseconds = started.elapsed().as_millis();
        let status = response.status().as_u16();
        if status >= 500 {
            tracing::error!(status, milliseconds, "answered");
        } else {
            tracing::debug!(status, milliseconds, "answered");
        }
        response
    }
    .instrument(span)
    .await
}
