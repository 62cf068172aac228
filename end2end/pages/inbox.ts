// What waits for an approver.
import { expect, type Page } from "@playwright/test";

export class Inbox {
  constructor(private readonly page: Page) {}

  async open() {
    await this.page.goto("admin/inbox");
    await expect(this.page.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  }

  /** A developer, by name. */
  async approve(name: string) {
    const row = this.page.getByRole("listitem").filter({ hasText: name });
    await row.getByRole("button", { name: "Approve" }).click();
    await expect(this.page.getByText(`${name}: approved, mail sent`)).toBeVisible();
    await expect(row.getByRole("button")).toHaveCount(0);
  }

  async approveRegistration(application: string, reason: string, { purpose }: { purpose: string }) {
    const row = this.page.getByRole("listitem").filter({ hasText: application });
    await expect(row).toContainText(purpose);
    await row.getByRole("link").click();
    await expect(this.page.getByRole("heading", { name: application })).toBeVisible();
    await this.page.getByLabel("Reason").first().fill(reason);
    await this.page.getByRole("button", { name: "Approve" }).click();
    await expect(this.page.getByRole("button", { name: "Revoke access" })).toBeVisible();
  }
}
