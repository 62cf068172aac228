// What a test finds already there, where getting there is not what it tests.
import type { Mailbox } from "./mailbox";
import type { Portal } from "./portal";
import { Rest } from "./rest";
import type { Upstream } from "./upstream";

export type Person = { email: string; name: string; password: string; rest: Rest };
export type Version = { id: string; product: string; slug: string; title: string; name: string };
export type Application = { slug: string; name: string };

const PASSWORD = "a quiet morning in Bergen";

let titles = 0;

export class Stage {
  #keys?: Promise<string>;
  #openid?: Promise<string>;

  private constructor(
    private readonly portal: Portal,
    private readonly mailbox: Mailbox,
    private readonly upstream: Upstream,
    readonly admin: Rest,
    private readonly cookie: string,
  ) {}

  static async set(portal: Portal, mailbox: Mailbox, upstream: Upstream): Promise<Stage> {
    return new Stage(portal, mailbox, upstream, await token(portal, portal.admin.email), await signIn(portal));
  }

  /** A strategy with API keys in the header `apikey`; the same for all. */
  keyStrategy(): Promise<string> {
    this.#keys ??= this.#strategy({ name: "API keys", kind: "key_auth", header_names: ["apikey"] });
    return this.#keys;
  }

  /** A strategy with tokens of an identity provider; the same for all. */
  openidStrategy(): Promise<string> {
    this.#openid ??= this.#strategy({
      name: "Company sign-on",
      kind: "openid_connect",
      issuer: "https://id.acme.example",
      credential_claims: ["client_id"],
      scopes: ["openid"],
      auth_methods: ["client_credentials"],
    });
    return this.#openid;
  }

  async #strategy(strategy: { name: string; [setting: string]: unknown }): Promise<string> {
    const all = await this.admin.get<{ id: string; name: string }[]>("/auth-strategies");
    const known = all.find(({ name }) => name === strategy.name);
    const used = known ?? (await this.admin.post<{ id: string }>("/auth-strategies", strategy));
    return used.id;
  }

  /** A published version of a new product, behind the test's upstream. */
  async published(title: string, more: Record<string, unknown> = {}): Promise<Version> {
    // Several tests share a portal: a number keeps their products apart.
    title = `${title} ${++titles}${process.env.TEST_WORKER_INDEX ?? ""}`;
    const product = await this.admin.post("/products", { title, summary: `${title}, in short.` });
    const version = await this.admin.post(`/products/${product.id}/versions`, {
      name: "1.0",
      auth_strategy_id: await this.keyStrategy(),
      registration_enabled: true,
      upstream_url: this.upstream.url,
      ...more,
    });
    await this.admin.post(`/versions/${version.id}/publish`);
    return { id: version.id, product: product.slug, slug: version.slug, title, name: "1.0" };
  }

  /** Reads a document into a version and shows it to the version's readers. */
  async document(version: Version, document: unknown): Promise<void> {
    const started = await this.admin.put(`/versions/${version.id}/specification`, document);
    for (let tries = 0; tries < 100; tries++) {
      const done = await this.admin.get(`/imports/${started.id}`);
      if (done.status === "failed") throw new Error(done.reason);
      if (done.status === "ready") {
        await this.admin.post(`/specifications/${done.specification_id}/use`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the document was not read in time");
  }

  /** An approved developer with a password. */
  async developer(email: string, name: string): Promise<Person> {
    await this.signUp(email, name);
    await this.#decide(email, "approve_developer");
    await this.mailbox.receive(email, /approved/);
    return { email, name, password: PASSWORD, rest: await token(this.portal, email) };
  }

  /** A developer who waits for approval: confirmed, with a password. */
  async signUp(email: string, name: string): Promise<{ email: string; name: string; password: string }> {
    await this.#submit("/sign-up?_do=sign_up", { email, full_name: name });
    const mail = await this.mailbox.receive(email, /Confirm/);
    const token = new URL(mail.link(/\/confirm/)).searchParams.get("token") ?? "";
    await this.#submit(`/confirm?_do=confirm_email&token=${token}`, { token, password: PASSWORD });
    return { email, name, password: PASSWORD };
  }

  async approver(email: string, name: string): Promise<Person> {
    const person = await this.developer(email, name);
    await this.#decide(email, "change_role", { role: "approver" });
    return { ...person, rest: await token(this.portal, email) };
  }

  /** As an admin without JavaScript decides on the developer's page. */
  async #decide(email: string, decision: string, more: Record<string, string> = {}) {
    const list = await this.#request(`/admin/developers?q=${encodeURIComponent(email)}`);
    const id = (await list.text()).match(/\/admin\/developers\/([0-9a-f-]{36})/)?.[1];
    if (!id) throw new Error(`${email} is not in the list of developers`);
    await this.#submit(`/admin/developers/${id}?_do=${decision}`, { id, ...more });
  }

  async application(person: Person, name: string): Promise<Application> {
    const auth_strategy_id = await this.keyStrategy();
    return person.rest.post("/applications", { name, description: "", auth_strategy_id });
  }

  /** What a browser without JavaScript sends. */
  #submit(path: string, fields: Record<string, string>) {
    return this.#request(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  async #request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { "sec-fetch-site": "same-origin", accept: "text/html", cookie: this.cookie };
    const answer = await fetch(`${this.portal.url}${path}`, { redirect: "manual", headers, ...init });
    if (answer.status >= 400) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}

/** A session of the portal's admin. */
async function signIn(portal: Portal): Promise<string> {
  const { email, password } = portal.admin;
  const answer = await fetch(`${portal.url}/session`, {
    method: "POST",
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin", accept: "text/html" },
    body: new URLSearchParams({ email, password }),
  });
  const cookies = answer.headers.getSetCookie();
  if (answer.status !== 303 || !cookies.length) throw new Error(`the admin's sign-in was answered with ${answer.status}`);
  return cookies.map((cookie) => cookie.split(";")[0]).join("; ");
}

async function token(portal: Portal, email: string): Promise<Rest> {
  const args = ["token", "create", "--email", email, "--name", "end2end", "--scope", "write"];
  return new Rest(portal.url, (await portal.command(args)).trim());
}
