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
/** A group that takes so many times its budget gets a line that says so. */
const OVER = 1.5;
/** The budgets' seconds are of a machine with so many cores. */
const CORES_OF_BUDGETS = 2;
const SECONDS_OF_ENVIRONMENTS = 180;
const SECONDS_OF_BROWSER = 60;

const budgets = JSON.parse(readFileSync(new URL("test/budgets.json", import.meta.url), "utf8"));
const total = { passed: 0, failed: 0 };
/** Names of tests, and of groups that failed without one. */
const told = { failed: [], flaky: [] };

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
  // A need that fails is reported by the group that needs it.
  for (const need of Object.values(brought)) need.catch(() => undefined);
  const runAll = async (names, isShown = true) => {
    for (const name of names) await runGroup(name, { brought, since: chosen.get(name), isShown });
  };

  const statics = names.filter((name) => GROUPS[name].isStatic);
  const halves = [0, 1].map((half) => statics.filter((_, at) => at % 2 === half));
  // Two at once: each uses more than one core for a part of its time.
  await Promise.all(halves.map((half) => runAll(half)));
  // The output of one lane is shown as it comes, that of the others at the end of each of their groups.
  await Promise.all(lanesOf(names).map((lane, at) => runAll(lane, at === 0)));
  await runAll(names.filter((name) => !GROUPS[name].isStatic && GROUPS[name].lane === undefined));

  tell("Failed", told.failed);
  tell("Passed only the second time: mend them", told.flaky);
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

/** @returns {string[][]} the groups of each lane. A machine with one core has one lane. */
function lanesOf(names) {
  const inLanes = names.filter((name) => GROUPS[name].lane !== undefined);
  if (availableParallelism() === 1) return [inLanes];
  const lanes = new Set(inLanes.map((name) => GROUPS[name].lane));
  return [...lanes].map((lane) => inLanes.filter((name) => GROUPS[name].lane === lane));
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
    secondsOf(names) +
    (missing.length > 0 ? SECONDS_OF_ENVIRONMENTS : 0) +
    lacking.length * SECONDS_OF_BROWSER;
  console.log(`${names.join(", ")}: about ${Math.ceil(seconds / 60)} min on an idle machine.`);
}

/** Of groups on this machine, when it is idle: lanes share its cores, and a group takes no less than it does alone. */
function secondsOf(names) {
  const cores = Math.min(CORES_OF_BUDGETS, availableParallelism());
  const sum = (names, member) => names.reduce((all, name) => all + budgets[name][member], 0);
  const lanes = lanesOf(names);
  const beside = lanes.flat();
  const longestLane = Math.max(0, ...lanes.map((lane) => sum(lane, "seconds")));
  const alone = names.filter((name) => !beside.includes(name));
  return Math.max(longestLane, sum(beside, "cpuSeconds") / cores) + sum(alone, "seconds");
}

async function runGroup(name, { brought, since, isShown }) {
  const { needs = [], isStatic, run } = GROUPS[name];
  if (!isStatic) console.log(isShown ? `\n— ${name} —` : `\n— ${name}, whose output comes at its end —`);
  const result = await Promise.all(needs.map((need) => brought[need])).then(
    async () => {
      const startedMs = Date.now();
      const result = await run({ since, isShown });
      return { ...result, seconds: (Date.now() - startedMs) / 1000 };
    },
    (error) => ({ passed: 0, failed: 1, tests: [], seconds: 0, output: error.message }),
  );
  total.passed += result.passed;
  total.failed += result.failed;
  note(name, result);
  report(name, result);
}

/** Keeps names for the end of the output, so that the last page of a long log has them. */
function note(group, { failed, tests }) {
  const names = (outcome) =>
    tests.filter((test) => test.outcome === outcome).map(({ name }) => `${group}: ${name}`);
  told.flaky.push(...names("flaky"));
  const ofTests = names("failed");
  told.failed.push(...(failed > 0 && ofTests.length === 0 ? [group] : ofTests));
}

function tell(heading, names) {
  if (names.length > 0) console.log(`\n${heading}:\n${names.map((name) => `  ${name}`).join("\n")}`);
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
