// A product becomes private: the admin sees whom that touches first; a team with a role finds it and asks for
// access, others find nothing.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test("a product is made private, and a team finds it all the same", async ({ page, portal, stage, newAddress, colleague, look, watch }) => {
  watch.tolerate(/status of 404/);
  const version = await stage.published("Partner rates", { auto_approve: true });
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const vic = await stage.developer(newAddress("vic"), "Vic Viewer");
  const team = await dora.rest.post("/teams", { name: "Freight" });

  await signIn(page, portal.admin);
  await page.goto(`admin/products/${version.product}`);
  const readers = page.locator("#catalog-roles");
  await expect(readers.getByText("Roles matter only for private products")).toBeVisible();
  await readers.getByLabel(/^Team/).selectOption(team.slug);
  await readers.getByRole("button", { name: "Grant role" }).click();
  await expect(readers.getByRole("link", { name: "Freight" })).toBeVisible();
  await look();

  await page.getByRole("link", { name: "Change who may see it…" }).click();
  await page.getByRole("radio", { name: "Those with a role" }).check();
  await look();
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByRole("heading", { name: `Make “${version.title}” private?` })).toBeVisible();
  await expect(page.getByText(`Dora Developer <${dora.email}>`)).toBeVisible();
  await expect(page.getByText(/These lose sight of it at once/)).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Make it private" }).click();
  await expect(readers.getByText("Those with a role, and admins")).toBeVisible();

  const vics = await colleague();
  await signIn(vics, vic);
  await vics.goto(`apis/${version.product}`);
  await expect(vics.getByText("There is nothing here")).toBeVisible();
  const doras = await colleague();
  await signIn(doras, dora);
  await doras.goto(`apis/${version.product}`);
  await expect(doras.getByRole("heading", { name: version.title, level: 1 })).toBeVisible();

  await page.goto(`admin/developers?q=${encodeURIComponent(vic.email)}`);
  await page.getByRole("link", { name: "Vic Viewer" }).click();
  await page.getByLabel(/^Product/).fill(version.product);
  await page.getByLabel("Catalog role").selectOption("viewer");
  await page.getByRole("button", { name: "Grant role" }).click();
  await expect(page.getByRole("cell", { name: "API viewer" })).toBeVisible();
  await look();

  await vics.goto(`apis/${version.product}/${version.slug}/register`);
  await expect(vics.getByText("you or your team need the role API consumer")).toBeVisible();
  await look(vics);

  await page.getByRole("link", { name: /^Withdraw/ }).click();
  await expect(page.getByText(`Vic Viewer: ${version.title}`)).toBeVisible();
  await look();
  await page.getByRole("button", { name: "Withdraw role" }).click();
  await expect(page.getByRole("heading", { name: version.title, level: 1 })).toBeVisible();
  await vics.goto(`apis/${version.product}`);
  await expect(vics.getByText("There is nothing here")).toBeVisible();
});
