/** `node measured.mjs COMMAND ARGS`: runs it, and sends the parent how much processor time it took with all that it started. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { argv, exit, pid } from "node:process";

const SAMPLE_MS = 500;
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** The last sample of each process that this one started, directly or not. Browsers leave some behind that nobody waits for. */
const seen = new Map();
/** Processes that are not this one's, as most are, and cannot become so. */
let others = new Set();

function sample() {
  const stats = new Map();
  const names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    const stat = others.has(name) ? undefined : readStat(name);
    if (stat !== undefined) stats.set(stat.id, stat);
  }
  const living = new Set(
    [...seen.values()].filter(({ key, id }) => stats.get(id)?.key === key).map(({ id }) => id),
  );
  living.add(pid);
  // A parent may come after its child in the list.
  for (let found = -1; living.size !== found;) {
    found = living.size;
    for (const { id, parent } of stats.values()) if (living.has(parent)) living.add(id);
  }
  living.delete(pid);
  for (const id of living) {
    const stat = stats.get(id);
    if (stat !== undefined) seen.set(stat.key, stat);
  }
  // Those that have ended are not kept: another process may get their number.
  others = new Set(
    names.filter((name) => others.has(name) || (stats.has(Number(name)) && !living.has(Number(name)))),
  );
  others.delete(String(pid));
}

function readStat(name) {
  try {
    const [parent, user, system, started] = fieldsOf(name, [1, 11, 12, 19]);
    return { id: Number(name), key: `${name} ${started}`, parent, cpuSeconds: (user + system) / TICKS };
  } catch {
    return undefined;
  }
}

/** Of the processes that this one and its children have waited for. It includes those that ended between two samples. */
function waitedForCpuSeconds() {
  const [user, system] = fieldsOf("self", [13, 14]);
  return (user + system) / TICKS;
}

/** Numbers of a process, by their places after its name in /proc/PID/stat. */
function fieldsOf(name, places) {
  const fields = readFileSync(`/proc/${name}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return places.map((at) => Number(fields[at]));
}

/** Undefined on a system without these files. */
function cpuSeconds() {
  try {
    const sampled = [...seen.values()].reduce((sum, stat) => sum + stat.cpuSeconds, 0);
    return Math.max(sampled, waitedForCpuSeconds());
  } catch {
    return undefined;
  }
}

function sampleWhereThereIsProc() {
  try {
    sample();
  } catch {
    clearInterval(sampling);
  }
}

const sampling = setInterval(sampleWhereThereIsProc, SAMPLE_MS);
const [command, ...args] = argv.slice(2);
const child = spawn(command, args, { stdio: "inherit" });
child.once("error", () => exit(1));
child.once("exit", (status) => {
  process.send({ cpuSeconds: cpuSeconds() }, () => exit(status ?? 1));
});
