//! How the browser calls server functions.
use crate::{error::PortalError, json};
use leptos::server_fn::{
    Http, Protocol,
    client::Client,
    codec::{Json, PostUrl},
    server::Server,
};
use leptos::web_sys::FormData;
#[cfg(not(feature = "ssr"))]
use leptos::{
    prelude::window,
    server_fn::{ContentType, redirect::REDIRECT_HEADER},
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Headers, RequestInit, Response},
};
#[cfg(not(feature = "ssr"))]
use send_wrapper::SendWrapper;
use serde::{Serialize, de::DeserializeOwned};
use std::pin::Pin;
#[cfg(not(feature = "ssr"))]
use wasm_bindgen_futures::JsFuture;

/// The protocol of every server function, `#[server(protocol = Call)]`: to the server it is that of leptos.
/// In the browser all but the arguments' and the answer's types is the same code for all of them.
pub struct Call;

type Usual = Http<PostUrl, Json>;

impl<I, O, C, S> Protocol<I, O, C, S, PortalError> for Call
where
    I: Serialize + Send,
    O: DeserializeOwned,
    C: Client<PortalError>,
    S: Server<PortalError>,
    Usual: Protocol<I, O, C, S, PortalError>,
{
    const METHOD: http::Method = http::Method::POST;

    fn run_server<F, Fut>(
        request: S::Request,
        server_fn: F,
    ) -> impl Future<Output = Result<S::Response, PortalError>> + Send
    where
        F: Fn(I) -> Fut + Send,
        Fut: Future<Output = Result<O, PortalError>> + Send,
    {
        Usual::run_server(request, server_fn)
    }

    fn run_client(path: &str, arguments: I) -> impl Future<Output = Result<O, PortalError>> + Send {
        let answer = post(path, serde_qs::to_string(&arguments).unwrap_or_default());
        async move { json::read(&answer.await?).map_err(|_| PortalError::Transport) }
    }
}

pub(crate) type TextFuture = Pin<Box<dyn Future<Output = Result<String, PortalError>> + Send>>;

/// Posts URL-encoded arguments to a server function's address; the answer is the JSON of its result.
#[cfg(not(feature = "ssr"))]
pub(crate) fn post(path: &str, arguments: String) -> TextFuture {
    use leptos::server_fn::client::get_server_url;
    send(format!("{}{path}", get_server_url()), arguments.into(), Some(PostUrl::CONTENT_TYPE))
}

/// Posts a form with its files to an address that answers as a server function does.
#[cfg(not(feature = "ssr"))]
pub(crate) fn post_form(address: String, form: FormData) -> TextFuture {
    send(address, form.into(), None)
}

/// `content_type`: where the browser does not know it from the body.
#[cfg(not(feature = "ssr"))]
fn send(address: String, body: JsValue, content_type: Option<&'static str>) -> TextFuture {
    use leptos::server_fn::redirect::call_redirect_hook;

    Box::pin(SendWrapper::new(async move {
        let reply = fetch(&address, &body, content_type).await.map_err(|_| PortalError::Transport)?;
        if reply.refused {
            return Err(json::read(&reply.text).unwrap_or(PortalError::Transport));
        }
        if let Some(location) = reply.location {
            call_redirect_hook(&location);
        }
        Ok(reply.text)
    }))
}

#[cfg(not(feature = "ssr"))]
struct Reply {
    refused: bool,
    /// Where to go now.
    location: Option<String>,
    text: String,
}

/// Of the browser's own `fetch` only what is needed: a client for all of HTTP is several kilobytes.
#[cfg(not(feature = "ssr"))]
async fn fetch(address: &str, body: &JsValue, content_type: Option<&str>) -> Result<Reply, JsValue> {
    let headers = Headers::new()?;
    if let Some(content_type) = content_type {
        headers.set("Content-Type", content_type)?;
    }
    headers.set("Accept", Json::CONTENT_TYPE)?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(body);
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &request)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let headers = response.headers();
    let redirected = headers.has(REDIRECT_HEADER)?;
    Ok(Reply {
        refused: response.status() >= 400,
        location: redirected
            .then(|| headers.get("Location").ok().flatten().unwrap_or_else(|| response.url())),
        text,
    })
}

/// On the server they are called as what they are: functions.
#[cfg(feature = "ssr")]
pub(crate) fn post(_: &str, _: String) -> TextFuture {
    Box::pin(async { Err(PortalError::Internal) })
}

#[cfg(feature = "ssr")]
pub(crate) fn post_form(_: String, _: FormData) -> TextFuture {
    Box::pin(async { Err(PortalError::Internal) })
}
