import type { Page } from "@playwright/test";
import { slowInference } from "../../e2e/patched-worker.ts";
import { type Frames, framesOf } from "./frames.ts";
import { withPage } from "./with-page.ts";

export interface Streaming {
  /** While a long answer arrives, 25 pieces a second. */
  readonly frames: Frames;
  /** Of the page's main thread, for each piece that was drawn. */
  readonly msPerPiece: number;
}

/** Option 2 of the embedded model, asked for some 900 tokens in a worker that takes 10 ms longer for each. */
export function measureStreaming(folder: string, slowdown: number): Promise<Streaming> {
  return withPage(folder, slowdown, async (page, url) => {
    await page.goto(url);
    await page.getByRole("article").first().waitFor();
    await slowInference(page);
    await openLongOption2(page);
    const cell = page.locator('article[data-cell-id][aria-label$=": Inference"]');
    await cell.scrollIntoViewIfNeeded();
    await cell.getByRole("button", { name: /^Run Cell/ }).click();
    const soFar = cell.getByRole("region", { name: "Answer so far" });
    await soFar.waitFor();
    // Now the model is loaded, and the answer has begun.
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const taskMs = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
    };
    const beganMs = await taskMs();
    const { intervals, pieces } = await soFar.evaluate(
      (region) =>
        new Promise<{ intervals: number[]; pieces: number }>((resolve) => {
          const intervals: number[] = [];
          let pieces = 0;
          let last: number | null = null;
          new MutationObserver(() => (pieces += 1)).observe(region, {
            characterData: true,
            childList: true,
            subtree: true,
          });
          const next = (now: number): void => {
            if (last !== null) intervals.push(now - last);
            last = now;
            if (region.isConnected) requestAnimationFrame(next);
            else resolve({ intervals, pieces });
          };
          requestAnimationFrame(next);
        }),
    );
    return { frames: framesOf(intervals), msPerPiece: ((await taskMs()) - beganMs) / pieces };
  });
}

async function openLongOption2(page: Page): Promise<void> {
  await page.getByRole("banner").locator(".documents-button").click();
  await page.getByRole("menuitemradio").nth(1).click();
  const wrapper = page.locator('article[data-cell-id][aria-label$=": Wrapper"]');
  await wrapper.getByRole("button", { name: "Add search option" }).click();
  await page.getByRole("menuitem", { name: "min_length" }).click();
  await wrapper.getByLabel("Value of min_length").fill("950");
  await wrapper.getByLabel("Value of max_length").fill("1000");
}
