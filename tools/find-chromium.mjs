import { accessSync, constants } from "node:fs";
import path from "node:path";
import { env } from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Finds a Chromium that is already on the machine.
 * @returns {string | undefined} PLAYWRIGHT_CHROMIUM, or the first on the PATH; undefined where there is none: Playwright
 * then uses the one that `npx playwright install chromium` brings.
 */
export function findChromium() {
  if (env["PLAYWRIGHT_CHROMIUM"]) return env["PLAYWRIGHT_CHROMIUM"];
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
