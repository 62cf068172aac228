//! The API behind the gateway: remembers what reached it.
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::Response,
};
use futures::StreamExt;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::sync::{Semaphore, watch};

#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub uri: String,
    pub headers: Vec<(String, String)>,
    pub bytes: usize,
}

impl Seen {
    pub fn values(&self, wanted: &str) -> Vec<&str> {
        self.headers.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).collect()
    }
}

#[derive(Clone)]
pub struct Upstream {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    seen: Mutex<Vec<Seen>>,
    /// Bytes of the body that is being read.
    reading: watch::Sender<usize>,
    /// `/stream` sends its second piece when it is allowed to.
    go_on: Semaphore,
}

pub const LARGE: usize = 5_000_000;

impl Upstream {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            seen: Mutex::default(),
            reading: watch::channel(0).0,
            go_on: Semaphore::new(0),
        });
        let app = Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, shared }
    }

    pub fn count(&self) -> usize {
        self.shared.seen.lock().expect("no panic").len()
    }

    pub fn last(&self) -> Seen {
        self.shared.seen.lock().expect("no panic").last().cloned().expect("a call that arrived")
    }

    /// Waits until this much of a body has arrived.
    pub async fn has_read(&self, bytes: usize) {
        let mut reading = self.shared.reading.subscribe();
        reading.wait_for(|read| *read >= bytes).await.expect("the upstream runs");
    }

    pub fn forget_what_was_read(&self) {
        self.shared.reading.send_replace(0);
    }

    pub fn let_stream_go_on(&self) {
        self.shared.go_on.add_permits(1);
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut bytes = 0;
    let mut body = body.into_data_stream();
    while let Some(piece) = body.next().await {
        bytes += piece.expect("a piece").len();
        shared.reading.send_replace(bytes);
    }
    let headers = parts.headers.iter();
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    shared.seen.lock().expect("no panic").push(Seen {
        method: parts.method.to_string(),
        uri: parts.uri.to_string(),
        headers: headers.map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect(),
        bytes,
    });
    match parts.uri.path() {
        "/large" => Response::new(Body::from(vec![b'x'; LARGE])),
        "/stream" => Response::new(Body::from_stream(two_pieces(shared))),
        _ => Response::new(Body::from("reached")),
    }
}

fn two_pieces(shared: Arc<Shared>) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter([false, true]).then(move |second| {
        let shared = shared.clone();
        async move {
            if second {
                shared.go_on.acquire().await.expect("never closed").forget();
            }
            Ok(Bytes::from_static(b"piece\n"))
        }
    })
}
