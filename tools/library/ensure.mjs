/** Builds the package where it is older than its source; several test files may ask at once. */
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildLibrary, dist } from "./build.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = ["src", "workers", "int4/assembly", "tools/library"];
const WAIT_MS = 200;
/** A build that was killed leaves its lock. */
const STALE_MS = 300_000;

/** @returns the package's folder. */
export async function ensureLibrary() {
  const lock = path.join(root, ".cache/library.lock");
  mkdirSync(path.dirname(lock), { recursive: true });
  while (!took(lock)) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  try {
    if (!isFresh()) await buildLibrary();
  } finally {
    rmdirSync(lock);
  }
  return path.dirname(dist);
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

/** The last file of a build is the one that counts. */
function isFresh() {
  const last = path.join(dist, "types/index.d.ts");
  return (
    existsSync(last) &&
    statSync(last).mtimeMs > Math.max(...SOURCES.map((folder) => newest(path.join(root, folder))))
  );
}

function newest(folder) {
  let time = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return time;
}
