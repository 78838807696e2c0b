/**
 * Environments for what only a few tests and scripts need. Each lies over the peers' environment, so that what is there (MLflow,
 * torch) is not installed twice; `azure` stands alone.
 *
 *   node tools/peers/overlay.mjs inference-server
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { peersPythonOf } from "./setup.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const isWindows = process.platform === "win32";

/** Packages, and whether the peers' are seen too. */
const OVERLAYS = {
  azure: { packages: ["azure-ai-ml==1.35.2", "azure-identity==1.27.0"], overPeers: false },
  "inference-server": { packages: ["azureml-inference-server-http==1.5.1"], overPeers: true },
  mlserver: { packages: ["mlserver==1.7.1", "mlserver-mlflow==1.7.1"], overPeers: true },
  spark: { packages: ["pyspark==4.3.0"], overPeers: true },
  // For MLflow 2.14's PyArrow, which Spark 4 does not take.
  "spark-3": { packages: ["pyspark==3.5.8"], overPeers: true },
};

/**
 * The environment's folder of commands, made ready if it was not.
 * @param {keyof typeof OVERLAYS} name
 * @param profile whose peers it lies over
 */
export function overlayBin(name, profile = "current") {
  const { packages, overPeers } = OVERLAYS[name];
  const peers = peersPythonOf(profile);
  const folder = profile === "current" ? name : `${name}-${profile}`;
  const environment = join(root, ".cache/overlays", folder);
  const bin = join(environment, isWindows ? "Scripts" : "bin");
  const python = join(bin, isWindows ? "python.exe" : "python");
  const stampFile = join(environment, "made-from.txt");
  const stamp = packages.join("\n");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return bin;

  const startedAt = Date.now();
  rmSync(environment, { recursive: true, force: true });
  run(peers, ["-m", "venv", environment]);
  if (overPeers) lieOver(peers, python);
  run(python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-warn-conflicts",
    ...packages,
  ]);
  writeFileSync(stampFile, stamp);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.error(`peers: made the environment "${folder}" in ${seconds} s`);
  return bin;
}

/** As a site directory, not a path: the .pth files in it count too. */
function lieOver(peers, python) {
  const [theirs, ours] = [peers, python].map((each) =>
    run(each, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).trim(),
  );
  writeFileSync(join(ours, "peers.pth"), `import site; site.addsitedir(${JSON.stringify(theirs)})\n`);
}

function run(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}.`);
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(overlayBin(process.argv[2]));
