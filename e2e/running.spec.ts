import type { Locator } from "@playwright/test";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

test("a change marks what depends on it stale, says why, and Run stale makes it hold again", async ({
  notebook,
  page,
}) => {
  await notebook.runAllToTheEnd();
  await notebook.cell("Wrapper").getByLabel("max_length").fill("60");
  for (const type of ["Artifact", "Signature", "Inference"] as const) {
    await notebook.expectStatus(notebook.cell(type), "stale");
    await expect(notebook.cell(type)).toContainText("Stale. The wrapper above changed.");
    await expect(notebook.cell(type)).toContainText("Output from an earlier run.");
  }
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await page.getByRole("button", { name: "Undo" }).click();
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByRole("button", { name: "Run stale (5)" }).click();
  for (const type of ["Wrapper", "Artifact", "Signature", "Inference"] as const) {
    await notebook.expectStatus(notebook.cell(type), "done");
  }
});

onOwnPage(
  "Run all follows what runs, counts it, and says what came of it, with the way to it",
  async ({ notebook, page }) => {
    const notices = page.getByRole("region", { name: "Notifications" });
    const tools = page.getByRole("toolbar", { name: "Run" });
    await notebook.openLongOption2();
    await page.mouse.wheel(0, -20_000);
    await notebook.runAll();
    const inference = notebook.cell("Inference");
    const soFar = inference.getByRole("region", { name: "Answer so far" });
    await expect(soFar).toBeInViewport();
    await expect(tools).toContainText("5 of 6");
    // Who scrolls away is left where they are.
    await page.mouse.wheel(0, -20_000);
    await expect(soFar).not.toBeInViewport();
    const count = await tokenCount(soFar);
    await expect.poll(() => tokenCount(soFar)).toBeGreaterThan(count);
    await expect(soFar).not.toBeInViewport();
    await tools.getByRole("button", { name: "Stop" }).click();
    await expect(notices).toContainText("4 cells ran, 1 stopped, 1 did not run");
    await expect(tools).not.toContainText("of 6");

    await notebook.cell("Wrapper").getByRole("button", { name: "Remove min_length" }).click();
    await inference.getByRole("tab", { name: "JSON" }).first().click();
    await inference.getByRole("textbox", { name: /^Input JSON/ }).fill("{}");
    await page.mouse.wheel(0, -20_000);
    await notebook.runAll();
    await expect(notices).toContainText("5 cells ran, 1 failed");
    await expect(notices).not.toContainText("stopped");
    await page.mouse.wheel(0, -20_000);
    await notices.getByRole("button", { name: "Go to it" }).click();
    await expect(inference).toBeFocused();
    await expect(inference.locator(".problem")).toBeInViewport();
    await expect(notices).not.toContainText("failed");
  },
);

onOwnPage(
  "an earlier output stays in sight, and said to be old, until the new one comes",
  async ({ notebook }) => {
    await notebook.openLongOption2();
    const wrapper = notebook.cell("Wrapper");
    await wrapper.getByRole("button", { name: "Remove min_length" }).click();
    await notebook.run(notebook.cell("Inference"));
    await notebook.expectStatus(notebook.cell("Inference"), "done");
    const answer = await notebook.response(notebook.cell("Inference"));
    // A long answer first, so that the second cell waits with its own in sight.
    await notebook.choose(notebook.cell("Inference"), "Duplicate");
    const first = notebook.cell("Inference");
    const second = notebook.cell("Inference", 1);
    await notebook.run(second);
    await notebook.expectStatus(second, "done");
    await wrapper.getByRole("button", { name: "Add search option" }).click();
    await notebook.page.getByRole("menuitem", { name: "min_length" }).click();
    await wrapper.getByLabel("Value of min_length").fill("950");
    await notebook.page.getByRole("button", { name: /^Run stale/ }).click();
    await expect(first.getByRole("region", { name: "Answer so far" })).toBeVisible();
    await notebook.expectStatus(second, "queued");
    await expect(second).toContainText("Output from an earlier run.");
    await expect(second.getByRole("tabpanel", { name: "Answer" })).toContainText(String(answer).trim());
    await notebook.page.getByRole("toolbar", { name: "Run" }).getByRole("button", { name: "Stop" }).click();
  },
);

test("running one cell first runs what it needs", async ({ notebook }) => {
  await notebook.run(notebook.cell("Artifact"));
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await notebook.expectStatus(notebook.cell("Wrapper"), "done");
  await notebook.expectStatus(notebook.cell("Inference"), "idle");
});

test("Shift+Enter runs and goes on, Ctrl+Enter runs and stays, in an editor too", async ({
  notebook,
  page,
}) => {
  await notebook.cell("Wrapper").getByLabel("Artifact name").press("Control+Enter");
  await notebook.expectStatus(notebook.cell("Wrapper"), "done");
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toBeFocused();
  await notebook.cell("Wrapper").locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Shift+Enter");
  await expect(notebook.cell("Artifact")).toBeFocused();
  await expect(notebook.cell("Wrapper").getByText("Generated from the form")).toBeVisible();
  await notebook.cell("Wrapper").locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Escape");
  await expect(notebook.cell("Wrapper")).toBeFocused();
});

onOwnPage("the answer streams in, and Stop keeps what was generated and says so", async ({ notebook }) => {
  await notebook.openLongOption2();
  const inference = notebook.cell("Inference");
  await notebook.run(inference);
  const stream = inference.getByRole("region", { name: "Answer so far" });
  await expect(stream).toContainText(/\d+ tokens/);
  const early = await tokenCount(stream);
  await expect.poll(() => tokenCount(stream)).toBeGreaterThan(early);
  await inference.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(inference, "done");
  await expect(inference).toContainText(/Stopped after/);
  await expect(inference).toContainText("Stopped. The text so far is kept.");
  expect(await notebook.response(inference)).toEqual(expect.stringMatching(/\S/));
  const { length } = await notebook.tokenIds(inference);
  expect(length).toBeGreaterThan(early);
  expect(length).toBeLessThan(900);
});

onOwnPage("Stop empties the queue too, and what was done stays", async ({ notebook, page }) => {
  await notebook.openLongOption2();
  await notebook.add("Inference", 10);
  await notebook.runAll();
  await expect(notebook.cell("Inference").getByRole("region", { name: "Answer so far" })).toBeVisible();
  await notebook.expectStatus(notebook.cell("Inference", 1), "queued");
  await page.getByRole("toolbar", { name: "Run" }).getByRole("button", { name: "Stop" }).click();
  await notebook.expectStatus(notebook.cell("Inference"), "done");
  await notebook.expectStatus(notebook.cell("Inference", 1), "idle");
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
});

async function tokenCount(stream: Locator): Promise<number> {
  return Number(/(\d+) tokens/.exec(await stream.innerText())?.[1]);
}
