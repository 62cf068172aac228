// An admin publishes an API from an uploaded document; a stranger reads it. With WASM and without.
import { expect, expectAccessible, test } from "../../fixtures";

const PETS = `
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: List all pets
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 100}, description: How many}]
      responses: {'200': {description: Pets, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, description: What it listens to}}}
`;

test("publishes an API from a document, and a stranger reads it", async ({ page, portal, browser, javaScriptEnabled }) => {
  const name = javaScriptEnabled ? "Pets with" : "Pets without";
  const slug = name.toLowerCase().replaceAll(" ", "-");
  await page.goto("sign-in");
  await page.getByLabel("E-mail").fill(portal.admin.email);
  await page.getByLabel("Password").fill(portal.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await page.goto("admin/products/new");
  await page.getByLabel("Title").fill(name);
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.getByRole("link", { name: "New version" }).click();
  await page.getByLabel("Name").fill("1.0");
  await page.getByRole("button", { name: "Create version" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name} 1.0` })).toBeVisible();

  const file = { name: "pets.yaml", mimeType: "application/yaml", buffer: Buffer.from(PETS) };
  await page.getByLabel("Document file").setInputFiles(file);
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(async () => {
    if (!javaScriptEnabled) await page.reload();
    await expect(page.getByText("The document is read")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("link", { name: "Look at it" }).click();
  await expect(page.getByText("/pets")).toBeVisible();
  await page.getByRole("button", { name: "Use this document" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name} 1.0` })).toBeVisible();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published", { exact: true }).first()).toBeVisible();

  const stranger = await (await browser.newContext({ javaScriptEnabled, baseURL: `${portal.url}/` })).newPage();
  await stranger.goto(`?q=${encodeURIComponent(name)}`);
  await stranger.getByRole("link", { name, exact: true }).click();
  await stranger.getByRole("link", { name: "1.0", exact: true }).click();
  await stranger.getByRole("link", { name: /List all pets/ }).click();
  await expect(stranger.getByRole("heading", { level: 1, name: "List all pets" })).toBeVisible();
  await expect(stranger.getByText("at most 100", { exact: true })).toBeVisible();
  if (javaScriptEnabled) await expectAccessible(stranger);
  await stranger.goto(`apis/${slug}/latest`);
  await expect(stranger).toHaveURL(/\/1\.0$/);
});

test("keeps what was typed when a product is refused", async ({ page, portal }) => {
  await page.goto("sign-in");
  await page.getByLabel("E-mail").fill(portal.admin.email);
  await page.getByLabel("Password").fill(portal.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto("admin/products/new");
  await page.getByLabel("Title").fill("Kept title");
  await page.getByLabel("Address").fill("not an address");
  await page.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByText("Letters, digits, - and _ only.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Kept title");
});
