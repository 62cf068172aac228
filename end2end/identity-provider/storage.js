// What the provider stores, in memory (the interface is oidc-provider's).
const stored = new Map();
const grants = new Map();

export class Storage {
  constructor(kind) {
    this.kind = kind;
  }

  /** Everything of one kind. */
  static all(kind) {
    return [...stored].filter(([key]) => key.startsWith(`${kind}:`)).map(([, { payload }]) => payload);
  }

  /** Nobody is signed in as this account any more. */
  static endSessions(account) {
    for (const [key, { payload }] of stored) if (key.startsWith("Session:") && payload.accountId === account) stored.delete(key);
  }

  key(id) {
    return `${this.kind}:${id}`;
  }

  async upsert(id, payload, expiresIn) {
    const key = this.key(id);
    stored.set(key, { payload, until: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
    if (payload.uid) stored.set(`${this.kind}:uid:${payload.uid}`, { payload: id, until: Infinity });
    if (payload.grantId) grants.set(payload.grantId, [...(grants.get(payload.grantId) ?? []), key]);
  }

  async find(id) {
    const found = stored.get(this.key(id));
    return found && found.until > Date.now() ? found.payload : undefined;
  }

  async findByUid(uid) {
    const found = stored.get(`${this.kind}:uid:${uid}`);
    return found && this.find(found.payload);
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    stored.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const key of grants.get(grantId) ?? []) stored.delete(key);
    grants.delete(grantId);
  }
}
