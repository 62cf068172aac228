// A developer tries operations from their pages, as an application of their own.
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import type { Stage } from "../../support/stage";

const responses = { 200: { description: "Done", content: { "application/json": { schema: {} } } } };
const document = {
  openapi: "3.1.0",
  info: { title: "Shelter", version: "1" },
  paths: {
    "/animals/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, example: "rex" }],
      get: {
        operationId: "getAnimal",
        summary: "Read an animal",
        parameters: [{ name: "depth", in: "query", schema: { type: "integer" } }],
        responses,
      },
      delete: { operationId: "removeAnimal", summary: "Remove an animal", responses },
    },
    "/animals": {
      post: {
        operationId: "addAnimal",
        summary: "Add an animal",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { type: "object", required: ["name"], properties: { name: { type: "string", example: "Rex" } } },
            },
          },
        },
        responses,
      },
    },
  },
};

/** An API with this document, and Dora, who is signed in. */
async function arrive(page: Page, stage: Stage, email: string) {
  const version = await stage.published("Shelter", { auto_approve: true });
  await stage.document(version, document);
  const dora = await stage.developer(email, "Dora Developer");
  await signIn(page, dora);
  return { version, dora, reference: `apis/${version.product}/1.0/reference` };
}

test("an operation is read, filled in and sent without any key", async ({ page, stage, newAddress, look, javaScriptEnabled }) => {
  const { version, dora, reference } = await arrive(page, stage, newAddress("dora"));
  await page.goto(`${reference}/get-animal/try`);
  await expect(page.getByText("You have no application for this API yet.")).toBeVisible();
  await look();

  const application = await stage.application(dora, "Shop checkout");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: version.id, purpose: "" });
  await page.goto(`${reference}/get-animal`);
  await page.getByRole("link", { name: "Try it" }).click();
  await expect(page.getByRole("radio", { name: "Shop checkout" })).toBeChecked();
  await page.getByLabel("depth").fill("2");
  await page.getByRole("button", { name: "Send the GET call" }).click();
  const answer = page.getByRole("region", { name: "Answer", exact: true });
  await expect(answer.getByText("200 OK")).toBeVisible();
  await expect(answer.getByText('"/animals/rex?depth=2"').first()).toBeVisible();
  await expect(answer.getByText("-H \"apikey: $API_KEY\"")).toBeVisible();
  await look();
  if (javaScriptEnabled) {
    await page.getByLabel("depth").fill("");
    await page.getByRole("button", { name: "Fill in again" }).click();
    await expect(page.getByLabel("depth")).toHaveValue("2");
    await page.getByRole("button", { name: "Forget them" }).click();
    await expect(page.getByText("Your last calls")).toHaveCount(0);
  }

  await page.getByRole("radio", { name: "A key or token that I paste" }).check();
  await page.getByLabel("Key or token", { exact: true }).fill("ptk_nonsense");
  await page.getByRole("button", { name: "Send the GET call" }).click();
  await expect(answer.getByText("401 Unauthorized")).toBeVisible();
  await expect(answer.getByText("The gateway gave this answer")).toBeVisible();
});

test("what is wrong is told before it is sent", async ({ page, stage, newAddress, look }) => {
  const { version, dora, reference } = await arrive(page, stage, newAddress("dora"));
  const application = await stage.application(dora, "Shop checkout");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: version.id, purpose: "" });
  await page.goto(`${reference}/add-animal/try`);
  const body = page.getByLabel("application/json");
  await expect(body).toHaveValue(/"name": "Rex"/);
  await body.fill('{"name": 7}');
  await page.getByRole("button", { name: "Send the POST call" }).click();
  await expect(page.getByText("/name: 7 is not of type")).toBeVisible();
  await expect(body).toHaveValue('{"name": 7}');
  await look();
  await page.getByRole("checkbox", { name: /does not match the document/ }).check();
  await page.getByRole("button", { name: "Send the POST call" }).click();
  await expect(page.getByText("200 OK")).toBeVisible();

  await page.goto(`${reference}/remove-animal/try`);
  const really = page.getByRole("checkbox", { name: "Yes, really send this DELETE" });
  await page.getByRole("button", { name: "Send the DELETE call" }).click();
  await expect(really).toBeFocused();
  await really.check();
  await page.getByRole("button", { name: "Send the DELETE call" }).click();
  await expect(page.getByText("200 OK")).toBeVisible();
});
