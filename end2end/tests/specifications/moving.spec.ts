// A reader goes through a long reference, forth and back.
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import type { Stage } from "../../support/stage";

const COUNT = 30;

/** Operations of which each is longer than a window, and whose list is longer than a window too. */
const document = {
  openapi: "3.1.0",
  info: { title: "Library", version: "1" },
  paths: Object.fromEntries(
    Array.from({ length: COUNT }, (_, n) => [
      `/shelves/${n}`,
      {
        get: {
          operationId: `shelf${n}`,
          summary: `Shelf ${n}`,
          tags: ["shelves"],
          description: Array.from({ length: 60 }, (_, line) => `Line ${line} about shelf ${n}.`).join("\n\n"),
          responses: { 200: { description: "Done" } },
        },
      },
    ]),
  ),
};

async function reading(page: Page, stage: Stage, operation: number) {
  const version = await stage.published("Library");
  await stage.document(version, document);
  await page.goto(`apis/${version.product}/1.0/reference/shelf${operation}`);
  await expect(heading(page, operation)).toBeVisible();
}

const heading = (page: Page, operation: number) =>
  page.getByRole("heading", { level: 1, name: `Shelf ${operation}`, exact: true });
const list = (page: Page) => page.getByRole("navigation", { name: "Operations", exact: true });
const entry = (page: Page, operation: number) =>
  list(page).getByRole("link", { name: new RegExp(`Shelf ${operation}$`) });
const line = (page: Page, number: number, operation: number) =>
  page.getByText(`Line ${number} about shelf ${operation}.`, { exact: true });

test("going back shows a page where it was left", async ({ page, stage }) => {
  await reading(page, stage, 3);
  await page.getByRole("link", { name: /Next/ }).scrollIntoViewIfNeeded();
  await expect(line(page, 59, 3)).toBeInViewport();
  await expect(heading(page, 3)).not.toBeInViewport();
  await page.getByRole("link", { name: /Next/ }).click();
  await expect(heading(page, 4)).toBeInViewport();
  await page.goBack();
  await expect(line(page, 59, 3)).toBeInViewport();
  await expect(heading(page, 3)).not.toBeInViewport();
  await page.goForward();
  await expect(heading(page, 4)).toBeInViewport();
});

test("the list keeps its place and says where the reader is", async ({ page, stage, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without it every page begins anew");
  await reading(page, stage, 0);
  const last = entry(page, COUNT - 1);
  const scrolled = () => page.locator("[data-keeps-place]").evaluate((beside) => beside.scrollTop);
  await last.scrollIntoViewIfNeeded();
  const place = await scrolled();
  expect(place).toBeGreaterThan(0);
  const same = await list(page).getByRole("list").first().elementHandle();
  await last.click();
  await expect(heading(page, COUNT - 1)).toBeInViewport();
  expect(await scrolled()).toBe(place);
  await expect(list(page).locator("[aria-current=page]")).toHaveText(/Shelf 29$/);
  expect(await list(page).getByRole("list").first().evaluate((now, before) => now === before, same)).toBe(true);
});

test("of two clicks in a row the last one counts", async ({ page, stage, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "a browser sees to that itself");
  await reading(page, stage, 0);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/reference\/shelf5(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await entry(page, 5).click();
  await expect(page.locator(".served[aria-busy=true]")).toBeVisible();
  await entry(page, 7).click();
  await expect(heading(page, 7)).toBeVisible();
  const answered = page.waitForResponse(/reference\/shelf5(\?|$)/);
  letGo();
  await (await answered).finished();
  await expect(entry(page, 7)).toHaveAttribute("aria-current", "page");
  await expect(heading(page, 7)).toBeVisible();
  await expect(page).toHaveURL(/reference\/shelf7$/);
});
