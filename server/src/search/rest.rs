use crate::http::{
    State,
    api::{Caller, Json, PageQuery, Query},
    problem::{ApiError, Problem},
};
use app::search::{SearchAnswer, SearchFilter, SearchKind};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(search))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct What {
    /// Words, names or the beginning of them, or an address such as `GET /pets/7`; at most 200 characters.
    #[serde(default)]
    q: String,
    /// The slug of the only product to look in.
    #[serde(default)]
    product: Option<String>,
    #[serde(default)]
    kind: Option<SearchKind>,
}

/// Search everything
///
/// Products, versions, operations and documents that the caller may see, the best first.
#[utoipa::path(get, path = "/search", tag = "Search", params(What, PageQuery), responses(
    (status = 200, body = SearchAnswer), (status = "4XX", body = Problem)))]
async fn search(
    caller: Caller,
    Query(what): Query<What>,
    Query(page): Query<PageQuery>,
) -> Result<Json<SearchAnswer>, ApiError> {
    let filter = SearchFilter { query: what.q, product: what.product, kind: what.kind };
    Ok(Json(caller.backend.search(&caller.actor, filter, page.request()).await?))
}
