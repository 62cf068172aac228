// Deciding on several at once, and without a mouse.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";
import { Inbox } from "../../pages/inbox";

test("what is ticked is decided together, and each says what became of it", async ({
  page,
  stage,
  mailbox,
  newAddress,
  look,
}) => {
  const version = await stage.published("Tides");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const abe = await stage.approver(newAddress("abe"), "Abe Approver");
  for (const name of ["Harbour board", "Surf forecast"]) {
    const { slug } = await stage.application(dora, name);
    await dora.rest.post(`/applications/${slug}/registrations`, { version_id: version.id, purpose: name });
  }
  await signIn(page, abe);
  await new Inbox(page).open();
  await page.getByRole("checkbox", { name: /Harbour board/ }).check();
  await page.getByRole("checkbox", { name: /Surf forecast/ }).check();
  await page.getByRole("button", { name: "Reject ticked" }).click();
  await expect(page.getByText("Please say why: the developer reads this.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Surf forecast/ })).toBeChecked();
  await page.getByLabel("Reason").fill("The tide tables are being replaced.");
  await page.getByRole("button", { name: "Reject ticked" }).click();
  await expect(page.getByText("2 decided")).toBeVisible();
  await look();
  const mail = await mailbox.receive(dora.email, /not granted/);
  expect(mail.text).toContain("The tide tables are being replaced.");
});

test("the list is worked through with keys", async ({ page, stage, newAddress, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "keys are an addition for browsers with WASM");
  const version = await stage.published("Ferries");
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const abe = await stage.approver(newAddress("abe"), "Abe Approver");
  const { slug } = await stage.application(dora, "Timetable");
  await dora.rest.post(`/applications/${slug}/registrations`, { version_id: version.id, purpose: "Screens" });
  await signIn(page, abe);
  await new Inbox(page).open();
  const row = page.getByRole("listitem").filter({ hasText: "Timetable" });
  await row.getByRole("link").focus();
  await page.keyboard.press("x");
  await expect(row.getByRole("checkbox")).toBeChecked();
  await page.keyboard.press("a");
  await expect(page.getByText(/Timetable → Ferries.*: approved, mail sent/)).toBeVisible();
});
