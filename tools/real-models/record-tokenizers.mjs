/**
 * Writes tools/peers/fixtures/genai/real-tokenizers.json: what onnxruntime-genai's tokenizer makes of thousands of texts with the
 * real vocabularies, and what Hugging Face's library does, a short hash for each text. Run it after a change of the strings or of the peers:
 *
 *     node tools/real-models/record-tokenizers.mjs
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { peersPython } from "../peers/setup.mjs";
import { splitNames, tokenizerThatSplits } from "./split-patterns.mjs";
import { hashOfResult, textsOf } from "./tokenizer-results.mjs";
import { realTokenizerFolder, tokenizerFamilies } from "./tokenizers.mjs";

const native = fileURLToPath(new URL("../peers/native_tokenizer.py", import.meta.url));
const library = fileURLToPath(new URL("../peers/library_tokenizer.py", import.meta.url));
const fixture = new URL("../peers/fixtures/genai/real-tokenizers.json", import.meta.url);

/** @param folder of the tokenizer's files */
function recorded(folder, script = native) {
  const texts = textsOf(readFileSync(join(folder, "tokenizer.json"), "utf8"));
  return inTemporaryFolder((place) => {
    const [input, output] = [join(place, "texts.json"), join(place, "results.json")];
    writeFileSync(input, JSON.stringify(texts.map((text) => text.toWellFormed())));
    execFileSync(peersPython(), [script, folder, input, output], { stdio: ["ignore", "ignore", "inherit"] });
    const { version, results } = JSON.parse(readFileSync(output, "utf8"));
    return { version, hashes: results.map(hashOfResult).join(" ") };
  });
}

function recordedSplit(name, qwenFolder) {
  return inTemporaryFolder((place) => {
    const [tokenizer, config] = ["tokenizer.json", "tokenizer_config.json"].map((file) =>
      readFileSync(join(qwenFolder, file), "utf8"),
    );
    for (const [file, text] of Object.entries(tokenizerThatSplits(name, tokenizer, config))) {
      writeFileSync(join(place, file), text);
    }
    return recorded(place);
  });
}

function inTemporaryFolder(run) {
  const place = mkdtempSync(join(tmpdir(), "tokenizer-"));
  try {
    return run(place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

const families = {};
const splits = {};
const byLibrary = {};
const peers = {};
for (const family of tokenizerFamilies) {
  const folder = await realTokenizerFolder(family);
  const ofNative = recorded(folder);
  const ofLibrary = recorded(folder, library);
  Object.assign(peers, { "onnxruntime-genai": ofNative.version, tokenizers: ofLibrary.version });
  families[family] = ofNative.hashes;
  byLibrary[family] = ofLibrary.hashes;
}
for (const name of splitNames)
  splits[name] = recordedSplit(name, await realTokenizerFolder("qwen2.5")).hashes;
const content = {
  madeBy: "tools/real-models/record-tokenizers.mjs",
  peers,
  families,
  splits,
  byLibrary,
};
writeFileSync(fixture, `${JSON.stringify(content, undefined, 2)}\n`);
