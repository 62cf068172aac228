// Signing in with the company's identity provider, and clients of applications there.
import type { Page } from "@playwright/test";
import type { IdentityProvider } from "../support/identity_provider";
import type { Portal } from "../support/portal";
import type { Stage } from "../support/stage";
import type { Watch } from "../support/watch";

export const SCOPE = "weather.read";

/** The provider's own pages are where a browser is sent to on purpose. */
export function expected(watch: Watch, provider: IdentityProvider) {
  watch.tolerate(new RegExp(`request to a foreign host: ${provider.issuer.replaceAll(".", "\\.")}`));
}

/** The company's own provider, once for a portal. */
export async function connected(stage: Stage, portal: Portal, provider: IdentityProvider) {
  const known = await stage.admin.get<{ slug: string; issuer: string }[]>("/identity-providers");
  if (known.some(({ issuer }) => issuer === provider.issuer)) return;
  const address = (rest: string) => `${portal.url}/sign-in/with/acme-id/${rest}`;
  const client = await provider.portalClient(address("callback"), address("logout"));
  await stage.admin.post("/identity-providers", {
    name: "Acme ID",
    issuer: provider.issuer,
    ...client,
    scopes: ["email", "profile", "groups"],
    groups_claim: "groups",
    auto_approve: true,
  });
}

/** An auth strategy whose tokens this provider issues. */
export function tokenStrategy(stage: Stage, provider: IdentityProvider) {
  return stage.admin.post("/auth-strategies", {
    name: `Acme tokens ${provider.issuer}`,
    kind: "openid_connect",
    issuer: provider.issuer,
    credential_claims: ["client_id"],
    audiences: ["https://weather.example"],
    scopes: [SCOPE],
    auth_methods: ["client_credentials"],
  });
}

/** A client as the page shows it, once. */
export async function shownClient(page: Page) {
  return {
    id: (await page.locator(".key-value__value").first().textContent())!.trim(),
    secret: (await page.getByLabel("Client secret", { exact: true }).first().textContent())!.trim(),
  };
}

/** Client credentials, as the application itself would ask; empty where the provider gives none. */
export async function tokenOf(provider: IdentityProvider, { id, secret }: { id: string; secret: string }): Promise<string> {
  const answer = await fetch(`${provider.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: SCOPE }),
  });
  const told = (await answer.json()) as { access_token?: string };
  return told.access_token ?? "";
}
