import type { Page } from "@playwright/test";

/** What gives way to messages between two tokens posts one to itself. */
const slowScript = (ms: number): string => `{
  const post = MessagePort.prototype.postMessage;
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  MessagePort.prototype.postMessage = function (...message) {
    Atomics.wait(nobody, 0, 0, ${ms});
    post.apply(this, message);
  };
}
`;

/**
 * Makes the page's inference as slow as on an old machine, if it has not begun: the demo model's longest answer takes less than
 * a second elsewhere, too short to be stopped by hand.
 * @param ms what each token takes longer.
 */
export async function slowInference(page: Page, ms = 10): Promise<void> {
  // The page starts it at another address, for which this test answers.
  await page.evaluate(() => {
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(options?.name === "inference" ? `${String(url)}?slow` : url, options);
      }
    };
  });
  await page.context().route(/\.js\?slow$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: slowScript(ms) + (await response.text()) });
  });
}
