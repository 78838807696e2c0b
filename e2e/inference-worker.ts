import type { Page, Worker } from "@playwright/test";

/** The worker that answers in the page; its script has another name in each build. */
export async function inferenceWorker(page: Page): Promise<Worker> {
  for (const worker of page.workers()) {
    // The kernel's helpers wait in WebAssembly, and would not answer; the worker that zips may be gone by now.
    if (worker.url().includes("helper-thread")) continue;
    if ((await worker.evaluate(() => self.name).catch(() => "")) === "inference") return worker;
  }
  throw new Error("The page runs no inference worker.");
}
