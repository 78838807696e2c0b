/** Brings the browsers that the end-to-end tests run in. Another browser is another function here, and a need in groups.mjs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { env, platform } from "node:process";
import { chromium } from "@playwright/test";
import { findChromium } from "../find-chromium.mjs";
import { runPackage } from "./run-package.mjs";

/** Whether bringChromium has nothing to do. */
export function hasChromium() {
  return findChromium() !== undefined || existsSync(chromium.executablePath());
}

/** The machine's own Chromium, or Playwright's, or else one that is installed now. */
export async function bringChromium() {
  if (hasChromium()) return;
  const isRoot = typeof process.getuid === "function" && process.getuid() === 0;
  if (platform === "linux" && isRoot && succeeds("apt-get", ["update", "-qq"])) {
    if (succeeds("apt-get", ["install", "-y", "-qq", "chromium"]) && findChromium() !== undefined) return;
  }
  const { status } = await runPackage("@playwright/test", ["install", "chromium"], { command: "playwright" });
  if (status === 0) return;
  throw new Error(
    "No Chromium could be installed. Install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to its path, and run npm test again.",
  );
}

function succeeds(command, args) {
  return (
    spawnSync(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0
  );
}
