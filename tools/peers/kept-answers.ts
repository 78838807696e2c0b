/**
 * What real Python answers is the same for as long as its environment, its scripts and all that they read are. So it is kept beside the
 * environments, by the hash of all those: a run of the tests asks anew only what has changed since an earlier one.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, realpath, rename, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { answersFolder, stampOf } from "./environment-cache.mjs";
import { MODEL_FOLDERS } from "./model-folders.ts";
import { runPython, type ScriptOptions } from "./python-server.ts";
import { type EnvironmentName, peersPython } from "./setup.mjs";

const SCRIPTS = fileURLToPath(new URL(".", import.meta.url));
/** Longer files are weights, in which no name of a folder stands. */
const LONGEST_TEXT = 2 ** 20;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Question {
  readonly environment?: EnvironmentName;
  /** What is asked, as JSON. Names of `reads` and of this checkout in it do not count. */
  readonly asked: unknown;
  /** The folder of all that is read beside the scripts and the models of tools/peers. */
  readonly reads?: string;
}

/** As runPython, of a script whose output is all that it is run for, and which reads nothing else than `reads`. */
export function askPython(
  args: readonly string[],
  { reads, ...options }: ScriptOptions & Pick<Question, "reads">,
): Promise<string> {
  const { environment = "current", ...rest } = options;
  const question = { environment, asked: { args, ...rest }, ...(reads !== undefined && { reads }) };
  return keptAnswer(question, () => runPython(args, options));
}

/** @param ask gives the answer, where none is kept. */
export async function keptAnswer(
  question: Question,
  ask: () => Promise<string>,
  folder = answersFolder(),
): Promise<string> {
  const file = path.join(folder, await hashOfQuestion(question));
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) {
    const now = new Date();
    await utimes(file, now, now);
    return kept;
  }
  const answer = await ask();
  await mkdir(folder, { recursive: true });
  // Whole or not at all, and whoever else writes it writes the same.
  const half = `${file}.${process.pid}.half`;
  await writeFile(half, answer);
  await rename(half, file);
  return answer;
}

/** The hash of all that the answer depends on. */
export async function hashOfQuestion({ environment = "current", asked, reads }: Question): Promise<string> {
  const hash = createHash("sha256");
  const names = [...(reads === undefined ? [] : [[reads, "<read>"]]), [ROOT, "<root>/"]] as const;
  const placeless = (text: string) =>
    names.reduce((all, [place = "", name = ""]) => all.replaceAll(place, () => name), text);
  hash.update(placeless(JSON.stringify([asked, environmentOf(environment)])));
  for (const name of (await readdir(SCRIPTS)).toSorted()) {
    if (name.endsWith(".py")) hash.update(`\n${name} ${await hashOfFile(path.join(SCRIPTS, name))}`);
  }
  for (const folder of MODEL_FOLDERS) hash.update(`\n${await hashOfTree(folder)}`);
  if (reads !== undefined) hash.update(`\n${await hashOfTree(reads, placeless)}`);
  return hash.digest("hex");
}

/** The environment's place, whose name has the hash of what it is made of, and its stamp, which each making gives anew. */
function environmentOf(name: EnvironmentName): readonly (string | undefined)[] {
  const folder = path.dirname(path.dirname(peersPython(name)));
  return [path.basename(folder), stampOf(folder)];
}

/** The hash of the paths and contents below. Links count as what they lead to. */
async function hashOfTree(folder: string, placeless?: (text: string) => string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).toSorted()) {
    const at = path.join(folder, name);
    const isFolder = (await stat(at)).isDirectory();
    hash.update(`\n${name} ${isFolder ? await hashOfTree(at, placeless) : await hashOfFile(at, placeless)}`);
  }
  return hash.digest("hex");
}

/** Hashes of files of this checkout, which many questions share. */
const known = new Map<string, string>();

async function hashOfFile(file: string, placeless?: (text: string) => string): Promise<string> {
  const real = await realpath(file);
  const before = known.get(real);
  if (before !== undefined) return before;
  const isOwn = real.startsWith(ROOT);
  const bytes = await readFile(real);
  const isText = bytes.length < LONGEST_TEXT;
  // Each byte is a character of latin1.
  const content =
    isOwn || !isText || !placeless ? bytes : Buffer.from(placeless(bytes.toString("latin1")), "latin1");
  const digest = createHash("sha256").update(content).digest("hex");
  if (isOwn) known.set(real, digest);
  return digest;
}
