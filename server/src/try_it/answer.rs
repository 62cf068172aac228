//! What came back, read as far as a page shows it.
use crate::{gateway::FromUpstream, specifications::view::Json};
use app::try_it::{ANSWER_MAX, AnswerBody, JsonNode};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures::StreamExt;

/// Values of a JSON answer that can be opened one by one; beyond, it is text.
const NODES: usize = 2000;
/// Headers that are shown.
const HEADERS: usize = 100;

#[derive(Debug)]
pub struct Read {
    pub status: StatusCode,
    pub from_gateway: bool,
    pub headers: Vec<(String, String)>,
    pub bytes: u64,
    pub complete: bool,
    pub body: AnswerBody,
    pub media_type: String,
}

/// Reads up to [`ANSWER_MAX`] bytes and lets go of the rest.
pub async fn read(response: Response) -> Read {
    let (parts, body) = response.into_parts();
    let (bytes, complete) = bounded(body).await;
    let media_type = media_type(&parts.headers);
    Read {
        status: parts.status,
        from_gateway: parts.extensions.get::<FromUpstream>().is_none(),
        headers: shown(&parts.headers),
        bytes: bytes.len() as u64,
        body: body_of(&media_type, bytes, complete),
        complete,
        media_type,
    }
}

async fn bounded(body: Body) -> (Vec<u8>, bool) {
    let (mut stream, mut bytes) = (body.into_data_stream(), Vec::new());
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else { return (bytes, false) };
        let room = ANSWER_MAX - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return (bytes, false);
        }
    }
    (bytes, true)
}

fn media_type(headers: &HeaderMap) -> String {
    let announced = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = announced.unwrap_or_default().split(';').next().unwrap_or_default();
    bare.trim().to_ascii_lowercase()
}

fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    headers.iter().take(HEADERS).map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

fn body_of(media_type: &str, bytes: Vec<u8>, complete: bool) -> AnswerBody {
    if bytes.is_empty() {
        return AnswerBody::Empty;
    }
    let is_image = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"]
        .contains(&media_type);
    if is_image && complete {
        return AnswerBody::Image(STANDARD.encode(bytes));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text,
        Ok(text) => return AnswerBody::Binary(STANDARD.encode(text)),
        // A text may have been cut within a character.
        Err(error) if !complete && error.utf8_error().error_len().is_none() => {
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
        Err(error) => return AnswerBody::Binary(STANDARD.encode(error.as_bytes())),
    };
    let looks_like_json = media_type.ends_with("json") || text.trim_start().starts_with(['{', '[']);
    match serde_json::from_str::<Json>(&text) {
        Ok(json) if looks_like_json => {
            let mut left = NODES;
            AnswerBody::Json { tree: node(&json, &mut left), text: json.pretty() }
        }
        _ => AnswerBody::Text(text),
    }
}

fn node(json: &Json, left: &mut usize) -> Option<JsonNode> {
    *left = left.checked_sub(1)?;
    Some(match json {
        Json::Text(text) => JsonNode::Text(text.clone()),
        Json::List(items) => {
            JsonNode::List(items.iter().map(|item| node(item, left)).collect::<Option<_>>()?)
        }
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| Some((name.clone(), node(value, left)?));
            JsonNode::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
        plain => JsonNode::Plain(plain.plain()),
    })
}
