// The whole of identity in one story: somebody signs in with the company's provider, is in a team by their group
// there, makes an application of the team, which gets its client there, calls, rotates the secret, and is out once
// they are gone at the provider. What is the team's goes on.
import { expect, test } from "../../fixtures";
import { connected, expected, shownClient, tokenOf, tokenStrategy } from "../../pages/identity";
import { Wizard } from "../../pages/wizard";

test.use({ settings: { PORTICO_OUTBOUND_ALLOW: "127.0.0.1" } });

test("a team's application outlives whoever made it", async ({ page, portal, stage, identityProvider, newAddress, look, watch }) => {
  expected(watch, identityProvider);
  watch.tolerate(/status of 401/);
  await connected(stage, portal, identityProvider);
  const id = newAddress("ivo").split("@")[0];
  const team = await stage.admin.post("/teams", { name: `Freight ${id}` });
  await stage.admin.post("/group-mappings", { group: `grp-${id}`, team: team.slug, role: "member", provider: identityProvider.issuer });
  await identityProvider.knows(id, { name: "Ivo Identity", groups: [`grp-${id}`] });
  const strategy = await tokenStrategy(stage, identityProvider);
  await stage.admin.put(`/auth-strategies/${strategy.id}/client-registration`, { kind: "rfc7591", secret: "an-initial-access-token" });
  const version = await stage.published("Harbours", { auth_strategy_id: strategy.id, auto_approve: true });

  await page.goto(`sign-in?return_to=${encodeURIComponent(new URL(`apis/${version.product}/${version.slug}`, `${portal.url}/`).pathname)}`);
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await identityProvider.enter(page, id);
  const wizard = new Wizard(page);
  await wizard.open();
  await page.getByRole("link", { name: "Create an application" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Berth finder");
  await page.getByLabel("Who owns it").selectOption({ label: `The team “Freight ${id}”` });
  await look();
  await page.getByRole("button", { name: "Create and continue" }).click();
  await expect(page.getByRole("heading", { name: "“Berth finder” is created" })).toBeVisible();
  const first = await shownClient(page);
  await page.getByRole("link", { name: "Continue" }).click();
  await wizard.request();

  const call = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${portal.gatewayUrl}/${version.product}/${version.slug}/harbours`, { headers })).status;
  };
  const token = await tokenOf(identityProvider, first);
  await expect.poll(() => call(token)).toBe(200);

  await page.goto("apps");
  await page.getByRole("main").getByRole("link", { name: "Berth finder" }).first().click();
  await expect(page.getByRole("heading", { name: "Berth finder", level: 1 })).toBeVisible();
  const slug = new URL(page.url()).pathname.split("/").pop();
  await page.goto(`apps/${slug}/client/rotate`);
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await expect(page.getByRole("heading", { name: "The secret is rotated" })).toBeVisible();
  const second = await shownClient(page);
  expect(await call(token)).not.toBe(200);
  const renewed = await tokenOf(identityProvider, second);
  expect(await call(renewed)).toBe(200);

  await identityProvider.removes(id);
  await page.goto(`apps/${slug}`);
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("sign-in");
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await identityProvider.enter(page, id);
  await expect(page.getByText("Acme ID did not let you in")).toBeVisible();
  expect(await call(renewed)).toBe(200);
});
