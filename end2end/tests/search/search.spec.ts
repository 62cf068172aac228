// Finding an operation: from anywhere with the keyboard, and on the search page without WASM.
import { expect, test } from "../../fixtures";
import type { Stage, Version } from "../../support/stage";

const BOATS = `
openapi: 3.0.3
info: {title: Boats, version: '1'}
paths:
  /boats: {get: {operationId: listBoats, summary: List all boats, responses: {'200': {description: Boats}}}}
  /boats/{boatId}: {get: {operationId: getBoat, summary: Read one boat, responses: {'200': {description: A boat}}}}
`;

async function boats(stage: Stage): Promise<Version> {
  const version = await stage.published("Boats");
  await stage.admin.useDocument(version.id, BOATS);
  return version;
}

test("the keyboard finds an operation from anywhere", async ({ page, stage, look, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without WASM the button leads to the page");
  const version = await boats(stage);
  await page.goto("");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search for" });
  await expect(field).toBeFocused();
  await field.pressSequentially(`${version.title} getBoat`);
  const options = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await expect(options.first()).toContainText("Read one boat");
  await look();
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Read one boat" })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();

  // It opens again as it was left, everything selected, and goes with Escape.
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(field).toBeFocused();
  await field.pressSequentially("/boats/17");
  await expect(options.filter({ hasText: version.title }).filter({ hasText: "/boats/{boatId}" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();

  // Enter without a choice shows everything on the page.
  await page.keyboard.press("Control+k");
  await field.fill("listBoats");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=listBoats/);
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible();
});

test("the last answer is that to the last question", async ({ page, stage, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without WASM the button leads to the page");
  const version = await boats(stage);
  let delayed = 0;
  await page.route("**/_do/search*", async (route) => {
    // The first answer is slow; it must not stand there in the end.
    if (delayed++ === 0) await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.goto("");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search for" });
  await field.pressSequentially(`${version.title} list`, { delay: 20 });
  const options = page.getByRole("option");
  await expect(options.filter({ hasText: "List all boats" }).filter({ hasText: version.title })).toBeVisible();
  await expect(options.filter({ hasText: "Read one boat" })).toHaveCount(0);
});

test("the search page finds, narrows and forgives", async ({ page, stage, look }) => {
  const version = await boats(stage);
  await page.goto("search");
  await look();
  const form = page.getByRole("search", { name: "Everything" });
  await form.getByLabel("Search for").fill("GET /boats/17");
  await form.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("link", { name: "Read one boat" }).first()).toBeVisible();
  const option = form.getByLabel("In which API").locator("option", { hasText: version.title });
  await form.getByLabel("In which API").selectOption({ value: (await option.getAttribute("value"))! });
  await form.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(new RegExp(`product=${version.product}`));
  await expect(page.getByRole("link", { name: "Read one boat" })).toHaveCount(1);
  await look();
  await form.getByLabel("Search for").fill("listBaots");
  await form.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("Nothing is called exactly that.")).toBeVisible();
  await page.getByRole("link", { name: "List all boats" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "List all boats" })).toBeVisible();
});

test("the button in the header leads to the page", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled, "with WASM the button opens the dialog");
  await page.goto("");
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible();
});
