//! What a gateway may send, and what it gets back.
use crate::support::{
    on_both_databases,
    world::{World, verdict_of},
};
use reqwest::Method;
use serde_json::json;

on_both_databases! {
    async fn a_gateway_proves_itself(portal: TestPortal) {
        let world = World::new(&portal).await;
        let url = format!("{}/gateway/verify/weather/2.0", portal.origin);
        let http = reqwest::Client::new();
        let ask = |token: Option<String>| {
            let request = http.get(&url).header("apikey", &world.key);
            match token { Some(token) => request.header("x-portal-gateway-token", token), None => request }
        };
        for token in [None, Some("ptg_short".to_owned()), Some(format!("ptg_{}", "a".repeat(43))), Some(world.key.clone())] {
            let response = ask(token).send().await.expect("an answer");
            assert_eq!(verdict_of(&response), (403, "gateway_unknown".to_owned()));
            assert!(!response.headers().contains_key("x-portal-application"));
        }
        assert_eq!(ask(Some(world.gateway_token.clone())).send().await.unwrap().status(), 200);
        let all = world.admin.get("/api/v1/gateways").await.expect(200).json();
        assert!(all[0]["last_asked_at"].is_string());
        let id = all[0]["id"].as_str().unwrap();
        world.admin.delete(&format!("/api/v1/gateways/{id}")).await.expect(204);
        let response = ask(Some(world.gateway_token.clone())).send().await.expect("an answer");
        assert_eq!(verdict_of(&response), (403, "gateway_unknown".to_owned()));
    }

    async fn any_method_and_any_path_below(portal: TestPortal) {
        let world = World::new(&portal).await;
        for below in ["", "/", "//", "/forecast?city=Oslo", "/%ff%00", "/%2f", "/a?apikey=ptk_x"] {
            for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS, Method::HEAD, Method::PATCH] {
                let mut request = world.question(below).header("apikey", &world.key).build().expect("a request");
                *request.method_mut() = method.clone();
                let response = reqwest::Client::new().execute(request).await.expect("an answer");
                assert_eq!(response.status(), 200, "{method} {below}");
            }
        }
        let body = world.question("/big").header("apikey", &world.key).body(vec![b'x'; 300_000]);
        assert_eq!(body.send().await.expect("an answer").status(), 200);
    }

    async fn a_raw_path_decides_nothing(portal: TestPortal) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let world = World::new(&portal).await;
        for below in ["/../../../admin", "/%2e%2e/%2e%2e/x", "/..%2f..%2fother/1.0", "//.//"] {
            let mut stream = tokio::net::TcpStream::connect(portal.origin.trim_start_matches("http://")).await.unwrap();
            let request = format!(
                "GET /gateway/verify/weather/2.0{below} HTTP/1.1\r\nhost: portal\r\nconnection: close\r\n\
                 x-portal-gateway-token: {}\r\napikey: {}\r\n\r\n", world.gateway_token, world.key);
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{below}: {answer}");
            assert!(answer.contains(&format!("x-portal-version: {}", world.version_id)), "{below}: {answer}");
        }
    }

    async fn a_version_that_does_not_exist_is_forbidden(portal: TestPortal) {
        let world = World::new(&portal).await;
        for path in ["weather/9.9", "nothing/2.0", "weather/%ff", "weather/2.0%00"] {
            let response = reqwest::Client::new().get(format!("{}/gateway/verify/{path}", portal.origin))
                .header("x-portal-gateway-token", &world.gateway_token).header("apikey", &world.key)
                .send().await.expect("an answer");
            assert_eq!(verdict_of(&response), (403, "version_unknown".to_owned()), "{path}");
        }
    }

    async fn the_key_stands_in_the_strategys_headers_only(portal: TestPortal) {
        let world = World::new(&portal).await;
        let ask = |headers: &[(&'static str, &str)]| {
            let mut request = world.question("");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            async move { verdict_of(&request.send().await.expect("an answer")) }
        };
        let other = world.issue("Another").await["secret"].as_str().unwrap().to_owned();
        let key = world.key.as_str();
        assert_eq!(ask(&[("x-api-key", key)]).await.0, 200);
        assert_eq!(ask(&[("apikey", key), ("x-api-key", key)]).await.0, 200);
        assert_eq!(ask(&[]).await, (401, "key_missing".to_owned()));
        assert_eq!(ask(&[("authorization", key)]).await, (401, "key_missing".to_owned()));
        assert_eq!(ask(&[("apikey", key), ("x-api-key", &other)]).await, (401, "keys_conflict".to_owned()));
        assert_eq!(ask(&[("apikey", key), ("apikey", &other)]).await, (401, "keys_conflict".to_owned()));
        let typo = format!("{}{}", &key[..31], if key.ends_with('0') { '1' } else { '0' });
        assert_eq!(ask(&[("apikey", &typo)]).await, (401, "key_malformed".to_owned()));
    }

    async fn a_changed_header_name_counts_at_once(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let path = format!("/api/v1/auth-strategies/{}", world.strategy_id);
        let new = json!({ "name": "Keys", "kind": "key_auth", "header_names": ["x-new-key"] });
        world.admin.put(&path, new).await.expect(200);
        assert_eq!(world.verdict(&world.key).await, (401, "key_missing".to_owned()));
        let response = world.question("").header("x-new-key", &world.key).send().await.expect("an answer");
        assert_eq!(response.status(), 200);
    }

    async fn a_refusal_says_why(portal: TestPortal) {
        let world = World::new(&portal).await;
        let response = world.question("").send().await.expect("an answer");
        assert_eq!(response.status(), 401);
        assert_eq!(response.headers()["www-authenticate"], "ApiKey realm=\"portal\", header=\"apikey\"");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let problem: serde_json::Value = response.json().await.expect("problem details");
        assert_eq!(problem["code"], "key_missing");
        assert_eq!(problem["request_id"], id);
    }
}
