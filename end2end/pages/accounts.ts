// Signing up, in and out, as a person does it.
import { expect, type Page } from "@playwright/test";

export async function signUp(page: Page, person: { email: string; name: string }) {
  await page.getByRole("banner").getByRole("link", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Full name").fill(person.name);
  await page.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
}

/** Opens the mailed link and sets the first password. */
export async function choosePassword(page: Page, link: string, password: string) {
  await page.goto(link);
  await expect(page.getByRole("heading", { name: /^Welcome/ })).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Confirm and set password" }).click();
}

/** From the sign-in page. */
export async function enterPassword(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signIn(page: Page, person: { email: string; password: string }) {
  await page.goto("sign-in");
  await enterPassword(page, person.email, person.password);
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toHaveCount(0);
}
