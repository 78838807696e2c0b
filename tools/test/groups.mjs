/**
 * The groups of tests. Each gives how many of its tests passed and failed, how long each took, and the processor time of all.
 * `needs`: what has to be brought before it runs. `isStatic`: a check, which runs beside others and shows its output at its end.
 * `lane`: the groups of a lane run one after the other, beside those of the other lanes; those without one run alone, at the end.
 * The peers wait for servers and for Python to start half of their time, which the page's lane uses: it has a worker for each core, and
 * fills them to its end.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { env, execPath } from "node:process";
import { peersPython } from "../peers/setup.mjs";
import { playwrightReport, vitestReport } from "./reports.mjs";
import { runCommand, runPackage } from "./run-package.mjs";

export const REPORTS = ".cache/reports";

export const GROUPS = {
  format: { isStatic: true, run: () => tool("oxfmt", ["--check", "."]) },
  types: { isStatic: true, run: () => tool("typescript", ["-b"], "tsc") },
  lint: { isStatic: true, run: () => tool("oxlint", ["--type-aware"]) },
  unused: {
    isStatic: true,
    run: async () => sum([await tool("knip", []), await tool("knip", ["--production"])]),
  },
  build: { isStatic: true, run: () => tool("vite", ["build", "--logLevel", "warn"]) },
  unit: { lane: "page", run: (how) => vitest("unit", how) },
  ui: { lane: "page", needs: ["chromium", "build"], run: (how) => playwright("ui", how) },
  python: { lane: "peers", needs: ["environments"], run: pythonTests },
  peers: {
    lane: "peers",
    needs: ["environments", "chromium", "build"],
    run: async (how) => sum([await vitest("peers", how), await playwright("peers", how)]),
  },
  browsers: { lane: "peers", needs: ["build", "otherBrowsers"], run: otherBrowsers },
  engine: { lane: "peers", needs: ["chromium", "build"], run: (how) => playwright("engine", how) },
};

/**
 * How a group runs.
 * @typedef {object} How
 * @property {string} [since] a commit: only the tests that can be touched by what has changed since then
 * @property {boolean} isShown its output goes to the terminal as it comes; otherwise the result holds it
 */

/** A busy shared machine may be slow once. The runner names each test that needed another try. */
const TRIES_MORE = 1;

/** Each lane serves the page on a port of its own. */
const PORTS = { page: Number(env["E2E_PORT"] ?? 5640), peers: Number(env["E2E_PORT"] ?? 5640) + 1 };

/** Firefox and WebKit. A line names each one that is not installed. */
async function otherBrowsers({ isShown }) {
  const file = `${REPORTS}/browsers.json`;
  return suite(file, browsersReport, undefined, () =>
    runCommand(execPath, ["tools/browsers/smoke.mjs"], { isShown }),
  );
}

/** If none is installed, the line that says so counts as the one test. */
function browsersReport(file) {
  if (!existsSync(file)) return { ...oneTest(false), tests: [] };
  const tests = JSON.parse(readFileSync(file, "utf8"));
  const failed = tests.filter(({ outcome }) => outcome === "failed").length;
  return { ...(tests.length === 0 ? oneTest(true) : { passed: tests.length - failed, failed }), tests };
}

/** A check that is one test: it passes with exit status 0. */
async function tool(name, args, command = name) {
  const { status, cpuSeconds, output } = await runPackage(name, args, { command, isShown: false });
  return { ...oneTest(status === 0), cpuSeconds, output, tests: [] };
}

function oneTest(passes) {
  return passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {How} how */
async function vitest(project, { since, isShown }) {
  const file = `${REPORTS}/vitest-${project}.json`;
  const changed = since === undefined ? [] : [`--changed=${since}`, "--passWithNoTests"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  return suite(file, vitestReport, since, () =>
    // "unit*": those that run isolated, too.
    runPackage(
      "vitest",
      ["run", `--project=${project}*`, `--retry=${TRIES_MORE}`, ...reporters, ...changed],
      {
        isShown,
      },
    ),
  );
}

/** @param {How} how */
async function playwright(project, { since, isShown }) {
  const file = `${REPORTS}/playwright-${project}.json`;
  const changed = since === undefined ? [] : [`--only-changed=${since}`, "--pass-with-no-tests"];
  const options = ["--reporter=list,json", `--retries=${TRIES_MORE}`];
  return suite(file, playwrightReport, since, () =>
    runPackage("@playwright/test", ["test", `--project=${project}`, ...options, ...changed], {
      command: "playwright",
      isShown,
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        E2E_BUILT: "1",
        E2E_PORT: String(PORTS[GROUPS[project].lane]),
      },
    }),
  );
}

/** A run that failed without a failed test counts as one; so does one without tests, unless only what changed was asked for. */
async function suite(file, read, since, run) {
  rmSync(file, { force: true });
  const { status, cpuSeconds, output } = await run();
  const report = read(file);
  const isEmpty = report.passed + report.failed === 0 && since === undefined;
  const failed = status === 0 && !isEmpty ? report.failed : Math.max(report.failed, 1);
  return { ...report, failed, cpuSeconds, output };
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
    output: parts.map(({ output }) => output).join("\n"),
    cpuSeconds: parts.some(({ cpuSeconds }) => cpuSeconds === undefined)
      ? undefined
      : total(({ cpuSeconds }) => cpuSeconds),
  };
}
