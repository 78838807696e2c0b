import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { english, message } from "#base/message.ts";
import type { HubRepository, ModelBundle } from "./bundle.ts";
import { inspectBundle, type OptionReport, type Readiness } from "./inspect.ts";

const config = { architectures: ["Phi3ForCausalLM"], max_position_embeddings: 4096, vocab_size: 32064 };
const genai = {
  model: {
    type: "phi3",
    context_length: 1024,
    vocab_size: 512,
    eos_token_id: 2,
    decoder: { filename: "onnx/model_q4.onnx", head_size: 16 },
  },
  search: {},
};

const graph = await readFile(
  new URL("../../tools/peers/fixtures/int4/int8-head/model.onnx", import.meta.url),
);
/** One number, of a tensor "a". */
const safetensors = safetensorsOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4);

const whole: Record<string, Content> = {
  "README.md": "---\nlicense: mit\n---\n# A toy\n",
  "config.json": JSON.stringify(config),
  "genai_config.json": JSON.stringify(genai),
  "model.safetensors": safetensors,
  "onnx/model_q4.onnx": graph,
  "tokenizer.json": "{}",
  "tokenizer_config.json": "{}",
};

type Content = string | Uint8Array<ArrayBuffer>;

function safetensorsOf(
  header: string,
  dataBytes: number,
  headerBytes = header.length,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

function bundleOf(files: Record<string, Content>, hub?: HubRepository): ModelBundle {
  return {
    id: "bundle-1",
    name: "phi3",
    origin: hub ? { kind: "download", host: "huggingface.co", hub } : { kind: "folder", folderName: "phi3" },
    isDemo: false,
    description: "",
    files: Object.entries(files).map(([path, text]) => {
      const blob = new Blob([text]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  };
}

function without(...paths: string[]): Record<string, Content> {
  return Object.fromEntries(Object.entries(whole).filter(([path]) => !paths.includes(path)));
}

/** If the two differ: "runs: …; packs: …". */
async function reasons(
  files: Record<string, Content>,
  hub?: HubRepository,
): Promise<{ transformers: string; pyfunc: string }> {
  const report = await inspectBundle(bundleOf(files, hub));
  const told = (readiness: Readiness) => (readiness.ready ? "ready" : english(readiness.reason));
  const reason = ({ runs, packs }: OptionReport): string =>
    told(runs) === told(packs) ? told(runs) : `runs: ${told(runs)}; packs: ${told(packs)}`;
  return { transformers: reason(report.transformers), pyfunc: reason(report.pyfunc) };
}

test("a bundle in both layouts serves both options, and shows its card without the metadata", async () => {
  expect(await inspectBundle(bundleOf(whole))).toEqual({
    architecture: "Phi3ForCausalLM",
    contextLength: 1024,
    vocabSize: 512,
    totalBytes: Object.values(whole).reduce((sum, { length }) => sum + length, 0),
    fileCount: 7,
    transformers: { runs: { ready: true }, packs: { ready: true } },
    pyfunc: { runs: { ready: true }, packs: { ready: true } },
    runtime: {
      kind: "int4",
      fittingTokens: 1024,
      wideTokens: 1024,
      weightBytes: expect.any(Number),
      outsideBytes: expect.any(Number),
      stepBytes: expect.any(Number),
    },
    card: "# A toy\n",
    loads: {
      older: {
        "0.2": message`onnxruntime-genai ${"0.2"} cannot load this model: ${message`its ONNX Runtime (${"1.18"}) does not know opset ${22} of the graph`}.`,
        "0.7": null,
      },
      provider: null,
    },
  });
});

test("the generate() API's own layout serves option 2, and says what option 1 lacks", async () => {
  const files = {
    "genai_config.json": JSON.stringify({
      ...genai,
      model: { ...genai.model, decoder: { ...genai.model.decoder, filename: "model.onnx" } },
    }),
    "model.onnx": graph,
    "model.onnx.data": "weights",
    "tokenizer.json": "{}",
    "tokenizer_config.json": "{}",
  };
  expect(await reasons(files)).toEqual({
    transformers:
      "config.json is missing: the original model's repository has it beside the weights. Add it to the folder.",
    pyfunc: "ready",
  });
  expect(
    await reasons({ ...files, "config.json": whole["config.json"]!, "model.safetensors": safetensors }),
  ).toEqual({ transformers: "ready", pyfunc: "ready" });
});

test("transformers.js's layout serves option 1, and says what option 2 lacks", async () => {
  const { transformers, pyfunc } = await reasons(without("genai_config.json"));
  expect(transformers).toBe("ready");
  expect(pyfunc).toMatch(/^genai_config\.json is missing: .*Add it to the folder\.$/);
});

test.each([
  ["tokenizer.json", "tokenizer.json is missing: the tokenizer needs it. Add it to the folder."],
  [
    "tokenizer_config.json",
    "tokenizer_config.json is missing: the tokenizer needs it. Add it to the folder.",
  ],
])("%s is needed by both", async (path, reason) => {
  expect(await reasons(without(path))).toEqual({ transformers: reason, pyfunc: reason });
});

test("the ONNX file that genai_config.json names must be there", async () => {
  expect((await reasons(without("onnx/model_q4.onnx"))).pyfunc).toBe(
    "onnx/model_q4.onnx is missing: genai_config.json names it as the model. Add it to the folder.",
  );
});

test("option 2 looks for the tokenizer where genai_config.json says", async () => {
  const model = { ...genai.model, tokenizer_dir: "./tok" };
  const rest = {
    ...without("tokenizer.json", "tokenizer_config.json"),
    "genai_config.json": JSON.stringify({ ...genai, model }),
  };
  expect(
    (await reasons({ ...rest, "tok/tokenizer.json": "{}", "tok/tokenizer_config.json": "{}" })).pyfunc,
  ).toBe("ready");
  expect((await reasons({ ...rest, "tokenizer.json": "{}", "tokenizer_config.json": "{}" })).pyfunc).toBe(
    "tok/tokenizer.json is missing: the tokenizer needs it. Add it to the folder.",
  );
});

test("option 1 needs weights as safetensors, all of them", async () => {
  expect((await reasons(without("model.safetensors"))).transformers).toContain(
    "runs: ready; packs: model.safetensors is missing",
  );
  const index = { weight_map: { a: "model-1.safetensors", b: "model-2.safetensors" } };
  const sharded = {
    ...without("model.safetensors"),
    "model.safetensors.index.json": JSON.stringify(index),
    "model-1.safetensors": safetensors,
  };
  expect((await reasons(sharded)).transformers).toBe(
    "runs: ready; packs: model-2.safetensors is missing, which model.safetensors.index.json names. Add it to the folder.",
  );
  expect((await reasons({ ...sharded, "model-2.safetensors": safetensors })).transformers).toBe("ready");
});

test.each([
  ["Phi3Tokenizer", "{}", "ready"],
  ["GPT2TokenizerFast", "{}", "ready"],
  [
    "BloomTokenizer",
    "{}",
    "tokenizer_config.json names the tokenizer class BloomTokenizer, which onnxruntime-genai does not know. Choose a model whose tokenizer is a byte-pair encoding, as those of the Phi family.",
  ],
  ["T5Tokenizer", '{"model":{"type":"BPE"}}', "ready"],
  [
    "T5Tokenizer",
    '{"model":{"type":"Unigram"}}',
    "tokenizer.json holds a model of type Unigram; only byte-pair encodings (BPE) run here, as those of the Phi family.",
  ],
])("option 2 needs a tokenizer that native knows: %s %s", async (name, tokenizer, reason) => {
  const files = {
    ...whole,
    "tokenizer_config.json": JSON.stringify({ tokenizer_class: name }),
    "tokenizer.json": tokenizer,
  };
  expect(await reasons(files)).toEqual({ transformers: "ready", pyfunc: reason });
});

test("another architecture is named", async () => {
  expect(
    await reasons({
      ...whole,
      "config.json": JSON.stringify({ architectures: ["LlamaForCausalLM"] }),
      "genai_config.json": JSON.stringify({ ...genai, model: { ...genai.model, type: "llama" } }),
    }),
  ).toEqual({
    transformers:
      "config.json describes LlamaForCausalLM; option 1 is written for Phi3ForCausalLM. Open a Phi-3 model.",
    pyfunc:
      'genai_config.json describes a model of type "llama"; option 2 is written for "phi3". Open a Phi-3 model.',
  });
});

test("a genai_config.json that belongs to another graph is neither run nor packed as option 2", async () => {
  const other = { ...genai, model: { ...genai.model, vocab_size: 32064 } };
  expect(await reasons({ ...whole, "genai_config.json": JSON.stringify(other) })).toEqual({
    transformers: "ready",
    pyfunc:
      "The ONNX file knows 512 tokens, and genai_config.json tells a vocab_size of 32064: they belong to different models.",
  });
});

test("a faulty config is a reason, not an error", async () => {
  const { transformers, pyfunc } = await reasons({ ...whole, "config.json": "{", "genai_config.json": "[]" });
  expect(transformers).toContain("config.json is not valid JSON");
  expect(pyfunc).toContain("genai_config.json");
});

test("a folder chosen one too high points to the right one", async () => {
  const inside = Object.fromEntries(
    Object.entries(whole).map(([path, text]) => [`cpu_and_mobile/cpu-int4/${path}`, text]),
  );
  expect((await reasons(inside)).pyfunc).toBe(
    "genai_config.json is not at the top but in cpu_and_mobile/cpu-int4. Open that folder instead.",
  );
});

test("a file that cannot be read is an error", async () => {
  const bundle = bundleOf(whole);
  const files = bundle.files.map((file) =>
    file.path === "config.json" ? { ...file, sizeBytes: file.sizeBytes + 1 } : file,
  );
  await expect(inspectBundle({ ...bundle, files })).rejects.toMatchObject({ code: "invalid-bundle" });
});

const commit = "0".repeat(40);

test("a safetensors repository is packed, and says which one runs here", async () => {
  const hub = { repository: "microsoft/Phi-3-mini-4k-instruct", commit };
  expect((await reasons(without("onnx/model_q4.onnx", "genai_config.json"), hub)).transformers).toBe(
    "runs: The page runs ONNX files, and this repository has safetensors only. Download microsoft/Phi-3-mini-4k-instruct-onnx to try the model here.; packs: ready",
  );
});

test("a repository of safetensors whose weights stay there is packed by reference, and both options say what runs", async () => {
  const small = without("onnx/model_q4.onnx", "genai_config.json", "model.onnx", "model.safetensors");
  const mine = { repository: "me/mine", commit, holdsWeights: true } as const;
  expect(await reasons(small, mine)).toEqual({
    transformers:
      "runs: The page runs ONNX files, and this repository has safetensors only. To try the model here, download a repository that was exported to ONNX.; packs: ready",
    pyfunc:
      "Option 2 needs ONNX files and a genai_config.json, and this repository has safetensors only. Download a repository that onnxruntime-genai's model builder made.",
  });
  const medium = { repository: "microsoft/Phi-3-medium-4k-instruct", commit };
  expect(await reasons(small, medium)).toEqual({
    transformers:
      "runs: The page runs ONNX files, and this repository has safetensors only; as ONNX, Phi-3 medium 4k takes 9.3 GB, more than a web page's memory. To try a model here, download a smaller one.; packs: ready",
    pyfunc:
      "Option 2 needs ONNX files and a genai_config.json, and this repository has safetensors only. Download microsoft/Phi-3-medium-4k-instruct-onnx-cpu for it.",
  });
});

test("a family's ONNX folder runs both options, and option 1's artifact refers to the weights", async () => {
  const hub = { repository: "microsoft/Phi-3-mini-4k-instruct-onnx", commit };
  expect(await reasons(without("model.safetensors"), hub)).toEqual({
    transformers: "ready",
    pyfunc: "ready",
  });
});

test("a graph of float16 runs as option 1's only, and is packed as it is", async () => {
  const half = await readFile(
    new URL("../../tools/peers/fixtures/int4/int8-head/model.onnx", import.meta.url),
  );
  // ValueInfo of past_key_values.0.key: element type 1, float32, becomes 10.
  const at = half.indexOf("past_key_values.0.key", half.lastIndexOf("past_key_values.0.key") - 200);
  const type = half.indexOf(Buffer.from([0x08, 0x01, 0x12]), at);
  half[type + 1] = 10;
  const { pyfunc } = await reasons({ ...whole, "onnx/model_q4.onnx": half });
  expect(pyfunc).toMatch(/^runs: The model keeps its KV cache as float16, .*; packs: ready$/);
});

const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n";

test("git-lfs pointers in place of files are named", async () => {
  const told = "bytes that say where git-lfs has the file, and not the file itself";
  expect((await reasons({ ...whole, "model.safetensors": pointer })).transformers).toContain(told);
  for (const path of ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]) {
    const both = await reasons({ ...whole, [path]: pointer });
    expect([both.transformers, both.pyfunc]).toEqual([
      expect.stringContaining(told),
      expect.stringContaining(told),
    ]);
  }
  expect((await reasons({ ...whole, "config.json": pointer })).transformers).toContain(told);
  expect((await reasons({ ...whole, "genai_config.json": pointer })).pyfunc).toContain(told);
  const { transformers, pyfunc } = await reasons({ ...whole, "onnx/model_q4.onnx": pointer });
  expect([transformers, pyfunc]).toEqual([expect.stringContaining(told), expect.stringContaining(told)]);
});

describe("weights beside the graph", () => {
  const expected = "onnx/weights.bin holds 8 bytes of 12";

  test.each<[string, Content | null, string]>([
    ["are there", "twelve bytes", "ready"],
    [
      "are missing",
      null,
      "onnx/model_q4.onnx keeps weights in onnx/weights.bin, which the model does not have.",
    ],
    ["were cut short", "8 bytes.", expected],
    ["are a git-lfs pointer", pointer, "onnx/weights.bin holds 63 bytes that say where git-lfs has the file"],
  ])("%s, and both options say so", async (_, weights, told) => {
    const files = {
      ...whole,
      "onnx/model_q4.onnx": withExternalWeights(graph),
      ...(weights !== null && { "onnx/weights.bin": weights }),
    };
    const { transformers, pyfunc } = await reasons(files);
    expect(pyfunc).toContain(told);
    expect(pyfunc).not.toContain("packs: ready");
    expect(transformers).toContain(told);
  });
});

/** The graph with one more initializer, of three numbers in weights.bin. */
function withExternalWeights(of: Uint8Array): Uint8Array<ArrayBuffer> {
  const field = (number: number, content: readonly number[] | string): readonly number[] => {
    const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
    return [(number << 3) | 2, bytes.length, ...bytes];
  };
  const entry = (key: string, value: string): readonly number[] =>
    field(13, [...field(1, key), ...field(2, value)]);
  // TensorProto: dims, data_type FLOAT, name, external_data, data_location EXTERNAL.
  const tensor = [
    8,
    3,
    16,
    1,
    ...field(8, "more"),
    ...entry("location", "weights.bin"),
    ...entry("length", "12"),
    112,
    1,
  ];
  // ModelProto.graph, GraphProto.initializer: a second graph is merged into the first.
  return Uint8Array.from([...of, ...field(7, field(5, tensor))]);
}

test.each([
  ["no header", "weights and no header", "its header should follow"],
  ["a header beyond its end", safetensorsOf("{}", 4, 1e9), "its header should follow"],
  ["a header that is no JSON", safetensorsOf("nonsense", 4), "its header lists no tensors"],
  ["no tensors", safetensorsOf("{}", 4), "its header lists no tensors"],
  ["too few bytes", safetensors.slice(0, -1), "was cut short: its tensors take 4 bytes, and it holds 3"],
])("a safetensors file with %s is refused", async (_, file, reason) => {
  expect((await reasons({ ...whole, "model.safetensors": file })).transformers).toContain(reason);
});
