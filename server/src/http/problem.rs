//! Errors for programs: RFC 9457 problem details.
use app::error::{FieldError, PortalError};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// `application/problem+json`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// A stable word, such as `strategy_mismatch`.
    pub code: String,
    /// What each field was refused for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// A problem that is no [`PortalError`].
pub fn response(status: StatusCode, code: &str, detail: &str) -> Response {
    write(Problem {
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail: detail.to_owned(),
        code: code.to_owned(),
        errors: Vec::new(),
    })
}

/// How REST handlers answer an error.
#[derive(Debug)]
pub struct ApiError(pub PortalError);

impl From<PortalError> for ApiError {
    fn from(error: PortalError) -> Self {
        Self(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = write(Problem {
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: self.0.to_string(),
            code: self.0.code().to_owned(),
            errors: match &self.0 {
                PortalError::Invalid(errors) => errors.clone(),
                _ => Vec::new(),
            },
        });
        match self.0 {
            PortalError::TooMany { retry_after } => {
                response.headers_mut().insert(header::RETRY_AFTER, retry_after.into());
            }
            PortalError::NotSignedIn => {
                response
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"portal\""));
            }
            _ => {}
        }
        response
    }
}

fn write(problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
