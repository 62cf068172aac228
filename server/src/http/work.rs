//! Pages, the REST API and sign-ins: done on threads of their own, so that a verdict never waits behind a
//! page, and only so many at once. What is more is refused at once, rather than answered when nobody waits
//! for it any more.
use super::{State, problem};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{self, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use futures::stream;
use http_body_util::{BodyExt, StreamBody};
use std::sync::Arc;
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::{Semaphore, mpsc, oneshot},
    task::{JoinHandle, JoinSet},
};

/// Where requests other than verdicts are worked on, and how many at once.
#[derive(Debug, Clone)]
pub struct Work {
    /// Absent: where they come in.
    threads: Option<Handle>,
    places: Arc<Semaphore>,
}

impl Work {
    pub fn new(at_once: u32) -> Self {
        Self { threads: None, places: Arc::new(Semaphore::new(at_once as usize)) }
    }

    pub fn on(self, threads: &Threads) -> Self {
        Self { threads: threads.handle(), ..self }
    }
}

/// Threads for everything that may take long: all cores but one, and after verdicts where both want to run.
#[derive(Debug)]
pub struct Threads(Option<Runtime>);

/// Added to the process's niceness: of two threads that want the same core, this one gets a third of what
/// the other gets.
#[cfg(target_os = "linux")]
const NICER: i32 = 5;

impl Threads {
    pub fn start() -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(cores.saturating_sub(1).max(1)).thread_name("work").enable_all();
        builder.on_thread_start(give_way);
        Ok(Self(Some(builder.build()?)))
    }

    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        match &self.0 {
            Some(runtime) => runtime.spawn(task),
            None => tokio::spawn(task),
        }
    }

    fn handle(&self) -> Option<Handle> {
        self.0.as_ref().map(|runtime| runtime.handle().clone())
    }
}

/// On Linux a thread has a niceness of its own; elsewhere the whole process would get it.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICER).inspect_err(
        |error| tracing::debug!(%error, "threads for pages have the priority of those for verdicts"),
    );
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Stands outside of all other layers. Verdicts do not pass it.
pub async fn layer(extract::State(state): extract::State<State>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.ends_with("/healthz") || path.ends_with("/readyz") {
        return next.run(request).await;
    }
    let Ok(place) = state.work.places.clone().try_acquire_owned() else { return busy() };
    let Some(threads) = &state.work.threads else {
        let response = next.run(request).await;
        drop(place);
        return response;
    };
    let (told, answer) = oneshot::channel();
    // Dropped with this future where the client goes away, and the work with it.
    let mut task = JoinSet::new();
    let work = async move {
        let response = next.run(request).await;
        drop(place);
        hand_over(response, told).await;
    };
    task.spawn_on(work, threads);
    let response = answer.await.unwrap_or_else(|_| busy());
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

fn busy() -> Response {
    let mut response = problem::response(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "The portal has more to do than it can just now. Please try again in a moment.",
    );
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
