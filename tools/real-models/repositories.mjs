/**
 * Public repositories of the Phi-3 family in small, as real builders make them: two layers, the true vocabulary and head sizes, the
 * hidden size divided by eight, random weights. Tokenizers are the published ones, byte for byte. They are kept with the Python
 * environments, one folder for each.
 *
 * As a command, `node tools/real-models/repositories.mjs [OWNER/NAME ...]` makes them and prints their folders.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildOnce, cacheFolder, stampOf, touch } from "../peers/environment-cache.mjs";
import { makeEnvironments, peersPython } from "../peers/setup.mjs";
import { realTokenizerFolder } from "./tokenizers.mjs";

const script = fileURLToPath(new URL("make_export.py", import.meta.url));

const cpuAccuracyLevel4 = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";
const llamaTokens = { bos_token_id: 1, eos_token_id: 32000, pad_token_id: 32000, vocab_size: 32064 };

/** 96 numbers to a head and so 48 factors, as the true files have; the factors themselves are made up. */
const longRope = (pairs, names) => ({
  ...names,
  short_factor: Array.from({ length: pairs }, (_, i) => 1 + 0.02 * i),
  long_factor: Array.from({ length: pairs }, (_, i) => 1 + i * 1.3),
});

const phi3 = {
  ...llamaTokens,
  hidden_size: 384,
  intermediate_size: 1024,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  max_position_embeddings: 4096,
  original_max_position_embeddings: 4096,
  sliding_window: 2047,
  tie_word_embeddings: false,
  initializer_range: 0.1,
};
const phi3Long = {
  ...phi3,
  max_position_embeddings: 131072,
  rope_scaling: longRope(48, { type: "su" }),
  sliding_window: 262144,
};
const phi4 = {
  ...phi3,
  bos_token_id: 199999,
  eos_token_id: 199999,
  pad_token_id: 199999,
  vocab_size: 200064,
  num_attention_heads: 3,
  num_key_value_heads: 1,
  max_position_embeddings: 131072,
  partial_rotary_factor: 0.75,
  rope_scaling: longRope(48, { type: "longrope" }),
  sliding_window: 262144,
  tie_word_embeddings: true,
};
/** Divided by ten: it has ten heads of keys and values. */
const phi3Medium = {
  ...phi3,
  hidden_size: 512,
  intermediate_size: 1792,
  num_attention_heads: 4,
  num_key_value_heads: 1,
};
const eosOfPhi3 = {
  "generation_config.json": { bos_token_id: 1, eos_token_id: [32000, 32001, 32007], pad_token_id: 32000 },
};
const eosOfPhi4 = {
  "generation_config.json": { bos_token_id: 199999, eos_token_id: [200020, 199999], pad_token_id: 199999 },
};

/**
 * `builder` is the environment whose builder exports `folders`; `weights`: the repository holds safetensors;
 * `isTransformersJs`: what belongs to `folders` lies at the top.
 */
export const repositories = {
  "microsoft/Phi-3-mini-4k-instruct-onnx": {
    builder: "mid-2024",
    tokenizer: "phi3-mini-4k",
    config: phi3,
    files: eosOfPhi3,
    folders: [
      folder(cpuAccuracyLevel4, "phi3-mini-4k-instruct-cpu-int4-rtn-block-32-acc-level-4", "int4", "cpu", [
        "int4_accuracy_level=4",
      ]),
      folder(
        "cpu_and_mobile/cpu-int4-rtn-block-32",
        "phi3-mini-4k-instruct-cpu-int4-rtn-block-32",
        "int4",
        "cpu",
      ),
      folder("cuda/cuda-fp16", "phi3-mini-4k-instruct-cuda-fp16", "fp16", "cuda"),
      folder("cuda/cuda-int4-rtn-block-32", "phi3-mini-4k-instruct-cuda-int4-rtn-block-32", "int4", "cuda"),
      folder("directml/directml-int4-awq-block-128", "model", "int4", "dml", ["int4_block_size=128"]),
    ],
  },
  "microsoft/Phi-3-mini-128k-instruct-onnx": {
    builder: "mid-2024",
    tokenizer: "phi3-mini-4k",
    config: phi3Long,
    files: eosOfPhi3,
    folders: [
      folder(cpuAccuracyLevel4, "phi3-mini-128k-instruct-cpu-int4-rtn-block-32-acc-level-4", "int4", "cpu", [
        "int4_accuracy_level=4",
      ]),
    ],
  },
  "microsoft/Phi-3.5-mini-instruct-onnx": {
    builder: "builder-0.7",
    tokenizer: "phi3-mini-4k",
    config: { ...phi3Long, rope_scaling: longRope(48, { type: "longrope" }) },
    files: eosOfPhi3,
    folders: [
      folder(
        "cpu_and_mobile/cpu-int4-awq-block-128-acc-level-4",
        "phi-3.5-mini-instruct-cpu-int4-awq-block-128-acc-level-4",
        "int4",
        "cpu",
        ["int4_accuracy_level=4", "int4_block_size=128", "int4_is_symmetric=false"],
      ),
    ],
  },
  "microsoft/Phi-4-mini-instruct-onnx": {
    builder: "builder-0.7",
    tokenizer: "phi4-mini",
    config: phi4,
    files: eosOfPhi4,
    folders: [folder(cpuAccuracyLevel4, "model", "int4", "cpu", ["int4_accuracy_level=4"])],
  },
  "microsoft/Phi-3-medium-4k-instruct-onnx-cpu": {
    builder: "mid-2024",
    tokenizer: "phi3-mini-4k",
    config: phi3Medium,
    files: eosOfPhi3,
    folders: [
      folder(
        "cpu-int4-rtn-block-32-acc-level-4",
        "phi3-medium-4k-instruct-cpu-int4-rtn-block-32-acc-level-4",
        "int4",
        "cpu",
        ["int4_accuracy_level=4"],
      ),
    ],
  },
  /** What today's builder makes of the same configuration; the name is made up. */
  "somebody/Phi-3-mini-4k-today": {
    builder: "current",
    tokenizer: "phi3-mini-4k",
    config: phi3,
    files: eosOfPhi3,
    folders: [folder("", "model", "int4", "cpu", ["accuracy_level=4"])],
  },
  "onnx-community/Phi-3.5-mini-instruct-onnx-web": {
    builder: "builder-0.7",
    tokenizer: "phi3-mini-4k",
    config: { ...phi3Long, rope_scaling: longRope(48, { type: "longrope" }) },
    files: eosOfPhi3,
    folders: [folder("onnx", "model_q4f16", "int4", "webgpu", ["int4_block_size=32"])],
    isTransformersJs: true,
  },
  "microsoft/Phi-3-mini-4k-instruct": {
    builder: "mid-2024",
    tokenizer: "phi3-mini-4k",
    config: phi3,
    files: eosOfPhi3,
    weights: true,
  },
  // Its newest commit says longrope, where the one that was exported says su, which transformers 5 does not read.
  "microsoft/Phi-3-mini-128k-instruct": {
    builder: "builder-0.7",
    tokenizer: "phi3-mini-4k",
    config: { ...phi3Long, rope_scaling: longRope(48, { type: "longrope" }) },
    files: eosOfPhi3,
    weights: true,
  },
  "microsoft/Phi-3.5-mini-instruct": {
    builder: "builder-0.7",
    tokenizer: "phi3-mini-4k",
    config: { ...phi3Long, rope_scaling: longRope(48, { type: "longrope" }) },
    files: eosOfPhi3,
    weights: true,
  },
  "microsoft/Phi-4-mini-instruct": {
    builder: "builder-0.7",
    tokenizer: "phi4-mini",
    config: phi4,
    files: eosOfPhi4,
    weights: true,
  },
};

function folder(path, onnx, precision, executionProvider, options = []) {
  return { path, onnx: `${onnx}.onnx`, precision, executionProvider, options };
}

/** The folder that holds a repository's files, made if it was not. */
export async function repositoryFolder(name) {
  const repository = repositories[name];
  if (repository === undefined) throw new Error(`There is no repository "${name}".`);
  const stamp = createHash("sha256")
    .update(JSON.stringify(repository))
    .update(readFileSync(script))
    .digest("hex");
  const place = join(cacheFolder(), `repository-${name.replace("/", "-")}`);
  const isMade = () => stampOf(place) === stamp;
  const files = join(place, "files");
  if (!isMade()) {
    await makeEnvironments([repository.builder]);
    const tokenizer = await realTokenizerFolder(repository.tokenizer);
    const build = async () => {
      console.error(`models: making ${name}`);
      mkdirSync(files, { recursive: true });
      const spec = join(place, "spec.json");
      writeFileSync(spec, JSON.stringify({ architecture: "Phi3", folders: [], ...repository, tokenizer }));
      await promisify(execFile)(peersPython(repository.builder), [script, spec, files], {
        maxBuffer: 64 << 20,
        env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
      });
      return stamp;
    };
    await buildOnce(place, isMade, build, () =>
      console.error(`models: another run is making ${name}: waiting`),
    );
  }
  touch(place);
  return files;
}

/** Makes those that are not made, one after the other: a builder uses several cores. */
export async function makeRepositories() {
  for (const name of Object.keys(repositories)) await repositoryFolder(name);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const chosen = argv.slice(2);
  for (const name of chosen.length > 0 ? chosen : Object.keys(repositories)) {
    console.log(await repositoryFolder(name));
  }
}
