/** Builds the package, or the demo's files, where they are older than their source; several test files may ask at once. */
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildDemo, buildLibrary, dist } from "./build.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = [
  "src",
  "workers",
  "components/embed",
  "components/texts/de/messages",
  "int4/assembly",
  "tools/library",
];
const WAIT_MS = 200;
/** A build that was killed leaves its lock. */
const STALE_MS = 300_000;

/** @returns the package's folder. */
export async function ensureLibrary() {
  // The last file of a build is the one that counts.
  await ensure("library", path.join(dist, "types/index.d.ts"), buildLibrary);
  return path.dirname(dist);
}

/** @returns the folder of the demo's files. */
export async function ensureDemo() {
  const folder = path.join(root, ".cache/demo");
  await ensure("demo", path.join(folder, "third-party-notices.txt"), () => buildDemo(folder));
  return folder;
}

async function ensure(name, lastFile, build) {
  const lock = path.join(root, `.cache/${name}.lock`);
  mkdirSync(path.dirname(lock), { recursive: true });
  while (!took(lock)) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  try {
    if (!isFresh(lastFile)) await build();
  } finally {
    rmdirSync(lock);
  }
}

function took(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE_MS) rmdirSync(lock);
    return false;
  }
}

function isFresh(lastFile) {
  return (
    existsSync(lastFile) &&
    statSync(lastFile).mtimeMs > Math.max(...SOURCES.map((folder) => newest(path.join(root, folder))))
  );
}

function newest(folder) {
  let time = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return time;
}
