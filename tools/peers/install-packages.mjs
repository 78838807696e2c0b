/** Makes a virtual environment and puts packages into it: with uv where the machine has it, with pip otherwise. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, platform } from "node:process";
import { createInterface } from "node:readline";

const isWindows = platform === "win32";

/** Versions of Python that every pinned package has a wheel for, best first. What MLflow 2.14 needs has none for 3.13. */
const PYTHON_VERSIONS = ["3.12", "3.11"];

/** pip downloads one wheel after another; so many of it share them. */
const DOWNLOADS_AT_ONCE = 4;
const PROGRESS_MS = 10_000;

/** The environment's folder of commands. */
export function commandsOf(environment) {
  return join(environment, isWindows ? "Scripts" : "bin");
}

/** The environment's interpreter. */
export function pythonOf(environment) {
  return join(commandsOf(environment), isWindows ? "python.exe" : "python");
}

/** "uv" or "pip": which of them installs here. */
export function installer() {
  return answers("uv", ["--version"]) ? "uv" : "pip";
}

/**
 * @param {string | undefined} python the interpreter that it is made from; by default one that the pinned packages have wheels for
 * @param {boolean} withPip whether pip has to be in it, even where uv makes it
 */
export async function makeVenv(environment, { python, withPip = false } = {}) {
  if (installer() === "uv") {
    const version = PYTHON_VERSIONS.find((version) =>
      answers("uv", ["python", "find", "--no-python-downloads", version]),
    );
    const from = python ?? version;
    if (from !== undefined) {
      const seed = withPip ? ["--seed"] : [];
      await run("uv", ["venv", "--quiet", ...seed, "--python", from, environment]);
      return;
    }
  }
  const [command, ...args] = python === undefined ? findPython() : [python];
  await run(command, [...args, "-m", "venv", environment], {
    hint: "on Debian and Ubuntu, install python3-venv",
  });
}

/** Installs what a file of pinned, hashed requirements lists, and nothing else. `say` gets the progress. */
export async function installPinned(environment, requirements, say) {
  const total = readFileSync(requirements, "utf8").match(/^[\w.-]+==/gm).length;
  const install = ["install", "--quiet", "--no-deps", "--require-hashes"];
  if (installer() === "uv") {
    const startedMs = Date.now();
    const timer = setInterval(() => say(`installing ${total} packages, ${since(startedMs)}`), PROGRESS_MS);
    const into = ["--python", pythonOf(environment)];
    await run("uv", ["pip", ...install, ...into, "--requirement", requirements]).finally(() => {
      clearInterval(timer);
    });
    return;
  }
  const wheels = mkdtempSync(join(tmpdir(), "wheels-"));
  try {
    await downloadWheels(environment, { requirements, wheels, total, say });
    say(`unpacking ${total} packages`);
    // What is imported is compiled then; compiling everything takes longer than all else.
    const fromWheels = ["--no-compile", "--no-index", "--find-links", wheels];
    await pip(environment, [...install, ...fromWheels, "--requirement", requirements]);
  } finally {
    rmSync(wheels, { recursive: true, force: true });
  }
}

/**
 * The same for packages that PyPI has as source only: the machine's compiler makes them.
 * @param {Record<string, string>} settings environment variables of the build
 */
export async function compilePinned(environment, requirements, settings, say) {
  const startedMs = Date.now();
  const timer = setInterval(() => say(`compiling, ${since(startedMs)}`), 6 * PROGRESS_MS);
  const args = ["install", "--quiet", "--no-deps", "--require-hashes", "--requirement", requirements];
  await pip(environment, args, undefined, settings).finally(() => {
    clearInterval(timer);
  });
}

/** Installs packages by name, with what they need that the environment does not see yet. */
export async function installNamed(environment, packages) {
  // Not uv: it does not see the packages of a .pth file, and would install them all again.
  await pip(environment, ["install", "--quiet", "--no-compile", "--no-warn-conflicts", ...packages]);
}

async function downloadWheels(environment, { requirements, wheels, total, say }) {
  const entries = readFileSync(requirements, "utf8")
    .split(/^(?=[\w.-]+==)/m)
    .filter((entry) => /^[\w.-]+==/.test(entry));
  let collected = 0;
  const startedMs = Date.now();
  const timer = setInterval(
    () => say(`downloading: ${collected} of ${total} packages, ${since(startedMs)}`),
    PROGRESS_MS,
  );
  const shares = Array.from({ length: DOWNLOADS_AT_ONCE }, (_, share) => {
    const file = join(wheels, `${share}.txt`);
    writeFileSync(file, entries.filter((_entry, at) => at % DOWNLOADS_AT_ONCE === share).join(""));
    const args = ["download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--progress-bar=off"];
    return pip(environment, [...args, "--dest", wheels, "--requirement", file], (line) => {
      if (/^(Collecting|Ignoring) /.test(line)) collected += 1;
    });
  });
  await Promise.all(shares).finally(() => {
    clearInterval(timer);
  });
}

function pip(environment, args, onLine, variables) {
  const quiet = ["--disable-pip-version-check", "--no-input"];
  return run(pythonOf(environment), ["-m", "pip", ...args, ...quiet], { onLine, variables });
}

/** The command, with its first arguments, of a Python that the pinned packages have wheels for. */
function findPython() {
  const named = PYTHON_VERSIONS.map((version) => (isWindows ? ["py", `-${version}`] : [`python${version}`]));
  const suits = `import sys; raise SystemExit("%d.%d" % sys.version_info[:2] not in ${JSON.stringify(PYTHON_VERSIONS)})`;
  const found = [...named, ["python3"], ["python"]].find(([command, ...args]) =>
    answers(command, [...args, "-c", suits]),
  );
  if (found === undefined) {
    throw new Error(
      `No Python ${PYTHON_VERSIONS.toSorted().join(", ")} found. Install one of them (or uv and one), and try again.`,
    );
  }
  return found;
}

export function answers(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/**
 * Runs a command to its end. @returns its standard output.
 * @throws Error with the end of what it said, and `hint`.
 */
export async function run(command, args, { hint = "", onLine = () => undefined, variables = {} } = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...env, ...variables } });
  const said = [];
  let output = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    output += `${line}\n`;
    onLine(line);
  });
  child.stderr.on("data", (chunk) => said.push(chunk));
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status === 0) return output;
  const reason = Buffer.concat(said).toString().trim().slice(-2000);
  const failed = `${command} ${args.slice(0, 3).join(" ")} … ended with ${status}`;
  throw new Error([failed, hint, reason].filter((part) => part !== "").join(":\n"));
}

function since(startedMs) {
  return `${Math.round((Date.now() - startedMs) / 1000)} s`;
}
