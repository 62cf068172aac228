// An application of a strategy with client registration gets its client at a real provider; a token of that
// client calls through the gateway, and not any more once the secret is rotated.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import { Wizard } from "../../pages/wizard";
import type { IdentityProvider } from "../../support/identity_provider";

test.use({ settings: { PORTICO_OUTBOUND_ALLOW: "127.0.0.1" } });

const SCOPE = "weather.read";

/** Client credentials, as the application itself would ask. */
async function tokenOf(provider: IdentityProvider, id: string, secret: string): Promise<string> {
  const answer = await fetch(`${provider.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: SCOPE }),
  });
  const told = (await answer.json()) as { access_token?: string };
  return told.access_token ?? "";
}

test("a client is registered with the application, calls, and is replaced", async ({ page, portal, stage, identityProvider, newAddress, colleague, look }) => {
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const strategy = await stage.admin.post("/auth-strategies", {
    name: `Acme tokens ${identityProvider.issuer}`,
    kind: "openid_connect",
    issuer: identityProvider.issuer,
    credential_claims: ["client_id"],
    audiences: ["https://weather.example"],
    scopes: [SCOPE],
    auth_methods: ["client_credentials"],
  });
  const version = await stage.published("Tides", { auth_strategy_id: strategy.id, auto_approve: true });

  const admin = await colleague();
  await signIn(admin, portal.admin);
  await admin.goto(`admin/auth-strategies/${strategy.id}`);
  await admin.getByRole("link", { name: "Client registration" }).click();
  await look(admin);
  await admin.getByLabel("Token or key").fill("a wrong token");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved.")).toBeVisible();
  await admin.getByRole("button", { name: "Verify client registration" }).click();
  await expect(admin.getByText("Creating an application would fail")).toBeVisible();
  await expect(admin.getByText("Is the initial access token right")).toBeVisible();
  await look(admin);
  await admin.getByLabel("Token or key").fill("an initial access token");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved.")).toBeVisible();
  await admin.getByRole("button", { name: "Verify client registration" }).click();
  await expect(admin.getByText("Clients can be registered, changed and removed")).toBeVisible();
  await look(admin);

  await signIn(page, dora);
  await page.goto(`apis/${version.product}/${version.slug}`);
  const wizard = new Wizard(page);
  await wizard.open();
  await wizard.createApplication("Tide table", "When to sail.");
  await expect(page.getByRole("heading", { name: "“Tide table” is created" })).toBeVisible();
  await look();
  const shown = async () => ({
    id: (await page.locator(".key-value__value").first().textContent())!.trim(),
    secret: (await page.getByLabel("Client secret", { exact: true }).first().textContent())!.trim(),
  });
  const first = await shown();
  await page.getByRole("link", { name: "Continue" }).click();
  await wizard.request();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const call = (token: string) =>
    fetch(`${portal.gatewayUrl}/${version.product}/${version.slug}/tides`, { headers: { authorization: `Bearer ${token}` } });
  const before = await tokenOf(identityProvider, first.id, first.secret);
  await expect.poll(async () => (await call(before)).status).toBe(200);

  const own = await dora.rest.get<{ slug: string }[]>("/applications");
  await page.goto(`apps/${own[0].slug}/tokens`);
  await look();
  await page.getByRole("link", { name: "Rotate the secret…" }).click();
  await look();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await expect(page.getByRole("heading", { name: "The secret is rotated" })).toBeVisible();
  const second = await shown();
  expect(second.id).not.toBe(first.id);
  expect((await call(before)).status).not.toBe(200);
  const after = await tokenOf(identityProvider, second.id, second.secret);
  expect((await call(after)).status).toBe(200);

  await page.goto(`apps/${own[0].slug}/delete`);
  await page.getByRole("button", { name: /Delete/ }).click();
  await expect.poll(() => tokenOf(identityProvider, second.id, second.secret)).toBe("");
});
