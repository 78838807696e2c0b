/** Every fault of a server, a network, a disk and a browser costs a download time at most. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import type { BundleFiles } from "./bundle-files.ts";
import { FOLDER, HubServer, REPOSITORY } from "./hub-server.ts";
import { KillableBrowser } from "./killable-browser.ts";
import { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

const DEMO = "public/models/phi3-demo";
const NAME = "Phi-3-demo-onnx";
const WEIGHTS = "model.safetensors";
const PIECE_BYTES = 2 ** 20;
/** Each of four connections may lose the piece it was at, and a busy computer the two that it had yet to note as kept. */
const LOST_BYTES = 6 * PIECE_BYTES;
/** The file that is read before the consent, to tell what the model needs. */
const SMALL_BYTES = 10_000;

let hub: HubServer;
test.beforeAll(async () => {
  hub = new HubServer(await demoFiles());
  await hub.start();
});
test.afterAll(() => hub.stop());
test.beforeEach(() => hub.reset());
// Chromium tells each answer that is no success in its console.
test.afterEach(({ complaints }) => {
  const own = complaints.filter((text) => !text.includes("Failed to load resource"));
  complaints.splice(0, complaints.length, ...own);
});

test("a model of the hub is downloaded after consent to its origin and size, and runs", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const dialog = await lookUp(notebook);
  await expect(dialog).toContainText(new URL(hub.url).host);
  await expect(dialog).toContainText(`${REPOSITORY} @ 0123456, ${FOLDER}`);
  await expect(dialog).toContainText("13 MB in 8 files");
  await expect(dialog.getByRole("list", { name: "Will it run here?" })).toContainText(
    /room for it[\s\S]*whole context fit[\s\S]*threads?/,
  );
  // Before the consent nothing but the small files that tell of the model was read.
  expect(new Set(hub.requests.map(({ path }) => path))).toEqual(
    new Set(["genai_config.json", "config.json", "tokenizer_config.json"]),
  );
  await consent(dialog);
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await expect(chosenModel(notebook)).toHaveText(NAME);
  await notebook.runAllToTheEnd();
  await expect(notebook.cell("Artifact")).toContainText(NAME);
});

test("a server that fails in every way that passes costs nothing but time", async ({ notebook }) => {
  hub.faults.status = ({ count }) => ({ 3: 503, 4: 429, 7: 500 })[count];
  hub.faults.breakAfter = ({ count }) => (count === 5 || count === 9 ? 500_000 : undefined);
  await consent(await lookUp(notebook));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await notebook.runAllToTheEnd();
  // Of the two connections that broke, each lost the piece it was at; a refusal sends nothing.
  expect(hub.sentBytes).toBeLessThan(hub.totalBytes + 2 * PIECE_BYTES + SMALL_BYTES);
});

test("a browser that is killed in mid-download goes on where it was", async ({ baseURL }, testInfo) => {
  hub.faults.bytesPerSecond = 1_500_000;
  const profile = testInfo.outputPath("profile");
  const first = await KillableBrowser.start(profile);
  const before = await first.openNotebook(baseURL);
  await consent(await lookUp(before));
  await expect(bar(before)).toHaveJSProperty("max", 1);
  await expect.poll(() => progress(before), { intervals: [100] }).toBeGreaterThan(0.6);
  const kept = await progress(before);
  await first.kill();

  hub.reset();
  const second = await KillableBrowser.start(profile);
  const after = await second.openNotebook(baseURL);
  await expect(row(after)).toContainText("Paused");
  await row(after).getByRole("button", { name: "Resume" }).click();
  await after.expectStatus(after.cell("Model"), "done");
  expect(hub.sentBytes).toBeLessThanOrEqual((1 - kept) * hub.totalBytes + LOST_BYTES);
  expect(hub.sentBytes).toBeGreaterThan(0);
  await after.runAllToTheEnd();
  await second.kill();
});

test("a download is paused, goes on after a reload, and is cancelled", async ({ notebook, page }) => {
  hub.faults.bytesPerSecond = 1_000_000;
  await consent(await lookUp(notebook));
  await expect.poll(() => progress(notebook)).toBeGreaterThan(0.45);
  await row(notebook).getByRole("button", { name: "Pause" }).click();
  await expect(row(notebook)).toContainText("Paused");
  await page.reload();
  await expect(row(notebook)).toContainText("Paused");
  const kept = await progress(notebook);
  expect(kept).toBeGreaterThan(0.1);
  await row(notebook).getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => progress(notebook)).toBeGreaterThan(kept + 0.05);
  await row(notebook).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel and delete" }).click();
  await expect(row(notebook)).toHaveCount(0);
  expect(await keptFiles(page)).toEqual([]);
});

test("another tab watches a download, pauses it, and takes it over when the first is closed", async ({
  notebook,
  page,
  context,
}) => {
  hub.faults.bytesPerSecond = 500_000;
  const other = new NotebookPage(await context.newPage());
  await other.open();
  await consent(await lookUp(notebook));
  await expect(row(other)).toContainText("In another tab");
  await row(other).getByRole("button", { name: "Pause" }).click();
  await expect(row(notebook)).toContainText("Paused");
  await expect(row(other)).toContainText("Paused");
  await row(notebook).getByRole("button", { name: "Resume" }).click();
  await expect(row(other)).toContainText("In another tab");
  await page.close();
  await expect(row(other)).toContainText("Paused");
  hub.faults.bytesPerSecond = Number.POSITIVE_INFINITY;
  await row(other).getByRole("button", { name: "Resume" }).click();
  await other.expectStatus(other.cell("Model"), "done");
});

test("a server without ranges is read from the start, and a broken connection keeps what was whole", async ({
  notebook,
}) => {
  hub.faults.knowsRanges = false;
  hub.faults.breakAfter = ({ path, count }) => (path === WEIGHTS && count < 12 ? 5_000_000 : undefined);
  await consent(await lookUp(notebook));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await notebook.runAllToTheEnd();
});

test("a part that arrives damaged is found by the file's hash, and downloaded again", async ({
  notebook,
}) => {
  let damaged = 0;
  hub.faults.damage = (bytes, { path }) => {
    if (path !== WEIGHTS || damaged > 0) return bytes;
    damaged += 1;
    const copy = Buffer.from(bytes);
    copy[1000]! ^= 1;
    return copy;
  };
  await consent(await lookUp(notebook));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  expect(damaged).toBe(1);
  expect(hub.sentBytes).toBeLessThan(hub.totalBytes + (hub.files[WEIGHTS]?.length ?? 0) + SMALL_BYTES);
});

for (const [status, message] of [
  [403, /refused access \(403\)[\s\S]*accept its terms on its page/],
  [404, /has no such file \(404\)/],
] as const) {
  test(`a file that the server refuses with ${status} stops the download with what to do, and keeps the rest`, async ({
    notebook,
  }) => {
    const dialog = await lookUp(notebook);
    hub.faults.status = ({ path }) => (path === "tokenizer.json" ? status : undefined);
    await consent(dialog);
    await expect(row(notebook).getByRole("alert")).toContainText(message);
    await expect(chosenModel(notebook)).toHaveText(/demo \(embedded\)/);
    hub.faults.status = () => undefined;
    await row(notebook).getByRole("button", { name: "Resume" }).click();
    await notebook.expectStatus(notebook.cell("Model"), "done");
  });
}

test("a file that has another length than listed is refused", async ({ notebook }) => {
  const dialog = await lookUp(notebook);
  const whole = hub.files[WEIGHTS]!;
  hub.files[WEIGHTS] = whole.subarray(0, -1000);
  await consent(dialog);
  await expect(row(notebook).getByRole("alert")).toContainText(
    `${WEIGHTS} should hold ${whole.length} bytes, and ${new URL(hub.url).host} has one of ${whole.length - 1000}`,
  );
  hub.files[WEIGHTS] = whole;
  await row(notebook).getByRole("button", { name: "Resume" }).click();
  await notebook.expectStatus(notebook.cell("Model"), "done");
});

test("a file without a hash that changes in mid-download is of one version in the end", async ({
  notebook,
  page,
}) => {
  const original = hub.files["README.md"]!;
  const card = Buffer.alloc(6_000_000, "an older card\n");
  hub.files["README.md"] = card;
  hub.faults.bytesPerSecond = 2_000_000;
  const dialog = await openDialog(notebook);
  await dialog.getByLabel("Model", { exact: true }).selectOption("list");
  await dialog.getByLabel("Address").fill(`${hub.url}/list/`);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog).toContainText("The list has no hash for 8 files");
  await consent(dialog);
  await expect.poll(() => hub.requests.some(({ path }) => path === "README.md")).toBe(true);
  await expect.poll(() => progress(notebook)).toBeGreaterThan(0.1);
  await downloads(notebook).getByRole("button", { name: "Pause" }).click();
  await expect(downloads(notebook)).toContainText("Paused");
  hub.files["README.md"] = Buffer.alloc(6_000_000, "a newer card\n");
  hub.faults.bytesPerSecond = Number.POSITIVE_INFINITY;
  await downloads(notebook).getByRole("button", { name: "Resume" }).click();
  await notebook.expectStatus(notebook.cell("Model"), "done");
  const found = await readKept(page, "file-README.md");
  expect([found.includes("an older card"), found.length]).toEqual([false, 6_000_000]);
  hub.files["README.md"] = original;
});

test("a kept model whose disk was damaged is found by its check, and repaired by the damaged part", async ({
  notebook,
  page,
}) => {
  await consent(await lookUp(notebook));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await keptList(notebook)
    .getByText(/^Kept models: 1 model, 13 MB$/)
    .click();
  const kept = keptList(notebook).getByRole("listitem", { name: NAME });
  await kept.getByRole("button", { name: "Check" }).click();
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText(`${NAME} is complete`);
  await damageKept(page, `file-${WEIGHTS}`, 5_000_000);
  await kept.getByRole("button", { name: "Check" }).click();
  await expect(notices).toContainText(`${NAME} is damaged in ${WEIGHTS}`);
  hub.reset();
  await row(notebook).getByRole("button", { name: "Resume" }).click();
  await keptList(notebook).getByText("Kept models").click();
  await expect(kept).toBeVisible();
  expect(hub.requests.map(({ path, range }) => [path, range])).toEqual([
    [WEIGHTS, [4 * PIECE_BYTES, 5 * PIECE_BYTES - 1]],
  ]);
  await kept.getByRole("button", { name: "Check" }).click();
  await expect(notices.getByText(`${NAME} is complete`)).toHaveCount(2);

  await kept.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(keptList(notebook)).toHaveCount(0);
  await expect(chosenModel(notebook)).toHaveText(/demo \(embedded\)/);
  expect(await keptFiles(page)).toEqual([]);
});

test("an access token goes to its hub only, and is kept only when asked", async ({ notebook, page }) => {
  const fill = async (keep: boolean): Promise<Locator> => {
    const dialog = await openDialog(notebook);
    await dialog.getByText("Revision, mirror, access token").click();
    await dialog.getByLabel("Access token").fill("hf_secret");
    if (keep) await dialog.getByLabel("Keep the token").check();
    return lookUpIn(dialog);
  };
  await consent(await fill(false));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  expect([[...hub.tokens.hub], [...hub.tokens.files]]).toEqual([["Bearer hf_secret"], []]);
  await page.reload();
  const dialog = await openDialog(notebook);
  await dialog.getByText("Revision, mirror, access token").click();
  await expect(dialog.getByLabel("Access token")).toHaveValue("");
});

test("what cannot be looked up is said with its reason, and can be mended", async ({ notebook }) => {
  const dialog = await openDialog(notebook);
  await dialog.getByLabel("Model", { exact: true }).selectOption("repository");
  await dialog.getByLabel("Repository").fill("phi");
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByRole("alert")).toContainText('"phi" is not a repository.');
  await dialog.getByLabel("Repository").fill("me/none");
  await setHub(dialog);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByRole("alert")).toContainText("shows no repository me/none (404)");
  await dialog.getByLabel("Repository").fill(REPOSITORY);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByRole("button", { name: /^Download 13 MB from/ })).toBeVisible();
});

async function demoFiles(): Promise<BundleFiles> {
  const { files } = JSON.parse(await readFile(`${DEMO}/bundle.json`, "utf8")) as {
    files: readonly { path: string }[];
  };
  const entries = await Promise.all(
    files.map(async ({ path }) => [path, await readFile(`${DEMO}/${path}`)] as const),
  );
  return Object.fromEntries(entries);
}

async function openDialog(notebook: NotebookPage): Promise<Locator> {
  // Text cells come a moment later, and move what a click would hit.
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await notebook.cell("Model").getByRole("button", { name: "Download…" }).click();
  return notebook.page.getByRole("dialog", { name: "Download a model" });
}

async function setHub(dialog: Locator): Promise<void> {
  const hubField = dialog.getByLabel("Hub", { exact: true });
  if (!(await hubField.isVisible())) await dialog.getByText("Revision, mirror, access token").click();
  await hubField.fill(hub.url);
}

/** Looks the test's repository up, and waits until its consent is asked for. */
async function lookUp(notebook: NotebookPage): Promise<Locator> {
  return lookUpIn(await openDialog(notebook));
}

async function lookUpIn(dialog: Locator): Promise<Locator> {
  await dialog.getByLabel("Model", { exact: true }).selectOption("repository");
  await dialog.getByLabel("Repository").fill(REPOSITORY);
  await setHub(dialog);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByRole("list", { name: "Will it run here?" })).toBeVisible();
  return dialog;
}

async function consent(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: /^Download \d+ MB from/ }).click();
  await expect(dialog).toHaveCount(0);
}

function downloads(notebook: NotebookPage): Locator {
  return notebook.cell("Model").getByRole("list", { name: "Downloads" });
}

function row(notebook: NotebookPage): Locator {
  return downloads(notebook).getByRole("listitem", { name: NAME });
}

function bar(notebook: NotebookPage): Locator {
  return downloads(notebook).getByRole("progressbar");
}

async function progress(notebook: NotebookPage): Promise<number> {
  return bar(notebook).evaluate((element) => (element as HTMLProgressElement).value);
}

function keptList(notebook: NotebookPage): Locator {
  return notebook.cell("Model").locator("details").filter({ hasText: "Kept models" });
}

function chosenModel(notebook: NotebookPage): Locator {
  return notebook.cell("Model").getByRole("combobox", { name: "Model" }).locator("option:checked");
}

/** Names of the downloads that the browser keeps. */
async function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle("models", { create: true });
    const names: string[] = [];
    for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
    return names;
  });
}

async function readKept(page: Page, name: string): Promise<string> {
  const [id] = await keptFiles(page);
  return page.evaluate(
    async ([id, name]) => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
      const file = await (await root.getDirectoryHandle(id!)).getFileHandle(name!);
      return (await file.getFile()).text();
    },
    [id, name],
  );
}

/** Turns one bit of a kept file, as a bad disk does. */
async function damageKept(page: Page, name: string, at: number): Promise<void> {
  const [id] = await keptFiles(page);
  await page.evaluate(
    async ([id, name, at]) => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
      const handle = await (await root.getDirectoryHandle(id)).getFileHandle(name);
      const [byte] = new Uint8Array(await (await handle.getFile()).slice(at, at + 1).arrayBuffer());
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: "write", position: at, data: Uint8Array.of((byte ?? 0) ^ 1) });
      await writable.close();
    },
    [id ?? "", name, at] as const,
  );
}
