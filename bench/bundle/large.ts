/**
 * `npm run test:large`: a model of Phi-3-mini's shape, 2.7 GB, goes the whole way in Chromium: downloaded from a link,
 * interrupted by killing the browser, resumed, verified, loaded and run. Not in the default run, for its size.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { expect, type Locator, type Page } from "@playwright/test";
import { build } from "vite";
import { KillableBrowser } from "../../e2e/killable-browser.ts";
import { NotebookPage } from "../../e2e/notebook-page.ts";
import { PeakMemory } from "../browser/peak-memory.ts";
import { servePage } from "../browser/page-server.ts";
import { machineLine } from "../machine.ts";
import { replaceSection } from "../marked-section.ts";
import { type LoadShapeName, loadShapeNames, shapeFiles } from "../shapes.ts";
import { ModelServer } from "./model-server.ts";
import { writeManifest } from "./write-manifest.ts";

const usage = `npm run test:large -- [--shape NAME]
  --shape NAME   of ${loadShapeNames.join(", ")}; without it, phi3-mini
The result is kept in bench/results/large.json and docs/performance.md.`;

const root = path.resolve(import.meta.dirname, "../..");
const resultsPath = path.join(root, "bench/results/large.json");
const documentPath = path.join(root, "docs/performance.md");

/** Each of four connections may lose the piece of 1 MiB that it was at, and what the system had not written yet. */
const mostLostBytes = 8e6;
/** Beyond the weights, which the wasm heap holds once. */
const downloadMemoryBytes = 500e6;
/** A page's answer, however slow the machine is. */
const stepMs = 20 * 60_000;

export interface LargeResultJson {
  readonly shape: LoadShapeName;
  readonly machine: string;
  readonly date: string;
  readonly modelBytes: number;
  /** On its server's count: up to the kill, and from it. */
  readonly sentBytes: readonly [number, number];
  /** What the page had before the kill, as it showed it. */
  readonly shownBytes: number;
  readonly lostBytes: number;
  readonly downloadMs: number;
  readonly checkMs: number;
  /** The cell's whole run: loading the weights and answering. */
  readonly runMs: number;
  readonly runtime: string;
  readonly tokens: number;
  /** Tokens a second, as the model cell told before, and as the answer's steps took. */
  readonly perSecond?: { readonly estimated: number; readonly measured: number };
  /** Of the page's process while it downloads, and while it runs the model. */
  readonly peakBytes: { readonly download: number | null; readonly run: number | null };
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { shape: { type: "string", default: "phi3-mini" }, help: { type: "boolean", default: false } },
  });
  const shape = loadShapeNames.find((name) => name === values.shape);
  if (values.help || shape === undefined) {
    console.log(usage);
    if (!values.help) process.exitCode = 2;
    return;
  }
  const result = await run(shape);
  console.log(JSON.stringify(result, null, 1));
  keep(result);
}

async function run(shape: LoadShapeName): Promise<LargeResultJson> {
  const files = await shapeFiles(shape, root);
  const modelBytes = files.model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const models = new ModelServer([await writeManifest(files, root), files.bundleFolder]);
  const modelUrl = await models.start();
  const outDir = path.join(root, ".cache/large-page");
  await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const { server, url } = await servePage([{ at: "/", folder: outDir }]);
  const profile = mkdtempSync(path.join(root, ".cache/large-profile-"));
  let browser: KillableBrowser | undefined;
  try {
    const startMs = performance.now();
    const first = (browser = await KillableBrowser.start(profile));
    const firstMemory = await PeakMemory.watch(first.browser);
    const before = await first.openNotebook(`${url}/index.html`);
    say("Downloading");
    // Slow enough to be caught in the middle, also where the model is small.
    models.bytesPerSecond = modelBytes / 40;
    await startFromLink(
      before.page,
      `${url}/index.html#bundle=${encodeURIComponent(`${modelUrl}/bundle.json`)}`,
    );
    await expect.poll(() => shownShare(before), { timeout: stepMs, intervals: [50] }).toBeGreaterThan(0.4);
    const shownBytes = (await shownShare(before)) * modelBytes;
    const firstPeak = firstMemory.bytes();
    firstMemory.stop();
    await first.kill();
    browser = undefined;
    say(`Killed at ${share(shownBytes, modelBytes)}`);
    const sentBefore = models.sentBytes;
    models.sentBytes = 0;
    models.bytesPerSecond = Number.POSITIVE_INFINITY;

    const second = (browser = await KillableBrowser.start(profile));
    const notebook = await second.openNotebook(`${url}/index.html`);
    const secondMemory = await PeakMemory.watch(second.browser);
    await expect(row(notebook, shape)).toContainText("Paused");
    await row(notebook, shape).getByRole("button", { name: "Resume" }).click();
    await expect(notices(notebook)).toContainText("is downloaded, checked, and kept", { timeout: stepMs });
    const downloadMs = performance.now() - startMs;
    const sentAfter = models.sentBytes;
    const lostBytes = Math.max(0, sentAfter - (modelBytes - shownBytes));
    const downloadPeak = secondMemory.bytes();
    say(`Resumed: ${(sentAfter / 1e6).toFixed(0)} MB more, ${(lostBytes / 1e6).toFixed(1)} MB of them again`);
    say(`Memory: ${megabytes(firstPeak)} and ${megabytes(downloadPeak)} MB`);
    expect(lostBytes).toBeLessThanOrEqual(mostLostBytes);
    expect(Math.max(firstPeak ?? 0, downloadPeak ?? 0)).toBeLessThan(downloadMemoryBytes);

    const checkStartMs = performance.now();
    const kept = notebook.cell("Model").locator("details").filter({ hasText: "Kept models" });
    await kept.getByText("Kept models").click();
    await kept.getByRole("button", { name: "Check" }).click();
    await expect(notices(notebook)).toContainText(`${shape} is complete`, { timeout: stepMs });
    const checkMs = performance.now() - checkStartMs;
    say("Verified");

    const ran = await answer(notebook, shape);
    const runPeak = secondMemory.bytes();
    secondMemory.stop();
    return {
      shape,
      machine: await machineLine(),
      date: new Date().toISOString(),
      modelBytes,
      sentBytes: [sentBefore, sentAfter],
      shownBytes,
      lostBytes,
      downloadMs,
      checkMs,
      ...ran,
      peakBytes: { download: highest(firstPeak, downloadPeak), run: runPeak },
    };
  } finally {
    // Also after a failure: without it, the next error would be about a profile in use.
    await browser?.kill();
    models.stop();
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As a person who was sent the link does. */
async function startFromLink(page: Page, link: string): Promise<void> {
  // Another fragment of the same address is no new page: the page hears of it.
  await page.goto(link);
  const dialog = page.getByRole("dialog", { name: /^Open a bundle from/ });
  await dialog.getByRole("button", { name: /^Ask / }).click();
  await dialog.getByRole("button", { name: /^Download .* from/ }).click({ timeout: 60_000 });
  await expect(dialog).toHaveCount(0);
}

/** Loads the model and lets it write a few tokens; its weights are random, so that they mean nothing. */
async function answer(
  notebook: NotebookPage,
  shape: LoadShapeName,
): Promise<Pick<LargeResultJson, "runMs" | "runtime" | "tokens" | "perSecond">> {
  await notebook.openOption(2);
  await notebook.cell("Model").getByRole("combobox", { name: "Model" }).selectOption({ label: shape });
  await notebook.cell("Wrapper").getByLabel("Value of max_length").fill("48");
  const cell = notebook.cell("Inference");
  const startMs = performance.now();
  await notebook.setInput(cell, JSON.stringify({ prompt: "<|user|>\nHi<|end|>\n<|assistant|>\n" }));
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done", stepMs);
  const runMs = performance.now() - startMs;
  const tokens = (await notebook.tokenIds(cell)).length;
  expect(tokens).toBeGreaterThan(0);
  const runtime = await cell
    .locator("dl")
    .getByText(/int4 kernel|onnxruntime-web/)
    .first()
    .textContent();
  const perSecond = {
    estimated: await rateIn(notebook.cell("Model").getByText(/ tokens\/s on this computer/)),
    measured: await rateIn(
      cell
        .locator("dl")
        .getByText(/ tokens\/s/)
        .first(),
    ),
  };
  say(
    `Loaded and run: ${tokens} tokens on ${runtime}, at ${perSecond.measured} tokens/s of estimated ${perSecond.estimated}`,
  );
  return { runMs, runtime: runtime ?? "", tokens, perSecond };
}

/** The number before "tokens/s". */
async function rateIn(text: Locator): Promise<number> {
  return Number(/([\d.,]+) tokens\/s/.exec((await text.textContent()) ?? "")?.[1]?.replaceAll(",", ""));
}

function row(notebook: NotebookPage, name: string): Locator {
  return notebook
    .cell("Model")
    .getByRole("list", { name: "Downloads" })
    .getByRole("listitem", { name, exact: true });
}

async function shownShare(notebook: NotebookPage): Promise<number> {
  const bar = notebook.cell("Model").getByRole("list", { name: "Downloads" }).getByRole("progressbar");
  return bar.evaluate((element) => (element as HTMLProgressElement).value, undefined, { timeout: 10_000 });
}

function notices(notebook: NotebookPage): Locator {
  return notebook.page.getByRole("region", { name: "Notifications" });
}

function highest(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : Math.max(one ?? 0, other ?? 0);
}

function share(bytes: number, ofBytes: number): string {
  return `${((100 * bytes) / ofBytes).toFixed(0)} %`;
}

function say(text: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

/** Writes the result, beside those of other shapes. */
function keep(result: LargeResultJson): void {
  const earlier = existsSync(resultsPath)
    ? (JSON.parse(readFileSync(resultsPath, "utf8")) as readonly LargeResultJson[])
    : [];
  const results = [...earlier.filter(({ shape }) => shape !== result.shape), result];
  mkdirSync(path.dirname(resultsPath), { recursive: true });
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 1)}\n`);
  const lines = results.map(
    (each) =>
      `| ${each.shape}, ${(each.modelBytes / 1e9).toFixed(2)} GB | ${share(each.shownBytes, each.modelBytes)} | ${(each.lostBytes / 1e6).toFixed(1)} | ${seconds(each.downloadMs)} | ${seconds(each.checkMs)} | ${seconds(each.runMs)}, ${each.tokens} tokens, ${each.runtime} | ${each.perSecond ? `${each.perSecond.measured} (${each.perSecond.estimated})` : "—"} | ${megabytes(each.peakBytes.download)} | ${megabytes(each.peakBytes.run)} |`,
  );
  const table = [
    "| model | killed at | sent again, MB | downloaded, s | every byte checked, s | loaded and run, s | tokens a second, measured (estimated before) | peak memory, downloading, MB | peak memory, running, MB |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
  const content = `Measured on ${result.machine}.\n\n${table}`;
  writeFileSync(documentPath, replaceSection(readFileSync(documentPath, "utf8"), "test:large", content));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function megabytes(bytes: number | null): string {
  return bytes === null ? "—" : (bytes / 1e6).toFixed(0);
}
