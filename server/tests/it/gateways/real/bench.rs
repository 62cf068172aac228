//! One gateway between a client and a little upstream, with the portal at its side.
use super::{
    Habits,
    line::{Line, Switch},
    process::Gateway,
    upstream::{Seen, Upstream},
};
use crate::support::{TestPortal, world::World};
use app::gateways::GatewayKind;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use http_body_util::BodyExt;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::Value;
use server::gateways::{Address, TOKEN_PLACE, Target, render};
use std::time::Duration;

/// Longer than any gateway that gives up takes to do so.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What came back, or nothing within [`PATIENCE`].
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

pub struct Bench {
    pub world: World,
    pub portal: TestPortal,
    pub upstream: Upstream,
    pub line: Switch,
    pub gateway: Gateway,
    pub habits: Habits,
}

/// A call, written down.
pub struct Call {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Call {
    pub fn get(path: &str) -> Self {
        Self { method: Method::GET, path: path.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn method(mut self, method: &str) -> Self {
        self.method = method.parse().expect("a method");
        self
    }

    pub fn body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }
}

impl Bench {
    pub async fn start(kind: GatewayKind, binary: &std::ffi::OsString, habits: Habits) -> Self {
        let upstream = Upstream::start().await;
        let portal = TestPortal::on_sqlite().await;
        let world = World::new(&portal).await;
        let origin = portal.origin.trim_start_matches("http://").parse().expect("the portal's address");
        let line = Switch::to(origin).await;
        let target = Target {
            portal: Address::parse(&format!("http://{}", line.address)).expect("an address"),
            verify_path: app::paths::verify("weather", "2.0"),
            product: "weather".to_owned(),
            version: "2.0".to_owned(),
            upstream: Address::parse(&format!("http://{}", upstream.address)),
            key_headers: vec!["apikey".to_owned(), "x-api-key".to_owned()],
        };
        let mut files = render(kind, &target).files;
        for file in &mut files {
            file.text = file.text.replace(TOKEN_PLACE, &world.gateway_token);
        }
        let gateway = Gateway::start(kind, binary, &files).await;
        let bench = Self { world, portal, upstream, line, gateway, habits };
        // Some listen before they have read their routes.
        bench.comes_back(Line::Good).await;
        bench
    }

    pub async fn try_call(&self, call: Call) -> Option<Answer> {
        tokio::time::timeout(PATIENCE, self.send(call)).await.ok()
    }

    pub async fn call(&self, call: Call) -> Answer {
        let what = format!("{} {} {:?}", call.method, call.path, call.headers);
        match self.try_call(call).await {
            Some(answer) => answer,
            None => panic!("no answer to {what}\n{}", self.gateway.log()),
        }
    }

    pub async fn send(&self, call: Call) -> Answer {
        let body = Body::from(call.body);
        let uri = format!("http://127.0.0.1:{}{}", self.gateway.port, call.path);
        let mut request = Request::builder().method(call.method).uri(uri);
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        let client = Client::builder(TokioExecutor::new()).build_http();
        let response = client.request(request.body(body).expect("a request")).await;
        let (parts, body) = response.unwrap_or_else(|e| panic!("{e:?}\n{}", self.gateway.log())).into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub fn good(&self, path: &str) -> Call {
        Call::get(path).with("apikey", &self.world.key)
    }

    /// The call that reached the upstream for this one.
    pub async fn passes(&self, call: Call) -> Seen {
        let what = format!("{} {} {:?}", call.method, call.path, call.headers);
        let before = self.upstream.count();
        let answer = self.call(call).await;
        assert_eq!(
            answer.status,
            200,
            "{what}: {:?} {:?}\n{}",
            answer.headers,
            answer.body,
            self.gateway.log()
        );
        assert_eq!(self.upstream.count(), before + 1, "{what}");
        self.upstream.last()
    }

    pub async fn is_refused(&self, call: Call, status: u16, reasons: &[&str]) {
        let what = format!("{} {} {:?}", call.method, call.path, call.headers);
        let before = self.upstream.count();
        let answer = self.call(call).await;
        let reason = answer.headers.get("x-portal-reason").map(|value| value.to_str().expect("text"));
        assert_eq!(answer.status.as_u16(), status, "{what}: {:?}\n{}", answer.headers, self.gateway.log());
        assert!(reason.is_some_and(|reason| reasons.contains(&reason)), "{what}: {reason:?}");
        assert_eq!(self.upstream.count(), before, "{what} reached the upstream");
        if status == 401 {
            let challenge = answer.headers["www-authenticate"].to_str().expect("text");
            assert_eq!(challenge, "ApiKey realm=\"portal\", header=\"apikey\"", "{what}");
        }
        if self.habits.passes_bodies {
            let problem: Value = serde_json::from_slice(&answer.body).expect("problem details");
            assert_eq!(problem["code"].as_str(), reason, "{what}");
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{what}");
        }
    }

    pub fn has_the_verdicts_identity(&self, seen: &Seen) {
        let world = &self.world;
        assert_eq!(seen.values("x-portal-application"), ["Storm watch"], "{seen:?}");
        assert_eq!(seen.values("x-portal-credential"), [world.credential_id.as_str()]);
        assert_eq!(seen.values("x-portal-registration"), [world.registration_id.as_str()]);
        assert_eq!(seen.values("x-portal-version"), [world.version_id.as_str()]);
        for name in server::verify::IDENTITY_HEADERS {
            assert_eq!(seen.values(name.as_str()).len(), 1, "{name}: {seen:?}");
        }
        for secret in ["apikey", "x-api-key", "x-portal-gateway-token"] {
            assert_eq!(seen.values(secret), Vec::<&str>::new(), "{secret} goes no further");
        }
    }

    pub async fn comes_back(&self, from: Line) {
        for _ in 0..100 {
            if self.try_call(self.good("/forecast")).await.is_some_and(|answer| answer.status == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{from:?}: does not come back\n{}", self.gateway.log());
    }
}
