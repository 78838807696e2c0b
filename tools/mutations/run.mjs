/**
 * Plants faults in the product, one at a time in a copy of the tree, and tells which of them the tests miss:
 *
 *   node tools/mutations/run.mjs [GROUP ...] [--from=N]
 *
 * faults.json holds for each a file, a text that stands in it once, what takes its place, and the group (CONTRIBUTING.md) whose tests
 * catch it: `tests` names them; by default they are those of the file's folder. Groups: unit by default, peers, ui, engine.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { argv, env, execPath, exit } from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const faults = JSON.parse(readFileSync(new URL("faults.json", import.meta.url), "utf8"));
const from = Number(argv.find((arg) => arg.startsWith("--from="))?.slice("--from=".length) ?? 0);
const named = argv.slice(2).filter((arg) => !arg.startsWith("--"));
/** A test that a fault leaves waiting for ever catches it when its time is over. */
const TEST_LIMIT_MS = 20_000;
const groups = named.length > 0 ? named : ["unit"];
const chosen = faults.filter(({ group }, at) => groups.includes(group) && at >= from);

const copy = mkdtempSync(join(tmpdir(), "mutations-"));
const outcomes = { caught: 0, missed: [] };
try {
  copyTree();
  expectToPass(chosen);
  for (const [at, fault] of faults.entries()) {
    if (!chosen.includes(fault)) continue;
    const isCaught = catches(fault);
    console.log(`${at} ${isCaught ? "caught" : "MISSED"} ${fault.file}: ${fault.find.slice(0, 80)}`);
    if (isCaught) outcomes.caught += 1;
    else outcomes.missed.push(fault);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${outcomes.caught} caught, ${outcomes.missed.length} missed`);
exit(outcomes.missed.length === 0 ? 0 : 1);

/** What git knows and what is new, as it stands; the packages by a link. */
function copyTree() {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(resolve(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/** Tests that fail without a fault prove nothing. */
function expectToPass(chosen) {
  for (const group of groups) {
    const tests = new Set(chosen.filter((fault) => fault.group === group).flatMap(testsOf));
    if (tests.size > 0 && failsIn(group, [...tests]))
      throw new Error(`${group}: the tests fail without a fault.`);
  }
}

function testsOf({ file, tests = [dirname(file)] }) {
  return tests;
}

/** @throws Error where the fault cannot be planted: the product has changed. */
function catches(fault) {
  const { file, find, replace, group } = fault;
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (source.split(find).length !== 2) throw new Error(`This does not stand once in ${file}: ${find}`);
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  try {
    return failsIn(group, testsOf(fault));
  } finally {
    writeFileSync(path, source);
  }
}

function failsIn(group, tests) {
  if (group === "unit" || tests.every((test) => test.endsWith(".test.ts"))) {
    const limits = group === "unit" ? [`--testTimeout=${TEST_LIMIT_MS}`] : [];
    return fails("vitest/vitest.mjs", ["run", "--bail=1", ...limits, `--project=${group}*`, ...tests]);
  }
  // A product that does not build is caught.
  if (fails("vite/bin/vite.js", ["build", "--logLevel", "error"])) return true;
  return fails("@playwright/test/cli.js", ["test", `--project=${group}`, "--max-failures=1", ...tests]);
}

function fails(script, args) {
  const { status } = spawnSync(execPath, [join(root, "node_modules", script), ...args], {
    cwd: copy,
    stdio: "ignore",
    env: { ...env, E2E_BUILT: "1" },
  });
  return status !== 0;
}
