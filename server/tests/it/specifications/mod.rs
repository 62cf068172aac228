mod channels;
mod compare;
pub mod import;
mod pages;
pub mod read;
mod real;
mod upload;

pub const SWAGGER_2: &str = r##"{
  "swagger": "2.0", "info": {"title": "Pets 2.0", "version": "1"}, "host": "pets.example", "schemes": ["https"],
  "paths": {"/pets": {"get": {"operationId": "listPets", "tags": ["pets"], "summary": "List pets",
    "parameters": [{"name": "limit", "in": "query", "type": "integer", "maximum": 100}],
    "responses": {"200": {"description": "Pets", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}}}}},
  "definitions": {"Pet": {"type": "object", "required": ["name"],
    "properties": {"name": {"type": "string"}, "mother": {"$ref": "#/definitions/Pet"}}}}
}"##;

pub const OPENAPI_30: &str = r"
openapi: 3.0.3
info: {title: Pets 3.0, version: '1'}
tags: [{name: owners}, {name: pets}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: List pets
      description: |
        All pets, **newest** first. <script>alert(1)</script>
      responses: {'200': {description: Pets, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Rex, age: 3}}}
      responses: {'201': {description: Made}, default: {description: Something else}}
  /owners/{id}:
    get:
      operationId: getOwner
      tags: [owners]
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
      responses: {'200': {description: An owner}}
  /internal:
    delete: {operationId: wipe, x-internal: true, responses: {'204': {description: Gone}}}
components:
  schemas:
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 40, description: What it listens to}
        age: {type: integer, minimum: 0}
        mother: {$ref: '#/components/schemas/Pet'}
";

pub const OPENAPI_31: &str = r##"{
  "openapi": "3.1.0", "info": {"title": "Pets 3.1", "version": "1"},
  "paths": {"/pets/{id}": {"get": {"operationId": "listPets", "parameters": [
      {"name": "id", "in": "path", "required": true, "schema": {"type": ["string", "null"]}}],
    "responses": {"200": {"description": "A pet", "content": {"application/json": {"schema": {"oneOf": [
      {"$ref": "#/components/schemas/Cat"}, {"type": "boolean"}]}}}}}}}},
  "components": {"schemas": {"Cat": {"type": "object", "properties": {"lives": {"const": 9}}}}}
}"##;

/// A document with everything that a page shows.
pub const FULL: &str = r##"
openapi: 3.1.0
info: {title: Shelter, version: '7', description: 'Finds **homes**.', contact: {name: Ann, email: ann@shelter.example}}
servers:
  - url: https://{region}.shelter.example/v1
    variables: {region: {default: eu, enum: [eu, us]}}
tags: [{name: pets, x-displayName: Animals, description: All of them}, {name: homes}]
x-tagGroups: [{name: Matching, tags: [homes, pets]}]
security: [{key: []}]
paths:
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}, example: rex}]
    get:
      operationId: getPet
      tags: [pets]
      summary: Read a pet
      parameters: [{name: fields, in: query, schema: {type: array, items: {type: string, enum: [name, age]}}}]
      responses:
        '200':
          description: The pet
          headers: {X-Rate-Limit: {description: Calls left, schema: {type: integer, minimum: 0}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}
          links: {home: {operationId: findHome, parameters: {pet: $response.body#/id}}}
        '404': {description: There is none}
    put:
      operationId: savePet
      tags: [pets]
      deprecated: true
      security: [{oauth: [pets:write]}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
      responses: {'204': {description: Saved}}
      callbacks: {adopted: {'{$request.body#/url}': {post: {summary: Somebody came, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}, responses: {'200': {description: Thanks}}}}}}
  /homes:
    get: {operationId: findHome, tags: [homes], summary: Find a home, security: [], responses: {'200': {description: Homes}}}
webhooks:
  petAdopted: {post: {summary: A pet was adopted, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}, responses: {'200': {description: Noted}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Own-Key}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.example/token', scopes: {'pets:write': Change pets}}}}
  schemas:
    Animal:
      oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]
      discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog'}}
    Base: {type: object, required: [id], properties: {id: {type: string, format: uuid}, kind: {type: string}}}
    Dog:
      allOf: [{$ref: '#/components/schemas/Base'}]
      properties:
        parents: {type: array, items: {$ref: '#/components/schemas/Dog'}}
        size: {enum: [s, m], x-enumDescriptions: {s: Small, m: Medium}}
        house: {type: object, properties: {place: {type: object, properties: {lane: {type: object, properties: {side: {type: object, properties: {colour: {const: red}}}}}}}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {lives: {type: integer, maximum: 9}}}
"##;
