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
import { test as base, expect, type Page } from "@playwright/test";
import { Mailbox } from "./support/mailbox";
import { Portal, type Settings } from "./support/portal";
import { Watch } from "./support/watch";

export { expect };

/** In which surroundings the portal runs. Whether there is JavaScript is Playwright's `javaScriptEnabled`. */
export type Variant = { database: "sqlite" | "postgres"; basePath: "" | "/developers" };

export type FixtureOptions = {
  variant: Variant;
  /** More configuration for one file: `test.use({ settings: { PORTICO_SECURITY_RATE_LIMITS: "true" } })`. */
  settings: Settings;
};

type WorkerFixtures = FixtureOptions & {
  /** The running portal: its addresses, its admin and its command line. */
  portal: Portal;
  /** Where the portal's mail arrives. */
  mailbox: Mailbox;
};

type TestFixtures = {
  /** A mail address that no other test uses. */
  newAddress: (name: string) => string;
  /** Fails the test on any console error or warning and any request to a foreign host. */
  watch: Watch;
};

let addresses = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  variant: [{ database: "sqlite", basePath: "" }, { scope: "worker", option: true }],
  settings: [{}, { scope: "worker", option: true }],

  mailbox: [
    async ({}, use) => {
      const mailbox = await Mailbox.open();
      await use(mailbox);
      await mailbox.close();
    },
    { scope: "worker" },
  ],

  portal: [
    async ({ variant, settings, mailbox }, use) => {
      const portal = await Portal.start(variant, { ...mailbox.settings(), ...settings });
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

/** What axe finds on the page as it is now; nothing is the only right answer. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const summary = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html) }));
  expect(summary, "findings of axe").toEqual([]);
}
