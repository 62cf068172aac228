// What goes wrong on the way, and how people get on from there.
import { expect, test } from "../../fixtures";
import { enterPassword, signIn } from "../../pages/accounts";
import { Wizard } from "../../pages/wizard";

test("a rejected request says why, and can be asked again", async ({ page, stage, mailbox, newAddress, look }) => {
  const version = await stage.published("Parcels");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const application = await stage.application(dora, "Shop checkout");
  const request = { version_id: version.id, purpose: "Printing labels" };
  const asked = await dora.rest.post(`/applications/${application.slug}/registrations`, request);
  await stage.admin.post(`/registrations/${asked.id}/reject`, { reason: "Please say how many calls." });

  const mail = await mailbox.receive(dora.email, /not granted/);
  expect(mail.text).toContain("Please say how many calls.");

  await signIn(page, dora);
  await page.goto(`apps/${application.slug}`);
  await page.getByRole("link", { name: "Access", exact: true }).click();
  await expect(page.getByText("Please say how many calls.")).toBeVisible();
  await look();

  await page.getByRole("button", { name: "Withdraw and ask again" }).click();
  const wizard = new Wizard(page);
  await wizard.purpose.fill("Printing labels, about 50 calls a day");
  await wizard.request();
  await expect(page.getByText("Waiting for approval")).toBeVisible();
});

test("an application that uses another strategy is shown with the reason", async ({ page, stage, newAddress, look }) => {
  const version = await stage.published("Ledger", { auth_strategy_id: await stage.openidStrategy() });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  await stage.application(dora, "Shop checkout");

  await signIn(page, dora);
  await page.goto(`apis/${version.product}/${version.slug}/register`);
  const checkout = page.getByRole("radio", { name: "Shop checkout" });
  await expect(checkout).toBeDisabled();
  await expect(checkout).toHaveAccessibleDescription(/API key/);
  await look();
});

test("a signed-out person comes back to the request after signing in", async ({ page, stage, newAddress, watch }) => {
  watch.tolerate(/status of 401/);
  const version = await stage.published("Trains");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");

  await page.goto(`apis/${version.product}/${version.slug}`);
  await page.getByRole("main").getByRole("link", { name: "Register", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await enterPassword(page, dora.email, dora.password);
  await expect(page.getByRole("heading", { name: /^Request access to/ })).toBeVisible();
});

test("a forgotten password is replaced by mail, once", async ({ page, stage, mailbox, newAddress, look, watch }) => {
  watch.tolerate(/status of 404/);
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const password = "an early train to Trondheim";

  await page.goto("sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await look();
  await page.getByLabel("E-mail").fill(dora.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();

  const link = (await mailbox.receive(dora.email, /new password/)).link(/\/reset-password/);
  await page.goto(link);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(page.getByText(/at least 15 characters/i).first()).toBeVisible();
  await look();
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(page.getByText("Your new password is set.")).toBeVisible();

  await enterPassword(page, dora.email, dora.password);
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/password/i);
  await expect(page.getByLabel("E-mail")).toHaveValue(dora.email);
  await signIn(page, { email: dora.email, password });

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await look();
});

test("deleting an application first shows what stops working", async ({ page, stage, newAddress, look }) => {
  const version = await stage.published("Maps", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const application = await stage.application(dora, "Store finder");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: version.id, purpose: "" });
  await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production" });

  await signIn(page, dora);
  await page.goto(`apps/${application.slug}`);
  await page.getByRole("link", { name: "Settings" }).click();
  await look();
  await page.getByRole("link", { name: "Delete this application…" }).click();
  await expect(page.getByText(version.title)).toBeVisible();
  await expect(page.getByText(/The API key Production/)).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Delete application" }).click();
  await expect(page.getByRole("heading", { name: "My Apps" })).toBeVisible();
  await expect(page.getByText("Store finder")).toHaveCount(0);
});

test("a refused form keeps what was typed", async ({ page, stage, newAddress }) => {
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const first = await stage.application(dora, "Shop checkout");
  const taken = await dora.rest.get(`/applications/${first.slug}`);
  await stage.published("Stock");

  await signIn(page, dora);
  await page.goto("apps/new");
  await page.getByLabel("Name", { exact: true }).fill("Delivery tracker");
  await page.getByLabel("Reference ID").fill(taken.reference_id);
  await page.getByRole("radio", { name: "API keys" }).check();
  await page.getByRole("button", { name: "Create application" }).click();
  await expect(page.getByLabel("Reference ID")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Delivery tracker");
});
