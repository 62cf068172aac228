//! Calls that are tried from a form: with WASM the answer is JSON, without it is the form's page.
use super::{State, plain_post, problem::ApiError};
use app::{
    actor::Actor,
    error::PortalError,
    paths,
    try_it::{CallAnswer, CallInput, FORM, FieldValue, REQUEST_MAX, TryIt, field},
    ui::form::Submission,
};
use axum::{
    Extension, Router,
    extract::{self, DefaultBodyLimit, FromRequest, Multipart, Path, Request, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

/// What a multipart form adds around its fields.
const AROUND: usize = 256 * 1024;
/// Fields of one form.
const FIELDS: usize = 1000;

type Place = (String, String, String);

pub fn routes() -> Router<State> {
    Router::new()
        .route("/apis/{product}/{version}/reference/{operation}/call", get(back).post(send))
        .layer(DefaultBodyLimit::max(REQUEST_MAX + AROUND))
}

/// Reloading an answer leads to the form: a call is not made twice by accident.
async fn back(Path((product, version, operation)): Path<Place>) -> Redirect {
    Redirect::to(&paths::try_operation(&product, &version, &operation))
}

async fn send(
    extract::State(state): extract::State<State>,
    Extension(actor): Extension<Actor>,
    Path((product, version, operation)): Path<Place>,
    request: Request,
) -> Response {
    let wants_json = accepts_json(&request);
    let (input, outcome) = match read(&state, request).await {
        Ok(input) => {
            let outcome = state.portal.send_call(&actor, &product, &version, &operation, input.clone()).await;
            (input, outcome)
        }
        Err(error) => (CallInput::default(), Err(error)),
    };
    if wants_json {
        return as_json(&outcome);
    }
    let segments = [&product, &version, &operation].map(|text| paths::segment(text));
    let mut page = paths::try_operation(&segments[0], &segments[1], &segments[2]);
    if !input.media_type.is_empty() {
        page.push_str(&format!("?media_type={}", paths::segment(&input.media_type)));
    }
    let outcome =
        outcome.and_then(|answer| serde_json::to_string(&answer).map_err(|_| PortalError::Internal));
    let submission = Submission { function: FORM.to_owned(), fields: shown_again(&input), outcome };
    plain_post::show(state, actor, &page, submission).await
}

fn accepts_json(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

fn as_json(outcome: &Result<CallAnswer, PortalError>) -> Response {
    let (status, body) = match outcome {
        Ok(answer) => (StatusCode::OK, serde_json::to_vec(answer)),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, serde_json::to_vec(error))
        }
    };
    let Ok(body) = body else { return ApiError(PortalError::Internal).into_response() };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, body).into_response()
}

/// Keys and files are not sent back.
fn shown_again(input: &CallInput) -> Vec<(String, String)> {
    let mut fields = vec![
        (field::APPLICATION.to_owned(), input.application.clone().unwrap_or_default()),
        (field::MEDIA_TYPE.to_owned(), input.media_type.clone()),
    ];
    fields.extend(input.fields.iter().filter_map(|(name, value)| match value {
        FieldValue::Text(text) => Some((name.clone(), text.clone())),
        FieldValue::File { .. } => None,
    }));
    fields
}

async fn read(state: &State, request: Request) -> Result<CallInput, PortalError> {
    let unreadable = || {
        PortalError::refused(
            "malformed",
            "The form could not be read. Reload the page and try again; nothing was sent.",
        )
    };
    let too_large = || PortalError::TooLarge { limit_bytes: REQUEST_MAX as u64 };
    let mut form = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
    let mut input = CallInput::default();
    let failed = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => unreadable(),
    };
    while let Some(part) = form.next_field().await.map_err(failed)? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let file = part.file_name().map(str::to_owned);
        let media_type = part.content_type().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(failed)?.to_vec();
        let value = match file {
            Some(name) => FieldValue::File { name, media_type, bytes },
            None => FieldValue::Text(String::from_utf8(bytes).map_err(|_| unreadable())?),
        };
        if input.fields.len() >= FIELDS {
            return Err(unreadable());
        }
        take(&mut input, name, value);
    }
    Ok(input)
}

fn take(input: &mut CallInput, name: String, value: FieldValue) {
    match (name.as_str(), value) {
        (field::APPLICATION, FieldValue::Text(slug)) => {
            input.application = Some(slug).filter(|s| !s.is_empty())
        }
        (field::KEY, FieldValue::Text(key)) => input.key = key,
        (field::MEDIA_TYPE, FieldValue::Text(media_type)) => input.media_type = media_type,
        (field::CONFIRMED, FieldValue::Text(given)) => input.confirmed = given == "true",
        (field::ANYWAY, FieldValue::Text(given)) => input.anyway = given == "true",
        (_, value) => input.fields.push((name, value)),
    }
}
