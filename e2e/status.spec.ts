import { expectNoViolationsInAnySetting } from "./axe.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

onOwnPage(
  "the status panel says what there is and why, and copies it for a report",
  async ({ notebook, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await notebook.runAllToTheEnd();
    const status = await notebook.openStatus();
    const fact = (name: string) =>
      status.getByRole("definition").and(page.locator(`dt:text-is("${name}") + dd`));
    await expect(fact("Cross-origin isolation")).toContainText("Yes");
    await expect(fact("Threads")).toContainText(/[2-4] threads on \d+ processor cores/);
    await expect(fact("SIMD")).toContainText("Relaxed SIMD");
    await expect(fact("Model memory")).toContainText(/[\d.]+ MB/);
    await expect(fact("Storage")).toContainText(/ of [\d.]+ [GT]B/);
    // The tests block it.
    await expect(fact("Service worker")).toContainText("None");

    await status.getByRole("button", { name: "Copy: the status, for a bug report" }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain("Cross-origin isolation: Yes\nThreads: ");
    expect(text).toMatch(/onnxruntime-web: 1\.\d+\.\d+\n/);
    expect(text).toContain("Mozilla/5.0");

    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /threads$/ })).toBeFocused();
  },
);

onOwnPage(
  "asking the browser to keep the page's storage says what came of it",
  async ({ notebook, page }) => {
    const status = await notebook.openStatus();
    await status.getByRole("button", { name: "Ask the browser to keep it" }).click();
    await expect(status.getByText(/will not delete notebooks|declined/)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Shift+P");
    await page.getByRole("dialog").getByRole("combobox").fill("show the status");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Status" })).toBeVisible();
  },
);

test("axe finds nothing in the status panel, light, dark and on a phone, and it fits", async ({
  notebook,
  page,
}) => {
  const status = await notebook.openStatus();
  await expectNoViolationsInAnySetting(page, "[role=dialog]", async () => {
    expect((await status.boundingBox())?.width).toBeLessThan(390);
    if (process.env["SHOTS"]) await page.screenshot({ path: `${process.env["SHOTS"]}/status.png` });
  });
});
