/**
 * `npm test`: brings what the tests need, runs every check, and ends with the line "N passed, N failed".
 *
 * A check that fails does not keep the others from running. Arguments choose some of them: `npm test -- unit e2e`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { argv, env, exit, platform } from "node:process";
import { chromium } from "@playwright/test";
import { findChromium } from "./find-chromium.mjs";
import { ENVIRONMENTS_OF_TESTS, makeEnvironments, peersPython } from "./peers/setup.mjs";

const reports = ".cache/reports";
const vitestReport = `${reports}/vitest.json`;
const playwrightReport = `${reports}/playwright.json`;

/** Each gives how many of its tests passed and failed. */
const checks = {
  format: () => tool("oxfmt", ["--check", "."]),
  lint: () => tool("oxlint", ["--type-aware"]),
  types: () => tool("typescript", ["-b"], "tsc"),
  unused: () => tool("knip", []),
  python: pythonTests,
  unit: () =>
    suite(
      "vitest",
      ["run", "--reporter=default", "--reporter=json", `--outputFile=${vitestReport}`],
      vitestReport,
      vitestCounts,
    ),
  e2e: () =>
    suite(
      "@playwright/test",
      ["test", "--reporter=list,json"],
      playwrightReport,
      playwrightCounts,
      "playwright",
    ),
  browsers,
};

async function main() {
  const chosen = argv.slice(2);
  const unknown = chosen.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    console.error(`There is no check "${unknown.join(", ")}". There are: ${Object.keys(checks).join(", ")}.`);
    exit(2);
  }
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const names = chosen.length > 0 ? chosen : Object.keys(checks);
  if (names.some((name) => ["python", "unit", "e2e"].includes(name)))
    await makeEnvironments(ENVIRONMENTS_OF_TESTS);
  if (names.includes("e2e")) bringChromium();

  let passed = 0;
  let failed = 0;
  for (const name of names) {
    console.log(`\n— ${name} —`);
    const startedMs = Date.now();
    const counts = checks[name]();
    passed += counts.passed;
    failed += counts.failed;
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    console.log(`— ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s —`);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  exit(failed === 0 ? 0 : 1);
}

/** A check that is one test: it passes with exit status 0. */
function tool(packageName, args, command = packageName) {
  return run(packageName, args, command) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A check of many tests; a run that failed without a failed test counts as one. */
function suite(packageName, args, report, countsOf, command = packageName) {
  const status = run(packageName, args, command);
  const counts = existsSync(report)
    ? countsOf(JSON.parse(readFileSync(report, "utf8")))
    : { passed: 0, failed: 0 };
  const counted = counts.passed + counts.failed > 0;
  return status === 0 && counted ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

function vitestCounts({ numPassedTests, numFailedTests, numFailedTestSuites }) {
  return { passed: numPassedTests, failed: numFailedTests === 0 ? numFailedTestSuites : numFailedTests };
}

/** Firefox and WebKit, on what the e2e check built; each that is not installed is told of. */
function browsers() {
  const report = `${reports}/browsers.json`;
  rmSync(report, { force: true });
  if (!existsSync("dist/index.html")) run("vite", ["build"], "vite");
  const { status } = spawnSync(process.execPath, ["tools/browsers/smoke.mjs"], { stdio: "inherit" });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { passed: 0, failed: 1 };
  return status === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/** The tests of the Python beside the product. */
function pythonTests() {
  const { status, stderr } = spawnSync(peersPython(), ["-m", "unittest", "discover", "tools/demo-model"], {
    encoding: "utf8",
  });
  console.log(stderr.trimEnd());
  const passed = Number(/Ran (\d+) tests?/.exec(stderr)?.[1] ?? 0);
  return status === 0 && passed > 0 ? { passed, failed: 0 } : { passed: 0, failed: 1 };
}

/** A test that passed only when it was tried again passes, but is told: it is a fault of the test or of the page. */
function playwrightCounts({ stats }) {
  if (stats.flaky > 0) console.log(`${stats.flaky} of the tests passed only the second time: mend them.`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/** Runs a package's command with this Node, so that it works on every system's shell. */
function run(packageName, args, command) {
  const require = createRequire(import.meta.url);
  const manifestPath = findManifest(require, packageName);
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
  const bin = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command];
  const script = manifestPath.replace(/package\.json$/, bin);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: "inherit",
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  });
  return status ?? 1;
}

function findManifest(require, packageName) {
  const folder = require.resolve
    .paths(packageName)
    .find((path) => existsSync(`${path}/${packageName}/package.json`));
  if (folder === undefined) throw new Error(`${packageName} is not installed: run npm install.`);
  return `${folder}/${packageName}/package.json`;
}

/** The machine's own Chromium, or Playwright's, or else one that is installed now. */
function bringChromium() {
  if (findChromium() !== undefined || existsSync(chromium.executablePath())) return;
  console.log("There is no Chromium: installing one for the end-to-end tests …");
  const isRoot = typeof process.getuid === "function" && process.getuid() === 0;
  if (platform === "linux" && isRoot && succeeds("apt-get", ["update", "-qq"])) {
    if (succeeds("apt-get", ["install", "-y", "-qq", "chromium"]) && findChromium() !== undefined) return;
  }
  if (run("@playwright/test", ["install", "chromium"], "playwright") === 0) return;
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

await main();
