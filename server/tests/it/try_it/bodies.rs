use super::{Trial, form, send_as, wrong};
use reqwest::multipart;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_held_against_its_schema_first() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let with = async |body: &str, more: &[(&str, &str)]| {
            let mut fields = vec![
                ("application", application.as_str()),
                ("path:thing", "lamp"),
                ("media_type", "application/json"),
                ("confirmed", "true"),
                ("body", body),
            ];
            fields.extend_from_slice(more);
            trial.send("save-thing", &fields).await
        };
        let broken = with("{\"name\": }", &[]).await.expect(422);
        assert!(wrong(&broken, "body").contains("line 1, column"), "{}", broken.text);
        let long = with(r#"{"inside": {"name": "far too long a name"}}"#, &[]).await.expect(422);
        let told = wrong(&long, "body");
        assert!(told.contains("/inside/name: ") && told.contains("\"name\" is a required"), "{told}");
        assert!(!wrong(&long, "anyway").is_empty());
        with(r#"{"inside": 7}"#, &[("anyway", "true")]).await.expect(200);
        let good = with(r#"{"name": "lamp"}"#, &[]).await.expect(200).json();
        let told = good["body"]["json"]["text"].as_str().expect("JSON");
        let told: serde_json::Value = serde_json::from_str(told).expect("JSON");
        assert_eq!(told["headers"]["content-type"], "application/json");
        assert_eq!(told["body"], r#"{"name": "lamp"}"#, "as it was written");
        let empty = with("", &[]).await.expect(422);
        assert!(wrong(&empty, "body").contains("needs a body"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_and_files_travel_as_the_document_says() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let fields = [
            ("application", application.as_str()),
            ("media_type", "application/x-www-form-urlencoded"),
            ("part:amount", "12"),
            ("part:card", r#"{"number": "4242 4242"}"#),
            ("part:tags", "a\r\nb&c"),
        ];
        let told = trial.told("pay", &fields).await;
        assert_eq!(told["body"], "amount=12&card%5Bnumber%5D=4242%204242&tags[]=a&tags[]=b%26c");
        let file = || {
            multipart::Part::bytes(b"hello".to_vec()).file_name("a\"b.txt").mime_str("text/plain").unwrap()
        };
        let upload = form(&[("application", &application), ("part:note", "n")]).part("part:file", file());
        let answer = send_as(&trial.ann, "upload", upload, "application/json").await.expect(200).json();
        let told = answer["body"]["json"]["text"].as_str().expect("JSON");
        let told: serde_json::Value = serde_json::from_str(told).expect("JSON");
        let body = told["body"].as_str().expect("text");
        assert!(
            body.contains(
                "name=\"file\"; filename=\"a%22b.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
            ),
            "{body}"
        );
        assert!(body.contains("name=\"note\"\r\n\r\nn\r\n"), "{body}");
        assert!(answer["curl"].as_str().unwrap().contains("-F 'file=@a\"b.txt'"), "{}", answer["curl"]);
        let none = trial.send("upload", &[("application", &application)]).await.expect(422);
        assert_eq!(wrong(&none, "part:file"), "Please choose a file.");
        let raw = form(&[("application", &application)]).part("file", file());
        let answer = send_as(&trial.ann, "send-raw", raw, "application/json").await.expect(200).json();
        assert!(answer["body"]["json"]["text"].as_str().unwrap().contains("\"hello\""));
        let large = multipart::Part::bytes(vec![b'x'; 6 << 20]).file_name("large");
        let large = form(&[("application", &application)]).part("file", large);
        send_as(&trial.ann, "send-raw", large, "application/json").await.expect(413);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_shown_and_long_answers_are_cut() {
    for trial in Trial::on_both().await {
        let application = trial.world.application.clone();
        let picture = trial.send("picture", &[("application", &application)]).await.expect(200).json();
        assert_eq!(picture["body"], json!({ "image": "iVBORwABAgM=" }));
        let long = trial.send("long", &[("application", &application)]).await.expect(200).json();
        assert_eq!((long["bytes"].as_u64(), long["complete"].as_bool()), (Some(1 << 20), Some(false)));
        assert!(long["body"]["text"].as_str().is_some_and(|text| text.starts_with("åå")));
    }
}
