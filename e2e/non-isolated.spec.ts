import type { Server } from "node:http";
import { NotebookPage } from "./notebook-page.ts";
import { startPlainServer } from "./plain-server.ts";
import { expect, test } from "./test.ts";

const PORT = 5641;
let server: Server;

test.beforeAll(async () => {
  server = await startPlainServer(process.env["E2E_DIST"] ?? "dist", PORT);
});

test.afterAll(() => {
  server.close();
});

test("on a host that cannot isolate the page, everything works on one thread, and the page says why", async ({
  page,
}) => {
  const notebook = new NotebookPage(page);
  await notebook.open(`http://localhost:${PORT}/`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page.getByRole("button", { name: "1 thread" }).click();
  const facts = page.getByRole("dialog", { name: "Runtime" });
  await expect(facts).toContainText("Inference works, on one thread.");
  await expect(facts).toContainText("Cross-Origin-Opener-Policy: same-origin");
  await page.keyboard.press("Escape");
  await notebook.runAllToTheEnd();
  await expect(notebook.cell("Inference")).toContainText("1 thread");
});
