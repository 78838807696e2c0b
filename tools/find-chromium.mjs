import { accessSync, constants } from "node:fs";
import path from "node:path";
import { env } from "node:process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const HEADLESS_SHELL = "chromium-headless-shell";

/**
 * Finds a Chromium that is already on the machine.
 * @returns {string | undefined} PLAYWRIGHT_CHROMIUM, or the first on the PATH; undefined where there is none: Playwright
 * then uses the one that `npx playwright install chromium` brings.
 */
export function findChromium() {
  return firstOnPath(NAMES);
}

/**
 * Finds the Chromium for tests: the same engine without a browser's windows, where there is one. A test takes two thirds
 * of the processor time in it. Playwright prefers its own for the same reason.
 * @returns {string | undefined} as findChromium
 */
export function findTestChromium() {
  return firstOnPath([HEADLESS_SHELL, ...NAMES]);
}

/** @param {string[]} names */
function firstOnPath(names) {
  if (env["PLAYWRIGHT_CHROMIUM"]) return env["PLAYWRIGHT_CHROMIUM"];
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
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
