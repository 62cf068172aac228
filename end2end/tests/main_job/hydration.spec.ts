// How a page comes to life in the browser.
import { expect, test } from "../../fixtures";

test("what a page needs of WebAssembly is asked for with it, not after its main part @once", async ({ page }) => {
  const parts = async (path: string) => (await (await page.request.get(path)).text()).match(/split___\w+?_area/g);
  expect(await parts("sign-in")).toEqual(["split___entrance_area"]);
  expect(await parts("apis")).toBeNull();
});
