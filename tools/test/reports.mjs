/** What Vitest and Playwright write as JSON: counts, and each test's time. */
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/** @returns {{ passed: number, failed: number, tests: { name: string, seconds: number }[] }} */
export function vitestReport(file) {
  const report = readJson(file);
  if (report === undefined) return NOTHING;
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = report;
  return {
    passed: numPassedTests,
    // A file that does not load fails without a failed test.
    failed: numFailedTests === 0 ? numFailedTestSuites : numFailedTests,
    tests: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, duration }) => ({
        name: `${relative("", name)}: ${fullName}`,
        seconds: (duration ?? 0) / 1000,
      })),
    ),
  };
}

/** A test that passed only when it was tried again passes, but is told: it is a fault of the test or of the page. */
export function playwrightReport(file) {
  const report = readJson(file);
  if (report === undefined) return NOTHING;
  const { expected, flaky, unexpected } = report.stats;
  if (flaky > 0) console.log(`${flaky} of the tests passed only the second time: mend them.`);
  return { passed: expected + flaky, failed: unexpected, tests: report.suites.flatMap(testsOf) };
}

const NOTHING = { passed: 0, failed: 0, tests: [] };

function testsOf({ suites = [], specs = [] }) {
  const own = specs.map(({ file, title, tests }) => ({
    name: `${file}: ${title}`,
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
  }));
  return [...own, ...suites.flatMap(testsOf)];
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
