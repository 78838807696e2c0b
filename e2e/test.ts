import { expect, test as base, type Page } from "@playwright/test";
import { NotebookPage } from "./notebook-page.ts";

interface Fixtures {
  readonly notebook: NotebookPage;
  /** What the browser's console said that a person would not want there; a test fails if any is left at its end. */
  readonly complaints: string[];
}

/** It says so itself, where playwright.config.ts blocks service workers. */
const BLOCKED_BY_PLAYWRIGHT = "Service Worker registration blocked by Playwright";

/** A test that opens the notebook in an empty browser profile, and fails on console errors and breaches of the CSP. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints = collectComplaints(page);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  notebook: async ({ page }, use) => {
    const notebook = new NotebookPage(page);
    await notebook.open();
    await use(notebook);
  },
});

export { expect };

/** Chromium reports breaches of the CSP as console errors. */
function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.text() === BLOCKED_BY_PLAYWRIGHT) return;
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}
