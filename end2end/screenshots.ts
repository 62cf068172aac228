// See screenshots.config.ts.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "./fixtures";
import { signIn } from "./pages/accounts";

test.use({ demo: true });

const FOLDER = join(import.meta.dirname, "screenshots");
const WIDTHS = [1280, 390];
const SCHEMES = ["light", "dark"] as const;

async function take(page: Page, name: string) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await page.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
}

const PASSWORD = "a long walk by the sea";

/** Who looks at what: the name of the picture and the address, or how to find it. */
const TOURS: Record<string, { email?: string; stops: [string, string | ((page: Page) => Promise<void>)][] }> = {
  stranger: {
    stops: [
      ["catalog", ""],
      ["catalog-list", "?view=list"],
      ["catalog-nothing", "?q=zebra"],
      ["product", "apis/weather"],
      ["version", (page) => follow(page, "apis/weather", ".version-row__name a")],
      ["operation", (page) => follow(page, page.url(), ".operation-list a, [class*=operation] a")],
      ["document", "apis/weather/docs/reading-a-forecast"],
      ["document-below", "apis/weather/docs/reading-a-forecast/warnings"],
      ["sign-up", "sign-up"],
      ["sign-up-sent", "sign-up/sent"],
      ["sign-in", "sign-in"],
      ["forgot-password", "forgot-password"],
      ["link-unusable", "confirm?token=used"],
      ["not-signed-in", "apps"],
      ["not-found", "apis/none"],
    ],
  },
  developer: {
    email: "dev@demo.example",
    stops: [
      ["apps", "apps"],
      ["app-new", "apps/new"],
      ["app", (page) => follow(page, "apps", ".application-card__link")],
      ["app-access", (page) => tab(page, "access")],
      ["app-keys", (page) => tab(page, "keys")],
      ["key-new", (page) => tab(page, "keys/new")],
      ["key-shown", generate],
      ["app-usage", used],
      ["key", (page) => follow(page, page.url().replace(/usage.*/, "keys"), "main td a, main th a")],
      ["app-calls", (page) => tab(page, "calls")],
      ["why", (page) => follow(page, page.url(), "main td a[href*=why]")],
      ["why-search", "why"],
      ["app-settings", (page) => tab(page, "edit")],
      ["app-delete", (page) => tab(page, "delete")],
      ["request-choose", "apis/weather/2.0/register"],
      ["request-create", "apis/weather/2.0/register/new-application"],
      ["request-confirm", confirmRequest],
      ["account", "account"],
      ["account-password", "account/password"],
      ["account-tokens", "account/tokens"],
      ["account-sessions", "account/sessions"],
      ["account-delete", "account/delete"],
      ["forbidden", "admin/products"],
    ],
  },
  admin: {
    email: "admin@demo.example",
    stops: [
      ["admin", "admin"],
      ["inbox", "admin/inbox"],
      ["developers", "admin/developers"],
      ["developer", (page) => follow(page, "admin/developers", "main table a")],
      ["registrations", "admin/registrations"],
      ["registration", (page) => follow(page, "admin/registrations?status=approved", "main table a")],
      ["quota", (page) => follow(page, page.url(), "main a[href$=quota]")],
      ["usage", "admin/usage"],
      ["products", "admin/products"],
      ["product-new", "admin/products/new"],
      ["product-manage", "admin/products/weather"],
      ["product-visibility", "admin/products/weather/visibility"],
      ["product-private", "admin/products/weather/visibility?to=private"],
      ["product-edit", "admin/products/weather/edit"],
      ["document-edit", "admin/products/weather/docs/edit?path=reading-a-forecast"],
      ["images", "admin/products/weather/images"],
      ["version-new", "admin/products/weather/versions/new"],
      ["version-manage", "admin/products/weather/versions/2.0"],
      ["strategies", "admin/auth-strategies"],
      ["strategy-new", "admin/auth-strategies/new"],
      ["gateways", "admin/gateways"],
      ["gateway-new", "admin/gateways/new"],
      ["identity-providers", "admin/identity-providers"],
      ["identity-provider-new", "admin/identity-providers/new"],
      ["settings", "admin/settings"],
      ["mails", "admin/mail"],
      ["audit", "admin/audit"],
    ],
  },
};

for (const [who, { email, stops }] of Object.entries(TOURS)) {
  test(`what a ${who} sees`, async ({ page, watch }) => {
    watch.tolerate(/./);
    if (email) await signIn(page, { email, password: PASSWORD });
    for (const [name, where] of stops) {
      await page.setViewportSize({ width: 1280, height: 800 });
      try {
        await (typeof where === "string" ? page.goto(where) : where(page));
        await take(page, `${who}-${name}`);
      } catch (error) {
        console.error(`${name}: ${(error as Error).message.split("\n")[0]}`);
      }
    }
  });
}

async function follow(page: Page, from: string, link: string) {
  if (page.url() !== from) await page.goto(from);
  const href = await page.locator(link).first().getAttribute("href", { timeout: 3000 });
  await page.goto(new URL(href ?? "", page.url()).href);
}

async function tab(page: Page, part: string) {
  const address = page.url().match(/^.*\/apps\/[^/]+/)?.[0];
  await page.goto(`${address}/${part}`);
}

async function generate(page: Page) {
  await page.getByLabel("Name", { exact: true }).fill("Laptop");
  await page.getByRole("button", { name: "Generate key" }).click();
  await page.getByLabel("API key", { exact: true }).waitFor();
}

/** Calls with the key that was just shown: some pass, one has no access. */
async function used(page: Page) {
  const key = await page.getByLabel("API key", { exact: true }).innerText();
  const application = page.url();
  await page.goto("apis/weather/2.0");
  const gateway = (await page.locator("main").innerText()).match(/http:\/\/127\.0\.0\.1:\d+(?=\/weather)/)?.[0];
  for (const path of ["weather/2.0/cities", "weather/2.0/cities", "weather/2.0/none", "parcels/1.0/parcels"]) {
    await fetch(`${gateway}/${path}`, { headers: { apikey: key } });
  }
  await page.waitForTimeout(1500);
  await page.goto(application);
  await tab(page, "usage");
}

async function confirmRequest(page: Page) {
  await page.goto("apis/weather/2.0/register");
  await page.getByRole("radio", { disabled: false }).first().check({ timeout: 3000 });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("What is the access for?").waitFor();
}
