//! How the browser calls server functions.
use crate::{error::PortalError, json};
use leptos::server_fn::{
    Http, Protocol,
    client::Client,
    codec::{Json, PostUrl},
    server::Server,
};
use serde::{Serialize, de::DeserializeOwned};
use std::pin::Pin;

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
    use leptos::server_fn::{
        ContentType,
        client::browser::BrowserClient,
        redirect::call_redirect_hook,
        request::{ClientReq, browser::BrowserRequest},
        response::ClientRes,
    };

    /// Pins the type of errors, which the traits leave open.
    fn head(response: &impl ClientRes<PortalError>) -> (u16, Option<String>) {
        let status = response.status();
        let redirected = (300..400).contains(&status) || response.has_redirect();
        (status, redirected.then(|| response.location()))
    }

    let request: Result<BrowserRequest, PortalError> =
        BrowserRequest::try_new_post(path, PostUrl::CONTENT_TYPE, Json::CONTENT_TYPE, arguments);
    Box::pin(async move {
        let response = <BrowserClient as Client<PortalError>>::send(request?).await?;
        let (status, location) = head(&response);
        let text = ClientRes::<PortalError>::try_into_string(response).await?;
        if (400..600).contains(&status) {
            return Err(json::read(&text).unwrap_or(PortalError::Transport));
        }
        if let Some(location) = location {
            call_redirect_hook(&location);
        }
        Ok(text)
    })
}

/// On the server they are called as what they are: functions.
#[cfg(feature = "ssr")]
pub(crate) fn post(_: &str, _: String) -> TextFuture {
    Box::pin(async { Err(PortalError::Internal) })
}
