//! What a new document changes, before readers see it.
use super::{OPENAPI_30, read::published};
use crate::support::{Person, TestPortal, on_both_databases};
use reqwest::Method;
use serde_json::{Value, json};

/// Reads another document into the version; readers do not see it yet.
async fn uploaded(portal: &TestPortal, admin: &Person, version: &Value, document: &str) -> String {
    let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
    let upload = admin.request(Method::PUT, &path).body(document.to_owned());
    let import = admin.send(upload).await.expect(202).json();
    portal.finish_jobs().await;
    let import =
        admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"))).await.json();
    import["specification_id"].as_str().expect("the document was read").to_owned()
}

/// "GET /pets", for each.
fn calls(list: &Value) -> Vec<String> {
    let text = |operation: &Value| {
        format!("{} {}", operation["method"].as_str().unwrap(), operation["path"].as_str().unwrap())
    };
    list.as_array().expect("a list").iter().map(text).collect()
}

const BEFORE: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: Pets, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: There } }
    delete:
      operationId: removePet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Gone } }
components:
  schemas:
    Pet: { type: object, properties: { owner: { $ref: "#/components/schemas/Owner" } } }
    Owner: { type: object, properties: { name: { type: string }, age: { type: integer } } }
"##;

on_both_databases! {
    async fn what_callers_would_notice_is_told(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = published(&portal, &admin, BEFORE).await;
        let after = BEFORE
            .replace("    delete:\n      operationId: removePet", "    put:\n      operationId: savePet")
            .replace(", age: { type: integer }", "")
            // Neither the operationId nor the name of a part of the path is anything to callers.
            .replace("operationId: getPet\n      parameters: [{ name: id,", "operationId: readPet\n      parameters: [{ name: pet,")
            .replacen("/pets/{id}", "/pets/{pet}", 1);
        let id = uploaded(&portal, &admin, &version, &after).await;
        let comparison = admin.get(&format!("/api/v1/specifications/{id}/comparison")).await.expect(200).json();
        assert_eq!(calls(&comparison["added"]), ["PUT /pets/{pet}"]);
        assert_eq!(calls(&comparison["removed"]), ["DELETE /pets/{id}"]);
        assert_eq!(comparison["unchanged"], 1, "{comparison}");
        let changed = &comparison["changed"];
        assert_eq!(changed[0]["operation"]["slug"], "list-pets");
        let told = json!([{ "breaking": true, "place": "answer 200, field owner.age", "text": "is gone" }]);
        assert_eq!(changed[0]["changes"], told, "through two references");

        let page = portal.browser_of("admin", 3).await.get(&format!("/admin/specifications/{id}")).await.expect(200).text;
        assert!(page.contains("Callers of 2 operations may fail") && page.contains("1 added, 1 removed, 1 changed, 1 as before."));
        let dev = portal.developer("Ann").await;
        dev.get(&format!("/api/v1/specifications/{id}/comparison")).await.expect(403);
    }

    async fn a_first_document_and_the_same_one_change_nothing(portal: TestPortal) {
        let admin = portal.admin().await;
        let version = published(&portal, &admin, OPENAPI_30).await;
        let same = uploaded(&portal, &admin, &version, OPENAPI_30).await;
        let comparison = admin.get(&format!("/api/v1/specifications/{same}/comparison")).await.expect(200).json();
        assert_eq!((&comparison["added"], &comparison["removed"], &comparison["changed"]), (&json!([]), &json!([]), &json!([])));
        admin.post(&format!("/api/v1/specifications/{same}/use"), json!({})).await.expect(200);
        let current = admin.get(&format!("/api/v1/specifications/{same}/comparison")).await.expect(200).json();
        assert_eq!(current, Value::Null, "readers see this very one");
    }
}
