//! What people and programs are told who come when there is too much to do. It has to cost next to nothing.
use super::super::{State, accept::prefers_html, problem, security_headers};
use app::overload::Overload;
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use std::sync::{Arc, OnceLock};

/// Without a script, and the same for everybody.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Who reads a refusal.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    is_browser: bool,
    sent_a_form: bool,
}

impl Reader {
    pub fn of(request: &Request) -> Self {
        Self { is_browser: prefers_html(request.headers()), sent_a_form: *request.method() == Method::POST }
    }
}

/// The pages of [`Overload::ALL`], written when the first of them is needed. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Pages(Arc<OnceLock<[Bytes; 3]>>);

impl Pages {
    pub fn refuse(&self, state: &State, why: Overload, reader: Reader) -> Response {
        let mut response = if reader.is_browser {
            self.page(
                state,
                if why == Overload::Busy && reader.sent_a_form { Overload::BusyForForms } else { why },
            )
        } else {
            let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            problem::response(status, why.code(), why.text())
        };
        if why != Overload::Slow {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        security_headers::complete(&mut response, &state.portal.config);
        response
    }

    fn page(&self, state: &State, why: Overload) -> Response {
        let pages = self.0.get_or_init(|| {
            let style = state.hydration.as_ref().map(|files| files.style());
            let name = state.portal.config.portal.name.as_str();
            Overload::ALL.map(|overload| Bytes::from(overload.page(name, style)))
        });
        let page = Overload::ALL.iter().position(|overload| *overload == why).and_then(|at| pages.get(at));
        let mut response = Response::new(Body::from(page.cloned().unwrap_or_default()));
        *response.status_mut() =
            StatusCode::from_u16(why.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        response
    }
}
