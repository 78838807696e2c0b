import type { Page } from "@playwright/test";

/** What gives way to messages between two tokens posts one to itself. */
const slowScript = (ms: number): string => `{
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...message) {
    for (const end = performance.now() + ${ms}; performance.now() < end;);
    post.apply(this, message);
  };
}
`;

/**
 * Makes the page's inference as slow as on an old machine, if it has not begun: the demo model's longest answer takes less than
 * a second elsewhere, too short to be stopped by hand.
 * @param ms what each token takes longer.
 */
export function slowInference(page: Page, ms = 10): Promise<void> {
  return beginWorkerWith(page, "inference", slowScript(ms));
}

/** As a slow disk: the reader gets 64 kB of a file at a time, each after a pause. To be called before it has begun. */
export function slowReader(page: Page): Promise<void> {
  return beginWorkerWith(
    page,
    "reader",
    `{
  const { stream } = Blob.prototype;
  Blob.prototype.stream = function () {
    const pause = async (chunk, to) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      to.enqueue(chunk);
    };
    return stream.call(this).pipeThrough(new TransformStream({ transform: pause }));
  };
}
`,
  );
}

/** Whatever a zip holds, the reader that opens it comes to no end, and hears nothing. To be called before it has begun. */
export function endlessReader(page: Page): Promise<void> {
  return beginWorkerWith(
    page,
    "reader",
    `addEventListener("message", ({ data }) => { if (data.name === "openZip") for (;;); });\n`,
  );
}

/** The page starts the worker at another address, for which this test answers with the script before the worker's own. */
async function beginWorkerWith(page: Page, worker: string, script: string): Promise<void> {
  await page.evaluate((name) => {
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(options?.name === name ? `${String(url)}?${name}-changed` : url, options);
      }
    };
  }, worker);
  await page.context().route(
    (url) => url.search === `?${worker}-changed`,
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: script + (await response.text()) });
    },
  );
}
