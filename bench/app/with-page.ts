import { type Browser, type BrowserContextOptions, type Page, chromium } from "@playwright/test";
import { findChromium } from "../../tools/find-chromium.mjs";
import { type SentFile, serveApp } from "./app-server.ts";

const WIDE = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const SCREENS = { wide: WIDE, phone: PHONE };

/** Opens the page in a browser of its own, with the processor as many times slower. */
export async function withPage<Result>(
  folder: string,
  slowdown: number,
  use: (page: Page, url: string, sent: readonly SentFile[]) => Promise<Result>,
  { isHeld, screen = WIDE }: { isHeld?: (path: string) => boolean; screen?: BrowserContextOptions } = {},
): Promise<Result> {
  const { server, url, sent } = await serveApp(folder, isHeld);
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext({
      ...screen,
      // What it fetches is for the next visit.
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    return await use(page, url, sent);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
