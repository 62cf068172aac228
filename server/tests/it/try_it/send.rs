use super::{Trial, form, send_as, wrong};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_made_as_the_application_without_any_key() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let fields = [
            ("application", application.as_str()),
            ("path:thing", "a b/c"),
            ("query:depth", "3"),
            ("query:fields", "name\r\n size \r\n\r\n"),
            ("query:filter", r#"{"colour": "red & blue"}"#),
            ("query:mode", ""),
            ("header:X-Trace", "7"),
            ("cookie:flavour", "sweet"),
            ("header:X-Portal-Developer", "forged"),
            ("query:unknown", "1"),
        ];
        let told = trial.told("get-thing", &fields).await;
        assert_eq!(
            told["uri"],
            "/v1/things/a%20b%2Fc?depth=3&fields=name&fields=size&filter%5Bcolour%5D=red%20%26%20blue"
        );
        let headers = &told["headers"];
        assert_eq!(headers["x-portal-application"], "Storm watch");
        assert_eq!(headers["x-trace"], "7");
        assert_eq!(headers["cookie"], "flavour=sweet", "the portal's own cookies stay here");
        assert_eq!(headers["accept"], "application/json, */*;q=0.1");
        assert_ne!(
            headers["x-portal-credential"],
            json!(trial.world.credential_id),
            "a credential of its own"
        );
        assert!(headers.get("apikey").is_none());
        assert!(!told.to_string().contains("forged"));
        let keys = trial.world.dev.get(&trial.world.keys_path()).await.json();
        assert_eq!(keys["credentials"].as_array().map(Vec::len), Some(1), "and none is left behind");
        let panels = format!("/api/v1/applications/{application}/calls");
        let panels = trial.world.dev.get(&panels).await.json();
        assert_eq!(panels[0]["first_call_at"], json!(null), "the light waits for a call with a key");
        let answer = trial.send("get-thing", &fields).await.expect(200).json();
        assert_eq!(answer["status"], 201);
        let curl = answer["curl"].as_str().expect("a line");
        assert!(curl.contains("/weather/2.0/things/a%20b%2Fc?depth=3"), "{curl}");
        assert!(curl.contains("-H \"apikey: $API_KEY\"") && curl.contains("X-Trace: 7"), "{curl}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_key_is_judged_like_any_other() {
    for trial in Trial::on_both().await {
        let key = trial.world.key.clone();
        let told =
            trial.told("get-thing", &[("application", ""), ("key", &key), ("path:thing", "lamp")]).await;
        assert_eq!(told["headers"]["x-portal-credential"], json!(trial.world.credential_id));
        let wrong_key = [("application", ""), ("key", "ptk_not-a-key"), ("path:thing", "lamp")];
        let answer = trial.send("get-thing", &wrong_key).await.expect(200).json();
        assert_eq!((answer["status"].as_u64(), answer["from_gateway"].as_bool()), (Some(401), Some(true)));
        let none = trial.send("get-thing", &[("application", ""), ("path:thing", "lamp")]).await.expect(422);
        assert_eq!(wrong(&none, "key"), "Please fill this in.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_beside_its_field() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let send = async |operation: &str, fields: &[(&str, &str)]| {
            let mut all = vec![("application", application.as_str())];
            all.extend_from_slice(fields);
            trial.send(operation, &all).await
        };
        let empty =
            send("get-thing", &[("path:thing", " "), ("query:depth", "deep"), ("query:filter", "{")]).await;
        let empty = empty.expect(422);
        assert_eq!(wrong(&empty, "path:thing"), "Please fill this in.");
        assert_eq!(wrong(&empty, "query:depth"), "The document asks for a number here.");
        assert!(wrong(&empty, "query:filter").contains("line 1, column 1"), "{}", empty.text);
        for climbing in ["..", "."] {
            let answer = send("get-thing", &[("path:thing", climbing)]).await.expect(422);
            assert!(wrong(&answer, "path:thing").contains("lead elsewhere"), "{}", answer.text);
        }
        let header =
            send("get-thing", &[("path:thing", "lamp"), ("header:X-Trace", "a\nb: c")]).await.expect(422);
        assert!(wrong(&header, "header:X-Trace").contains("no line breaks"), "{}", header.text);
        let anyway =
            send("get-thing", &[("path:thing", "lamp"), ("query:depth", "deep"), ("anyway", "true")]).await;
        assert_eq!(anyway.expect(200).json()["status"], 201);
        let gone = send("remove-thing", &[("path:thing", "lamp")]).await.expect(422);
        assert!(wrong(&gone, "confirmed").contains("Please confirm"));
        send("remove-thing", &[("path:thing", "lamp"), ("confirmed", "true")]).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_ones_own_applications_call() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let fields = [("application", application.as_str()), ("path:thing", "lamp")];
        let other = trial.portal.browser_of("developer", 7).await;
        let refused = send_as(&other, "get-thing", form(&fields), "application/json").await.expect(422);
        assert!(wrong(&refused, "application").contains("not an application of yours"));
        let stranger = trial.portal.stranger();
        send_as(&stranger, "get-thing", form(&fields), "application/json").await.expect(401);
        let path = "/apis/weather/2.0/reference/get-thing/call";
        let foreign = trial.ann.request(reqwest::Method::POST, path).header("sec-fetch-site", "cross-site");
        trial.ann.send(foreign.multipart(form(&fields))).await.expect(403);
        let no_form = trial.ann.request(reqwest::Method::POST, path).header("sec-fetch-site", "same-origin");
        trial.ann.send(no_form.header("accept", "application/json").body("x")).await.expect(400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_wasm_the_page_shows_the_answer_and_keeps_what_was_filled_in() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let fields = [("application", application.as_str()), ("path:thing", "desk"), ("key", "ptk_secret")];
        let page = send_as(&trial.ann, "get-thing", form(&fields), "text/html").await.expect(200).text;
        assert!(page.contains("201 Created") || page.contains("201"), "{page}");
        assert!(page.contains("/v1/things/desk") && page.contains("value=\"desk\""));
        assert!(!page.contains("ptk_secret"), "a pasted key is not sent back");
        let wrong = [("application", application.as_str()), ("path:thing", "")];
        let page = send_as(&trial.ann, "get-thing", form(&wrong), "text/html").await.expect(422).text;
        assert!(page.contains("Please fill this in."));
        let back = trial.ann.get("/apis/weather/2.0/reference/get-thing/call").await;
        assert_eq!(back.headers["location"], "/apis/weather/2.0/reference/get-thing/try");
    }
}
