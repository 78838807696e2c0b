/** What Vitest and Playwright write as JSON: counts, and each test's time. */
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, seconds: number, outcome: "passed" | "failed" | "flaky" }[]} tests "flaky": it passed only the second time,
 * a fault of the test or of the page, although it counts as passed
 */

/** @returns {Report} */
export function vitestReport(file) {
  const report = readJson(file);
  if (report === undefined) return NOTHING;
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = report;
  return {
    passed: numPassedTests,
    // A file that does not load fails without a failed test.
    failed: numFailedTests === 0 ? numFailedTestSuites : numFailedTests,
    tests: testResults.flatMap(({ name, assertionResults, status }) =>
      assertionResults.length === 0 && status === "failed"
        ? [{ name: `${relative("", name)} does not load`, seconds: 0, outcome: "failed" }]
        : assertionResults.map((test) => ({
            name: `${relative("", name)}: ${test.fullName}`,
            seconds: (test.duration ?? 0) / 1000,
            outcome: outcomeOf(test),
          })),
    ),
  };
}

/** Of a test that passed after another try, the messages of the first try are there. */
function outcomeOf({ status, failureMessages = [] }) {
  if (status === "failed") return "failed";
  return failureMessages.length > 0 ? "flaky" : "passed";
}

/** @returns {Report} */
export function playwrightReport(file) {
  const report = readJson(file);
  if (report === undefined) return NOTHING;
  const { expected, flaky, unexpected } = report.stats;
  return { passed: expected + flaky, failed: unexpected, tests: report.suites.flatMap(testsOf) };
}

const NOTHING = { passed: 0, failed: 0, tests: [] };

function testsOf({ suites = [], specs = [] }) {
  const own = specs.map(({ file, title, tests }) => ({
    name: `${file}: ${title}`,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
    outcome: { unexpected: "failed", flaky: "flaky" }[tests[0]?.status] ?? "passed",
  }));
  return [...own, ...suites.flatMap(testsOf)];
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
