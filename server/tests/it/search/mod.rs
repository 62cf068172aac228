mod bad_input;
mod freshness;
mod ranking;
mod visibility;

use crate::support::{Person, TestPortal};
use reqwest::Method;
use serde_json::{Value, json};

const PETS: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: List the animals of a shop
      parameters: [{name: maximumAge, in: query, schema: {type: integer}}]
      responses: {'200': {description: Pets, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: createPet
      tags: [pets]
      summary: Add an animal
      responses: {'201': {description: Made}}
  /pets/{petId}:
    get: {operationId: getPet, summary: Read one animal, responses: {'200': {description: A pet}}}
    delete: {operationId: deletePet, summary: Give an animal away, responses: {'204': {description: Gone}}}
  /pets/mine:
    get: {operationId: getMyPets, summary: Animals of the caller, responses: {'200': {description: Pets}}}
  /internal/repositories:
    post: {operationId: wipeRepositories, x-internal: true, responses: {'204': {description: Gone}}}
components:
  schemas:
    Pet: {type: object, properties: {vaccination_record: {$ref: '#/components/schemas/Record'}}}
    Record: {type: object, properties: {certifiedBy: {type: string}}}
";

/// What a search answers, as the person who asks sees it.
async fn search(person: &Person, query: &str) -> Value {
    let answer = person.send(person.request(Method::GET, "/api/v1/search").query(&[("q", query)])).await;
    answer.expect(200).json()
}

/// The addresses that were found, the best first.
async fn found(person: &Person, query: &str) -> Vec<String> {
    let answer = search(person, query).await;
    let hits = answer["hits"]["items"].as_array().expect("hits").iter();
    hits.map(|hit| hit["href"].as_str().expect("an address").to_owned()).collect()
}

/// Imports a document and shows it to the version's readers.
async fn use_document(portal: &TestPortal, admin: &Person, version: &Value, document: &str) {
    let path = format!("/api/v1/versions/{}/specification", version["id"].as_str().expect("an id"));
    let upload = admin.request(Method::PUT, &path).body(document.to_owned());
    let import = admin.send(upload).await.expect(202).json();
    portal.finish_jobs().await;
    let import =
        admin.get(&format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"))).await.json();
    let id = import["specification_id"].as_str().unwrap_or_else(|| panic!("{import}"));
    admin.post(&format!("/api/v1/specifications/{id}/use"), json!({})).await.expect(200);
}

/// The product `pets` with the document above, published as 1.0.
async fn pets(portal: &TestPortal, admin: &Person) -> (Value, Value) {
    let product = admin.creates_product("pets", "Pet shop").await;
    let version = admin.publishes_version(&product, "1.0", None).await;
    use_document(portal, admin, &version, PETS).await;
    (product, version)
}

const LIST: &str = "/apis/pets/1.0/reference/list-pets";
const GET: &str = "/apis/pets/1.0/reference/get-pet";
const DELETE: &str = "/apis/pets/1.0/reference/delete-pet";
const MINE: &str = "/apis/pets/1.0/reference/get-my-pets";
