// A team of two owns an application: invited by mail before there is an account, handed over with a
// preview, and going on when its founder is gone.
import { expect, test } from "../../fixtures";
import { choosePassword, signIn, signUp } from "../../pages/accounts";

test("somebody without an account is invited, and joins", async ({ page, stage, mailbox, newAddress, colleague, look, watch }) => {
  watch.tolerate(/status of 404/);
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const ben = { email: newAddress("ben"), name: "Ben Builder", password: "an early train to Trondheim" };

  await signIn(page, dora);
  await page.goto("teams");
  await expect(page.getByText("You are in no team yet")).toBeVisible();
  await look();
  await page.getByRole("link", { name: "New team" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Logistics");
  await look();
  await page.getByRole("button", { name: "Create team" }).click();
  await expect(page.getByRole("heading", { name: "Logistics", level: 1 })).toBeVisible();
  await page.getByLabel("E-mail").fill(ben.email);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText(`The invitation to ${ben.email} is on its way.`)).toBeVisible();
  await look();

  const other = await colleague();
  const link = (await mailbox.receive(ben.email, /invites you/)).link(/\/teams\/join/);
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "Join “Logistics”" })).toBeVisible();
  await look(other);
  await signUp(other, ben);
  await choosePassword(other, (await mailbox.receive(ben.email, /Confirm/)).link(/\/confirm/), ben.password);
  await expect(other.getByText("Now somebody approves your account")).toBeVisible();
  const waiting = await stage.admin.get(`/developers?q=${encodeURIComponent(ben.email)}`);
  await stage.admin.post(`/developers/${waiting.items[0].id}/approve`);

  await signIn(other, ben);
  await other.goto(link);
  await other.getByRole("button", { name: "Join the team" }).click();
  await expect(other.getByRole("heading", { name: "Logistics", level: 1 })).toBeVisible();
  await expect(other.getByText(dora.email)).toBeVisible();
  const again = await other.request.get(link);
  expect(again.status()).toBe(404);
  expect(await again.text()).toContain("This invitation does not work any more");
});

test("an application is handed over to a team, and goes on without its founder", async ({ page, stage, newAddress, colleague, look }) => {
  const version = await stage.published("Trams", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const ben = await stage.developer(newAddress("ben"), "Ben Builder");
  const application = await stage.application(dora, "Tram tracker");
  await dora.rest.post(`/applications/${application.slug}/registrations`, { version_id: version.id, purpose: "" });
  await dora.rest.post(`/applications/${application.slug}/credentials`, { name: "Production" });
  const team = await dora.rest.post("/teams", { name: "Logistics" });
  await stage.admin.post(`/teams/${team.slug}/members`, { email: ben.email, role: "owner" });

  await signIn(page, dora);
  await page.goto(`apps/${application.slug}/edit`);
  await page.getByRole("link", { name: "Hand it over…" }).click();
  await look();
  await page.getByRole("radio", { name: "Logistics" }).check();
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByText("Ben Builder can use and change it")).toBeVisible();
  await expect(page.getByText(/Nothing stops: 1 key and 1 registration/)).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Hand it over" }).click();
  await expect(page.getByText("Team: Logistics")).toBeVisible();

  await page.goto(`teams/${team.slug}/leave`);
  await look();
  await page.getByRole("button", { name: "Leave team" }).click();
  await expect(page.getByText("You are in no team yet")).toBeVisible();

  const other = await colleague();
  await signIn(other, ben);
  await other.goto("apps");
  await other.getByRole("link", { name: "Tram tracker" }).click();
  await expect(other.getByText("Team: Logistics")).toBeVisible();
});
