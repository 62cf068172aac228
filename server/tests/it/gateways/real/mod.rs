//! The shipped configurations in real gateways, in front of a real little upstream: what the admin's
//! page shows, with the token filled in and a free port to listen on. All pass the same cases.
mod access_log;
mod bench;
mod cases;
mod line;
mod process;
mod upstream;

use app::gateways::GatewayKind;

/// What one kind of gateway does that others do not; see docs/gateways/README.md.
#[derive(Debug, Clone, Copy)]
struct Habits {
    /// Paths reach the upstream as the client wrote them.
    keeps_paths: bool,
    /// The client sees the body of a refusal.
    passes_bodies: bool,
    /// Answers within seconds when the verdict never comes.
    gives_up: bool,
    /// Tells the portal the client's address.
    tells_address: bool,
}

const USUAL: Habits = Habits { keeps_paths: true, passes_bodies: true, gives_up: true, tells_address: true };

#[tokio::test(flavor = "multi_thread")]
async fn nginx() {
    cases::run(GatewayKind::Nginx, Habits { passes_bodies: false, ..USUAL }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn caddy() {
    cases::run(GatewayKind::Caddy, USUAL).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn traefik() {
    cases::run(GatewayKind::Traefik, Habits { keeps_paths: false, gives_up: false, ..USUAL }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn envoy_over_http() {
    cases::run(GatewayKind::EnvoyHttp, Habits { tells_address: false, ..USUAL }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn envoy_over_grpc() {
    cases::run(GatewayKind::EnvoyGrpc, USUAL).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn haproxy() {
    cases::run(GatewayKind::Haproxy, USUAL).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn apache() {
    cases::run(GatewayKind::Apache, Habits { keeps_paths: false, ..USUAL }).await;
}
