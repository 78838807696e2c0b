/** Brings the browsers that the end-to-end tests run in. Another browser is another function here, and a need in groups.mjs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { env, platform } from "node:process";
import { chromium } from "@playwright/test";
import { findChromium, findTestChromium } from "../find-chromium.mjs";
import { runPackage } from "./run-package.mjs";

/** Whether bringChromium has nothing to do. */
export function hasChromium() {
  if (findChromium() === undefined) return existsSync(chromium.executablePath());
  return findTestChromium() !== findChromium() || env["PLAYWRIGHT_CHROMIUM"] !== undefined || !canInstall();
}

/**
 * The machine's own Chromium, or Playwright's, or else one that is installed now; of Debian's with its headless shell, in
 * which tests take less time (find-chromium.mjs).
 */
export async function bringChromium() {
  if (hasChromium()) return;
  if (canInstall() && succeeds("apt-get", ["update", "-qq"])) {
    const install = (name) => succeeds("apt-get", ["install", "-y", "-qq", name]);
    install("chromium-headless-shell");
    if (findChromium() === undefined) install("chromium");
  }
  if (findChromium() !== undefined) return;
  const { status } = await runPackage("@playwright/test", ["install", "chromium"], { command: "playwright" });
  if (status === 0) return;
  throw new Error(
    "No Chromium could be installed. Install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM to its path, and run npm test again.",
  );
}

const OTHER_BROWSERS = ["firefox-esr", "webkit2gtk-driver", "xvfb", "dbus"];
const OTHER_COMMANDS = ["firefox-esr", "WebKitWebDriver", "Xvfb", "dbus-run-session"];

/** Whether bringOtherBrowsers has nothing to do, or can do nothing: it knows Debian's packages only. */
export function hasOtherBrowsers() {
  return !canInstall() || OTHER_COMMANDS.every((name) => succeeds("which", [name]));
}

/** Firefox and WebKitGTK. Where they cannot be installed, the tests say so and go on. */
export async function bringOtherBrowsers() {
  if (hasOtherBrowsers() || !succeeds("apt-get", ["update", "-qq"])) return;
  succeeds("apt-get", ["install", "-y", "-qq", ...OTHER_BROWSERS]);
}

function canInstall() {
  return platform === "linux" && process.getuid?.() === 0 && succeeds("which", ["apt-get"]);
}

function succeeds(command, args) {
  return (
    spawnSync(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0
  );
}
