// A stranger reads an API's reference: from operation to operation, language to language, level to level.
import type { Stage } from "../../support/stage";
import { expect, test } from "../../fixtures";

const animal = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string", maxLength: 40, description: "What it **listens** to" },
    size: { enum: ["s", "m"], "x-enumDescriptions": { s: "Small", m: "Medium" } },
    mother: { $ref: "#/components/schemas/Animal" },
    home: { type: "object", properties: wide(40, { type: "object", properties: { a: {}, b: {} } }) },
  },
};

/** An object too wide to be shown with its fields' fields. */
function wide(count: number, field: unknown) {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`room${n}`, field]));
}

function operation(operationId: string, summary: string, more: object = {}) {
  return { operationId, summary, tags: ["animals"], responses: { 200: { description: "Done" } }, ...more };
}

const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/Animal" } } } };
const document = {
  openapi: "3.1.0",
  info: { title: "Shelter", version: "1", description: "Finds **homes**." },
  tags: [{ name: "animals", "x-displayName": "All animals" }],
  "x-tagGroups": [{ name: "Who", tags: ["animals"] }],
  paths: {
    "/animals": {
      get: operation("listAnimals", "List animals"),
      post: operation("addAnimal", "Add an animal", { requestBody: { required: true, ...body }, deprecated: true }),
    },
    "/animals/{id}": {
      get: operation("getAnimal", "Read an animal", {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, example: "rex" }],
        responses: { 200: { description: "The animal", ...body }, 404: { description: "There is none" } },
      }),
    },
  },
  components: { schemas: { Animal: animal } },
};

async function shelter(stage: Stage) {
  const version = await stage.published("Shelter");
  await stage.document(version, document);
  return { version, start: `apis/${version.product}/1.0` };
}

test("goes from operation to operation, and the sample keeps its language", async ({ page, stage, look }) => {
  const { start } = await shelter(stage);
  await page.goto(start);
  await look();
  await page.getByRole("main").getByRole("link", { name: /Read an animal/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Read an animal" })).toBeVisible();
  const sample = page.getByRole("region", { name: "Code sample" });
  await expect(sample).toContainText("curl");
  await look();
  await sample.getByRole("link", { name: "Python" }).click();
  await expect(sample).toContainText("import requests");
  await page.getByRole("navigation", { name: "Operations", exact: true }).getByRole("link", { name: /Add an animal/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add an animal" })).toBeVisible();
  await expect(page.getByText("This operation is deprecated")).toBeVisible();
  await expect(sample).toContainText("import requests");
  await expect(page.getByRole("navigation", { name: "Operations", exact: true }).locator("[aria-current=page]")).toContainText(
    "Add an animal",
  );
  await page.getByRole("link", { name: /Previous/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "List animals" })).toBeVisible();
});

test("opens a schema level by level", async ({ page, stage, look, javaScriptEnabled }) => {
  const { start } = await shelter(stage);
  await page.goto(`${start}/reference/add-animal`);
  await expect(page.getByText("at most 40 characters")).toBeVisible();
  await page.getByText("All of home").click();
  if (javaScriptEnabled) {
    await expect(page.getByText("room39", { exact: true })).toBeVisible();
    await look();
  }
  await page.goto(`${start}/schemas?at=${encodeURIComponent("#/components/schemas/Animal/properties/home")}`);
  await expect(page.getByRole("heading", { level: 1, name: "home" })).toBeVisible();
  await expect(page.getByText("room39", { exact: true })).toBeVisible();
  await look();
});

test("finds operations by a word, and other versions of the same one", async ({ page, stage }) => {
  const { version, start } = await shelter(stage);
  await page.goto(`${start}/reference/get-animal`);
  const filter = page.getByRole("searchbox", { name: "Filter operations" });
  await filter.fill("add");
  await filter.press("Enter");
  await expect(page.getByText("1 with “add”.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: /Read an animal/ })).toHaveCount(0);

  const products = await stage.admin.get(`/products/${version.product}`);
  const next = await stage.admin.post(`/products/${products.product.id}/versions`, {
    name: "2.0",
    auth_strategy_id: await stage.keyStrategy(),
    registration_enabled: true,
  });
  await stage.admin.post(`/versions/${next.id}/publish`);
  await stage.document({ ...version, id: next.id }, document);
  await page.goto(`${start}/reference/get-animal`);
  await page.getByText("Version 1.0").click();
  await page.getByRole("link", { name: "2.0", exact: true }).click();
  await expect(page).toHaveURL(/2\.0\/reference\/get-animal/);
  await expect(page.getByRole("heading", { level: 1, name: "Read an animal" })).toBeVisible();
});
