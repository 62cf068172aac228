// The real API behind a version: answers every call with what it was asked.
import { type IncomingHttpHeaders, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

type Call = { method: string; path: string; headers: IncomingHttpHeaders };

export class Upstream {
  readonly calls: Call[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const { method = "", url: path = "", headers } = request;
      this.calls.push({ method, path, headers });
      response.setHeader("content-type", "application/json").end(JSON.stringify({ answered: path }));
    });
  }

  static async open(): Promise<Upstream> {
    const upstream = new Upstream();
    upstream.#server.listen(0, "127.0.0.1");
    await once(upstream.#server, "listening");
    return upstream;
  }

  get url(): string {
    return `http://${this.address}`;
  }

  /** Host and port. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
