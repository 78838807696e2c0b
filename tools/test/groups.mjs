/**
 * The groups of tests. Each gives how many of its tests passed and failed, how long each took, and the processor time of all.
 * `needs`: what has to be brought before it runs; `isStatic`: runs beside others and shows its output at its end.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { peersPython } from "../peers/setup.mjs";
import { playwrightReport, vitestReport } from "./reports.mjs";
import { runCommand, runPackage } from "./run-package.mjs";

export const REPORTS = ".cache/reports";

export const GROUPS = {
  format: { isStatic: true, run: () => tool("oxfmt", ["--check", "."]) },
  types: { isStatic: true, run: () => tool("typescript", ["-b"], "tsc") },
  lint: { isStatic: true, run: () => tool("oxlint", ["--type-aware"]) },
  unused: { isStatic: true, run: () => tool("knip", []) },
  build: { isStatic: true, run: () => tool("vite", ["build", "--logLevel", "warn"]) },
  unit: { run: (since) => vitest("unit", since) },
  python: { needs: ["environments"], run: pythonTests },
  ui: { needs: ["chromium", "build"], run: (since) => playwright("ui", since) },
  engine: { needs: ["chromium", "build"], run: (since) => playwright("engine", since) },
  peers: {
    needs: ["environments", "chromium", "build"],
    run: async (since) => sum([await vitest("peers", since), await playwright("peers", since)]),
  },
  browsers: { needs: ["build", "otherBrowsers"], run: otherBrowsers },
};

/** Firefox and WebKit; each that is not installed is told of. */
async function otherBrowsers() {
  const file = `${REPORTS}/browsers.json`;
  return suite(file, browsersReport, undefined, () =>
    runCommand(process.execPath, ["tools/browsers/smoke.mjs"], { isShown: true }),
  );
}

/** Where none is installed, saying so is the one test. */
function browsersReport(file) {
  const { passed, failed } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : oneTest(false);
  return { ...(passed + failed === 0 ? oneTest(true) : { passed, failed }), tests: [] };
}

/** A check that is one test: it passes with exit status 0. */
async function tool(name, args, command = name) {
  const { status, cpuSeconds, output } = await runPackage(name, args, { command, isShown: false });
  return { ...oneTest(status === 0), cpuSeconds, output, tests: [] };
}

function oneTest(passes) {
  return passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(project, since) {
  const file = `${REPORTS}/vitest-${project}.json`;
  const changed = since === undefined ? [] : [`--changed=${since}`, "--passWithNoTests"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  return suite(file, vitestReport, since, () =>
    runPackage("vitest", ["run", `--project=${project}`, ...reporters, ...changed]),
  );
}

/** `since`, where only its own files were changed: the specifications that those can touch. */
async function playwright(project, since) {
  const file = `${REPORTS}/playwright-${project}.json`;
  const changed = since === undefined ? [] : [`--only-changed=${since}`, "--pass-with-no-tests"];
  return suite(file, playwrightReport, since, () =>
    runPackage("@playwright/test", ["test", `--project=${project}`, "--reporter=list,json", ...changed], {
      command: "playwright",
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, E2E_BUILT: "1" },
    }),
  );
}

/** A run that failed without a failed test counts as one; so does one without tests, unless only what changed was asked for. */
async function suite(file, read, since, run) {
  rmSync(file, { force: true });
  const { status, cpuSeconds } = await run();
  const report = read(file);
  const isEmpty = report.passed + report.failed === 0 && since === undefined;
  const failed = status === 0 && !isEmpty ? report.failed : Math.max(report.failed, 1);
  return { ...report, failed, cpuSeconds };
}

/** The tests of the Python beside the product. */
async function pythonTests() {
  const args = ["-m", "unittest", "discover", "tools/demo-model"];
  const { status, cpuSeconds, output } = await runCommand(peersPython(), args, { isShown: false });
  const passed = Number(/Ran (\d+) tests?/.exec(output)?.[1] ?? 0);
  const counts = status === 0 && passed > 0 ? { passed, failed: 0 } : oneTest(false);
  return { ...counts, cpuSeconds, output, tests: [] };
}

function sum(parts) {
  const total = (of) => parts.reduce((all, part) => all + of(part), 0);
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    tests: parts.flatMap(({ tests }) => tests),
    cpuSeconds: parts.some(({ cpuSeconds }) => cpuSeconds === undefined)
      ? undefined
      : total(({ cpuSeconds }) => cpuSeconds),
  };
}
