import { readFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { type Frames, framesOf } from "./frames.ts";
import { largeNotebook } from "./large-notebook.ts";
import { shellScripts } from "./shell.ts";
import type { SentFile } from "./app-server.ts";
import { withPage } from "./with-page.ts";

export interface Opening {
  /** From the start of the navigation. */
  readonly firstPaintMs: number;
  /** Until a character that was typed into the first cell stands in it, painted. */
  readonly firstEditMs: number;
  /** JavaScript that was sent until then, compressed by gzip: the shell alone, which has to do without the rest. */
  readonly scriptBytes: number;
}

export interface LargeNotebook {
  readonly cells: number;
  /** From choosing the file until its first cell is in sight. */
  readonly openMs: number;
  readonly scroll: Frames;
  readonly typing: Frames;
  /** From a key until the next painted frame, by the browser's own event timing (8 ms steps). */
  readonly keyToPaintMs: { readonly median: number; readonly longest: number };
}

export const LARGE_CELLS = 1000;
const SCROLL_FRAMES = 240;
/** Of a screen a frame: 7000 pixels a second, as a strong flick of a finger. */
const SCROLL_STEP = 0.13;
const TYPED = "The quick brown fox jumps over the lazy dog, twice.";
const KEY_PAUSE_MS = 60;

export async function measureOpening(folder: string, slowdown: number): Promise<Opening> {
  const shell = new Set(shellScripts(await readFile(path.join(folder, "index.html"), "utf8")));
  const isHeld = (name: string): boolean => /\.m?js$/.test(name) && !shell.has(name.slice(1));
  return withPage(folder, slowdown, measure, { isHeld });

  async function measure(page: Page, url: string, sent: readonly SentFile[]): Promise<Opening> {
    await page.addInitScript(() => {
      // As soon as there is a cell, what a person does: Enter, and a letter.
      const timer = setInterval(() => {
        const cell = document.querySelector<HTMLElement>("article");
        if (cell === null) return;
        const field = cell.querySelector("textarea");
        if (field === null) {
          cell.focus();
          cell.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true }));
          return;
        }
        clearInterval(timer);
        field.focus();
        document.execCommand("insertText", false, "x");
        requestAnimationFrame(() => {
          // After this frame is painted.
          setTimeout(() => {
            const marked = field.value.includes("x") ? "first-edit" : "first-edit-failed";
            performance.mark(marked);
          });
        });
      }, 5);
    });
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName("first-edit").length > 0, undefined, {
      timeout: 60_000,
    });
    const scripts = sent.filter((file) => /\.m?js$/.test(file.path));
    const { firstPaintMs, firstEditMs } = await page.evaluate(() => ({
      firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      firstEditMs: performance.getEntriesByName("first-edit")[0]?.startTime ?? Number.NaN,
    }));
    return {
      firstPaintMs,
      firstEditMs,
      scriptBytes: scripts.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
    };
  }
}

/** The page opens, its views and editors come: everything that a first visit draws by itself. */
const SETTLED_MS = 8000;

/**
 * How far what was on the screen moved by itself while the page opened, as browsers count it (Cumulative Layout Shift): below 0.1 is
 * good. @returns the sum of all shifts.
 */
export function measureShift(
  folder: string,
  slowdown: number,
  screen: BrowserContextOptions,
): Promise<number> {
  return withPage(
    folder,
    slowdown,
    async (page, url) => {
      await page.goto(url);
      await page.getByRole("article").last().waitFor();
      await page.waitForTimeout(SETTLED_MS);
      return page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              const shifts = list.getEntries() as unknown as readonly { readonly value: number }[];
              resolve(shifts.reduce((sum, { value }) => sum + value, 0));
            }).observe({ type: "layout-shift", buffered: true });
            // Without a shift it tells nothing.
            setTimeout(() => resolve(0), 500);
          }),
      );
    },
    { screen },
  );
}

export function measureLargeNotebook(folder: string, slowdown: number): Promise<LargeNotebook> {
  return withPage(folder, slowdown, async (page, url) => {
    await page.goto(url);
    await page.getByRole("article").first().waitFor();
    const startMs = Date.now();
    await page.getByLabel("Notebook file").setInputFiles({
      name: "large.ipynb",
      mimeType: "application/json",
      buffer: Buffer.from(largeNotebook(LARGE_CELLS)),
    });
    // Not by role: working out the names of a thousand cells takes the slowed page longer than opening them.
    await page.waitForFunction(
      () => document.querySelector("article .prose h2")?.textContent === "Cell 0",
      undefined,
      { timeout: 120_000 },
    );
    const openMs = Date.now() - startMs;
    const cells = await page.locator("article").count();
    // It is saved, too.
    await page.waitForTimeout(2000);
    const scroll = framesOf(await scrollThrough(page));
    return { cells, openMs, scroll, ...(await typeInTheMiddle(page, cells)) };
  });
}

export interface PythonReady {
  /** From pressing Run on a first code cell until its value is in sight, in a browser that has nothing of the page. */
  readonly firstVisitMs: number;
  /** The same after the page was loaded again. */
  readonly laterVisitMs: number;
  /** The same again after a restart, with the page as it is. */
  readonly restartedMs: number;
}

export function measurePython(folder: string): Promise<PythonReady> {
  return withPage(folder, 1, async (page, url) => {
    const cell = page.getByRole("article").first();
    const run = async (): Promise<number> => {
      const startMs = Date.now();
      await cell.getByRole("button", { name: /^Run / }).click();
      await page.locator("article.is-running").waitFor();
      await page.locator("article.is-done").waitFor({ timeout: 120_000 });
      return Date.now() - startMs;
    };
    await page.goto(url);
    await cell.waitFor();
    await page.getByLabel("Notebook file").setInputFiles({
      name: "python.ipynb",
      mimeType: "application/json",
      buffer: Buffer.from(ONE_CODE_CELL),
    });
    await page.locator("article.code").waitFor();
    const firstVisitMs = await run();
    await page.waitForTimeout(1000);
    await page.reload();
    await page.locator("article.code").waitFor();
    const laterVisitMs = await run();
    await cell.focus();
    await page.keyboard.type("00");
    await page.getByText("were restarted").waitFor();
    return { firstVisitMs, laterVisitMs, restartedMs: await run() };
  });
}

const ONE_CODE_CELL = JSON.stringify({
  cells: [
    { cell_type: "code", execution_count: null, id: "one", metadata: {}, outputs: [], source: "1 + 1" },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

/** Half a screen at each frame, from the top. @returns the time between frames. */
function scrollThrough(page: Page): Promise<number[]> {
  return page.evaluate(
    ([frames, step]) =>
      new Promise<number[]>((resolve) => {
        const intervals: number[] = [];
        let last: number | null = null;
        scrollTo(0, 0);
        const next = (now: number): void => {
          if (last !== null) intervals.push(now - last);
          last = now;
          if (intervals.length === frames) resolve(intervals);
          else {
            scrollBy(0, innerHeight * step);
            requestAnimationFrame(next);
          }
        };
        requestAnimationFrame(next);
      }),
    [SCROLL_FRAMES, SCROLL_STEP] as const,
  );
}

async function typeInTheMiddle(
  page: Page,
  cells: number,
): Promise<Pick<LargeNotebook, "typing" | "keyToPaintMs">> {
  const cell = page.locator("article.markdown").nth(Math.floor(cells * 0.375));
  await cell.scrollIntoViewIfNeeded();
  await cell.focus();
  await page.keyboard.press("Enter");
  await cell.getByRole("textbox").waitFor();
  await page.evaluate(() => {
    const seen = globalThis as unknown as { intervals: number[]; keys: number[] };
    seen.intervals = [];
    seen.keys = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "keydown") seen.keys.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    let last: number | null = null;
    const next = (now: number): void => {
      if (last !== null) seen.intervals.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await page.keyboard.type(TYPED, { delay: KEY_PAUSE_MS });
  await page.waitForTimeout(500);
  const { intervals, keys } = await page.evaluate(() => {
    const seen = globalThis as unknown as { intervals: number[]; keys: number[] };
    return { intervals: seen.intervals, keys: seen.keys };
  });
  // The browser reports no keys that took less than 16 ms: they count as 16.
  const all = [...keys, ...Array.from({ length: Math.max(0, TYPED.length - keys.length) }, () => 16)];
  const sorted = all.toSorted((a, b) => a - b);
  return {
    typing: framesOf(intervals),
    keyToPaintMs: {
      median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      longest: sorted.at(-1) ?? Number.NaN,
    },
  };
}
