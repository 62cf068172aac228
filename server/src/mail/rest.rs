use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Paged, Path, Query},
    problem::{ApiError, Problem},
};
use app::{id::MailId, mails::Mail, page::Page};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get))
}

/// List mails
///
/// What the portal has written, newest first. For admins.
#[utoipa::path(get, path = "/mails", tag = "Mails", params(PageQuery), responses((status = 200, body = Page<Mail>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(page): Query<PageQuery>) -> Result<Paged<Mail>, ApiError> {
    Ok(Json(caller.backend.mails(&caller.actor, page.request()).await?))
}

/// Get a mail
#[utoipa::path(get, path = "/mails/{id}", tag = "Mails", params(("id" = MailId, Path)), responses((status = 200, body = Mail), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Path(id): Path<MailId>) -> Result<Json<Mail>, ApiError> {
    Ok(Json(caller.backend.mail(&caller.actor, id).await?))
}
