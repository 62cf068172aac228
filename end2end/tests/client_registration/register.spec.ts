// An application of a strategy with client registration gets its client at a real provider; a token of that
// client calls through the gateway, and not any more once the secret is rotated.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import { shownClient, tokenOf, tokenStrategy } from "../../pages/identity";
import { Wizard } from "../../pages/wizard";

test.use({ settings: { PORTICO_OUTBOUND_ALLOW: "127.0.0.1" } });

test("a client is registered with the application, calls, and is replaced", async ({ page, portal, stage, identityProvider, newAddress, colleague, look }) => {
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const strategy = await tokenStrategy(stage, identityProvider);
  const version = await stage.published("Tides", { auth_strategy_id: strategy.id, auto_approve: true });

  const admin = await colleague();
  await signIn(admin, portal.admin);
  await admin.goto(`admin/auth-strategies/${strategy.id}`);
  await admin.getByRole("link", { name: "Client registration" }).click();
  await look(admin);
  await admin.getByLabel("Token, key or client secret").fill("a wrong token");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved.")).toBeVisible();
  await admin.getByRole("button", { name: "Verify client registration" }).click();
  await expect(admin.getByText("Creating an application would fail")).toBeVisible();
  await expect(admin.getByText("Is the initial access token right")).toBeVisible();
  await look(admin);
  await admin.getByLabel("Token, key or client secret").fill("an-initial-access-token");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved.")).toBeVisible();
  await admin.getByRole("button", { name: "Verify client registration" }).click();
  await expect(admin.getByText("Clients can be registered, used, changed and removed")).toBeVisible();
  await look(admin);

  await signIn(page, dora);
  await page.goto(`apis/${version.product}/${version.slug}`);
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.createApplication("Tide table", "When to sail.");
  await expect(page.getByRole("heading", { name: "“Tide table” is created" })).toBeVisible();
  await look();
  const first = await shownClient(page);
  await page.getByRole("link", { name: "Continue" }).click();
  await wizard.request();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const call = (token: string) =>
    fetch(`${portal.gatewayUrl}/${version.product}/${version.slug}/tides`, { headers: { authorization: `Bearer ${token}` } });
  const before = await tokenOf(identityProvider, first);
  await expect.poll(async () => (await call(before)).status).toBe(200);

  const own = await dora.rest.get<{ slug: string }[]>("/applications");
  await page.goto(`apps/${own[0].slug}/tokens`);
  await look();
  await page.getByRole("link", { name: "Rotate the secret…" }).click();
  await look();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await expect(page.getByRole("heading", { name: "The secret is rotated" })).toBeVisible();
  const second = await shownClient(page);
  expect(second.id).not.toBe(first.id);
  expect((await call(before)).status).not.toBe(200);
  const after = await tokenOf(identityProvider, second);
  expect((await call(after)).status).toBe(200);

  await page.goto(`apps/${own[0].slug}/delete`);
  await page.getByRole("button", { name: /Delete/ }).click();
  await expect.poll(() => tokenOf(identityProvider, second)).toBe("");
});
