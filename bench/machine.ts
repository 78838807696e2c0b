import { cpus, release, totalmem, type } from "node:os";
import { chromium } from "@playwright/test";
import { findChromium } from "../tools/find-chromium.mjs";

/** The machine and the browser in a line. */
export async function machineLine(): Promise<string> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const version = browser.version();
  await browser.close();
  const cores = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? "?"}, ${gib} GiB, ${type()} ${release()}, Chromium ${version}`;
}
