// Calls are counted and shown: to the developer who makes them, and to admins over all.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import type { Version } from "../../support/stage";

test("a developer sees what was called, and how it was answered", async ({ page, portal, stage, newAddress, look }) => {
  const tides = await stage.published("Tides", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const application = await stage.application(dora, "Shop checkout");
  await signIn(page, dora);

  await test.step("before the first call the page says what will be there", async () => {
    await page.goto(`apps/${application.slug}/usage`);
    await expect(page.getByRole("heading", { name: "No calls in this time" })).toBeVisible();
    await look();
  });

  const call = (key: string) => fetch(address(portal.gatewayUrl, tides), { headers: { apikey: key } });
  await test.step("two calls pass, and one with a revoked key does not", async () => {
    await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: tides.id, purpose: "Tables" });
    const keys = `/applications/${application.slug}/credentials`;
    const issued = await dora.rest.post(keys, { name: "Production" });
    for (let calls = 0; calls < 2; calls++) expect((await call(issued.secret)).status).toBe(200);
    await dora.rest.post(`${keys}/${issued.credential.id}/revoke`);
    expect((await call(issued.secret)).status).toBe(401);
  });

  await test.step("figures, charts and the numbers beside them", async () => {
    await expect(async () => {
      await page.reload();
      await expect(figure("Calls")).toHaveText("3", { timeout: 100 });
    }).toPass();
    await expect(figure("Refused")).toHaveText("1");
    await expect(page.getByRole("img", { name: "2 calls let through and 1 refused" })).toBeVisible();
    await expect(page.getByRole("img", { name: "0 of 2 answers" })).toBeVisible();
    await page.getByText("The same as a table").click();
    const hours = page.getByRole("table", { name: "Calls, newest first" });
    await expect(hours.getByRole("row")).toHaveCount(25);
    await expect(page.getByRole("row", { name: /Production/ })).toBeVisible();
    await expect(page.getByText("key_revoked")).toBeVisible();
    await look();
  });

  await test.step("only one API, and back to all", async () => {
    await page.getByRole("link", { name: `${tides.title} 1.0` }).click();
    await expect(page.getByText(`Only calls of ${tides.title} 1.0`)).toBeVisible();
    await page.getByRole("link", { name: "Show all" }).click();
    await expect(page.getByText("Only calls of")).toHaveCount(0);
  });

  await test.step("another period, and the numbers as a file", async () => {
    await page.getByRole("link", { name: "90 days" }).click();
    await expect(page.getByRole("link", { name: "90 days" })).toHaveAttribute("aria-current", /.+/);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download CSV" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("usage.csv");
  });

  function figure(name: string) {
    return page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd");
  }
});

test("an admin sees the calls of all applications", async ({ page, portal, stage, newAddress, look }) => {
  const tides = await stage.published("Tides", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const { slug } = await stage.application(dora, "Tide tables");
  await dora.rest.post(`/applications/${slug}/registrations`, { version_id: tides.id, purpose: "Tables" });
  const { secret } = await dora.rest.post(`/applications/${slug}/credentials`, { name: "Production" });
  expect((await fetch(address(portal.gatewayUrl, tides), { headers: { apikey: secret } })).status).toBe(200);
  await signIn(page, portal.admin);
  await expect(async () => {
    await page.goto("admin/usage");
    await expect(page.getByRole("row", { name: new RegExp(`${tides.title} 1.0`) })).toBeVisible({ timeout: 100 });
  }).toPass();
  await look();
});

function address(gateway: string, version: Version) {
  return `${gateway}/${version.product}/${version.slug}/now`;
}
