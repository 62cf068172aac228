// An admin writes documents, orders them and shows a picture in one; a stranger reads them. With WASM
// and without.
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test.use({ demo: true });

const PICTURE = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

const TEXT = `## First steps

Say \`hello\`.

\`\`\`json
{ "hello": "<world>" }
\`\`\`

## Second steps

More.

## Third steps

Even more.
`;

async function write(page: Page, title: string, text: string) {
  await page.goto("admin/products/places/docs/new");
  await page.getByLabel("Title").fill(title);
  await page.getByRole("textbox", { name: /^Text/ }).fill(text);
}

test("documents are written, looked at, ordered and read", async ({ page, portal, colleague, look, javaScriptEnabled }) => {
  const mark = javaScriptEnabled ? "with" : "without";
  const [guide, part] = [`Guide ${mark}`, `Part ${mark}`];
  await signIn(page, { email: "admin@demo.example", password: "a long walk by the sea" });

  await page.goto("admin/products/places/images");
  await page.getByLabel("What it shows").fill(`A dot ${mark}`);
  await page.getByLabel("Image file").setInputFiles({ name: "dot.gif", mimeType: "image/gif", buffer: PICTURE });
  await page.getByRole("button", { name: "Upload image" }).click();
  const line = page.getByText(/^!\[A dot/).first();
  await expect(line).toBeVisible();
  const picture = await line.innerText();
  await look();

  await write(page, guide, `${picture}\n\n${TEXT}`);
  await page.getByRole("button", { name: "Preview without saving" }).click();
  await expect(page.getByText("This is not saved")).toBeVisible();
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue(guide);
  await look();
  await page.getByLabel("Published").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: guide })).toBeVisible();

  await write(page, part, "A part.");
  await page.getByLabel("Published").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: part })).toBeVisible();

  await page.goto("admin/products/places");
  await look();
  await page.getByRole("button", { name: `Move “${part}” below the one above it` }).click();
  await expect(page).toHaveURL(/#document-/);
  await expect(page.getByRole("button", { name: `Move “${part}” out by one level` })).toBeEnabled();
  await page.getByRole("button", { name: `Move “${guide}” up` }).press("Enter");
  await expect(page).toHaveURL(/#document-/);

  const stranger = await colleague();
  await stranger.setViewportSize({ width: 1400, height: 900 });
  await stranger.goto("apis/places");
  await stranger.getByRole("link", { name: guide }).click();
  await expect(stranger.getByRole("heading", { level: 1, name: guide })).toBeVisible();
  await expect(stranger.getByRole("img", { name: /A dot/ })).toHaveJSProperty("naturalWidth", 1);
  await expect(stranger.locator(".code--key")).toHaveText('"hello"');
  await look(stranger);
  const contents = stranger.getByRole("navigation", { name: "On this page" });
  await contents.getByRole("link", { name: "Third steps" }).click();
  await expect(stranger).toHaveURL(/#s-third-steps$/);
  await expect(stranger.getByRole("heading", { name: "Third steps" })).toBeInViewport();
  await stranger.getByRole("link", { name: `Next ${part}` }).click();
  await expect(stranger).toHaveURL(new RegExp(`/docs/guide-${mark}/part-${mark}$`));

  await stranger.setViewportSize({ width: 390, height: 844 });
  const tree = stranger.getByRole("navigation", { name: "Documents", exact: true });
  await expect(tree.getByRole("link", { name: guide })).toBeHidden();
  await tree.getByText("Documents").locator("visible=true").click();
  await tree.getByRole("link", { name: guide }).click();
  await expect(stranger.getByRole("heading", { level: 1, name: guide })).toBeVisible();
  await stranger.getByRole("navigation", { name: "On this page" }).getByText("On this page").locator("visible=true").click();
  await expect(stranger.getByRole("link", { name: "Second steps" })).toBeVisible();
  await look(stranger);
  const twin = await stranger.request.get(`${portal.url}/apis/places/docs/guide-${mark}.md`);
  expect(await twin.text()).toContain(`# Guide ${mark}`);
});
