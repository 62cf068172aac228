// A stranger reads what passes through channels: from an AsyncAPI document, in the words of who uses it.
import { expect, test } from "../../fixtures";

const reading = { type: "object", required: ["metres"], properties: { metres: { type: "number", description: "Above **zero**" } } };
const document = {
  asyncapi: "3.0.0",
  info: { title: "Tides", version: "1", description: "As they *rise*." },
  servers: {
    harbour: {
      host: "tides.acme.example:8883",
      protocol: "mqtts",
      description: "The broker.",
      bindings: { mqtt: { cleanSession: true } },
    },
  },
  channels: {
    levels: {
      address: "levels/{harbour}",
      parameters: { harbour: { description: "Where the gauge stands" } },
      messages: { measured: { title: "A level was measured", payload: { $ref: "#/components/schemas/Reading" } } },
    },
    corrections: {
      address: "corrections",
      messages: { corrected: { title: "A level was corrected", payload: { $ref: "#/components/schemas/Reading" } } },
    },
  },
  operations: {
    follow: { action: "send", title: "Follow the levels", channel: { $ref: "#/channels/levels" } },
    correct: { action: "receive", title: "Correct a level", channel: { $ref: "#/channels/corrections" } },
  },
  components: { schemas: { Reading: reading } },
};

test("channels are read like operations are", async ({ page, stage, look }) => {
  const version = await stage.published("Tides");
  await stage.document(version, document);
  const start = `apis/${version.product}/1.0`;
  await page.goto(start);
  const main = page.getByRole("main");
  await expect(main.getByText("mqtts://tides.acme.example:8883")).toBeVisible();
  await expect(main.getByText("The server's protocol decides how it is carried.")).toBeVisible();
  await main.getByText("For the protocol").click();
  await expect(main.getByText("cleanSession: true")).toBeVisible();
  await look();
  const file = await main.getByRole("link", { name: "YAML" }).getAttribute("href");
  expect(file).toMatch(/\/asyncapi\.yaml$/);
  const loaded = await page.request.get(new URL(file!, page.url()).href);
  expect(await loaded.text()).toContain("levels/{harbour}");

  await main.getByRole("link", { name: /Follow the levels/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Follow the levels" })).toBeVisible();
  await expect(main.getByText("You receive from this channel what the provider sends.")).toBeVisible();
  await expect(main.getByRole("heading", { name: "A level was measured" })).toBeVisible();
  await expect(main.getByText("metres", { exact: true }).first()).toBeVisible();
  await expect(main.getByRole("link", { name: "Try it" })).toHaveCount(0);
  await look();

  await page.getByRole("link", { name: /Next/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Correct a level" })).toBeVisible();
  await expect(main.getByText("You send to this channel; the provider receives.")).toBeVisible();
});
