//! `PUT /gateway/log/{batch}`: a gateway's access log, piece by piece, one JSON object a line. A piece that
//! comes again under its name is not counted again, so a sender repeats whatever was not answered.
use super::service::take_log;
use crate::{
    http::{ApiError, State, api::Json},
    portal::Portal,
    verify::TOKEN,
};
use app::{error::PortalError, usage::LogReceipt};
use axum::{
    Router,
    body::to_bytes,
    extract::{Path, Request},
    response::IntoResponse,
    routing::put,
};

/// Stands outside of every layer, as verdicts do: who sends it proves itself by the gateway's token.
pub fn routes(portal: &Portal, base: &str) -> Router<State> {
    let portal = portal.clone();
    let handler = move |Path(batch): Path<String>, request: Request| {
        let portal = portal.clone();
        async move {
            match answer(&portal, &batch, request).await {
                Ok(receipt) => Json(receipt).into_response(),
                Err(error) => ApiError(error).into_response(),
            }
        }
    };
    Router::new().route(&format!("{base}/gateway/log/{{batch}}"), put(handler))
}

async fn answer(portal: &Portal, batch: &str, request: Request) -> Result<LogReceipt, PortalError> {
    let limit = portal.config.usage.log_bytes;
    let (parts, body) = request.into_parts();
    let token =
        parts.headers.get(TOKEN).and_then(|token| token.to_str().ok()).ok_or(PortalError::NotSignedIn)?;
    let body =
        to_bytes(body, limit).await.map_err(|_| PortalError::TooLarge { limit_bytes: limit as u64 })?;
    let text = String::from_utf8_lossy(&body);
    take_log(portal, token, batch, &text).await
}
