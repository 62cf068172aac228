// Tests run in several variants: with WebAssembly and without JavaScript, on SQLite and on PostgreSQL, at the root
// of a host and under /developers. E2E_MATRIX chooses how many:
//   quick   everything in one variant
//   pairs   the main job in four variants, in which every pair of choices meets; everything else in two that have
//           no choice in common (the default)
//   all     everything in all eight
// A test tagged @once runs in the first variant only.
import { defineConfig } from "@playwright/test";
import type { FixtureOptions, Variant } from "./fixtures";

type Rendering = "wasm" | "no-js";

type Tests = "all" | "main job" | "all but the main job";

const variant = (
  rendering: Rendering,
  database: Variant["database"],
  basePath: Variant["basePath"],
  tests: Tests = "all",
) => ({ rendering, database, basePath, tests });

const PAIRS = [
  variant("wasm", "sqlite", "", "main job"),
  variant("wasm", "postgres", "/developers"),
  variant("no-js", "sqlite", "/developers", "main job"),
  variant("no-js", "postgres", "", "main job"),
  variant("no-js", "sqlite", "", "all but the main job"),
];
const ALL = (["wasm", "no-js"] as const).flatMap((rendering) =>
  (["sqlite", "postgres"] as const).flatMap((database) =>
    (["", "/developers"] as const).map((basePath) => variant(rendering, database, basePath)),
  ),
);
const MATRIX = { quick: ALL.slice(0, 1), pairs: PAIRS, all: ALL };

const MAIN_JOB = /main_job\//;

const chosen = process.env.E2E_MATRIX ?? "pairs";
if (!(chosen in MATRIX)) throw new Error(`E2E_MATRIX is "${chosen}"; it can be ${Object.keys(MATRIX).join(", ")}`);

export default defineConfig<FixtureOptions>({
  testDir: "./tests",
  // Far above what a quiet machine takes: a busy one must not decide.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: MATRIX[chosen as keyof typeof MATRIX].map(({ rendering, database, basePath, tests }, index) => ({
    name: `${rendering}-${database}-${basePath.slice(1) || "root"}`,
    grepInvert: index === 0 ? undefined : /@once/,
    testMatch: tests === "main job" ? MAIN_JOB : undefined,
    testIgnore: tests === "all but the main job" ? MAIN_JOB : undefined,
    use: { javaScriptEnabled: rendering === "wasm", variant: { database, basePath } },
  })),
});
