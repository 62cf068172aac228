use crate::http::{
    State,
    api::{Caller, Json, Path, Query},
    problem::{ApiError, Problem},
};
use app::{
    id::CredentialId,
    usage::{CallRecord, Explanation, KeyCallers, Rule, UsageQuestion, UsageReport},
};
use axum::{
    http::{HeaderName, header},
    response::IntoResponse,
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(of_application))
        .routes(routes!(of_application_as_csv))
        .routes(routes!(of_all))
        .routes(routes!(of_all_as_csv))
        .routes(routes!(calls))
        .routes(routes!(callers))
        .routes(routes!(explain))
        .routes(routes!(rules))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct UsageQuery {
    /// `24h` in hours, `7d` in steps of six hours, or `90d` in days; 24h unless told.
    #[serde(default)]
    period: String,
    /// The id of a version, to see only its calls.
    #[serde(default)]
    version: String,
    /// The id of a key, to see only its calls.
    #[serde(default)]
    key: String,
}

impl UsageQuery {
    fn question(&self) -> Result<UsageQuestion, ApiError> {
        Ok(UsageQuestion::from_query(&self.period, &self.version, &self.key)?)
    }
}

/// Usage of an application
///
/// Calls, refusals, errors and times: in steps, by version and by key.
#[utoipa::path(get, path = "/applications/{application}/usage", tag = "Usage",
    params(("application" = String, Path), UsageQuery), responses(
    (status = 200, body = UsageReport), (status = "4XX", body = Problem)))]
async fn of_application(
    caller: Caller,
    Path(application): Path<String>,
    Query(query): Query<UsageQuery>,
) -> Result<Json<UsageReport>, ApiError> {
    Ok(Json(caller.backend.application_usage(&caller.actor, &application, query.question()?).await?))
}

/// Usage of an application as CSV
///
/// A row for each step, version and key.
#[utoipa::path(get, path = "/applications/{application}/usage.csv", tag = "Usage",
    params(("application" = String, Path), UsageQuery), responses(
    (status = 200, body = String, content_type = "text/csv"), (status = "4XX", body = Problem)))]
async fn of_application_as_csv(
    caller: Caller,
    Path(application): Path<String>,
    Query(query): Query<UsageQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let table = caller.backend.application_usage_csv(&caller.actor, &application, query.question()?).await?;
    Ok((csv_headers(), table))
}

/// Usage of all applications
///
/// For admins.
#[utoipa::path(get, path = "/usage", tag = "Usage", params(UsageQuery), responses(
    (status = 200, body = UsageReport), (status = "4XX", body = Problem)))]
async fn of_all(caller: Caller, Query(query): Query<UsageQuery>) -> Result<Json<UsageReport>, ApiError> {
    Ok(Json(caller.backend.usage(&caller.actor, query.question()?).await?))
}

/// Usage of all applications as CSV
///
/// A row for each step, application and version. For admins.
#[utoipa::path(get, path = "/usage.csv", tag = "Usage", params(UsageQuery), responses(
    (status = 200, body = String, content_type = "text/csv"), (status = "4XX", body = Problem)))]
async fn of_all_as_csv(
    caller: Caller,
    Query(query): Query<UsageQuery>,
) -> Result<impl IntoResponse, ApiError> {
    Ok((csv_headers(), caller.backend.usage_csv(&caller.actor, query.question()?).await?))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct CallsQuery {
    /// Only those that were refused.
    #[serde(default)]
    refused: bool,
}

/// Latest calls of an application
///
/// Up to 50, newest first: refusals, and a sample of the calls that were let through.
#[utoipa::path(get, path = "/applications/{application}/call-log", tag = "Usage",
    params(("application" = String, Path), CallsQuery), responses(
    (status = 200, body = Vec<CallRecord>), (status = "4XX", body = Problem)))]
async fn calls(
    caller: Caller,
    Path(application): Path<String>,
    Query(query): Query<CallsQuery>,
) -> Result<Json<Vec<CallRecord>>, ApiError> {
    Ok(Json(caller.backend.application_calls(&caller.actor, &application, query.refused).await?))
}

/// Who uses a key
///
/// The last call from each address, newest first: up to 50. Of a key that was replaced it tells who still
/// has to be given the new one.
#[utoipa::path(get, path = "/applications/{application}/credentials/{id}/callers", tag = "Usage",
    params(("application" = String, Path), ("id" = CredentialId, Path)), responses(
    (status = 200, body = KeyCallers), (status = "4XX", body = Problem)))]
async fn callers(
    caller: Caller,
    Path((application, id)): Path<(String, CredentialId)>,
) -> Result<Json<KeyCallers>, ApiError> {
    Ok(Json(caller.backend.key_callers(&caller.actor, &application, id).await?))
}

/// Why a call was refused
///
/// By the request id that the refusal told, for approvers and those who can use the application, or by its
/// reason code.
#[utoipa::path(get, path = "/refusals/{about}", tag = "Usage", params(("about" = String, Path)), responses(
    (status = 200, body = Explanation), (status = "4XX", body = Problem)))]
async fn explain(caller: Caller, Path(about): Path<String>) -> Result<Json<Explanation>, ApiError> {
    Ok(Json(caller.backend.explain_refusal(&caller.actor, &about).await?))
}

/// Reasons of refusals
///
/// Every rule by which calls are refused, in the order in which they are asked.
#[utoipa::path(get, path = "/refusals", tag = "Usage", responses(
    (status = 200, body = Vec<Rule>), (status = "4XX", body = Problem)))]
async fn rules(caller: Caller) -> Result<Json<Vec<Rule>>, ApiError> {
    Ok(Json(caller.backend.refusal_rules()))
}

fn csv_headers() -> [(HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"usage.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ]
}
