import type { Server } from "node:http";
import { NotebookPage } from "./notebook-page.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

let server: Server;

test.beforeAll(async () => {
  server = await startPlainServer(process.env["E2E_DIST"] ?? "dist");
});

test.afterAll(() => {
  server.close();
});

test("without a service worker, on a host that cannot isolate the page, everything works on one thread, and the page says why", async ({
  page,
}) => {
  const notebook = new NotebookPage(page);
  await notebook.open(`http://localhost:${portOf(server)}/`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const status = await notebook.openStatus();
  await expect(status).toContainText("threads need cross-origin isolation");
  await expect(status).toContainText("there is no service worker to add them");
  await expect(status).toContainText("Cross-Origin-Opener-Policy: same-origin");
  await expect(status).toContainText("Without it the page needs the network");
  await page.keyboard.press("Escape");
  await notebook.runAllToTheEnd();
  await expect(notebook.cell("Inference")).toContainText("1 thread");
});
