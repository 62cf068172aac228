// Requesting access, step by step.
import { expect, type Page } from "@playwright/test";

export class Wizard {
  constructor(private readonly page: Page) {}

  /** From a version's page. */
  async open() {
    await this.page.getByRole("main").getByRole("link", { name: "Register", exact: true }).click();
    await expect(this.page.getByRole("heading", { name: /^Request access to/ })).toBeVisible();
  }

  async createApplication(name: string, description: string) {
    await this.page.getByRole("link", { name: "Create an application" }).click();
    await expect(this.page.getByRole("heading", { name: "Create an application" })).toBeVisible();
    await this.page.getByLabel("Name", { exact: true }).fill(name);
    await this.page.getByLabel("Description").fill(description);
    await this.page.getByRole("button", { name: "Create and continue" }).click();
  }

  async choose(application: string) {
    await this.page.getByRole("radio", { name: application }).check();
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  get purpose() {
    return this.page.getByLabel("What is the access for?");
  }

  async request() {
    await this.page.getByRole("button", { name: "Request access" }).click();
  }
}
