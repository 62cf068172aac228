// Pictures of every important page with the demo's data, for people to look at; no part of `make test`.
//
//   cd end2end && npx playwright test -c screenshots.config.ts [-g "inbox"]
//
// They land in end2end/screenshots/, named by page, width and colour scheme.
import { defineConfig } from "@playwright/test";
import type { FixtureOptions } from "./fixtures";
import tests from "./playwright.config";

export default defineConfig<FixtureOptions>({
  testDir: ".",
  testMatch: "screenshots.ts",
  timeout: 300_000,
  workers: 1,
  reporter: [["list"]],
  use: { ...tests.use, trace: "off", screenshot: "off" },
  projects: [{ name: "screenshots" }],
});
