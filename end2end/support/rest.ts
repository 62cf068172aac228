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

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.portal}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
