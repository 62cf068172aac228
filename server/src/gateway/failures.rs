use crate::{http::problem, outbound::Failure};
use axum::{http::StatusCode, response::Response};

pub fn not_an_api() -> Response {
    problem::response(
        StatusCode::NOT_FOUND,
        "not_an_api",
        "This is the gateway: calls go to /{product}/{version}/… as the portal shows them.",
    )
}

pub fn path_refused() -> Response {
    problem::response(
        StatusCode::BAD_REQUEST,
        "path_refused",
        "Paths with “.” or “..” in them are not passed on.",
    )
}

pub fn no_upstream() -> Response {
    problem::response(
        StatusCode::BAD_GATEWAY,
        "upstream_missing",
        "The provider has not said where calls to this version go.",
    )
}

pub fn upstream(failure: &Failure) -> Response {
    match failure {
        Failure::Refused(why) => {
            tracing::error!(why, "an upstream may not be reached");
            problem::response(
                StatusCode::BAD_GATEWAY,
                "upstream_refused",
                "The gateway may not reach this API's upstream. Its operator has to allow the address.",
            )
        }
        Failure::Unreachable(why) | Failure::Broken(why) => {
            tracing::warn!(why, "an upstream does not answer");
            problem::response(
                StatusCode::BAD_GATEWAY,
                "upstream_down",
                "The API behind the gateway does not answer. Try again in a moment.",
            )
        }
        Failure::Slow => problem::response(
            StatusCode::GATEWAY_TIMEOUT,
            "upstream_slow",
            "The API behind the gateway took too long to answer. Try again in a moment.",
        ),
    }
}
