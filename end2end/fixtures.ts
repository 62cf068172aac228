// What a test is given. Import `test` and `expect` from here, not from Playwright:
//
//   import { expect, test } from "../../fixtures";
//
//   test("confirms the address", async ({ page, mailbox, newAddress }) => {
//     const ann = newAddress("ann");
//     await page.goto("sign-up"); // relative, so that it also works under a base path
//     …
//     const mail = await mailbox.receive(ann, /confirm/i);
//     await page.goto(mail.link(/\/confirm/));
//   });
//
// Each worker has a portal of its own: own process, data, ports and mail server.
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { IdentityProvider } from "./support/identity_provider";
import { Mailbox } from "./support/mailbox";
import { Portal, type Settings } from "./support/portal";
import { Stage } from "./support/stage";
import { Upstream } from "./support/upstream";
import { Watch } from "./support/watch";

export { expect };

/** In which surroundings the portal runs. Whether there is JavaScript is Playwright's `javaScriptEnabled`. */
export type Variant = { database: "sqlite" | "postgres"; basePath: "" | "/developers" };

export type FixtureOptions = {
  variant: Variant;
  /** More configuration for one file: `test.use({ settings: { PORTICO_SECURITY_RATE_LIMITS: "true" } })`. */
  settings: Settings;
  /** With the demo's data and upstream: `test.use({ demo: true })`. */
  demo: boolean;
};

type WorkerFixtures = FixtureOptions & {
  /** The running portal: its addresses, its admin and its command line. */
  portal: Portal;
  /** Where the portal's mail arrives. */
  mailbox: Mailbox;
  /** The real API that the embedded gateway stands before. */
  upstream: Upstream;
  /** A real identity provider. The portal reaches it with `settings: { PORTICO_OUTBOUND_ALLOW: "127.0.0.1" }`. */
  identityProvider: IdentityProvider;
  /** Makes what a test finds already there. */
  stage: Stage;
};

type TestFixtures = {
  /** A mail address that no other test uses. */
  newAddress: (name: string) => string;
  /** Fails the test on any console error or warning and any request to a foreign host. */
  watch: Watch;
  /** A browser of somebody else, just as watched. */
  colleague: () => Promise<Page>;
  /** Looks at the page that is shown now, as axe does; with JavaScript only, as axe is made of it. */
  look: (page?: Page) => Promise<void>;
};

let addresses = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  variant: [{ database: "sqlite", basePath: "" }, { scope: "worker", option: true }],
  settings: [{}, { scope: "worker", option: true }],
  demo: [false, { scope: "worker", option: true }],

  mailbox: [
    async ({}, use) => {
      const mailbox = await Mailbox.open();
      await use(mailbox);
      await mailbox.close();
    },
    { scope: "worker" },
  ],

  upstream: [
    async ({}, use) => {
      const upstream = await Upstream.open();
      await use(upstream);
      await upstream.close();
    },
    { scope: "worker" },
  ],

  identityProvider: [
    async ({}, use) => {
      const provider = await IdentityProvider.start();
      await use(provider);
      await provider.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  stage: [async ({ portal, mailbox, upstream }, use) => use(await Stage.set(portal, mailbox, upstream)), { scope: "worker" }],

  portal: [
    async ({ variant, settings, demo, mailbox, upstream }, use) => {
      const own = { ...mailbox.settings(), PORTICO_OUTBOUND_ALLOW: upstream.address };
      const portal = await Portal.start(variant, { ...own, ...settings }, demo);
      try {
        await use(portal);
      } finally {
        await portal.stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],

  baseURL: async ({ portal }, use) => use(`${portal.url}/`),

  newAddress: async ({}, use, testInfo) =>
    use((name) => `${name}-${testInfo.workerIndex}-${++addresses}@acme.example`),

  watch: [
    async ({ context, portal }, use, testInfo) => {
      const watch = new Watch(context, [portal.url, portal.gatewayUrl]);
      portal.log.length = 0;
      await use(watch);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("portal.log", { body: portal.log.join(""), contentType: "text/plain" });
      }
      expect(watch.complaints(), "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],

  colleague: async ({ browser, contextOptions, portal, javaScriptEnabled }, use) => {
    const contexts: BrowserContext[] = [];
    const watches: Watch[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL: `${portal.url}/` });
      contexts.push(context);
      watches.push(new Watch(context, [portal.url, portal.gatewayUrl]));
      const page = await context.newPage();
      if (javaScriptEnabled) waitForHydration(page, portal);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(watches.flatMap((watch) => watch.complaints()), "complaints of the other browser").toEqual([]);
  },

  look: async ({ page, javaScriptEnabled }, use) =>
    use(async (other) => {
      if (javaScriptEnabled) await expectAccessible(other ?? page);
    }),

  page: async ({ page, portal, javaScriptEnabled }, use) => {
    if (javaScriptEnabled) waitForHydration(page, portal);
    await use(page);
  },
});

/** A click before hydration is a click on a plain link: fine for people, but then a test proves little. */
function waitForHydration(page: Page, portal: Portal) {
  const goto = page.goto.bind(page);
  page.goto = async (...destination) => {
    const response = await goto(...destination);
    const isPage = response?.headers()["content-type"]?.startsWith("text/html");
    if (isPage && page.url().startsWith(portal.url)) await page.locator("html[data-hydrated]").waitFor();
    return response;
  };
}

/** What axe finds on the page, once it is there; nothing is the only right answer. */
export async function expectAccessible(page: Page) {
  await expect(page.locator(".skeleton")).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const summary = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html) }));
  expect(summary, "findings of axe").toEqual([]);
}
