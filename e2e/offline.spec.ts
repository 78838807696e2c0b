import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Locator, type Page } from "@playwright/test";
import { findChromium } from "../tools/find-chromium.mjs";
import { NotebookPage } from "./notebook-page.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import { expect, test } from "./test.ts";

/** The page on a host that can do nothing but send files, under a path of its own. */
const BASE = "/some/path/";

test.use({ serviceWorkers: "allow" });

let folder: string;
let server: Server;
let address: string;

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "offline-"));
  await cp(process.env["E2E_DIST"] ?? "dist", folder, { recursive: true });
  server = await startPlainServer(folder, { base: BASE });
  address = `http://localhost:${portOf(server)}${BASE}`;
});

test.afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function notices(page: Page): Locator {
  return page.getByRole("region", { name: "Notifications" });
}

async function isIsolated(page: Page): Promise<boolean> {
  return page.evaluate(() => crossOriginIsolated);
}

/** Everything that the page is made of is in the browser. */
async function expectAllCached(notebook: NotebookPage): Promise<void> {
  const status = await notebook.openStatus();
  await expect(status).toContainText("The whole page and the demo model are stored in this browser", {
    timeout: 60_000,
  });
  await notebook.page.keyboard.press("Escape");
}

/** Another build: its page has another title, and so the service worker another list. */
async function deployNewVersion(): Promise<void> {
  const page = path.join(folder, "index.html");
  const worker = path.join(folder, "service-worker.js");
  const html = await readFile(page, "utf8");
  const next = html.replace("<title>Phi-3 MLflow Notebook", "<title>The new version");
  await writeFile(page, next);
  const hash = createHash("sha256").update(next).digest("hex").slice(0, 16);
  const script = await readFile(worker, "utf8");
  const changed = script.replace(
    /(path:[`"']index\.html[`"'],hash:[`"'])[0-9a-f]{16}/,
    (_, before: string) => `${before}${hash}`,
  );
  expect(changed).not.toBe(script);
  await writeFile(worker, changed);
}

test("a host without headers: one reload isolates the page, when the person says so, and brings threads", async ({
  page,
}) => {
  const notebook = new NotebookPage(page);
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await notebook.open(address);
  expect(await isIsolated(page)).toBe(false);
  await expect(notices(page)).toContainText("Reload the page to isolate it");
  await notebook.add("Text", 0);
  await page.keyboard.insertText("# Written before the reload");
  await page.keyboard.press("Escape");
  expect(loads).toBe(1);

  await notices(page).getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("button", { name: /^[2-4] threads$/ })).toBeVisible();
  expect(await isIsolated(page)).toBe(true);
  await expect(notebook.cells().first()).toContainText("Written before the reload");
  await notebook.runAllToTheEnd();
  await expect(notebook.cell("Inference")).toContainText(/[2-4] threads/);
  await expect(notices(page)).not.toContainText("isolate");
  expect(loads).toBe(2);
});

test("after the first visit the page works without any network, under its path, both options on both runtimes", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const notebook = new NotebookPage(page);
  await notebook.open(address);
  await expectAllCached(notebook);
  server.closeAllConnections();
  server.close();
  await context.setOffline(true);

  await page.reload();
  for (const option of [1, 2] as const) {
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const cell = notebook.cell("Inference");
    await expect(cell).toContainText("int4 kernel");
    await cell.getByLabel("Runtime", { exact: true }).selectOption("onnxruntime-web");
    await notebook.run(cell);
    await notebook.expectStatus(cell, "done");
  }
  const { files } = await notebook.download(notebook.cell("Artifact"));
  expect(Object.keys(files)).toContain("phi3_mlflow_model/MLmodel");
  await notebook.cell("Wrapper").locator(".monaco-editor").click();
});

test("a new version is offered, never forced: each tab goes on until its person reloads it, and nothing is lost", async ({
  page,
  context,
}) => {
  const notebook = new NotebookPage(page);
  await notebook.open(address);
  await expectAllCached(notebook);
  await page.reload();
  await expect(notices(page)).not.toContainText("isolate");
  const other = new NotebookPage(await context.newPage());
  await other.open(address);

  await deployNewVersion();
  await page.reload();
  await expect(notices(page)).toContainText("A new version of this page is available.");
  await expect(page).toHaveTitle("Phi-3 MLflow Notebook");
  await notebook.add("Text", 0);
  await page.keyboard.insertText("# Written in the old version");
  await page.keyboard.press("Escape");

  await notices(page).getByRole("button", { name: "Reload" }).click();
  await expect(page).toHaveTitle("The new version");
  await expect(notebook.cells().first()).toContainText("Written in the old version");

  await expect(notices(other.page)).toContainText("Another tab has loaded a new version");
  await expect(other.page).toHaveTitle("Phi-3 MLflow Notebook");
  // What it has not loaded yet is still there for it.
  await other.runAllToTheEnd();
  await notices(other.page).getByRole("button", { name: "Reload" }).click();
  await expect(other.page).toHaveTitle("The new version");
});

test("Chromium finds the page installable", async () => {
  // A browser with its windows: the headless shell has no opinion on it.
  const browser = await chromium.launch({ executablePath: findChromium() ?? chromium.executablePath() });
  const context = await browser.newContext();
  const page = await context.newPage();
  const notebook = new NotebookPage(page);
  await notebook.open(address);
  // The service worker asks for more until then, and the server goes when the test ends.
  await expectAllCached(notebook);
  const session = await context.newCDPSession(page);
  const { errors, data, url } = await session.send("Page.getAppManifest");
  expect({ errors, url }).toEqual({ errors: [], url: `${address}manifest.webmanifest` });
  const manifest = JSON.parse(data ?? "{}") as { icons: { src: string; purpose: string }[] };
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain("maskable");
  for (const { src } of manifest.icons) {
    expect((await page.request.get(`${address}${src}`)).status()).toBe(200);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Playwright's contexts are like private windows, from which nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(["in-incognito"]);
  await browser.close();
});
