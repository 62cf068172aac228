use super::OPENAPI_30;
use crate::support::{Answer, Person, TestPortal, on_both_databases};
use reqwest::{Method, header, multipart};
use serde_json::{Value, json};

/// A browser's multipart form from the version's page.
async fn upload(person: &Person, version: &Value, document: Vec<u8>) -> Answer {
    let path = format!("/admin/upload/{}", version["id"].as_str().expect("an id"));
    let file = multipart::Part::bytes(document).file_name("pets.yaml");
    let request = person.request(Method::POST, &path).header("sec-fetch-site", "same-origin");
    let request = request.header(header::ACCEPT, "text/html");
    person.send(request.multipart(multipart::Form::new().part("file", file))).await
}

/// An admin with a session rather than a token.
async fn signed_in_admin(portal: &TestPortal) -> (Person, Person) {
    let admin = portal.admin().await;
    let browser = portal.browser_as("ada@portal.example").await;
    (admin, browser)
}

on_both_databases! {
    async fn an_upload_leads_to_its_import_and_its_preview(portal: TestPortal) {
        let (admin, browser) = signed_in_admin(&portal).await;
        let product = admin.creates_product("pets", "Pets").await;
        let version = admin.creates_version(&product, "1.0", None).await;
        let answer = upload(&browser, &version, OPENAPI_30.into()).await.expect(303);
        let import = answer.headers["location"].to_str().unwrap().to_owned();
        assert!(browser.get(&import).await.expect(200).text.contains("Waiting"));
        portal.finish_jobs().await;
        let ready = browser.get(&import).await.expect(200).text;
        assert!(ready.contains("The document is read"));
        let specification = ready.split("/admin/specifications/").nth(1).unwrap().split('"').next().unwrap();
        let preview = browser.get(&format!("/admin/specifications/{specification}")).await.expect(200).text;
        assert!(preview.contains("Pets 3.0") && preview.contains("/owners/{id}"));
        let address = format!("/admin/specifications/{specification}?_do=use_specification");
        let used = browser.submit(&address, &[("id", specification)]).await.expect(303);
        assert_eq!(used.headers["location"], "/admin/products/pets/versions/1.0");
    }

    async fn strangers_and_developers_upload_nothing(portal: TestPortal) {
        let admin = portal.admin().await;
        let product = admin.creates_product("pets", "Pets").await;
        let version = admin.creates_version(&product, "1.0", None).await;
        let answer = upload(&portal.stranger(), &version, OPENAPI_30.into()).await;
        assert!(answer.status.as_u16() == 303 || answer.status.as_u16() == 401, "{}", answer.status);
        let path = format!("/api/v1/versions/{}/specifications", version["id"].as_str().unwrap());
        assert_eq!(admin.get(&path).await.json(), json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_shows_the_page_again_with_the_limit() {
    let portal = TestPortal::on_sqlite_with(&[("PORTICO_LIMITS_SPECIFICATION_BYTES", "1048576")]).await;
    let (admin, browser) = signed_in_admin(&portal).await;
    let product = admin.creates_product("pets", "Pets").await;
    let version = admin.creates_version(&product, "1.0", None).await;
    let answer = upload(&browser, &version, vec![b' '; 4 << 20]).await.expect(413);
    assert!(answer.text.contains("at most 1 MB can be uploaded here"), "{}", answer.text);
}
