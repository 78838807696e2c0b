/** `node measured.mjs COMMAND ARGS`: runs it, and sends the parent how much processor time it took with all that it started. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";

/** Of the processes that this one has waited for, and those that they have; Linux counts in hundredths. */
function childrenCpuSeconds() {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    const [cutime, cstime] = fields.slice(13, 15);
    return (Number(cutime) + Number(cstime)) / 100;
  } catch {
    return undefined;
  }
}

const [command, ...args] = argv.slice(2);
const { status } = spawnSync(command, args, { stdio: "inherit" });
process.send({ cpuSeconds: childrenCpuSeconds() }, () => exit(status ?? 1));
