mod import;
mod read;
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
