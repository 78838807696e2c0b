/** The dialogs of bundles, and the list of kept models: as everybody can use them. */
import { expectNoColorViolations, expectNoViolations } from "./axe.ts";
import { demoFiles } from "./bundle-files.ts";
import { HubServer } from "./hub-server.ts";
import { expect, test } from "./test.ts";

const settings = {
  "light, dark and with forced colours": {},
  "on a phone": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

for (const [name, options] of Object.entries(settings)) {
  test.describe(name, () => {
    test.use(options);

    test("axe finds nothing in them, and nothing is wider than the screen", async ({ notebook, page }) => {
      const width = page.viewportSize()?.width ?? 0;
      const look = async (within: string): Promise<void> => {
        await expect(page.locator(within)).toBeVisible();
        await expectNoViolations(page, within);
        await page.emulateMedia({ colorScheme: "dark" });
        await expectNoColorViolations(page, within);
        await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
        await expectNoColorViolations(page, within);
        await page.emulateMedia({ forcedColors: "none" });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      };
      const hub = new HubServer(await demoFiles(page));
      await hub.start();

      await notebook.document("Save with its model…");
      await look("[role=dialog]");
      await page.keyboard.press("Escape");
      await notebook.document("Share…");
      await page.getByText("Share with the model").click();
      await page.getByLabel("Address of the bundle").fill(`${hub.url}/list/own/`);
      await look("[role=dialog]");
      const link = await page.getByLabel("Link to the bundle", { exact: true }).inputValue();
      await page.keyboard.press("Escape");

      await page.goto(link);
      const dialog = page.getByRole("dialog");
      await look("[role=dialog]");
      await dialog.getByRole("button", { name: /^Ask/ }).click();
      await expect(dialog.getByRole("list", { name: "Will it run here?" })).toBeVisible();
      await dialog.getByText("Speed and connections").click();
      await look("[role=dialog]");
      await dialog.getByRole("button", { name: /^Download 13 MB/ }).click();
      const kept = notebook.cell("Model").locator("details").filter({ hasText: "Kept models" });
      await kept.getByText("Kept models").click();
      await kept.scrollIntoViewIfNeeded();
      await look("html");
      hub.stop();
    });
  });
}
