//! The one table of cases.
use super::{
    Habits,
    bench::{Bench, Call, PATIENCE},
    line::Line,
    process,
    upstream::LARGE,
};
use app::gateways::GatewayKind;
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode},
};
use futures::StreamExt;
use http_body_util::BodyExt;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};

const FIRST_PIECE: usize = 100_000;

pub async fn run(kind: GatewayKind, habits: Habits) {
    let Some(binary) = process::binary(kind) else { return };
    let mut bench = Bench::start(kind, &binary, habits).await;
    bench.a_good_key_passes_with_the_verdicts_identity().await;
    bench.refusals_never_reach_the_upstream().await;
    bench.a_refusal_can_be_looked_up().await;
    bench.a_key_elsewhere_is_no_key().await;
    bench.what_the_client_made_up_is_gone().await;
    bench.odd_paths_reach_the_same_api().await;
    bench.every_method_passes().await;
    bench.large_bodies_pass().await;
    bench.bodies_are_streamed().await;
    bench.a_revoked_key_is_refused_at_the_next_call().await;
    bench.the_portal_knows_when_it_was_asked().await;
    bench.without_a_verdict_it_is_closed().await;
}

impl Bench {
    async fn a_good_key_passes_with_the_verdicts_identity(&self) {
        let seen = self.passes(self.good("/forecast?city=Oslo").with("x-mine", "kept")).await;
        self.has_the_verdicts_identity(&seen);
        assert_eq!((seen.method.as_str(), seen.uri.as_str()), ("GET", "/forecast?city=Oslo"));
        assert_eq!(seen.values("x-mine"), ["kept"]);
        assert_eq!(seen.values("host"), [self.upstream.address.to_string()]);
        let both = self.good("/").with("x-api-key", &self.world.key);
        self.has_the_verdicts_identity(&self.passes(both).await);
    }

    async fn refusals_never_reach_the_upstream(&self) {
        let key = |key: &str| Call::get("/forecast").with("apikey", key);
        self.is_refused(Call::get("/forecast"), 401, &["key_missing"]).await;
        self.is_refused(key("hello"), 401, &["key_malformed"]).await;
        let stranger = self.portal.portal.key_format.generate();
        self.is_refused(key(&stranger), 401, &["key_unknown"]).await;

        let short = json!({ "name": "Short", "expires_in_days": 1 });
        let short = self.world.dev.post(&self.world.keys_path(), short).await.expect(201).json();
        let short = short["secret"].as_str().expect("a key").to_owned();
        self.passes(key(&short)).await;
        self.portal.clock.advance(chrono::TimeDelta::days(2));
        self.is_refused(key(&short), 401, &["key_expired"]).await;

        let other = self.key_of_another_product().await;
        self.is_refused(key(&other), 403, &["registration_missing"]).await;

        let second = self.world.issue("Second").await;
        let second = second["secret"].as_str().expect("a key");
        // Some gateways join headers of one name, and what is joined is no key.
        let conflict = ["keys_conflict", "key_malformed"];
        self.is_refused(self.good("/").with("x-api-key", second), 401, &["keys_conflict"]).await;
        self.is_refused(self.good("/").with("apikey", second), 401, &conflict).await;
        self.is_refused(
            self.good("/").method("POST").with("x-api-key", second).body(vec![b'x'; 100_000]),
            401,
            &conflict,
        )
        .await;
    }

    async fn a_refusal_can_be_looked_up(&self) {
        let stranger = self.portal.portal.key_format.generate();
        let call = Call::get("/forecast?secret=1").method("DELETE").with("apikey", &stranger);
        let answer = self.call(call).await;
        let id = answer.headers["x-request-id"].to_str().expect("text");
        server::verify::flush(&self.portal.portal).await.expect("written");
        let found = self.world.admin.get(&format!("/api/v1/refusals/{id}")).await.expect(200).json();
        let call = &found["call"];
        assert_eq!((&call["method"], &call["path"]), (&json!("DELETE"), &json!("/forecast")), "{found}");
        if self.habits.tells_address {
            assert_eq!(call["address"], json!("127.0.0.1"), "{found}");
        }
    }

    /// Of an application that may call something else.
    async fn key_of_another_product(&self) -> String {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let (admin, dev) = (&self.world.admin, &self.world.dev);
        let product = json!({ "slug": "tides", "title": "Tides", "summary": "", "description": "",
                              "visibility": "public", "labels": {} });
        let product = admin.post("/api/v1/products", product).await.expect(201).json();
        let settings = json!({ "name": "1.0", "auth_strategy_id": self.world.strategy_id, "registration_enabled": true,
                               "auto_approve": true, "upstream_url": null });
        let versions = format!("/api/v1/products/{}/versions", text(&product["id"]));
        let version = admin.post(&versions, settings).await.expect(201).json();
        admin
            .post(&format!("/api/v1/versions/{}/publish", text(&version["id"])), json!({}))
            .await
            .expect(200);
        let application = self.world.new_application("Tide watch").await;
        let ask = json!({ "version_id": version["id"], "purpose": "Trying it" });
        dev.post(&format!("/api/v1/applications/{application}/registrations"), ask).await.expect(201);
        let keys = format!("/api/v1/applications/{application}/credentials");
        let issued =
            dev.post(&keys, json!({ "name": "Only", "expires_in_days": null })).await.expect(201).json();
        text(&issued["secret"])
    }

    async fn a_key_elsewhere_is_no_key(&self) {
        let key = &self.world.key;
        for call in [
            Call::get(&format!("/forecast?apikey={key}")),
            Call::get("/forecast").with("authorization", &format!("Bearer {key}")),
            Call::get("/forecast").with("cookie", &format!("apikey={key}")),
            Call::get("/forecast").with("x-apikey", key),
            Call::get(&format!("/{key}")),
        ] {
            self.is_refused(call, 401, &["key_missing"]).await;
        }
    }

    async fn what_the_client_made_up_is_gone(&self) {
        let mut call = self.good("/").with("x-forwarded-for", "6.6.6.6");
        let names = server::verify::IDENTITY_HEADERS;
        let names =
            names.iter().map(|name| name.as_str()).chain(["x-portal-reason", "x-portal-gateway-token"]);
        for name in names {
            let twin = name.replace('-', "_");
            let half = name.replacen('-', "_", 1);
            let (first, last) = name.rsplit_once('-').expect("hyphens");
            for name in [name, &name.to_uppercase(), &twin, &half, &format!("{first}_{last}")] {
                call = call.with(name, "forged");
            }
        }
        let seen = self.passes(call).await;
        self.has_the_verdicts_identity(&seen);
        let forged: Vec<_> = seen.headers.iter().filter(|(_, value)| value.contains("forged")).collect();
        assert!(forged.is_empty(), "{forged:?}");
        // Without a key, a made-up identity is worth nothing.
        let call =
            Call::get("/").with("x-portal-application", "forged").with("x_portal_credential", "forged");
        self.is_refused(call, 401, &["key_missing"]).await;
        self.is_refused(Call::get("/").with("x-portal-gateway-token", "forged"), 401, &["key_missing"]).await;
    }

    async fn odd_paths_reach_the_same_api(&self) {
        for (path, normalised) in [
            ("/", "/"),
            ("/a%2Fb", "/a%2Fb"),
            ("/a//b", "/a/b"),
            ("//a", "/a"),
            ("/a/./b", "/a/b"),
            ("/a/../b", "/b"),
            ("/a/..%2Fb", "/a/..%2Fb"),
            ("/a/%2e%2e/b", "/b"),
            ("/caf%C3%A9;v=1", "/caf%C3%A9;v=1"),
            ("/a%20b+c", "/a%20b+c"),
            ("/?x=%26&y=a+b&apikey=1", "/?x=%26&y=a+b&apikey=1"),
            ("/a?", "/a?"),
            ("/gateway/verify/weather/2.0", "/gateway/verify/weather/2.0"),
        ] {
            let seen = self.passes(self.good(path)).await;
            self.has_the_verdicts_identity(&seen);
            let same = seen.uri == path || (!self.habits.keeps_paths && seen.uri == normalised);
            assert!(same, "{path} arrived as {}", seen.uri);
            self.is_refused(Call::get(path), 401, &["key_missing"]).await;
        }
    }

    async fn every_method_passes(&self) {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
            let seen = self.passes(self.good("/things").method(method)).await;
            assert_eq!(seen.method, method);
            self.has_the_verdicts_identity(&seen);
            if method != "HEAD" {
                self.is_refused(Call::get("/things").method(method), 401, &["key_missing"]).await;
            }
        }
        let before = self.upstream.count();
        assert_eq!(self.call(Call::get("/things").method("HEAD")).await.status, 401);
        assert_eq!(self.upstream.count(), before);
    }

    async fn large_bodies_pass(&self) {
        let seen = self.passes(self.good("/upload").method("POST").body(vec![b'x'; LARGE])).await;
        assert_eq!(seen.bytes, LARGE);
        let answer = self.call(self.good("/large")).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, LARGE));
    }

    /// Each piece arrives before the next is sent, in both directions.
    async fn bodies_are_streamed(&self) {
        self.upstream.forget_what_was_read();
        let (sender, receiver) = futures::channel::mpsc::unbounded::<Result<Bytes, std::io::Error>>();
        let client = Client::builder(TokioExecutor::new()).build_http();
        let uri = format!("http://127.0.0.1:{}/stream", self.gateway.port);
        let request = Request::post(uri).header("apikey", &self.world.key);
        let request = request.body(Body::from_stream(receiver)).expect("a request");
        let sending = tokio::spawn(async move { client.request(request).await });
        // Apache gathers the first 16 kilobytes.
        sender.unbounded_send(Ok(Bytes::from(vec![b'x'; FIRST_PIECE]))).expect("sent");
        let arrived = tokio::time::timeout(PATIENCE, self.upstream.has_read(FIRST_PIECE / 2)).await;
        assert!(arrived.is_ok(), "the first piece waits for the second\n{}", self.gateway.log());
        sender.unbounded_send(Ok(Bytes::from_static(b"second"))).expect("sent");
        drop(sender);
        let response = tokio::time::timeout(PATIENCE, sending).await.expect("an answer").expect("no panic");
        let mut pieces = response.expect("an answer").into_body().into_data_stream();
        let first = tokio::time::timeout(PATIENCE, pieces.next()).await;
        let first = first.unwrap_or_else(|_| panic!("the first piece is held back\n{}", self.gateway.log()));
        assert_eq!(first.expect("a piece").expect("a piece"), "piece\n");
        self.upstream.let_stream_go_on();
        assert_eq!(pieces.next().await.expect("a piece").expect("a piece"), "piece\n");
        assert_eq!(self.upstream.last().bytes, FIRST_PIECE + 6);
    }

    async fn a_revoked_key_is_refused_at_the_next_call(&self) {
        let issued = self.world.issue("Doomed").await;
        let (id, key) =
            (issued["credential"]["id"].as_str().expect("an id"), issued["secret"].as_str().expect("a key"));
        let call = || Call::get("/forecast").with("apikey", key);
        for _ in 0..5 {
            self.passes(call()).await;
        }
        self.world.dev.post(&format!("{}/{id}/revoke", self.world.keys_path()), json!({})).await.expect(200);
        self.is_refused(call(), 401, &["key_revoked"]).await;
    }

    async fn the_portal_knows_when_it_was_asked(&self) {
        let gateways = self.world.admin.get("/api/v1/gateways").await.expect(200).json();
        assert!(gateways[0]["last_asked_at"].is_string(), "{gateways}");
    }

    async fn without_a_verdict_it_is_closed(&mut self) {
        for line in [Line::Silent, Line::Cut] {
            let before = self.upstream.count();
            self.line.turn(line).await;
            match self.try_call(self.good("/forecast")).await {
                Some(answer) => assert!(
                    answer.status == StatusCode::FORBIDDEN || answer.status.is_server_error(),
                    "{line:?}: {}",
                    answer.status
                ),
                None => assert!(
                    line == Line::Silent && !self.habits.gives_up,
                    "{line:?}: no answer\n{}",
                    self.gateway.log()
                ),
            }
            assert_eq!(self.upstream.count(), before, "{line:?}: the upstream was reached");
            self.line.turn(Line::Good).await;
            self.comes_back(line).await;
        }
    }
}
