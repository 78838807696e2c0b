/**
 * Tests of one page, one after the other, each with a new notebook. Opening a page and loading its parts, its editor and its model
 * takes a second or two of the processor's time, which most tests are not about. What the page keeps beside notebooks, such as its
 * settings, passes from test to test: those that change it, patch what the network gives, or look at a page from its beginning open their
 * own (test.ts).
 */
import { expect, type Page } from "@playwright/test";
import { NotebookPage } from "./notebook-page.ts";
import { test as base } from "./test.ts";

export { expect };

/** For the tests of a worker. After one that fails there is a new worker, and so a new page. */
export const test = base.extend<object, { readonly sharedPage: Page }>({
  sharedPage: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport, serviceWorkers, contextOptions } = project.use;
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        ...(viewport !== undefined && { viewport }),
        ...(serviceWorkers !== undefined && { serviceWorkers }),
      });
      const page = await context.newPage();
      await new SharedPage(page).open();
      await use(page);
      await context.close();
    },
    { scope: "worker" },
  ],
  context: async ({ sharedPage }, use) => use(sharedPage.context()),
  page: async ({ sharedPage }, use) => use(sharedPage),
  notebook: async ({ page, viewport }, use) => {
    const notebook = new SharedPage(page);
    if (viewport) await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await notebook.dismissNotices();
    await notebook.openOption(1);
    const before = await page.evaluate(settings);
    await use(notebook);
    await notebook.closeParts();
    expect(await page.evaluate(settings), "the settings that the next test finds").toEqual(before);
  },
});

/** Of the editor and the language, as the page keeps them. */
function settings(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(localStorage).filter(([key]) => /-(?:editor|language)$/.test(key)),
  );
}

class SharedPage extends NotebookPage {
  /** As it is shipped: another test has changed the page's own. */
  override async openOption(option: 1 | 2): Promise<void> {
    const { page } = this;
    await this.document("New notebook ›");
    await page.getByRole("menuitem", { name: `Option ${option}: ` }).click();
    await expect(page.getByRole("menu")).toHaveCount(0);
    const wrapper = this.cell("Wrapper").getByRole("group", { name: "Wrapper" });
    await expect(wrapper.getByRole("radio").nth(option - 1)).toBeChecked();
  }

  /** What an earlier test was told would pass for what this one is. */
  async dismissNotices(): Promise<void> {
    const notices = this.page.getByRole("region", { name: "Notifications" });
    // Some go by themselves meanwhile.
    await notices
      .getByRole("button", { name: "Dismiss" })
      .evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
    await expect(notices).toBeEmpty();
  }

  /** Dialogs and panels that the test has left open. */
  async closeParts(): Promise<void> {
    const { page } = this;
    const menu = page.getByRole("menu");
    if ((await menu.count()) > 0) await page.keyboard.press("Escape");
    const parts = page
      .getByRole("dialog")
      .or(page.getByRole("search"))
      .or(page.getByRole("navigation", { name: "Outline" }));
    for (const part of await parts.all()) await part.getByRole("button", { name: "Close" }).click();
  }
}
