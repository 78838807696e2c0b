import type { BrowserContext } from "@playwright/test";

/**
 * Makes its pages find the browser's data saver on, so that they do not load the whole app for later, offline: 48 MB, which takes
 * six seconds of a processor in each empty profile. offline.spec.ts lets them.
 */
export async function saveData(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
}
