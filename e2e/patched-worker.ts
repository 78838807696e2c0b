import type { Page } from "@playwright/test";

/**
 * Lets a worker that the page starts from now on, by its name, find itself in another browser, as another machine has it.
 * @param script what it runs before its own.
 */
async function patchWorker(page: Page, name: string, script: string): Promise<void> {
  // The page starts it at another address, for which this test answers.
  await page.evaluate((patched) => {
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(options?.name === patched ? `${String(url)}?patched` : url, options);
      }
    };
  }, name);
  await page.context().route(/\.js\?patched$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });
}

/**
 * Makes the page's inference as slow as on an old machine, if it has not begun: the demo model's longest answer takes less than
 * a second elsewhere, too short to be stopped by hand.
 * @param ms what each token takes longer.
 */
export async function slowInference(page: Page, ms = 10): Promise<void> {
  // What gives way to messages between two tokens posts one to itself.
  const script = `
    const post = MessagePort.prototype.postMessage;
    const nobody = new Int32Array(new SharedArrayBuffer(4));
    MessagePort.prototype.postMessage = function (...message) {
      Atomics.wait(nobody, 0, 0, ${ms});
      post.apply(this, message);
    };
  `;
  await patchWorker(page, "inference", script);
}

/** Of a zip, the worker that reads models gets 64 kB at a time, each after a while; to be called before it has read any. */
export async function slowDisk(page: Page, ms = 200): Promise<void> {
  const script = `
    const { stream } = Blob.prototype;
    Blob.prototype.stream = function () {
      const transform = async (chunk, controller) => {
        await new Promise((resolve) => setTimeout(resolve, ${ms}));
        controller.enqueue(chunk);
      };
      return stream.call(this).pipeThrough(new TransformStream({ transform }));
    };
  `;
  await patchWorker(page, "reader", script);
}

/** Asked with the model of a zip of this name, the inference comes to no end and hears nothing. */
export async function endlessInference(page: Page, zipName: string): Promise<void> {
  const isOfZip = `JSON.stringify(data.args).includes(${JSON.stringify(zipName)})`;
  const script = `addEventListener("message", ({ data }) => { if (data.name === "predict" && ${isOfZip}) for (;;); });`;
  await patchWorker(page, "inference", script);
}

/** Whatever a zip holds, the worker that reads it comes to no end and hears nothing; to be called before it has read any. */
export async function endlessReader(page: Page): Promise<void> {
  const script = `addEventListener("message", ({ data }) => { if (data.name === "openZip") for (;;); });`;
  await patchWorker(page, "reader", script);
}
