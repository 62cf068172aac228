//! Requests whose bodies come slowly, or never.
use crate::support::{
    on_both_databases,
    replica::{MASTER_KEY, Replica},
    world::World,
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const PATIENCE: Duration = Duration::from_secs(60);
const UPLOADS: usize = 20;

/// A request whose body is sent when the test says so.
struct Upload(TcpStream);

impl Upload {
    /// Absent where it is refused; otherwise the portal waits for the body from now on, as it says itself.
    async fn begin(origin: &str, method_and_path: &str, length: usize, headers: &[&str]) -> Option<Self> {
        let address = origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let head = format!(
            "{method_and_path} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n\
             expect: 100-continue\r\nconnection: close\r\n{more}\r\n"
        );
        stream.write_all(head.as_bytes()).await.expect("it is sent");
        let expected = b"HTTP/1.1 100 Continue\r\n\r\n";
        let mut answer = vec![0; expected.len()];
        stream.read_exact(&mut answer).await.expect("an answer");
        (answer == expected).then_some(Self(stream))
    }

    /// Again and again until it is taken.
    async fn taken(origin: &str, method_and_path: &str, length: usize, headers: &[&str]) -> Self {
        let taken = async {
            loop {
                if let Some(upload) = Self::begin(origin, method_and_path, length, headers).await {
                    return upload;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, taken).await.expect("the portal takes it")
    }

    async fn send(&mut self, body: &[u8]) {
        self.0.write_all(body).await.expect("it is sent");
    }

    /// The whole answer, with its head.
    async fn answer(&mut self) -> String {
        let mut answer = Vec::new();
        let read = tokio::time::timeout(PATIENCE, self.0.read_to_end(&mut answer)).await;
        // Who does not read everything that is sent ends the connection hard.
        let _ = read.expect("an answer");
        String::from_utf8(answer).expect("text")
    }
}

fn problem(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").expect("a head");
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}

fn authorization(world: &World) -> String {
    format!("authorization: Bearer {}", world.admin.token().expect("a token"))
}

on_both_databases! {
    with [("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)];
    /// As `portico serve` does it, on threads of their own.
    async fn slow_uploads_keep_no_place(portal: TestPortal) {
        let world = World::new(&portal).await;
        let settings =
            [("PORTICO_LIMITS_CONCURRENT_REQUESTS", "2"), ("PORTICO_LIMITS_BODY_SECONDS", "3600")];
        let replica = Replica::start(portal.folder(), portal.database_url(), &settings).await;
        let headers = [authorization(&world), "content-type: application/json".to_owned()];
        let headers = headers.each_ref().map(String::as_str);
        let mut uploads = Vec::new();
        for number in 0..UPLOADS {
            let body = json!({ "slug": format!("tides-{number}"), "title": "Tides", "summary": "", "description": "",
                               "visibility": "public", "labels": {} });
            let body = body.to_string().into_bytes();
            let mut upload = Upload::taken(&replica.origin, "POST /api/v1/products", body.len(), &headers).await;
            upload.send(&body[..10]).await;
            uploads.push((upload, body));
        }
        let stranger = crate::support::Person::new(&replica.origin, None);
        let read = async {
            let mut pages = 0;
            while pages < 10 {
                // The last upload may have its place for a moment still.
                pages += usize::from(stranger.get("/apis/weather").await.status == 200);
            }
        };
        tokio::time::timeout(PATIENCE, read).await.expect("pages are answered");

        // Each goes on where it was as soon as there is more of it, all of them at once.
        for (upload, body) in &mut uploads {
            upload.send(&body[10..]).await;
        }
        for (mut upload, _) in uploads {
            let answer = upload.answer().await;
            assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        }
    }
}

mod impatient {
    use super::*;

    on_both_databases! {
        with [("PORTICO_LIMITS_BODY_SECONDS", "1")];
        async fn what_does_not_arrive_is_refused(portal: TestPortal) {
            let world = World::new(&portal).await;
            let token = authorization(&world);
            let headers = [token.as_str(), "content-type: application/json"];
            let mut upload = Upload::taken(&portal.origin, "POST /api/v1/products", 100, &headers).await;
            upload.send(b"{").await;
            let answer = upload.answer().await;
            assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
            assert_eq!(problem(&answer)["code"], "too_slow");
            let browser = ["accept: text/html", "sec-fetch-site: same-origin"];
            let mut form = Upload::taken(&portal.origin, "POST /session", 100, &browser).await;
            let answer = form.answer().await;
            assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("This did not arrive"), "{answer}");
        }
    }
}

mod large {
    use super::*;

    const LENGTH: usize = 700 * 1024;

    async fn specification(origin: &str, world: &World) -> Upload {
        let path = format!("PUT /api/v1/versions/{}/specification", world.version_id);
        Upload::taken(origin, &path, LENGTH, &[&authorization(world)]).await
    }

    on_both_databases! {
        with [
            ("PORTICO_LIMITS_BODIES_BYTES", "1048576"),
            ("PORTICO_LIMITS_SPECIFICATION_BYTES", "1048576"),
            ("PORTICO_LIMITS_IMAGE_BYTES", "1048576"),
        ];
        async fn more_than_there_is_memory_for_is_refused(portal: TestPortal) {
            let world = World::new(&portal).await;
            let mut one = specification(&portal.origin, &world).await;
            let mut other = specification(&portal.origin, &world).await;
            // All but the last byte: neither can be answered for what it holds.
            let most = vec![b' '; LENGTH - 1];
            let _ = one.0.write_all(&most).await;
            let _ = other.0.write_all(&most).await;
            let (answer, mut rest) = tokio::select! {
                answer = one.answer() => (answer, other),
                answer = other.answer() => (answer, one),
            };
            assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
            assert_eq!(problem(&answer)["code"], "busy");
            // It may have asked for more just before that.
            let _ = rest.0.write_all(b" ").await;
            rest.answer().await;
            // What they had is free again.
            let mut next = specification(&portal.origin, &world).await;
            next.send(&most).await;
            next.send(b" ").await;
            let answer = next.answer().await;
            assert!(!answer.starts_with("HTTP/1.1 503 "), "{answer}");
        }
    }
}
