// Narrow screens and keyboards, over the pages that people use most.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import type { Page } from "@playwright/test";

test("nothing scrolls sideways on a phone @once", async ({ page, portal, stage, newAddress }) => {
  test.setTimeout(120_000);
  const version = await stage.published("A name that is rather long for the small screen of a telephone");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer-Worthington the Third");
  const application = await stage.application(dora, "Shop checkout with a name that does not want to end");
  const request = { version_id: version.id, purpose: "https://acme.example/a/very/long/address/that/nobody/breaks" };
  await dora.rest.post(`/applications/${application.slug}/registrations`, request);
  await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production in the data centre of Bergen" });
  await page.setViewportSize({ width: 390, height: 844 });

  const wide: string[] = [];
  const visit = async (addresses: string[]) => {
    for (const address of addresses) {
      await page.goto(address);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) wide.push(`${address}: ${over} px`);
    }
  };
  const api = `apis/${version.product}/${version.slug}`;
  const own = `apps/${application.slug}`;
  await visit(["", "?view=list", `apis/${version.product}`, api, "sign-up", "sign-in", "forgot-password"]);
  await signIn(page, dora);
  await visit(["apps", "apps/new", own, `${own}/access`, `${own}/keys`, `${own}/edit`, `${own}/delete`, `${own}/keys/new`]);
  await visit([`${api}/register`, `${api}/register/new-application`, "account", "account/tokens", "account/sessions", "account/data"]);
  await page.context().clearCookies();
  await signIn(page, portal.admin);
  await visit(["admin", "admin/inbox", "admin/developers", "admin/registrations", "admin/products"]);
  await visit([`admin/products/${version.product}`, `admin/${api.replace("apis/", "products/").replace("/1", "/versions/1")}`]);
  await visit(["admin/auth-strategies", "admin/gateways", "admin/identity-providers", "admin/identity-providers/new", "admin/settings", "admin/mail", "admin/audit"]);
  expect(wide).toEqual([]);
});

test("a keyboard is enough @once", async ({ page, stage, newAddress }) => {
  const version = await stage.published("Tides");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  await stage.application(dora, "Shop checkout");
  await stage.application(dora, "Store finder");

  await test.step("the first stop skips to the content", async () => {
    await page.goto("");
    await page.keyboard.press("Tab");
    await expect(focused(page)).toHaveText(/Skip/);
    await page.keyboard.press("Enter");
    await tabTo(page, "Search APIs");
  });

  await test.step("searching and opening", async () => {
    await page.keyboard.type(version.title);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await expect(page.getByRole("main"), "what was found is where the next stop begins").toBeFocused();
    await tabTo(page, version.title);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: version.title, level: 1 })).toBeVisible();
  });

  await test.step("signing in", async () => {
    await page.goto("sign-in");
    await tabTo(page, "E-mail");
    await page.keyboard.type(dora.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(dora.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toHaveCount(0);
  });

  await test.step("the whole request", async () => {
    await page.goto(`apis/${version.product}/${version.slug}/register`);
    const choices = page.getByRole("radio");
    await choices.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(choices.nth(1)).toBeChecked();
    await tabTo(page, "Continue");
    await page.keyboard.press("Enter");
    await tabTo(page, "What is the access for?");
    await page.keyboard.type("Tide tables");
    await tabTo(page, "Request access");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Waiting for approval")).toBeVisible();
  });

  await test.step("the account menu", async () => {
    const menu = page.getByRole("banner").getByRole("button", { name: /Dora/ }).or(page.locator("summary", { hasText: "Dora" }));
    await menu.first().focus();
    await page.keyboard.press("Enter");
    await tabTo(page, "Sign out");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  });
});

const focused = (page: Page) => page.locator(":focus");

/** Tab by tab, as long as somebody would; what has the focus must be seen to have it. */
async function tabTo(page: Page, name: string) {
  for (let stop = 0; stop < 40; stop++) {
    const here = await focused(page).evaluateAll(([element]) => {
      // What only scripts and links focus is no stop, and its text is that of all within.
      if (!(element instanceof HTMLElement) || element.tabIndex < 0) return "";
      const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      // A card is outlined for the link that it consists of.
      const around = [element, element.parentElement, element.closest("article, li, label")];
      const outlined = (one: Element | null) =>
        one !== null && [null, "::after"].some((part) => getComputedStyle(one, part).outlineStyle !== "none");
      const marked = around.some(outlined) || getComputedStyle(element).boxShadow !== "none";
      const name = element.getAttribute("aria-label") ?? (labels.map((label) => label.innerText).join() || element.innerText);
      return `${marked ? "" : "(unmarked) "}${name}`;
    });
    if (here.includes(name)) {
      expect(here, "the focus is visible").not.toContain("(unmarked)");
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`“${name}” is not reached with the Tab key`);
}
