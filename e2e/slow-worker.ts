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
 * Makes the workers of the pages that follow as slow as on an old machine: the demo model's longest answer takes less than a
 * second elsewhere, too short to be stopped by hand.
 * @param ms what each token takes longer.
 */
export async function slowWorkers(page: Page, ms = 10): Promise<void> {
  await page.route(/\/assets\/worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: slowScript(ms) + (await response.text()) });
  });
}
