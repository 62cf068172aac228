// A real OpenID Connect provider (oidc-provider) of this worker's own; see ../identity-provider/provider.js.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";

const SCRIPT = resolve(import.meta.dirname, "../../scripts/identity-provider.sh");

/** A client as the provider knows it. */
export type Client = { client_id: string; client_secret: string };

export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<IdentityProvider> {
    const { stdout } = await promisify(execFile)(SCRIPT);
    const child = spawn("node", [join(stdout.trim(), "provider.js")], { stdio: ["pipe", "pipe", "ignore"] });
    const [issuer] = (await once(createInterface(child.stdout!), "line")) as [string];
    return new IdentityProvider(issuer, child);
  }

  async stop() {
    const ended = once(this.process, "exit");
    this.process.stdin!.end();
    await ended;
  }

  async steer<T = unknown>(what: string, body: unknown): Promise<T> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.issuer}/test/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()) as T;
  }

  /** The client of a portal that signs people in. */
  portalClient(redirectUri: string, logoutUri: string): Promise<Client> {
    return this.steer("clients", {
      redirect_uris: [redirectUri],
      backchannel_logout_uri: logoutUri,
      grant_types: ["authorization_code"],
      response_types: ["code"],
      scope: "openid email profile groups",
    });
  }

  /** What it says of a person from now on. */
  async knows(account: string, claims: Record<string, unknown>) {
    await this.steer("accounts", { [account]: claims });
  }

  /** The person is gone, and whoever signed them in is told so. */
  async removes(account: string) {
    await this.steer("remove", { account });
  }

  /** On the provider's own page. */
  async enter(page: Page, account: string) {
    await page.getByLabel("Login").fill(account);
    await page.getByLabel("Password").fill("any");
    await page.getByRole("button", { name: "Enter" }).click();
  }
}
