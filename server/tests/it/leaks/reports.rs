//! Reports as GitHub's secret scanning sends them.
use crate::support::{Person, TestPortal, world::World};
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use axum::{Router, routing::get};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const PLACE: &str = "https://code.example/octo/hello/blob/1234/config.yaml";

/// Somebody who signs reports, as GitHub does.
struct Reporter {
    name: String,
    pair: EcdsaKeyPair,
}

impl Reporter {
    fn new(name: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        Self { name: name.to_owned(), pair }
    }

    /// What the portal has to know of it.
    fn public(&self) -> Value {
        use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
        let der: PublicKeyX509Der<'_> = self.pair.public_key().as_der().expect("a public key");
        let text = BASE64_STANDARD.encode(der.as_ref());
        let lines: Vec<&str> =
            text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("text")).collect();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"));
        json!({ "key_identifier": self.name, "key": pem, "is_current": true })
    }

    fn sign(&self, body: &str) -> String {
        let signature = self.pair.sign(&SystemRandom::new(), body.as_bytes()).expect("a signature");
        BASE64_STANDARD.encode(signature.as_ref())
    }

    async fn reports(&self, portal: &TestPortal, tokens: &[&str]) -> crate::support::Answer {
        let body = report(tokens);
        let signature = self.sign(&body);
        send(&portal.stranger(), &body, Some((&self.name, &signature))).await
    }
}

fn report(tokens: &[&str]) -> String {
    let matches: Vec<Value> = tokens
        .iter()
        .map(|token| json!({ "token": token, "type": "portico_key", "url": PLACE, "source": "content" }))
        .collect();
    // Spaces as nobody's writer makes them: what is signed is the body as it came.
    Value::Array(matches).to_string().replace("\",\"", "\" , \"")
}

async fn send(person: &Person, body: &str, signed: Option<(&str, &str)>) -> crate::support::Answer {
    let mut request = person
        .request(reqwest::Method::POST, "/leak-reports")
        .header("content-type", "application/json")
        .body(body.to_owned());
    if let Some((name, signature)) = signed {
        request = request
            .header("Github-Public-Key-Identifier", name)
            .header("Github-Public-Key-Signature", signature);
    }
    person.send(request).await
}

/// Portals on both databases that know the reporter from a file.
async fn portals(reporter: &Reporter, more: &[(&str, &str)]) -> Vec<(TestPortal, tempfile::File)> {
    let mut all = Vec::new();
    for is_postgres in [false, true] {
        let file = tempfile::File::holding(&json!({ "public_keys": [reporter.public()] }).to_string());
        let path = file.path.to_string_lossy().into_owned();
        let mut settings = vec![("PORTICO_LEAKS_KEYS_FILE", path.as_str())];
        settings.extend_from_slice(more);
        let portal = match is_postgres {
            false => Some(TestPortal::on_sqlite_with(&settings).await),
            true => TestPortal::on_postgres_with(&settings).await,
        };
        all.extend(portal.map(|portal| (portal, file)));
    }
    all
}

mod tempfile {
    use std::path::PathBuf;

    /// A file that goes away with the test.
    pub struct File {
        pub path: PathBuf,
    }

    impl File {
        pub fn holding(text: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("portico-test-{}", server::secrets::random_text(12)));
            std::fs::write(&path, text).expect("the file is written");
            Self { path }
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn labels(answer: &Value) -> Vec<&str> {
    answer.as_array().expect("a list").iter().map(|one| one["label"].as_str().expect("a label")).collect()
}

async fn leak_mails(portal: &TestPortal, to: &str) -> Vec<String> {
    let mails = portal.mails_to(to).await.into_iter().filter(|mail| mail.subject.contains("leaked"));
    mails.map(|mail| format!("{}\n{}", mail.subject, mail.body)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_ours_is_revoked_at_once_and_its_owner_told() {
    let reporter = Reporter::new("first");
    for (portal, _file) in portals(&reporter, &[]).await {
        let world = World::new(&portal).await;
        let token = world.dev.token().expect("a token");
        let foreign = portal.portal.key_format.generate();
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let answer =
            reporter.reports(&portal, &[&world.key, &token, &foreign, "AKIAEXAMPLE"]).await.expect(200);
        assert_eq!(world.verdict(&world.key).await, (401, "key_revoked".to_owned()), "dead with the answer");
        world.dev.get("/api/v1/applications").await.expect(401);
        let feedback = answer.json();
        assert_eq!(labels(&feedback), ["true_positive", "true_positive", "false_positive", "false_positive"]);
        let hash: String =
            Sha256::digest(world.key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(feedback[0]["token_hash"], hash.as_str());
        assert_eq!(feedback[0]["token_type"], "portico_key");
        assert!(!answer.text.contains(&world.key), "no secret goes back");

        let mails = leak_mails(&portal, "ann@partner.example").await;
        assert_eq!(mails.len(), 2, "{mails:?}");
        let about_key =
            mails.iter().find(|mail| mail.contains("“Production” (ptk_…")).expect("a mail about the key");
        assert!(about_key.contains(PLACE) && about_key.contains(&world.credential_id), "{about_key}");
        let events = world.admin.get("/api/v1/audit-events?size=100").await.expect(200).json();
        for action in ["credential.revoked", "access_token.revoked"] {
            let event = events["items"]
                .as_array()
                .expect("events")
                .iter()
                .find(|event| event["action"] == action)
                .expect(action)
                .clone();
            assert_eq!(event["actor"], "leak report");
            assert_eq!(event["reason"], format!("found at {PLACE}"));
        }

        // The same report again changes nothing, and nobody gets another mail.
        let again =
            reporter.reports(&portal, &[&world.key, &token, &foreign, "AKIAEXAMPLE"]).await.expect(200);
        assert_eq!(again.json(), feedback);
        assert_eq!(leak_mails(&portal, "ann@partner.example").await.len(), 2);
        let after = world.admin.get("/api/v1/audit-events?size=100").await.expect(200).json();
        assert_eq!(after["items"][0], events["items"][0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateways_token_is_told_to_admins_and_goes_on_working() {
    let reporter = Reporter::new("first");
    for (portal, _file) in portals(&reporter, &[]).await {
        let world = World::new(&portal).await;
        for _ in 0..2 {
            let answer = reporter.reports(&portal, &[&world.gateway_token]).await.expect(200);
            assert_eq!(labels(&answer.json()), ["true_positive"]);
            assert_eq!(leak_mails(&portal, "ada@portal.example").await.len(), 1);
        }
        assert_eq!(world.verdict(&world.key).await.0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_sign_learns_nothing_and_changes_nothing() {
    let reporter = Reporter::new("first");
    for (portal, _file) in portals(&reporter, &[]).await {
        let world = World::new(&portal).await;
        let stranger = portal.stranger();
        let (real, made_up) = (report(&[&world.key]), report(&["ptk_0000000000000000000000000000"]));
        let other = Reporter::new("first");
        let mut answers = Vec::new();
        for body in [&real, &made_up] {
            let (good, foreign) = (reporter.sign("[]"), other.sign(body));
            for signed in [
                None,
                Some(("first", "")),
                Some(("first", "bm8=")),
                Some(("first", good.as_str())),
                Some(("first", foreign.as_str())),
                Some(("second", foreign.as_str())),
            ] {
                answers.push(send(&stranger, body, signed).await.expect(401).text);
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "every answer is the same: {answers:?}");
        assert_eq!(world.verdict(&world.key).await.0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn size_number_and_rate_are_limited() {
    let reporter = Reporter::new("first");
    let limits = [
        ("PORTICO_LEAKS_REPORT_BYTES", "2000"),
        ("PORTICO_LEAKS_TOKENS_PER_REPORT", "3"),
        ("PORTICO_SECURITY_RATE_LIMITS", "true"),
    ];
    for (portal, _file) in portals(&reporter, &limits).await {
        let many = reporter.reports(&portal, &["a", "b", "c", "d"]).await.expect(422);
        assert_eq!(
            many.field_error("body").expect("a sentence"),
            "At most 3 tokens in one report; this has 4."
        );
        let long = "x".repeat(2000);
        reporter.reports(&portal, &[&long]).await.expect(413);
        let signature = reporter.sign("{}");
        send(&portal.stranger(), "{}", Some(("first", &signature))).await.expect(422);
        for _ in 3..60 {
            reporter.reports(&portal, &["a"]).await.expect(200);
        }
        let limited = reporter.reports(&portal, &["a"]).await.expect(429);
        assert!(limited.headers.contains_key("retry-after"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_come_from_an_address_and_are_not_asked_for_at_each_report() {
    let reporter = Reporter::new("first");
    let asked = Arc::new(AtomicUsize::new(0));
    let document = json!({ "public_keys": [reporter.public()] }).to_string();
    let counted = asked.clone();
    let app = Router::new().route(
        "/keys",
        get(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            async move { document }
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/keys", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let settings = [("PORTICO_LEAKS_KEYS_URL", url.as_str()), ("PORTICO_OUTBOUND_ALLOW", "127.0.0.1")];
    let portal = TestPortal::on_sqlite_with(&settings).await;
    let world = World::new(&portal).await;
    let unknown = Reporter::new("unknown");
    unknown.reports(&portal, &["a"]).await.expect(401);
    for _ in 0..3 {
        unknown.reports(&portal, &["a"]).await.expect(401);
        reporter.reports(&portal, &["a"]).await.expect(200);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1, "names that somebody makes up cost nothing");
    portal.clock.advance(chrono::TimeDelta::minutes(5));
    unknown.reports(&portal, &["a"]).await.expect(401);
    assert_eq!(asked.load(Ordering::Relaxed), 2, "a new key is found after a while");
    reporter.reports(&portal, &[&world.key]).await.expect(200);
    assert_eq!(world.verdict(&world.key).await.1, "key_revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_keys_there_is_no_such_door() {
    let portal = TestPortal::on_sqlite().await;
    let reporter = Reporter::new("first");
    let answer = reporter.reports(&portal, &["a"]).await;
    assert!(matches!(answer.status.as_u16(), 403..=405), "{}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_cannot_be_fetched_are_asked_for_again_later() {
    let settings =
        [("PORTICO_LEAKS_KEYS_URL", "http://127.0.0.1:9/keys"), ("PORTICO_OUTBOUND_ALLOW", "127.0.0.1")];
    let portal = TestPortal::on_sqlite_with(&settings).await;
    let reporter = Reporter::new("first");
    reporter.reports(&portal, &["a"]).await.expect(503);
}
