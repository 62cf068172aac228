use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Query},
    problem::{ApiError, Problem},
};
use app::{
    approvals::{InboxDecision, InboxItem, InboxOutcome},
    page::Page,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(inbox)).routes(routes!(decide))
}

/// List what waits
///
/// For approvers: developers and registrations, longest waiting first.
#[utoipa::path(get, path = "/inbox", tag = "Approvals", params(PageQuery),
    responses((status = 200, body = Page<InboxItem>), (status = "4XX", body = Problem)))]
async fn inbox(caller: Caller, Query(page): Query<PageQuery>) -> Result<Paged<InboxItem>, ApiError> {
    Ok(Json(caller.backend.inbox(&caller.actor, page.request()).await?))
}

/// Decide on several at once
///
/// For approvers. Each is decided by itself; the answer says what became of each.
#[utoipa::path(post, path = "/inbox/decisions", tag = "Approvals", request_body = InboxDecision,
    responses((status = 200, body = Vec<InboxOutcome>), (status = "4XX", body = Problem)))]
async fn decide(
    caller: Caller,
    Json(decision): Json<InboxDecision>,
) -> Result<Json<Vec<InboxOutcome>>, ApiError> {
    Ok(Json(caller.backend.decide_together(&caller.actor, decision).await?))
}
