// The REST API as one person uses it.

export class Rest {
  constructor(
    private readonly portal: string,
    private readonly token: string,
  ) {}

  get<T = any>(path: string): Promise<T> {
    return this.#ask("GET", path);
  }

  post<T = any>(path: string, body: unknown = {}): Promise<T> {
    return this.#ask("POST", path, body);
  }

  put<T = any>(path: string, body: unknown): Promise<T> {
    return this.#ask("PUT", path, body);
  }

  /** Imports a document and shows it to the version's readers. */
  async useDocument(version: string, document: string) {
    const upload = await this.#ask<{ id: string }>("PUT", `/versions/${version}/specification`, document);
    for (;;) {
      const { status, specification_id } = await this.get(`/imports/${upload.id}`);
      if (status === "failed") throw new Error("the document cannot be read");
      if (status === "ready") return this.post(`/specifications/${specification_id}/use`);
      await new Promise((again) => setTimeout(again, 100));
    }
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.portal}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
