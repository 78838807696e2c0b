import { type ConsoleMessage, expect, test as base, type Page } from "@playwright/test";
import { NotebookPage } from "./notebook-page.ts";

export interface Options {
  /** Monaco costs half a second of the processor's time a page: specs that are about other things take the plain editor. */
  readonly editor: "monaco" | "plain";
}

export interface Fixtures {
  readonly notebook: NotebookPage;
  /** What the browser's console said that a person would not want there; a test fails if any is left at its end. */
  readonly complaints: string[];
}

/** It says so itself, where playwright.config.ts blocks service workers. */
const BLOCKED_BY_PLAYWRIGHT = "Service Worker registration blocked by Playwright";

/** A test that opens the notebook in an empty browser profile, and fails on console errors and breaches of the CSP. */
export const test = base.extend<Fixtures & Options>({
  editor: ["monaco", { option: true }],
  context: async ({ context, editor }, use) => {
    if (editor === "plain") await context.addInitScript(chooseEditor, EDITOR_SETTINGS);
    await use(context);
  },
  complaints: [
    async ({ page }, use) => {
      const { complaints, stop } = collectComplaints(page);
      await use(complaints);
      stop();
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

/** What the page keeps of the choice (components/code/editor-settings.ts). */
const EDITOR_SETTINGS = "phi3-mlflow-notebook-editor";

function chooseEditor(key: string): void {
  try {
    localStorage[key] ??= JSON.stringify({ plain: true });
  } catch {
    // A frame without storage.
  }
}

/** Chromium reports breaches of the CSP as console errors. */
function collectComplaints(page: Page): { complaints: string[]; stop: () => void } {
  const complaints: string[] = [];
  const onMessage = (message: ConsoleMessage) => {
    if (message.text() === BLOCKED_BY_PLAYWRIGHT) return;
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  };
  const onError = (error: Error) => complaints.push(`uncaught: ${error.message}`);
  page.on("console", onMessage);
  page.on("pageerror", onError);
  const stop = () => {
    page.off("console", onMessage);
    page.off("pageerror", onError);
  };
  return { complaints, stop };
}
