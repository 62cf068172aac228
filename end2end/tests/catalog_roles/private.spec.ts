// A product becomes private: the admin sees whom that touches first; a team with a role finds it and asks for
// access, others find nothing.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test("a product is made private, and a team finds it all the same", async ({ page, portal, stage, newAddress, colleague, look, watch }) => {
  // Who may not see it is told that there is nothing.
  watch.tolerate(/status of 404/);
  const version = await stage.published("Partner rates", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const vic = await stage.developer(newAddress("vic"), "Vic Viewer");
  const team = await dora.rest.post("/teams", { name: "Freight" });
  const [admin, doras] = [await colleague(), await colleague()];

  await signIn(admin, portal.admin);
  await admin.goto(`admin/products/${version.product}`);
  const readers = admin.locator("#catalog-roles");
  await expect(readers.getByText("Roles matter only for private products")).toBeVisible();
  await readers.getByLabel(/^Team/).selectOption(team.slug);
  await readers.getByRole("button", { name: "Grant role" }).click();
  await expect(readers.getByRole("link", { name: "Freight" })).toBeVisible();
  await look(admin);

  await admin.getByRole("link", { name: "Change who may see it…" }).click();
  await admin.getByRole("radio", { name: "Those with a role" }).check();
  await look(admin);
  await admin.getByRole("button", { name: "See what changes" }).click();
  await expect(admin.getByRole("heading", { name: `Make “${version.title}” private?` })).toBeVisible();
  await expect(admin.getByText(`Dora Developer <${dora.email}>`).first()).toBeVisible();
  await expect(admin.getByText(/These lose sight of it at once/)).toBeVisible();
  await look(admin);
  await admin.getByRole("button", { name: "Make it private" }).click();
  await expect(readers.getByText("Those with a role, and admins")).toBeVisible();

  await signIn(page, vic);
  await page.goto(`apis/${version.product}`);
  await expect(page.getByText("There is nothing here")).toBeVisible();
  await signIn(doras, dora);
  await doras.goto(`apis/${version.product}`);
  await expect(doras.getByRole("heading", { name: version.title, level: 1 })).toBeVisible();

  await admin.goto(`admin/developers?q=${encodeURIComponent(vic.email)}`);
  await admin.getByRole("link", { name: "Vic Viewer" }).click();
  await admin.getByLabel(/^Product/).fill(version.product);
  await admin.getByLabel("Catalog role").selectOption("viewer");
  await admin.getByRole("button", { name: "Grant role" }).click();
  await expect(admin.getByRole("cell", { name: "API viewer" })).toBeVisible();
  await look(admin);

  await page.goto(`apis/${version.product}/${version.slug}/register`);
  await expect(page.getByText("you or your team need the role API consumer")).toBeVisible();
  await look();

  await admin.getByRole("link", { name: /^Withdraw/ }).click();
  await expect(admin.getByText(`Vic Viewer: ${version.title}`)).toBeVisible();
  await look(admin);
  await admin.getByRole("button", { name: "Withdraw role" }).click();
  await expect(admin.getByRole("heading", { name: version.title, level: 1 })).toBeVisible();
  await page.goto(`apis/${version.product}`);
  await expect(page.getByText("There is nothing here")).toBeVisible();
});
