/**
 * The Python environments of the real peers (MLflow, transformers, onnxruntime-genai) that the tests compare with: one for each
 * version profile, and those of servers, each over a profile's. They are made before the tests, never by one, and kept in a cache
 * by what they are made of (environment-cache.mjs). Needs Node, Python 3.11 or 3.12, and PyPI.
 *
 * As a command, it makes environments and prints their interpreters: `node tools/peers/setup.mjs [NAME ...]`.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { arch, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { buildOnce, cacheFolder, removeUnused, stampOf, touch } from "./environment-cache.mjs";
import {
  answers,
  commandsOf,
  compilePinned,
  installer,
  installNamed,
  installPinned,
  makeVenv,
  pythonOf,
  run,
} from "./install-packages.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const STAND_INS = join(here, "cuda_stand_ins.py");
const PURELIB = ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"];
/** Raised when the same packages make another environment. */
const RECIPE = "1";

const PEERS = "mlflow, onnxruntime_genai, torch, transformers";
const INFERENCE_SERVER = ["azureml-inference-server-http==1.5.1"];

/**
 * What each environment is made of: a file of pinned requirements, or packages by name; `over`, the one whose packages it sees
 * besides its own. Older profiles (src/wrapper/version-profile.ts) hold only what differs from the newest, torch above all.
 */
const RECIPES = {
  current: { requirements: "requirements.txt", imports: `${PEERS}, torchvision` },
  // Of versions that are to become "current": profile-update.mjs writes the file.
  candidate: {
    requirements: "../../.cache/profile-update/requirements.txt",
    over: "current",
    imports: PEERS,
  },
  "mid-2025": { requirements: "requirements.mid-2025.txt", over: "current", imports: PEERS },
  "mid-2024": { requirements: "requirements.mid-2024.txt", over: "current", imports: PEERS },
  "inference-server": {
    packages: INFERENCE_SERVER,
    over: "current",
    imports: "azureml_inference_server_http",
  },
  mlserver: {
    packages: ["mlserver==1.7.1", "mlserver-mlflow==1.7.1"],
    over: "current",
    imports: "mlserver, mlserver_mlflow",
  },
  spark: { packages: ["pyspark==4.3.0"], over: "current", imports: "pyspark" },
  "spark-mid-2025": { packages: ["pyspark==4.3.0"], over: "mid-2025", imports: "pyspark" },
  // For MLflow 2.14's PyArrow, which Spark 4 does not take.
  "spark-mid-2024": { packages: ["pyspark==3.5.8"], over: "mid-2024", imports: "pyspark" },
  // What onnxruntime-genai 0.7's builder imports: onnxruntime 1.22 renamed its 4-bit quantizer.
  "builder-0.7": {
    packages: ["onnxruntime==1.21.1", "onnx==1.17.0"],
    over: "mid-2025",
    imports: "onnxruntime.quantization.matmul_4bits_quantizer, onnxruntime_genai.models.builder",
  },
  // What `npm run bench:engine` compares with. Nothing else needs it: compiling it takes several minutes of a processor.
  "llama-cpp": {
    requirements: "requirements.llama-cpp.txt",
    // Without its models of pictures.
    compiledWith: { CMAKE_ARGS: "-DLLAVA_BUILD=OFF" },
    over: "current",
    imports: "llama_cpp",
  },
  // `mlflow server` with a store like S3 behind it, and an imitation of that store.
  s3: {
    packages: ["moto[s3,server]==5.2.5", "boto3==1.44.8"],
    over: "current",
    imports: "boto3, moto.server",
  },
  azure: { packages: ["azure-ai-ml==1.35.2", "azure-identity==1.27.0"], imports: "azure.ai.ml" },
};

/** What the tests use: the three profiles, and the servers that a model is put into. */
export const ENVIRONMENTS_OF_TESTS = [
  "current",
  "mid-2025",
  "mid-2024",
  "inference-server",
  "mlserver",
  "s3",
];

/**
 * The interpreter of a profile's or a server's environment, which makeEnvironments has made.
 * @throws Error that says what to do where it is not made.
 */
export function peersPython(name = "current") {
  const folder = folderOf(name);
  if (stampOf(folder) === undefined) {
    throw new Error(`The Python environment "${name}" is not made. Run: node tools/peers/setup.mjs ${name}`);
  }
  return pythonOf(folder);
}

/** The folder of the environment's commands. */
export function peersCommands(name) {
  return dirname(peersPython(name));
}

/** Those that makeEnvironments would make for these names. */
export function missingEnvironments(names) {
  return withWhatTheyLieOver(names).filter((name) => !isMade(name));
}

/** Makes the environments that are not made yet: first those that others lie over, then the others at once. */
export async function makeEnvironments(names) {
  const missing = missingEnvironments(names);
  if (missing.length > 0) {
    say(`making ${missing.join(", ")} with ${installer()}, in ${cacheFolder()}`);
    for (const depth of [0, 1, 2]) {
      const together = await Promise.allSettled(missing.filter((name) => depthOf(name) === depth).map(make));
      const failed = together.find(({ status }) => status === "rejected");
      if (failed !== undefined) throw failed.reason;
    }
  }
  for (const name of withWhatTheyLieOver(names)) {
    touch(folderOf(name));
    await keepBytecode(pythonOf(folderOf(name)));
  }
  if (missing.length > 0) removeUnused();
}

async function make(name) {
  const folder = folderOf(name);
  const startedMs = Date.now();
  const tell = (text) => say(`${name}: ${text}`);
  await buildOnce(
    folder,
    () => isMade(name),
    () => build(name, folder, tell),
    () => tell("another run is making it: waiting"),
  );
  tell(`ready after ${Math.round((Date.now() - startedMs) / 1000)} s`);
}

/** @returns the stamp: a run's own, so that what lies over it is made again when it is. */
async function build(name, folder, tell) {
  const { requirements, packages, compiledWith, over, imports } = RECIPES[name];
  const python = pythonOf(folder);
  const base = over && peersPython(over);
  await makeVenv(folder, { python: base, withPip: packages !== undefined || compiledWith !== undefined });
  if (packages !== undefined) {
    if (over) await lieOver(base, python);
    tell("installing");
    await installNamed(folder, packages);
  } else {
    if (compiledWith) await compilePinned(folder, join(here, requirements), compiledWith, tell);
    else await installPinned(folder, join(here, requirements), tell);
    if (over) await lieOver(base, python);
    else await run(python, [STAND_INS]);
  }
  if (over && platform !== "win32") {
    // `mlflow models serve` starts it by its name, and the shared package's command would run the shared MLflow.
    const command = `#!/bin/sh\nexec ${JSON.stringify(python)} -m uvicorn "$@"\n`;
    writeFileSync(join(commandsOf(folder), "uvicorn"), command, { mode: 0o755 });
  }
  await keepBytecode(python);
  tell("importing it for the first time");
  await run(python, ["-W", "ignore", "-c", `import ${imports}`], { hint: "the packages do not import" });
  return `${new Date().toISOString()}\n${over ? stampOf(folderOf(over)) : ""}`;
}

/**
 * Lets Python keep what it has compiled, even where PYTHONDONTWRITEBYTECODE is set, as it is in many containers: importing torch,
 * transformers and MLflow takes twice the time without.
 */
async function keepBytecode(python) {
  const site = (await run(python, PURELIB)).trim();
  writeFileSync(join(site, "keep_bytecode.pth"), "import sys; sys.dont_write_bytecode = False\n");
}

/** As a site directory, not a path: it comes after the environment's own, and the .pth files in it count, as torch needs. */
async function lieOver(base, python) {
  const [theirs, ours] = await Promise.all([base, python].map((each) => run(each, PURELIB)));
  const line = `import site; site.addsitedir(${JSON.stringify(theirs.trim())})\n`;
  writeFileSync(join(ours.trim(), "shared_packages.pth"), line);
}

/** Whole, of the base that stands now, and with an interpreter that runs: the system's Python may have gone. */
function isMade(name) {
  const stamp = stampOf(folderOf(name));
  if (stamp === undefined) return false;
  const { over } = RECIPES[name];
  if (over && (!isMade(over) || !stamp.endsWith(`\n${stampOf(folderOf(over))}`))) return false;
  return answers(pythonOf(folderOf(name)), ["-I", "-S", "--version"]);
}

function folderOf(name) {
  return join(cacheFolder(), `${name}-${hashOf(name).slice(0, 16)}`);
}

const hashes = new Map();

function hashOf(name) {
  if (!(name in RECIPES)) {
    throw new Error(`There is no environment "${name}". There are: ${Object.keys(RECIPES).join(", ")}.`);
  }
  const known = hashes.get(name);
  if (known !== undefined) return known;
  const { requirements, packages, over } = RECIPES[name];
  const hash = createHash("sha256").update([RECIPE, platform, arch, over ? hashOf(over) : ""].join("\n"));
  if (packages !== undefined) hash.update(packages.join("\n"));
  else hash.update(readFileSync(join(here, requirements)));
  if (!over) hash.update(readFileSync(STAND_INS));
  const digest = hash.digest("hex");
  hashes.set(name, digest);
  return digest;
}

function withWhatTheyLieOver(names) {
  const basesFirst = (name) => {
    const { over } = RECIPES[name] ?? {};
    return over ? [...basesFirst(over), name] : [name];
  };
  return [...new Set(names.flatMap(basesFirst))];
}

function depthOf(name) {
  const { over } = RECIPES[name];
  return over ? depthOf(over) + 1 : 0;
}

function say(text) {
  console.error(`peers: ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.length > 2 ? process.argv.slice(2) : ["current"];
  try {
    await makeEnvironments(names);
    console.log(names.map((name) => peersPython(name)).join("\n"));
  } catch (error) {
    console.error(`peers: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
