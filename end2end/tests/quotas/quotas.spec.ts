// An approver sets a quota, the developer sees what is left, and what goes beyond is refused.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test("a quota is set, seen, and kept", async ({ page, portal, stage, newAddress, look }) => {
  const tides = await stage.published("Tides", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const abe = await stage.approver(newAddress("abe"), "Abe Approver");
  const application = await stage.application(dora, "Shop checkout");
  const access = { version_id: tides.id, purpose: "Tables" };
  const registration = await dora.rest.post(`/applications/${application.slug}/registrations`, access);
  const { secret } = await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production" });
  const call = () =>
    fetch(`${portal.gatewayUrl}/${tides.product}/${tides.slug}/now`, { headers: { apikey: secret } });

  await test.step("an approver sets it on the registration's own page", async () => {
    await signIn(page, abe);
    await page.goto(`admin/registrations/${registration.id}`);
    await page.getByRole("link", { name: /^Quota/ }).click();
    await expect(page.getByText("no limit").first()).toBeVisible();
    await look();
    await page.getByLabel("A quota of its own").check();
    await page.getByLabel("Calls a day").fill("0");
    await page.getByRole("button", { name: "Save quota" }).click();
    await expect(page.getByText(/To let nothing through, revoke the access/)).toBeVisible();
    await page.getByLabel("Calls a day").fill("2");
    await page.getByRole("button", { name: "Save quota" }).click();
    await expect(page.getByText("Saved. It counts from the next call on.")).toBeVisible();
  });

  await test.step("two calls pass, told what is left, and the third is too many", async () => {
    const first = await call();
    expect([first.status, first.headers.get("ratelimit-policy")]).toEqual([200, '"day";q=2;w=86400']);
    expect(first.headers.get("ratelimit")).toMatch(/^"day";r=1;t=\d+$/);
    expect((await call()).status).toBe(200);
    const third = await call();
    expect([third.status, third.headers.get("x-portal-reason")]).toEqual([429, "quota_exceeded"]);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  await test.step("the developer sees that nothing is left", async () => {
    await page.context().clearCookies();
    await signIn(page, dora);
    await page.goto(`apps/${application.slug}/access`);
    const row = page.getByRole("table", { name: /Quotas/ }).getByRole("row", { name: /Tides/ });
    await expect(row).toContainText("2 a day");
    await expect(row.getByRole("cell", { name: "0", exact: true })).toBeVisible();
    await look();
  });
});
