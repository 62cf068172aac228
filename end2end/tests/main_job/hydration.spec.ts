// How a page comes to life in the browser.
import { expect, test } from "../../fixtures";
import { signIn } from "../../pages/accounts";

test("what a page needs of WebAssembly is asked for with it, not after its main part @once", async ({ page }) => {
  const parts = async (path: string) => (await (await page.request.get(path)).text()).match(/split___\w+?_area/g);
  expect(await parts("sign-in")).toEqual(["split___entrance_area"]);
  expect(await parts("apis")).toBeNull();
});

test("the window is called something at every moment", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "a page that was written keeps its title");
  await page.addInitScript(() => {
    const titles: string[] = [];
    Object.assign(window, { titles });
    document.addEventListener("DOMContentLoaded", () => {
      titles.push(document.title);
      const added = () => titles.push(document.title);
      new MutationObserver(added).observe(document.head, { subtree: true, childList: true, characterData: true });
    });
  });
  await page.goto("sign-in");
  await page.getByRole("link", { name: "Sign up" }).first().click();
  await expect(page).toHaveTitle(/^Sign up · /);
  await page.getByRole("link", { name: "Catalog" }).click();
  await expect(page).toHaveTitle(/^APIs · /);
  const titles = await page.evaluate(() => (window as unknown as { titles: string[] }).titles);
  expect(titles[0]).toMatch(/^Sign in · /);
  expect(titles).not.toContain("");
});

test("the windows of one application are told apart", async ({ page, stage, newAddress }) => {
  const dora = await stage.developer(newAddress("dora"), "Dora Developer");
  const application = await stage.application(dora, "Shop checkout");
  await signIn(page, dora);
  await page.goto(`apps/${application.slug}`);
  await expect(page).toHaveTitle(/^Shop checkout · /);
  await page.getByRole("link", { name: "Usage" }).click();
  await expect(page).toHaveTitle(/^Usage · Shop checkout · /);
  await page.goto(`apps/${application.slug}/delete`);
  await expect(page).toHaveTitle(/Shop checkout.*\? · /);
  await page.goto(`apps/${application.slug}/keys/new`);
  await expect(page).toHaveTitle(/^Generate a key · API keys · Shop checkout · /);
});
