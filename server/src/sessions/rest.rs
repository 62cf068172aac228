use crate::http::State;
use utoipa_axum::router::OpenApiRouter;

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
}
