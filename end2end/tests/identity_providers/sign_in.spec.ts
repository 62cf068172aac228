// An admin connects the company's identity provider; its people come in with it, with their teams, and not
// any more once they are gone there.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import { connected, expected } from "../../pages/identity";

test.use({ settings: { PORTICO_OUTBOUND_ALLOW: "127.0.0.1" } });

test("an admin connects a provider, and a test says what is missing", async ({ page, portal, identityProvider, look, watch }) => {
  expected(watch, identityProvider);
  await signIn(page, portal.admin);
  await page.goto("admin/identity-providers");
  await expect(page.getByRole("main")).toContainText("identity provider");
  await look();
  await page.getByRole("link", { name: "New identity provider" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Partner ID");
  await page.getByLabel("Issuer").fill(identityProvider.issuer);
  await page.getByLabel("Client ID").fill("not registered");
  await look();
  await page.getByRole("button", { name: "Create identity provider" }).click();
  await expect(page.getByRole("heading", { name: "Partner ID", level: 1 })).toBeVisible();
  const redirectUri = `${portal.url}/sign-in/with/partner-id/callback`;
  await expect(page.getByText(redirectUri, { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Test this provider" }).click();
  await expect(page.getByText("Signing in with it would fail")).toBeVisible();
  await expect(page.getByText("Register exactly this redirect URI")).toBeVisible();
  await look();

  const client = await identityProvider.portalClient(redirectUri);
  await page.getByLabel("Client ID").fill(client.client_id);
  await page.getByLabel("Client secret").fill(client.client_secret);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Test this provider" }).click();
  await expect(page.getByText("Everything that can be tested without a person works")).toBeVisible();

  await page.getByRole("link", { name: "Delete this identity provider…" }).click();
  await expect(page.getByText("Nobody signs in with “Partner ID” any more.")).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Delete identity provider" }).click();
  await expect(page.getByRole("link", { name: "Partner ID" })).toHaveCount(0);
});

test("somebody signs in, is put into their team, and is out once they are gone there", async ({ page, portal, stage, identityProvider, colleague, look, watch }) => {
  expected(watch, identityProvider);
  watch.tolerate(/status of 401/);
  await connected(stage, portal, identityProvider);
  const team = await stage.admin.post("/teams", { name: "Logistics" });
  await stage.admin.post("/group-mappings", { group: "grp-logistics", team: team.slug, role: "member", provider: identityProvider.issuer });
  await identityProvider.knows("ines", { name: "Ines Identity", groups: ["grp-logistics"] });

  // From a page that is for developers only, and back to it.
  await page.goto("sign-in?return_to=" + encodeURIComponent(new URL("teams", `${portal.url}/`).pathname));
  await look();
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await identityProvider.enter(page, "ines");
  await expect(page).toHaveURL(`${portal.url}/teams`);
  await expect(page.getByRole("main").getByRole("link", { name: "Logistics" })).toBeVisible();
  await page.goto("account");
  await expect(page.getByText("Acme ID as ines@acme.example")).toBeVisible();
  await look();

  await identityProvider.removes("ines");
  await page.goto("account");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("sign-in");
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await identityProvider.enter(page, "ines");
  await expect(page.getByText("Acme ID did not let you in")).toBeVisible();
  await look();
  await page.goto("account");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("an address that is not verified opens no account", async ({ page, portal, stage, identityProvider, newAddress, watch }) => {
  expected(watch, identityProvider);
  await connected(stage, portal, identityProvider);
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  await identityProvider.knows("mallory", { name: "Mallory", email: dora.email, email_verified: false });
  await page.goto("sign-in");
  await page.getByRole("link", { name: "Sign in with Acme ID" }).click();
  await identityProvider.enter(page, "mallory");
  await expect(page.getByText("does not say that")).toBeVisible();
  await signIn(page, dora);
  await expect(page.getByRole("banner").getByText("Dora Developer").first()).toBeAttached();
});
