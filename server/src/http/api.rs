//! The REST API under `/api/v1`: the same services as the pages, described by OpenAPI 3.1.
use super::{State, actor, body_limits, problem::ApiError};
use crate::{
    access_tokens, applications, approvals, audit, auth_strategies, catalog, catalog_roles,
    client_registration, credentials, developers, gateways, identity_providers, mail, openid, quotas,
    registrations, search, sessions, settings, specifications, teams, usage,
};
use app::{
    actor::Actor,
    backend::BackendHandle,
    error::PortalError,
    page::{Page, PageRequest},
};
use axum::{
    Router,
    extract::{FromRequest, FromRequestParts, Request, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

pub const PREFIX: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portico",
        description = "Everything the portal's pages do, for programs. Errors are problem details (RFC 9457)."
    ),
    modifiers(&Bearer),
    security(("access_token" = []))
)]
struct Description;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A personal access token, created under Account or by `portico token create`."))
            .build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("access_token", SecurityScheme::Http(scheme));
    }
}

fn endpoints() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(access_tokens::rest::routes())
        .merge(applications::rest::routes())
        .merge(approvals::rest::routes())
        .merge(audit::rest::routes())
        .merge(auth_strategies::rest::routes())
        .merge(catalog::rest::routes())
        .merge(catalog::documents_rest::routes())
        .merge(catalog_roles::rest::routes())
        .merge(client_registration::rest::routes())
        .merge(credentials::rest::routes())
        .merge(developers::rest::routes())
        .merge(gateways::rest::routes())
        .merge(identity_providers::rest::routes())
        .merge(mail::rest::routes())
        .merge(openid::rest::routes())
        .merge(quotas::rest::routes())
        .merge(registrations::rest::routes())
        .merge(search::rest::routes())
        .merge(sessions::rest::routes())
        .merge(settings::rest::routes())
        .merge(specifications::rest::routes())
        .merge(teams::rest::routes())
        .merge(usage::rest::routes())
}

fn described() -> OpenApiRouter<State> {
    OpenApiRouter::with_openapi(Description::openapi()).nest(PREFIX, endpoints())
}

/// The document that describes the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = described().into_openapi();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        operations.into_iter().flatten().for_each(name_uniquely);
    }
    document
}

/// Handlers are named by their verb; the document needs names that are unique over all slices:
/// `list` of “Auth strategies” becomes `list_auth_strategies`.
fn name_uniquely(operation: &mut utoipa::openapi::path::Operation) {
    let tag = operation.tags.iter().flatten().next().map(|tag| tag.to_lowercase().replace([' ', '-'], "_"));
    if let (Some(verb), Some(tag)) = (&operation.operation_id, tag) {
        operation.operation_id = Some(format!("{verb}_{tag}"));
    }
}

/// The same, as the text that is served and kept.
pub fn openapi_json() -> String {
    serde_json::to_string_pretty(&openapi()).unwrap_or_default()
}

pub fn routes(state: &State) -> Router<State> {
    let (router, _) = described().split_for_parts();
    let document = openapi_json();
    let describe = move || async move { ([("content-type", "application/json")], document) };
    router
        .layer(from_fn_with_state(state.clone(), body_limits::layer))
        .layer(from_fn_with_state(state.clone(), actor::from_bearer))
        .route(&format!("{PREFIX}/openapi.json"), get(describe))
}

/// Who calls, and what answers.
pub struct Caller {
    pub actor: Actor,
    pub backend: BackendHandle,
}

impl FromRequestParts<State> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let actor = parts.extensions.get::<Actor>().cloned().ok_or(ApiError(PortalError::Internal))?;
        Ok(Self { actor, backend: state.backend.clone() })
    }
}

/// A JSON body; what is wrong with it is answered as problem details.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &State) -> Result<Self, ApiError> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                let limit_bytes = state.portal.config.limits.request_bytes as u64;
                Err(ApiError(PortalError::TooLarge { limit_bytes }))
            }
            Err(rejection) => Err(ApiError(malformed(&rejection))),
        }
    }
}

fn malformed(rejection: &JsonRejection) -> PortalError {
    PortalError::field("body", rejection.body_text())
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        let mut response = axum::Json(self.0).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// A path parameter; a malformed one names nothing, so it is answered like a missing thing.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let extracted = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        extracted.map(|path| Self(path.0)).map_err(|_| ApiError(PortalError::NotFound))
    }
}

/// `?page=2&size=50`: pages count from 1.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// From 1.
    #[serde(default)]
    page: Option<u32>,
    /// Rows per page, 1 to 100; 20 unless told.
    #[serde(default)]
    size: Option<u32>,
}

impl PageQuery {
    pub fn request(self) -> PageRequest {
        PageRequest::new(self.page, self.size.unwrap_or(20))
    }
}

/// Query parameters; malformed ones are answered as problem details.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, ApiError> {
        let extracted = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        extracted
            .map(|query| Self(query.0))
            .map_err(|rejection| ApiError(PortalError::field("query", rejection.body_text())))
    }
}

/// Lists answer with their page; the name is for the OpenAPI document.
pub type Paged<T> = Json<Page<T>>;
