/** Runs commands, and measures the processor time that each takes with all that it starts. */
import { fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";

const MEASURED = fileURLToPath(new URL("measured.mjs", import.meta.url));

/**
 * @param {{ isShown?: boolean, env?: object }} options `isShown`: its output goes to the terminal as it comes; otherwise it is given.
 * @returns {Promise<{ status: number, cpuSeconds: number | undefined, output: string }>} `cpuSeconds`: undefined where the system does
 * not tell.
 */
export async function runCommand(command, args, { isShown = true, env: more = {} } = {}) {
  const to = isShown ? "inherit" : "pipe";
  const child = fork(MEASURED, [command, ...args], {
    stdio: ["ignore", to, to, "ipc"],
    env: { ...env, ...more },
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(chunk));
  let cpuSeconds;
  child.on("message", (message) => {
    ({ cpuSeconds } = message);
  });
  const status = await new Promise((resolve) => {
    child.once("close", resolve);
  });
  return { status: status ?? 1, cpuSeconds, output: Buffer.concat(output).toString() };
}

/** Runs a package's command with this Node, so that it works on every system's shell. */
export function runPackage(name, args, { command = name, ...options } = {}) {
  const manifestPath = manifestOf(name);
  const { bin } = JSON.parse(readFileSync(manifestPath, "utf8"));
  const script = manifestPath.replace(/package\.json$/, typeof bin === "string" ? bin : bin[command]);
  return runCommand(execPath, [script, ...args], options);
}

function manifestOf(name) {
  const folder = createRequire(import.meta.url)
    .resolve.paths(name)
    .find((path) => existsSync(`${path}/${name}/package.json`));
  if (folder === undefined) throw new Error(`${name} is not installed: run npm install.`);
  return `${folder}/${name}/package.json`;
}
