//! Pages, the REST API and sign-ins: done on threads of their own, so that a verdict never waits behind a
//! page, and only so many at once. What is more is refused at once, rather than answered when nobody waits
//! for it any more.
//!
//! - `share` is what a request has of the portal while it is worked on: a place, and memory for its body;
//! - `arriving` gives the place up for as long as the rest of a body is waited for;
//! - `refusal` tells people and programs that there is too much to do.
mod arriving;
mod refusal;
mod share;
mod threads;

pub use threads::Threads;

use super::State;
use crate::config::Limits;
use app::overload::Overload;
use arriving::{Arriving, Patience};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{self, Request},
    http::header,
    middleware::Next,
    response::Response,
};
use futures::stream;
use http_body_util::{BodyExt, StreamBody};
use refusal::{Pages, Reader};
use share::{Share, Supply};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    task::JoinSet,
};

/// Where requests other than verdicts are worked on, and how many at once.
#[derive(Debug, Clone)]
pub struct Work {
    /// Absent: where they come in.
    threads: Option<Handle>,
    supply: Supply,
    patience: Patience,
    pages: Pages,
}

impl Work {
    pub fn new(limits: &Limits) -> Self {
        Self {
            threads: None,
            supply: Supply::new(limits),
            patience: Patience::new(limits),
            pages: Pages::default(),
        }
    }

    pub fn on(self, threads: &Threads) -> Self {
        Self { threads: threads.handle(), ..self }
    }
}

/// Stands outside of all other layers. Verdicts do not pass it.
pub async fn layer(extract::State(state): extract::State<State>, request: Request, next: Next) -> Response {
    if is_about_health(request.uri().path(), state.portal.config.server.base_path()) {
        return next.run(request).await;
    }
    let work = &state.work;
    let reader = Reader::of(&request);
    let Some(share) = work.supply.share() else { return work.pages.refuse(&state, Overload::Busy, reader) };
    let (request, given_up) = arriving(request, share.clone(), work.patience);
    tokio::select! {
        response = run(work.threads.as_ref(), request, next, share) => {
            response.unwrap_or_else(|| work.pages.refuse(&state, Overload::Busy, reader))
        }
        Ok(why) = given_up => work.pages.refuse(&state, why, reader),
    }
}

fn is_about_health(path: &str, base: &str) -> bool {
    path.strip_prefix(base).is_some_and(|path| matches!(path, "/healthz" | "/readyz"))
}

/// The request with a body that gives its place up while it is waited for, and who tells when it is waited for no more.
fn arriving(request: Request, share: Share, patience: Patience) -> (Request, oneshot::Receiver<Overload>) {
    let (told, given_up) = oneshot::channel();
    if request.body().is_end_stream() {
        return (request, given_up);
    }
    (request.map(|body| Body::new(Arriving::new(body, share, patience, told))), given_up)
}

/// Absent where the work ended without an answer.
async fn run(threads: Option<&Handle>, request: Request, next: Next, share: Share) -> Option<Response> {
    let Some(threads) = threads else {
        let response = next.run(request).await;
        share.give_back();
        return Some(response);
    };
    let (told, answer) = oneshot::channel();
    // Dropped with this future where the client goes away, and the work with it.
    let mut task = JoinSet::new();
    let work = async move {
        let response = next.run(request).await;
        share.give_back();
        hand_over(response, told).await;
    };
    task.spawn_on(work, threads);
    let response = answer.await.ok();
    task.detach_all();
    response
}

/// A body that is compressed while it is sent is work as well; others are only passed on.
async fn hand_over(response: Response, told: oneshot::Sender<Response>) {
    if !response.headers().contains_key(header::CONTENT_ENCODING) || response.body().is_end_stream() {
        let _ = told.send(response);
        return;
    }
    let (parts, mut body) = response.into_parts();
    let (frames, received) = mpsc::channel::<Result<http_body::Frame<Bytes>, axum::Error>>(2);
    let received =
        stream::unfold(received, |mut received| async { Some((received.recv().await?, received)) });
    if told.send(Response::from_parts(parts, Body::new(StreamBody::new(received)))).is_err() {
        return;
    }
    while let Some(frame) = body.frame().await {
        if frames.send(frame).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_about_health;

    #[test]
    fn only_two_addresses_are_about_health() {
        assert!(is_about_health("/healthz", "") && is_about_health("/developers/readyz", "/developers"));
        for path in [
            "/healthz",
            "/apis/healthz",
            "/developers/apis/healthz",
            "/developershealthz",
            "/developers/healthz/",
        ] {
            assert!(!is_about_health(path, "/developers"), "{path}");
        }
        assert!(!is_about_health("/apis/weather/readyz", ""));
    }
}
