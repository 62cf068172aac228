// The keys of an application, and the calls that they let through.
import { expect, type Page } from "@playwright/test";

/** From the page that offers a key; returns it. */
export async function generateKey(page: Page, name: string): Promise<string> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Generate key" }).click();
  const shown = page.getByLabel("API key", { exact: true });
  await expect(shown).toHaveText(/^ptk_[0-9A-Za-z]{28}$/);
  return shown.innerText();
}

/** What the line in the panel does when it is pasted into a terminal. */
export async function pasteCurl(page: Page): Promise<Response> {
  const line = (await page.getByRole("region", { name: "cURL" }).innerText()).trim();
  const parts = line.match(/^curl -i ('?)(\S+)\1 -H "([^:]+): ([^"]+)"$/);
  if (!parts) throw new Error(`not a line that a shell would run: ${line}`);
  const [, , url, header, key] = parts;
  return fetch(url, { headers: { [header]: key } });
}
