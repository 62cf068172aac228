// The release binary, running with its own data on its own ports.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Variant } from "../fixtures";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const BINARY = resolve(REPOSITORY, process.env.E2E_BINARY ?? "target/release/portico");
const START_PATIENCE_MS = 30_000;
const STOP_PATIENCE_MS = 10_000;

/** Configuration as environment variables. */
export type Settings = Record<string, string>;

export class Portal {
  /** Created before the start, with `portico admin create`. */
  readonly admin = { email: "admin@acme.example", name: "Ada Admin", password: "a long walk by the sea" };
  /** What the portal wrote since the test began. */
  readonly log: string[] = [];
  #process?: ChildProcess;

  private constructor(
    /** Without a slash at its end; includes the base path. */
    readonly url: string,
    readonly gatewayUrl: string,
    readonly environment: Settings,
    readonly folder: string,
  ) {}

  static async start(variant: Variant, settings: Settings, demo = false): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), "portico-e2e-"));
    const [port, gatewayPort, demoPort] = await freePorts(3);
    const url = `http://127.0.0.1:${port}${variant.basePath}`;
    const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
    const portal = new Portal(url, gatewayUrl, {
      ...withoutOurs(process.env),
      PORTICO_CONFIG: "/dev/null", // not the portico.toml of somebody who develops here
      PORTICO_SERVER_LISTEN: `127.0.0.1:${port}`,
      PORTICO_SERVER_PUBLIC_URL: url,
      PORTICO_SERVER_SITE_FOLDER: join(REPOSITORY, "target/site"),
      PORTICO_GATEWAY_LISTEN: `127.0.0.1:${gatewayPort}`,
      PORTICO_GATEWAY_PUBLIC_URL: gatewayUrl,
      PORTICO_DEMO_UPSTREAM_LISTEN: `127.0.0.1:${demoPort}`,
      PORTICO_DATABASE_URL: await database(variant, folder),
      PORTICO_SECURITY_MASTER_KEY_FILE: join(folder, "master.key"),
      PORTICO_SECURITY_RATE_LIMITS: "false",
      PORTICO_DATABASE_VERIFY_TIMEOUT_MS: "20000",
      ...settings,
    }, folder);
    try {
      await portal.#prepare(demo);
      await portal.#serve(demo);
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  async #prepare(demo: boolean) {
    const { email, name, password } = this.admin;
    if (demo) await this.command(["seed", "demo"]);
    await this.command(["admin", "create", "--email", email, "--name", name], { PORTICO_ADMIN_PASSWORD: password });
  }

  /** Runs `portico …` with this portal's configuration and returns what it printed. */
  async command(args: string[], more: Settings = {}): Promise<string> {
    const env = { ...this.environment, ...more };
    const { stdout } = await promisify(execFile)(BINARY, args, { cwd: REPOSITORY, env });
    return stdout;
  }

  async #serve(demo: boolean) {
    const child = spawn(BINARY, demo ? ["serve", "--demo"] : ["serve"], { cwd: REPOSITORY, env: this.environment });
    this.#process = child;
    const keep = (chunk: Buffer) => this.log.push(chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    process.once("exit", () => child.kill("SIGKILL"));

    for (const deadline = Date.now() + START_PATIENCE_MS; Date.now() < deadline; await sleep(50)) {
      if (hasEnded(child)) break;
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
    }
    throw new Error(`the portal did not become ready at ${this.url}/readyz:\n${this.log.join("")}`);
  }

  /** Ends as an operator would, and says so when it did not end well. */
  async stop() {
    const child = this.#process;
    if (child && !hasEnded(child)) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const inTime = await Promise.race([ended.then(() => true), sleep(STOP_PATIENCE_MS, false, { ref: false })]);
      if (!inTime) child.kill("SIGKILL");
    }
    await rm(this.folder, { recursive: true, force: true });
    if (child && child.exitCode !== 0) {
      throw new Error(`the portal ended with ${child.exitCode ?? child.signalCode}:\n${this.log.join("")}`);
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function database(variant: Variant, folder: string): Promise<string> {
  if (variant.database === "sqlite") return `sqlite:${join(folder, "portico.db")}`;
  const address = process.env.PORTICO_TEST_POSTGRES;
  if (!address) throw new Error("PORTICO_TEST_POSTGRES is not set: start the tests with `make end2end`");
  const name = folder.split("/").at(-1)!.toLowerCase();
  const script = join(REPOSITORY, "scripts/postgres.sh");
  const { stdout } = await promisify(execFile)(script, ["create", address, name]);
  return stdout.trim();
}

function withoutOurs(environment: NodeJS.ProcessEnv): Settings {
  const others = Object.entries(environment).filter(([name]) => !name.startsWith("PORTICO_"));
  return Object.fromEntries(others) as Settings;
}

/** Ports that nobody listens on; held together, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
