//! How the browser calls server functions: the same for all of them, before types come into it.
use crate::error::PortalError;
use std::pin::Pin;

pub(crate) type TextFuture = Pin<Box<dyn Future<Output = Result<String, PortalError>> + Send>>;

/// Posts URL-encoded arguments to a server function's address; the answer is the JSON of its result.
#[cfg(not(feature = "ssr"))]
pub(crate) fn post(path: &'static str, arguments: String) -> TextFuture {
    use crate::json::Json;
    use leptos::server::codee::Decoder;
    use leptos::server_fn::{
        ContentType,
        client::{Client, browser::BrowserClient},
        codec::PostUrl,
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

    Box::pin(async move {
        let request: Result<BrowserRequest, PortalError> =
            BrowserRequest::try_new_post(path, PostUrl::CONTENT_TYPE, "application/json", arguments);
        let response = <BrowserClient as Client<PortalError>>::send(request?).await?;
        let (status, location) = head(&response);
        let text = ClientRes::<PortalError>::try_into_string(response).await?;
        if (400..600).contains(&status) {
            return Err(Json::decode(&text).unwrap_or(PortalError::Transport));
        }
        if let Some(location) = location {
            call_redirect_hook(&location);
        }
        Ok(text)
    })
}

/// On the server they are called as what they are: functions.
#[cfg(feature = "ssr")]
pub(crate) fn post(_: &'static str, _: String) -> TextFuture {
    Box::pin(async { Err(PortalError::Internal) })
}
