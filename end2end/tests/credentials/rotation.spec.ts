// A key is rotated, and its page tells who still uses the old one.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test("the old key's page says who still uses it, and the preview of its end too", async ({ page, portal, stage, newAddress, look }) => {
  const tides = await stage.published("Tides", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const application = await stage.application(dora, "Shop checkout");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: tides.id, purpose: "Tables" });
  const { secret, credential } = await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production" });
  const call = async () =>
    (await fetch(`${portal.gatewayUrl}/${tides.product}/${tides.slug}/now`, { headers: { apikey: secret } })).status;
  const keyPage = `apps/${application.slug}/keys/${credential.id}`;
  await signIn(page, dora);

  await test.step("nobody has used it yet", async () => {
    await page.goto(keyPage);
    await expect(page.getByRole("heading", { name: "Nobody has used it" })).toBeVisible();
    await look();
  });

  await test.step("it is rotated, and works for another day", async () => {
    await page.getByRole("button", { name: "Rotate key" }).click();
    await expect(page.getByLabel("API key", { exact: true })).toHaveText(/^ptk_[0-9A-Za-z]{28}$/);
    expect(await call()).toBe(200);
  });

  await test.step("the call stands there, with where it came from", async () => {
    await expect(async () => {
      await page.goto(keyPage);
      await expect(page.getByText("Still used: do not revoke it yet")).toBeVisible({ timeout: 500 });
      await expect(page.getByRole("table", { name: /Who uses this key/ })).toContainText("127.0.0.1", { timeout: 500 });
    }).toPass();
    await look();
    await page.goto(`apps/${application.slug}`);
    await expect(page.getByText(/is still used, and stops working on/)).toBeVisible();
    await look();
    await page.getByRole("link", { name: "See who uses it" }).click();
    await page.getByRole("link", { name: "Revoke key…" }).click();
    await expect(page.getByText(/In the last 24 hours it was used from 127\.0\.0\.1/)).toBeVisible();
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(page.getByText(/^Revoked on/).first()).toBeVisible();
    expect(await call()).toBe(401);
  });
});
