/**
 * `npm run bench:huge -- NAME …`: how the page bears notebooks that are far larger than real ones. It prints, for each step of a person,
 * how long it took and the longest times in which the page could do nothing else. Build the page first.
 */
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { HUGE_NOTEBOOKS } from "./huge-notebooks.ts";
import { withPage } from "./with-page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STEP_LIMIT_MS = 60_000;
const FIRST_CELL = "article[data-cell-id='cell-0']";

export async function main(args: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "huge-"));
  const names = args.length > 0 ? args : [...HUGE_NOTEBOOKS.keys()];
  for (const name of names) {
    const make = HUGE_NOTEBOOKS.get(name);
    if (make === undefined) throw new Error(`There are ${[...HUGE_NOTEBOOKS.keys()].join(", ")}.`);
    const file = path.join(folder, "huge.ipynb");
    await writeFile(file, make());
    console.log(`${name}, ${((await stat(file)).size / 1e6).toFixed(1)} MB`);
    try {
      await withPage(path.join(ROOT, "dist"), 1, (page, url) => measure(page, url, file));
    } catch (error) {
      console.log(`  FAILED: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  await rm(folder, { recursive: true });
}

async function measure(page: Page, url: string, file: string): Promise<void> {
  page.on("pageerror", (error) => console.log(`  error in the page: ${error.message.slice(0, 200)}`));
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { blocked: number[]; saved: number[] };
    seen.blocked = [];
    seen.saved = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.blocked.push(Math.round(duration));
    }).observe({ type: "longtask" });
    const store = IDBObjectStore.prototype;
    const put = Object.getOwnPropertyDescriptor(store, "put")?.value as typeof store.put;
    store.put = function (...given) {
      const startMs = performance.now();
      const request = put.apply(this, given);
      seen.saved.push(Math.round(performance.now() - startMs));
      return request;
    };
  });
  await page.goto(url);
  await page.getByRole("article").first().waitFor();
  const step = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    await page.evaluate(() => {
      const seen = globalThis as unknown as { blocked: number[]; saved: number[] };
      seen.blocked = [];
      seen.saved = [];
    });
    const startMs = Date.now();
    let failed = "";
    await act().catch((error: Error) => {
      failed = ` FAILED: ${error.message.split("\n")[0]}`;
    });
    const elapsedMs = Date.now() - startMs;
    // What follows by itself, such as saving.
    await page.waitForTimeout(2500);
    await settled(page);
    const { blocked, saved, heapBytes, elements } = await page.evaluate(() => {
      const { blocked, saved } = globalThis as unknown as { blocked: number[]; saved: number[] };
      const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
      return {
        blocked: blocked.toSorted((a, b) => b - a).slice(0, 5),
        saved,
        heapBytes: memory.usedJSHeapSize,
        elements: document.querySelectorAll("*").length,
      };
    });
    console.log(
      `  ${name}: ${elapsedMs} ms; blocked ${blocked.join(", ") || "never"}; put ${saved.join(", ") || "nothing"}; heap ${Math.round(heapBytes / 1e6)} MB, ${elements} elements${failed}`,
    );
  };
  await step("open", async () => {
    await page.getByLabel("Notebook file").setInputFiles(file);
    await page.locator(FIRST_CELL).waitFor({ state: "attached", timeout: STEP_LIMIT_MS });
  });
  await step("scroll", async () => {
    await page.evaluate(async () => {
      for (let at = 0; at < 60; at += 1) {
        scrollBy(0, innerHeight / 2);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
  });
  await step("to the end", async () => {
    await page.evaluate(async () => {
      scrollTo(0, document.documentElement.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  });
  await step("type", async () => {
    await page.locator(FIRST_CELL).focus();
    await page.keyboard.press("Enter");
    const field = page
      .locator("article[data-cell-id='cell-0'] textarea, article[data-cell-id='cell-0'] .monaco-editor")
      .first();
    await field.waitFor({ timeout: STEP_LIMIT_MS });
    await page.keyboard.type("The quick brown fox.", { delay: 60 });
  });
  if ((await page.locator("article[data-cell-id='cell-1']").count()) > 0)
    await step("edit the large cell", async () => {
      await page.keyboard.press("Escape");
      await page.locator("article[data-cell-id='cell-1']").focus();
      await page.keyboard.press("Enter");
      await page.waitForTimeout(1500);
      await page.keyboard.type("abc", { delay: 60 });
      await page.keyboard.press("Escape");
    });
  await step("reload", async () => {
    await page.reload({ timeout: STEP_LIMIT_MS });
    await page.locator(FIRST_CELL).waitFor({ state: "attached", timeout: STEP_LIMIT_MS });
  });
  await step("save as a file", async () => {
    const download = page.waitForEvent("download", { timeout: STEP_LIMIT_MS });
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("combobox").fill("ipynb");
    await page.keyboard.press("Enter");
    await (await download).path();
  });
}

/** Until the page answers at once. */
async function settled(page: Page): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const startMs = Date.now();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    if (Date.now() - startMs < 200) return;
  }
}
