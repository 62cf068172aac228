// Keeps an eye on what the browser complains about.
import type { BrowserContext } from "@playwright/test";

/** A refused form is answered with its status, and Chromium calls every such answer an error. */
const REFUSED = /the server responded with a status of (409|422) /;

export class Watch {
  readonly #complaints: string[] = [];
  readonly #tolerated: RegExp[] = [];

  /** Watches every page of the context, which may only talk to `own` addresses. */
  constructor(context: BrowserContext, own: string[]) {
    const hosts = new Set(own.map((address) => new URL(address).host));

    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type()) || REFUSED.test(message.text())) return;
      this.#complaints.push(`console ${message.type()} at ${message.location().url}: ${message.text()}`);
    });
    context.on("weberror", (error) => {
      this.#complaints.push(`uncaught ${error.error().stack ?? error.error().message}`);
    });
    context.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      const local = ["data:", "blob:", "about:"].includes(protocol);
      if (!local && !hosts.has(host)) this.#complaints.push(`request to a foreign host: ${request.url()}`);
    });
  }

  /** A complaint that this test provokes on purpose: `watch.tolerate(/status of 404/)`. */
  tolerate(complaint: RegExp) {
    this.#tolerated.push(complaint);
  }

  complaints(): string[] {
    return this.#complaints.filter((complaint) => !this.#tolerated.some((pattern) => pattern.test(complaint)));
  }
}
