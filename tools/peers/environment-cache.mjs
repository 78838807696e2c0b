/**
 * Where Python environments are kept: one folder for each person on a machine, so that a fresh clone or another work tree finds
 * them made. An environment holds absolute paths and so is built where it stays, under a lock; its stamp is written last.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { env, platform } from "node:process";
import { setTimeout } from "node:timers/promises";

const STAMP = "made-from.txt";
const HEARTBEAT_MS = 2_000;
/** A lock that nobody has touched for so long was left by a process that was killed. */
const ABANDONED_MS = 30_000;
const UNUSED_MS = 30 * 24 * 60 * 60_000;

/** PEERS_CACHE, or a folder of this project in the system's place for caches. */
export function cacheFolder() {
  if (env.PEERS_CACHE) return env.PEERS_CACHE;
  const caches =
    env.XDG_CACHE_HOME || (platform === "win32" && env.LOCALAPPDATA) || join(homedir(), ".cache");
  return join(caches, "phi3-mlflow-notebook", "python");
}

/** Where kept-answers.ts keeps its answers, each in a file. */
export function answersFolder() {
  return join(cacheFolder(), "answers");
}

/** What the environment was stamped with when it was whole; undefined where it is not made. */
export function stampOf(folder) {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

/** Keeps the environment from being removed as unused. */
export function touch(folder) {
  const now = new Date();
  utimesSync(join(folder, STAMP), now, now);
}

/**
 * Builds an environment at `folder`, unless another process does so meanwhile.
 * @param {() => boolean} isMade asked again once the lock is ours
 * @param {() => Promise<string>} build gives the stamp
 * @param {() => void} onWait called once where another process holds the lock
 */
export async function buildOnce(folder, isMade, build, onWait) {
  mkdirSync(cacheFolder(), { recursive: true });
  const lock = `${folder}.lock`;
  await take(lock, onWait);
  const heartbeat = setInterval(() => {
    if (existsSync(lock)) utimesSync(lock, new Date(), new Date());
  }, HEARTBEAT_MS);
  try {
    if (isMade()) return;
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(join(folder, STAMP), await build());
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  }
}

async function take(lock, onWait) {
  for (let waits = 0; ; waits += 1) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const touchedMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - touchedMs > ABANDONED_MS) rmSync(lock, { recursive: true, force: true });
    else {
      if (waits === 0) onWait();
      await setTimeout(500);
    }
  }
}

/** Removes environments and answers that no run has asked for in a month: those of requirements and scripts that have changed since. */
export function removeUnused() {
  const answers = existsSync(answersFolder()) ? readdirSync(answersFolder()) : [];
  for (const place of [
    ...readdirSync(cacheFolder()).map((name) => join(cacheFolder(), name)),
    ...answers.map((name) => join(answersFolder(), name)),
  ]) {
    // What another process was writing has another name by now.
    const usedMs = lastUsedMs(place) ?? Date.now();
    if (place !== answersFolder() && Date.now() - usedMs > UNUSED_MS)
      rmSync(place, { recursive: true, force: true });
  }
}

/** @returns undefined where nothing is there any more. */
function lastUsedMs(place) {
  const stamp = join(place, STAMP);
  // An answer is a file, of which nothing can be asked below it.
  return statSync(existsSync(stamp) ? stamp : place, { throwIfNoEntry: false })?.mtimeMs;
}
