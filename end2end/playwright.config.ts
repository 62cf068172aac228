// Every test runs in several variants: with WebAssembly and without JavaScript, on SQLite and on PostgreSQL,
// at the root of a host and under /developers. E2E_MATRIX chooses how many:
//   quick   one variant
//   pairs   four variants, in which every pair of choices meets (the default)
//   all     all eight
// A test tagged @once runs in the first variant only.
import { defineConfig } from "@playwright/test";
import type { FixtureOptions, Variant } from "./fixtures";

type Rendering = "wasm" | "no-js";

const variant = (rendering: Rendering, database: Variant["database"], basePath: Variant["basePath"]) => ({
  rendering,
  database,
  basePath,
});

const PAIRS = [
  variant("wasm", "sqlite", ""),
  variant("wasm", "postgres", "/developers"),
  variant("no-js", "sqlite", "/developers"),
  variant("no-js", "postgres", ""),
];
const OTHERS = [
  variant("wasm", "sqlite", "/developers"),
  variant("wasm", "postgres", ""),
  variant("no-js", "sqlite", ""),
  variant("no-js", "postgres", "/developers"),
];
const MATRIX = { quick: PAIRS.slice(0, 1), pairs: PAIRS, all: [...PAIRS, ...OTHERS] };

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
  projects: MATRIX[chosen as keyof typeof MATRIX].map(({ rendering, database, basePath }, index) => ({
    name: `${rendering}-${database}-${basePath.slice(1) || "root"}`,
    grepInvert: index === 0 ? undefined : /@once/,
    use: { javaScriptEnabled: rendering === "wasm", variant: { database, basePath } },
  })),
});
