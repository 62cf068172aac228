// From a stranger to a call that is let through, and refused one moment after the key is revoked.
import { expect, test } from "../../fixtures";
import { choosePassword, enterPassword, signIn, signUp } from "../../pages/accounts";
import { Inbox } from "../../pages/inbox";
import { generateKey, pasteCurl } from "../../pages/keys";
import { Wizard } from "../../pages/wizard";

test("a stranger gets to a call that works, and revoking its key ends that at once", async ({
  page,
  browser,
  stage,
  mailbox,
  newAddress,
  upstream,
  look,
  colleague,
}) => {
  test.setTimeout(120_000);
  const weather = await stage.published("Weather");
  const target = `${weather.title} 1.0`;
  const dora = { email: newAddress("dora"), name: "Dora Developer", password: "a quiet morning in Bergen" };
  const abe = await stage.approver(newAddress("abe"), "Abe Approver");
  const approver = await colleague();
  const wizard = new Wizard(page);

  await test.step("a stranger finds the API and reads what it takes", async () => {
    await page.goto("");
    await look();
    await page.getByRole("searchbox", { name: "Search APIs" }).fill(weather.title);
    await page.getByRole("searchbox", { name: "Search APIs" }).press("Enter");
    await page.getByRole("list", { name: "APIs" }).getByRole("link", { name: weather.title }).click();
    await expect(page.getByRole("heading", { name: weather.title, level: 1 })).toBeVisible();
    await look();
    await page.getByRole("main").getByRole("link", { name: "1.0", exact: true }).click();
    await expect(page.getByText("The provider decides on each request.")).toBeVisible();
    await look();
  });

  await test.step("signs up and chooses a password", async () => {
    await signUp(page, dora);
    await look();
    const mail = await mailbox.receive(dora.email, /Confirm/);
    await choosePassword(page, mail.link(/\/confirm/), dora.password);
    await expect(page.getByText("Now somebody approves your account")).toBeVisible();
    await look();
  });

  await test.step("cannot sign in before being approved, and learns why", async () => {
    await page.goto("sign-in");
    await enterPassword(page, dora.email, dora.password);
    await expect(page.getByRole("alert")).toContainText(/approv/);
  });

  await test.step("the approver approves in the inbox", async () => {
    await signIn(approver, abe);
    const inbox = new Inbox(approver);
    await inbox.open();
    await look(approver);
    await inbox.approve(dora.name);
    const mail = await mailbox.receive(dora.email, /approved/);
    expect(mail.link(/\/sign-in/)).toBeTruthy();
  });

  await test.step("signs in and starts to register from the version", async () => {
    await signIn(page, dora);
    await page.goto(`apis/${weather.product}/${weather.slug}`);
    await wizard.open();
    await look();
    await wizard.createApplication("Shop checkout", "Shows the weather at the door.");
    await expect(wizard.purpose).toBeVisible();
    await expect(page.getByText("Shop checkout")).toBeVisible();
    await look();
  });

  await test.step("reload and back lose nothing", async () => {
    await page.reload();
    await expect(page.getByText("Shop checkout")).toBeVisible();
    await page.getByRole("link", { name: "Back" }).click();
    await expect(page.getByRole("radio", { name: "Shop checkout" })).toBeChecked();
    await page.goBack();
    await expect(wizard.purpose).toBeVisible();
    await page.goForward();
    await wizard.choose("Shop checkout");
  });

  await test.step("requests access", async () => {
    await wizard.purpose.fill("Warns couriers of storms, about 200 calls an hour.");
    await wizard.request();
    await expect(page.getByRole("heading", { name: `Your request for ${target} is on its way` })).toBeVisible();
    await look();
    await page.getByRole("main").getByRole("link", { name: "Open the application" }).click();
    await expect(page.getByText("A call would be refused now")).toBeVisible();
    await look();
  });

  await test.step("the approver reads who, for what, and approves with a reason", async () => {
    const inbox = new Inbox(approver);
    await inbox.open();
    await inbox.approveRegistration("Shop checkout", "Couriers first.", {
      purpose: "Warns couriers of storms, about 200 calls an hour.",
    });
    const mail = await mailbox.receive(dora.email, /approved/);
    expect(mail.text).toContain("Couriers first.");
  });

  const call = await test.step("generates a key and calls with it", async () => {
    await page.reload();
    await page.getByRole("link", { name: "Generate a key" }).click();
    await look();
    const key = await generateKey(page, "Laptop");
    await look();
    await expect(page.getByText("Waiting for the first call")).toBeVisible();
    const answer = await pasteCurl(page);
    expect(answer.status).toBe(200);
    expect(upstream.calls.at(-1)?.headers["apikey"], "the key stays with the gateway").toBeUndefined();
    return { url: answer.url, key };
  });

  await test.step("the light turns green", async () => {
    await page.getByRole("main").getByRole("link", { name: "Check again" }).click();
    await expect(page.getByText(/^First call arrived/)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(call.key), "a key is shown once").toHaveCount(0);
    await look();
  });

  await test.step("revokes the key, and the next call is refused", async () => {
    await page.getByRole("link", { name: "API keys" }).click();
    await look();
    await page.getByRole("main").getByRole("link", { name: "Laptop" }).click();
    await page.getByRole("link", { name: "Revoke key…" }).click();
    await expect(page.getByText(target)).toBeVisible();
    await look();
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(page.getByText("Revoked").first()).toBeVisible();
    const refused = await fetch(call.url, { headers: { apikey: call.key } });
    expect(refused.status).toBe(401);
  });

  await test.step("the panel says so", async () => {
    await page.getByRole("main").getByRole("link", { name: "Shop checkout" }).click();
    await expect(page.getByText("A call would be refused now")).toBeVisible();
    await look();
  });
});
