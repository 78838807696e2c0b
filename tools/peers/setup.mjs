/**
 * Makes tools/peers/.venv, the pinned Python environment of the real peers (MLflow, transformers, onnxruntime-genai)
 * that the tests compare with, and beside it those of older version profiles, which hold only what differs. Does nothing
 * when it stands already. Needs Node, Python 3.11 to 3.13, and PyPI.
 *
 * As a command: `node tools/peers/setup.mjs [PROFILE ...]`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const environment = join(here, ".venv");
const requirements = join(here, "requirements.txt");
const standIns = join(here, "cuda_stand_ins.py");
const stampFile = join(environment, "made-from.txt");
const isWindows = process.platform === "win32";

/** Version profiles (src/wrapper/version-profile.ts) whose peers lie in an environment of their own. */
const olderProfiles = new Set(["mid-2024", "mid-2025"]);

/** Versions of Python that every pinned package has a wheel for, best first. MLflow 2.14's have none for 3.13. */
const pythonVersions = ["3.12", "3.11", "3.13"];

/** The environment's interpreter, made ready if it was not. Throws an Error that says what to do. */
export function peersPython() {
  const python = pythonIn(environment);
  const stamp = createHash("sha256")
    .update(readFileSync(requirements))
    .update(readFileSync(standIns))
    .digest("hex");
  const standing = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (standing && answers(python, ["--version"])) return python;

  const startedAt = Date.now();
  say("making tools/peers/.venv: a gigabyte to download, two on disk, once");
  rmSync(environment, { recursive: true, force: true });
  if (!installWithUv(python)) installWithPip(python);
  run(python, [standIns], "putting stand-ins for the GPU libraries in place failed");
  run(
    python,
    ["-c", "import mlflow, onnxruntime_genai, torchvision, transformers"],
    "the packages do not import",
  );
  writeFileSync(stampFile, stamp);
  say(`made tools/peers/.venv in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return python;
}

/**
 * The interpreter of an older profile's environment: its own MLflow, transformers and onnxruntime-genai, and for the rest
 * (torch above all) the packages of tools/peers/.venv. Seconds to make.
 */
export function peersPythonOf(profile) {
  if (profile === "current") return peersPython();
  if (!olderProfiles.has(profile)) throw new Error(`There are no peers of the profile "${profile}".`);
  const base = peersPython();
  const folder = join(here, `.venv-${profile}`);
  const python = pythonIn(folder);
  const wanted = join(here, `requirements.${profile}.txt`);
  const basePackages = output(base, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
  const stamp = createHash("sha256")
    .update(readFileSync(wanted))
    .update(readFileSync(stampFile))
    .update(basePackages)
    .digest("hex");
  const stampOfProfile = join(folder, "made-from.txt");
  const standing = existsSync(stampOfProfile) && readFileSync(stampOfProfile, "utf8") === stamp;
  if (standing && answers(python, ["--version"])) return python;

  const startedAt = Date.now();
  rmSync(folder, { recursive: true, force: true });
  const install = ["pip", "install", "--quiet", "--no-deps", "--require-hashes", "--requirement", wanted];
  if (answers("uv", ["--version"])) {
    run(
      "uv",
      ["venv", "--quiet", "--python", base, folder],
      `uv could not make the environment of ${profile}`,
    );
    run("uv", [...install, "--python", python], `uv could not install the packages of ${profile}`);
  } else {
    run(base, ["-m", "venv", folder], `Python could not make the environment of ${profile}`);
    const quiet = [...install, "--disable-pip-version-check"];
    run(python, ["-m", ...quiet], `pip could not install the packages of ${profile}`);
  }
  // addsitedir appends, so that the profile's own packages come first, and minds the .pth files there, as torch needs.
  const packages = output(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
  writeFileSync(
    join(packages, "shared_packages.pth"),
    `import site; site.addsitedir(${JSON.stringify(basePackages)})\n`,
  );
  if (!isWindows) {
    // `mlflow models serve` starts it by its name, and the shared package's command runs the shared MLflow.
    const command = `#!/bin/sh\nexec ${JSON.stringify(python)} -m uvicorn "$@"\n`;
    writeFileSync(join(folder, "bin/uvicorn"), command, { mode: 0o755 });
  }
  run(
    python,
    ["-W", "ignore", "-c", "import mlflow, onnxruntime_genai, torch, transformers"],
    `the packages of ${profile} do not import`,
  );
  writeFileSync(stampOfProfile, stamp);
  say(`made tools/peers/.venv-${profile} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return python;
}

function installWithUv(python) {
  if (!answers("uv", ["--version"])) return false;
  const version = pythonVersions.find((version) =>
    answers("uv", ["python", "find", "--no-python-downloads", version]),
  );
  if (version === undefined) return false;
  say(`installing with uv and Python ${version}`);
  run("uv", ["venv", "--quiet", "--python", version, environment], "uv could not make the environment");
  const install = ["pip", "install", "--quiet", "--no-deps", "--require-hashes", "--python", python];
  run("uv", [...install, "--requirement", requirements], "uv could not install the packages");
  return true;
}

function installWithPip(python) {
  const [command, ...args] = findPython();
  say(`installing with pip and ${[command, ...args].join(" ")}; uv would be faster`);
  const makeFailed = "Python could not make the environment; on Debian and Ubuntu, install python3-venv";
  run(command, [...args, "-m", "venv", environment], makeFailed);
  const install = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "--require-hashes",
    "--disable-pip-version-check",
  ];
  run(python, [...install, "--requirement", requirements], "pip could not install the packages");
}

/** The command, with its first arguments, of a Python that the pinned packages have wheels for. */
function findPython() {
  const named = pythonVersions.map((version) => (isWindows ? ["py", `-${version}`] : [`python${version}`]));
  const suits = `import sys; raise SystemExit("%d.%d" % sys.version_info[:2] not in ${JSON.stringify(pythonVersions)})`;
  const found = [...named, ["python3"], ["python"]].find(([command, ...args]) =>
    answers(command, [...args, "-c", suits]),
  );
  if (found === undefined) {
    throw new Error(
      `No Python ${pythonVersions.toSorted().join(", ")} found. Install one of them (or uv and one), and try again.`,
    );
  }
  return found;
}

function pythonIn(folder) {
  return join(folder, isWindows ? "Scripts/python.exe" : "bin/python");
}

function output(command, args) {
  return execFileSync(command, args, { encoding: "utf8" }).trim();
}

function answers(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function run(command, args, failure) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${failure} (${command} ended with ${error?.message ?? status}).`);
}

function say(text) {
  console.error(`peers: ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const profiles = process.argv.slice(2);
    console.log((profiles.length > 0 ? profiles.map(peersPythonOf) : [peersPython()]).join("\n"));
  } catch (error) {
    console.error(`peers: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
