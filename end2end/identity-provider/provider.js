// A real OpenID Connect provider (oidc-provider) that a test starts, steers and stops:
//
//   node provider.js [PORT]
//
// It prints its issuer on the first line and ends when its input ends. Beside the provider's own addresses:
//
//   POST /test/clients   registers a client as it is (any metadata of RFC 7591) and answers with it
//   POST /test/accounts  {"id": {claims}}: what the provider says of a person from now on; null removes them
//   POST /test/rotate    signs with a new key from now on; the old one is not published any more
//   POST /test/remove    {"account"}: the person is gone, and whoever signed in with that account is told so
//   POST /test/mode      {"down": true}, {"delay": 5000}, {"keys": "foreign"}, {"fail": "/reg/"}: how it fails;
//                        {"idToken": {"header", "claims", "key"}}: what it issues instead (null removes a claim);
//                        {"configuration": {…}}: what its configuration says instead
//   POST /test/sign      {"header", "claims", "key"}: a token of any content
//   GET  /test/requests  what it was asked, as "METHOD /path"
import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { exportJWK, exportSPKI, importJWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";
import { Storage } from "./storage.js";

const RESOURCE = "https://weather.example";
const SCOPES = ["weather.read", "weather.write"];
const INITIAL_ACCESS_TOKEN = "an-initial-access-token";

/** How it fails; set by POST /test/mode. */
let mode = {};
/** Claims by account; others are made up from the account's ID. */
const accounts = new Map();
const requests = [];

const server = createServer((request, response) => answer(request, response).catch((error) => {
  console.error(error);
  response.writeHead(500).end(String(error));
}));
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", async () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  await rotate();
  console.log(issuer);
});
process.stdin.resume().on("end", () => process.exit());

let issuer, current, provider, handle;
const foreign = await newKey();

async function newKey() {
  // By way of PEM: Node 20 waits for itself for ever where a key is exported that its generator still holds.
  const { privateKey: pem } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const jwk = { ...(await exportJWK(createPrivateKey(pem))), kid: randomUUID(), alg: "RS256", use: "sig" };
  return { jwk, private: await importJWK(jwk, "RS256") };
}

function published({ jwk: { kty, n, e, kid, alg, use } }) {
  return { kty, n, e, kid, alg, use };
}

/** The provider's keys are fixed when it is made: a new one takes over, with what the old one stored. */
async function rotate() {
  current = await newKey();
  provider = makeProvider(current.jwk);
  handle = provider.callback();
}

function makeProvider(key) {
  const provider = new Provider(issuer, {
    adapter: Storage,
    jwks: { keys: [key] },
    cookies: { keys: ["for tests only"] },
    scopes: ["openid", "email", "profile", "groups", "offline_access", ...SCOPES],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    findAccount: (_, id) => (accounts.get(id) === null ? undefined : { accountId: id, claims: () => claimsOf(id) }),
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `${issuer}/enter/${uid}` },
    loadExistingGrant,
    // The portal of a test is on this machine, which oidc-provider's own dispatcher does not reach.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    rotateRefreshToken: false,
    ttl: { AccessToken: 3600, ClientCredentials: 3600, IdToken: 3600, Session: 3600, Grant: 3600, Interaction: 3600 },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      registration: { enabled: true, initialAccessToken: INITIAL_ACCESS_TOKEN },
      registrationManagement: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => (ctx.oidc.params?.scope?.includes("openid") ? undefined : RESOURCE),
        getResourceServerInfo: (_, resource) => ({
          scope: SCOPES.join(" "),
          audience: resource,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  });
  provider.on("server_error", (_, error) => console.error(error));
  return provider;
}

function claimsOf(id) {
  return { sub: id, email: `${id}@acme.example`, email_verified: true, name: id, groups: [], ...accounts.get(id) };
}

/** Nobody is asked for consent: what a client wants, it gets. */
async function loadExistingGrant(ctx) {
  const { client, session, provider, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  grant.addResourceScope(RESOURCE, SCOPES.join(" "));
  await grant.save();
  return grant;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, issuer);
  if (pathname.startsWith("/test/")) return steer(pathname.slice("/test/".length), request, response);
  requests.push(`${request.method} ${pathname}`);
  if (mode.down) return request.socket.destroy();
  if (mode.delay) await new Promise((resolve) => setTimeout(resolve, mode.delay));
  if (mode.fail && pathname.startsWith(mode.fail)) {
    // What it was asked to do is done, and the answer is an error all the same.
    if (mode.after) await new Promise((resolve) => handle(request, swallow(response, resolve)));
    return response.writeHead(500, { "content-type": "text/plain" }).end("out of order");
  }
  if (mode.keys === "foreign" && pathname === "/jwks") return json(response, 200, { keys: [published(foreign)] });
  if (mode.idToken && pathname === "/token") change(response, otherIdToken);
  if (mode.configuration && pathname.startsWith("/.well-known/")) change(response, (told) => ({ ...told, ...mode.configuration }));
  if (pathname.startsWith("/enter/")) return enter(request, response);
  return handle(request, response);
}

/** Signs in whoever is named, with any password, unless they are gone. */
async function enter(request, response) {
  const accountId = new URLSearchParams(await text(request)).get("login");
  const gone = { error: "access_denied", error_description: `nobody is called ${accountId} here` };
  const outcome = accounts.get(accountId) === null ? gone : { login: { accountId } };
  if (accountId) return provider.interactionFinished(request, response, outcome);
  return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><html lang="en">
    <title>Acme ID</title><link rel="icon" href="data:,"><h1>Who are you?</h1>
    <form method="post" action="${new URL(request.url, issuer)}">
      <label>Login <input name="login" autofocus></label> <label>Password <input name="password" type="password"></label>
      <button>Enter</button></form></html>`);
}

/** The ID token that the mode asks for, in place of the one that was issued. */
async function otherIdToken(issued) {
  if (!issued.id_token) return issued;
  const claims = { ...JSON.parse(Buffer.from(issued.id_token.split(".")[1], "base64url")), ...mode.idToken.claims };
  for (const [name, value] of Object.entries(claims)) if (value === null) delete claims[name];
  return { ...issued, id_token: await sign({ ...mode.idToken, claims }) };
}

/** Lets the JSON of a response through changed. */
function change(response, how) {
  const end = response.end.bind(response);
  response.end = (body) => {
    Promise.resolve(how(JSON.parse(body))).then((changed) => {
      const text = JSON.stringify(changed);
      response.setHeader("content-length", Buffer.byteLength(text));
      end(text);
    });
    return response;
  };
}

/** Every client that wants to know learns that the person's sessions have ended. */
async function remove(account) {
  accounts.set(account, null);
  Storage.endSessions(account);
  for (const { client_id, backchannel_logout_uri } of Storage.all("Client")) {
    if (backchannel_logout_uri) await (await provider.Client.find(client_id)).backchannelLogout(account);
  }
}

async function steer(what, request, response) {
  const body = await read(request);
  switch (what) {
    case "clients": {
      const client = { client_id: randomUUID(), client_secret: randomUUID(), token_endpoint_auth_method: "client_secret_basic", ...body };
      await new Storage("Client").upsert(client.client_id, client);
      return json(response, 201, client);
    }
    case "accounts":
      for (const [id, claims] of Object.entries(body)) accounts.set(id, claims);
      return json(response, 200, {});
    case "remove":
      await remove(body.account);
      return json(response, 200, {});
    case "rotate":
      await rotate();
      return json(response, 200, {});
    case "mode":
      mode = body;
      return json(response, 200, {});
    case "sign":
      return json(response, 200, { token: await sign(body) });
    case "requests":
      return json(response, 200, requests);
    default:
      return json(response, 404, {});
  }
}

/** `key`: "current", "foreign" (with the current one's name), "public" (HS256 with the public key as text), "none". */
async function sign({ header = {}, claims, key = "current" }) {
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  if (key === "none") return `${encoded({ alg: "none", ...header })}.${encoded(claims)}.`;
  if (key === "public") {
    const text = await exportSPKI(await importJWK(published(current), "RS256", { extractable: true }));
    return new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: current.jwk.kid, ...header }).sign(Buffer.from(text));
  }
  const signer = key === "foreign" ? foreign : current;
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: current.jwk.kid, ...header }).sign(signer.private);
}

async function text(request) {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

async function read(request) {
  return JSON.parse((await text(request)) || "{}");
}

function json(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** A response that says nothing to anybody. */
function swallow(response, done) {
  return new Proxy(response, {
    get(target, name) {
      if (name === "end") return () => { done(); return target; };
      if (name === "write" || name === "writeHead" || name === "setHeader") return () => target;
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
