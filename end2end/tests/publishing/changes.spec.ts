// Before readers see a new document, its admin sees what it changes for programs that call.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

const operation = (operationId: string, summary: string, parameters: object[] = []) => ({
  operationId,
  summary,
  parameters,
  responses: { 200: { description: "Done" } },
});
const limit = (maximum: number) => ({ name: "limit", in: "query", schema: { type: "integer", maximum } });
const described = (paths: object) => ({ openapi: "3.1.0", info: { title: "Boats", version: "1" }, paths });

const before = described({
  "/boats": { get: operation("listBoats", "List boats", [limit(100)]) },
  "/sails": { get: operation("listSails", "List sails") },
});
const after = described({
  "/boats": { get: operation("listBoats", "List boats", [limit(50)]) },
  "/oars": { get: operation("listOars", "List oars") },
});

test("a new document says what it breaks before it is used", async ({ page, portal, stage, colleague, look }) => {
  const version = await stage.published("Boats");
  await stage.document(version, before);
  await signIn(page, portal.admin);
  await page.goto(`admin/products/${version.product}/versions/1.0`);
  const file = { name: "boats.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(after)) };
  await page.getByLabel("Document file").setInputFiles(file);
  await page.getByRole("button", { name: "Upload" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("The document is read")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("link", { name: "Look at it" }).click();

  await expect(page.getByText("1 added, 1 removed, 1 changed, 0 as before.")).toBeVisible();
  await expect(page.getByText("Callers of 2 operations may fail")).toBeVisible();
  const row = (path: string) => page.getByRole("listitem").filter({ has: page.getByText(path, { exact: true }) }).first();
  await expect(row("/sails").getByText("Breaking")).toBeVisible();
  await expect(row("/boats").getByText("Breaking").first()).toBeVisible();
  await expect(row("/boats")).toContainText("maximum was 100, is 50 now");
  await expect(row("/oars").getByText("Breaking")).toHaveCount(0);
  await look();

  const stranger = await colleague();
  await stranger.goto(`${portal.url}/apis/${version.product}/1.0`);
  await expect(stranger.getByRole("main").getByRole("link", { name: /List sails/ })).toBeVisible();
  await page.getByRole("button", { name: "Use this document" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${version.title} 1.0` })).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole("main").getByRole("link", { name: /List oars/ })).toBeVisible();
  await expect(stranger.getByRole("main").getByRole("link", { name: /List sails/ })).toHaveCount(0);
});
