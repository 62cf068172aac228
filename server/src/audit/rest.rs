use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Query},
    problem::{ApiError, Problem},
};
use app::{audit::AuditEvent, page::Page};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Words in who, what or on what.
    #[serde(default)]
    q: String,
}

/// List audit events
///
/// Who changed what, newest first. For admins.
#[utoipa::path(get, path = "/audit-events", tag = "Audit", params(Search, PageQuery), responses((status = 200, body = Page<AuditEvent>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Query(search): Query<Search>,
    Query(page): Query<PageQuery>,
) -> Result<Paged<AuditEvent>, ApiError> {
    Ok(Json(caller.backend.audit_events(&caller.actor, &search.q, page.request()).await?))
}
