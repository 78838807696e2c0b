/**
 * `npm test`: brings what the tests need, runs every group, and ends with the line "N passed, N failed".
 *
 *   npm test -- unit ui           some groups
 *   npm test -- --changed         what a change since the last commit can touch
 *   npm test -- --changed=main    the same since another commit
 *
 * A group that fails does not keep the others from running.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { argv, exit } from "node:process";
import { ENVIRONMENTS_OF_TESTS, makeEnvironments, missingEnvironments } from "./peers/setup.mjs";
import { makeRepositories } from "./real-models/repositories.mjs";
import { bringChromium, bringOtherBrowsers, hasChromium, hasOtherBrowsers } from "./test/browsers.mjs";
import { groupsTouched } from "./test/changed.mjs";
import { GROUPS, REPORTS } from "./test/groups.mjs";

const SLOWEST = 10;
/** A group that takes so many times its budget is told. */
const OVER = 1.5;
/** The budgets' seconds are of a machine with so many cores. */
const CORES_OF_BUDGETS = 2;
const SECONDS_OF_ENVIRONMENTS = 180;
const SECONDS_OF_BROWSER = 60;

const budgets = JSON.parse(readFileSync(new URL("test/budgets.json", import.meta.url), "utf8"));
const total = { passed: 0, failed: 0 };

async function main() {
  const chosen = chosenGroups(argv.slice(2));
  if ([...chosen.keys()].some((name) => GROUPS[name].needs?.includes("build")))
    chosen.set("build", undefined);
  const names = Object.keys(GROUPS).filter((name) => chosen.has(name));
  const needs = new Set(names.flatMap((name) => GROUPS[name].needs ?? []));
  announce(names, needs);
  mkdirSync(REPORTS, { recursive: true });

  const brought = {
    environments: needs.has("environments")
      ? makeEnvironments(ENVIRONMENTS_OF_TESTS).then(makeRepositories)
      : Promise.resolve(),
    chromium: needs.has("chromium") ? bringChromium() : Promise.resolve(),
  };
  // One after the other: apt-get runs once at a time.
  brought.otherBrowsers = needs.has("otherBrowsers")
    ? brought.chromium.catch(() => undefined).then(bringOtherBrowsers)
    : Promise.resolve();
  // A need that fails is told where it is missed.
  for (const need of Object.values(brought)) need.catch(() => undefined);
  const run = (name) => runGroup(name, { brought, since: chosen.get(name) });

  const statics = names.filter((name) => GROUPS[name].isStatic);
  const next = async () => {
    for (let name = statics.shift(); name !== undefined; name = statics.shift()) await run(name);
  };
  // Two at once: each uses more than one core for a part of its time.
  await Promise.all([next(), next()]);
  for (const name of names.filter((name) => !GROUPS[name].isStatic)) await run(name);

  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  exit(total.failed === 0 ? 0 : 1);
}

/** @returns {Map<string, string | undefined>} groups, with the commit since when its tests have to be touched, if not all run */
function chosenGroups(args) {
  const changed = args.find((arg) => /^--changed(=|$)/.test(arg));
  if (changed !== undefined) return groupsTouched(changed.split("=")[1] ?? "HEAD");
  const unknown = args.filter((name) => !(name in GROUPS));
  if (unknown.length > 0) {
    const known = Object.keys(GROUPS).join(", ");
    console.error(`There is no group "${unknown.join(", ")}". There are: ${known}; and --changed.`);
    exit(2);
  }
  return new Map((args.length > 0 ? args : Object.keys(GROUPS)).map((name) => [name, undefined]));
}

/** What is going to happen, and how long it takes. */
function announce(names, needs) {
  const missing = needs.has("environments") ? missingEnvironments(ENVIRONMENTS_OF_TESTS) : [];
  const lacksChromium = needs.has("chromium") && !hasChromium();
  if (missing.length > 0) {
    console.log(`To be made, once, in your folder for caches: Python environments ${missing.join(", ")}.`);
  }
  const lacksOthers = needs.has("otherBrowsers") && !hasOtherBrowsers();
  const lacking = [...(lacksChromium ? ["Chromium"] : []), ...(lacksOthers ? ["Firefox", "WebKitGTK"] : [])];
  if (lacking.length > 0) console.log(`To be installed: ${lacking.join(", ")}.`);
  const seconds =
    (names.reduce((sum, name) => sum + budgets[name].seconds, 0) * CORES_OF_BUDGETS) /
      Math.min(CORES_OF_BUDGETS, availableParallelism()) +
    (missing.length > 0 ? SECONDS_OF_ENVIRONMENTS : 0) +
    lacking.length * SECONDS_OF_BROWSER;
  console.log(`${names.join(", ")}: about ${Math.ceil(seconds / 60)} min on an idle machine.`);
}

async function runGroup(name, { brought, since }) {
  const { needs = [], isStatic, run } = GROUPS[name];
  if (!isStatic) console.log(`\n— ${name} —`);
  const result = await Promise.all(needs.map((need) => brought[need])).then(
    async () => {
      const startedMs = Date.now();
      const result = await run(since);
      return { ...result, seconds: (Date.now() - startedMs) / 1000 };
    },
    (error) => ({ passed: 0, failed: 1, tests: [], seconds: 0, output: error.message }),
  );
  total.passed += result.passed;
  total.failed += result.failed;
  report(name, result);
}

function report(name, { passed, failed, seconds, cpuSeconds, output = "", tests }) {
  if (output.trim() !== "") console.log(`\n— ${name} —\n${output.trimEnd()}`);
  const budget = budgets[name].cpuSeconds;
  const cpu = cpuSeconds === undefined ? "" : `, ${cpuSeconds.toFixed(0)} CPU s of ${budget}`;
  const isOver = cpuSeconds > OVER * budget;
  if (tests.length > 0) {
    console.log(`\nThe slowest of ${name}:`);
    for (const test of tests.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST)) {
      console.log(`${test.seconds.toFixed(1).padStart(8)} s  ${test.name}`);
    }
  }
  console.log(`— ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(0)} s${cpu} —`);
  if (isOver) {
    console.log(
      `— ${name} is over its budget by half: make its slowest tests faster, or say in tools/test/budgets.json why not —`,
    );
  }
}

await main();
