// “Why was I refused?”, and the list of calls that fills by itself.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import type { Application, Person, Stage, Version } from "../../support/stage";

test("a refused developer finds the rule and the way out by the request id", async ({ page, portal, stage, newAddress, look }) => {
  const { dora, tides, application, secret } = await waiting(stage, newAddress("dora"));
  const refused = await call(portal.gatewayUrl, tides, secret);
  expect(refused.status).toBe(403);
  const id = refused.headers.get("x-request-id") ?? "";
  const problem = (await refused.json()) as { type: string; request_id: string };
  expect(problem.request_id).toBe(id);

  await test.step("strangers are told the rule, and nothing of the call", async () => {
    await page.goto(problem.type);
    await expect(page.getByText("Nothing to do: you will get a mail when it is decided.").first()).toBeVisible();
    await look();
    await ask(id);
    await expect(page.getByText("Sign in to look up a request")).toBeVisible();
  });

  await test.step("the developer sees the call, the rule and the way out", async () => {
    await signIn(page, dora);
    await page.goto(`why?about=${id}`);
    await expect(page.getByText("Waiting for approval since").first()).toBeVisible();
    await expect(page.getByText(`${tides.title} 1.0`)).toBeVisible();
    await expect(page.getByText("GET").first()).toBeVisible();
    await look();
    await page.getByRole("link", { name: application.name }).click();
    await expect(page.getByRole("link", { name: "registration_pending" })).toHaveAttribute("href", new RegExp(id));
  });

  await test.step("to another developer it is unknown", async () => {
    const erik = await stage.developer(newAddress("erik"), "Erik Else");
    await page.context().clearCookies();
    await signIn(page, erik);
    await page.goto(`why?about=${id}`);
    await expect(page.getByText(/Nothing is kept as/)).toBeVisible();
    await ask("v-0-0");
    await expect(page.getByText(/Nothing is kept as “v-0-0”/)).toBeVisible();
  });

  await test.step("an approver sees it for anyone", async () => {
    const abe = await stage.approver(newAddress("abe"), "Abe Approver");
    await page.context().clearCookies();
    await signIn(page, abe);
    await page.goto(`why?about=${id}`);
    await expect(page.getByText("Waiting for approval since").first()).toBeVisible();
  });

  async function ask(about: string) {
    await page.getByLabel("Request id or reason code").fill(about);
    await page.getByRole("button", { name: "Explain" }).click();
  }
});

test("where a call would be refused, the panel leads to the rule", async ({ page, stage, newAddress }) => {
  const { dora, application } = await waiting(stage, newAddress("dora"));
  await signIn(page, dora);
  await page.goto(`apps/${application.slug}`);
  await page.getByRole("link", { name: "Which rule this is" }).click();
  await expect(page.getByRole("heading", { name: "Why was I refused?" })).toBeVisible();
  await expect(page.getByText("registration_pending").first()).toBeVisible();
});

test("calls appear while the page is open, refusals included", async ({ page, portal, stage, newAddress, look, javaScriptEnabled }) => {
  const { dora, tides, application, secret } = await waiting(stage, newAddress("dora"));
  await signIn(page, dora);
  await page.goto(`apps/${application.slug}/calls`);
  await expect(page.getByRole("heading", { name: "No calls yet" })).toBeVisible();
  await look();
  if (javaScriptEnabled) await expect(page.getByText("New calls appear here by themselves.")).toBeVisible();
  expect((await call(portal.gatewayUrl, tides, secret)).status).toBe(403);
  const refused = page.getByRole("row", { name: /registration_pending/ });
  if (javaScriptEnabled) {
    await expect(refused).toBeVisible();
  } else {
    await expect(async () => {
      await page.getByRole("link", { name: "Reload" }).click();
      await expect(refused).toBeVisible({ timeout: 100 });
    }).toPass();
  }
  await look();
  await page.getByRole("link", { name: "Refused", exact: true }).click();
  await expect(page).toHaveURL(/refused=1/);
  await expect(refused).toBeVisible();
});

/** Access that waits for approval, and a key. */
async function waiting(
  stage: Stage,
  email: string,
): Promise<{ dora: Person; tides: Version; application: Application; secret: string }> {
  const tides = await stage.published("Tides");
  const dora = await stage.developer(email, "Dora Developer");
  const application = await stage.application(dora, "Shop checkout");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: tides.id, purpose: "Tables" });
  const { secret } = await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production" });
  return { dora, tides, application, secret };
}

function call(gateway: string, version: Version, key: string) {
  return fetch(`${gateway}/${version.product}/${version.slug}/now?token=secret`, { headers: { apikey: key } });
}
