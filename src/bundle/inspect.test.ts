import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import type { ModelBundle } from "./bundle.ts";
import { inspectBundle } from "./inspect.ts";

const config = { architectures: ["Phi3ForCausalLM"], max_position_embeddings: 4096, vocab_size: 32064 };
const genai = {
  model: {
    type: "phi3",
    context_length: 1024,
    vocab_size: 2048,
    eos_token_id: 2,
    decoder: { filename: "onnx/model_q4.onnx" },
  },
  search: {},
};

const whole: Record<string, string> = {
  "README.md": "---\nlicense: mit\n---\n# A toy\n",
  "config.json": JSON.stringify(config),
  "genai_config.json": JSON.stringify(genai),
  "model.safetensors": "weights",
  "onnx/model_q4.onnx": "graph",
  "tokenizer.json": "{}",
  "tokenizer_config.json": "{}",
};

function bundleOf(files: Record<string, string>): ModelBundle {
  return {
    id: "bundle-1",
    name: "phi3",
    origin: { kind: "folder", folderName: "phi3" },
    isDemo: false,
    description: "",
    files: Object.entries(files).map(([path, text]) => {
      const blob = new Blob([text]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  };
}

function without(...paths: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(whole).filter(([path]) => !paths.includes(path)));
}

async function reasons(files: Record<string, string>): Promise<{ transformers: string; pyfunc: string }> {
  const report = await inspectBundle(bundleOf(files));
  const reason = (readiness: typeof report.pyfunc): string =>
    readiness.ready ? "ready" : english(readiness.reason);
  return { transformers: reason(report.transformers), pyfunc: reason(report.pyfunc) };
}

test("a bundle in both layouts serves both options, and shows its card without the metadata", async () => {
  expect(await inspectBundle(bundleOf(whole))).toEqual({
    architecture: "Phi3ForCausalLM",
    contextLength: 1024,
    vocabSize: 2048,
    totalBytes: Object.values(whole).join("").length,
    fileCount: 7,
    transformers: { ready: true },
    pyfunc: { ready: true },
    card: "# A toy\n",
  });
});

test("the generate() API's own layout serves option 2, and says what option 1 lacks", async () => {
  const files = {
    "genai_config.json": JSON.stringify({
      ...genai,
      model: { ...genai.model, decoder: { filename: "model.onnx" } },
    }),
    "model.onnx": "graph",
    "model.onnx.data": "weights",
    "tokenizer.json": "{}",
    "tokenizer_config.json": "{}",
  };
  expect(await reasons(files)).toEqual({
    transformers:
      "config.json is missing: the original model's repository has it beside the weights. Add it to the folder.",
    pyfunc: "ready",
  });
  expect(await reasons({ ...files, "config.json": whole["config.json"]!, "model.safetensors": "w" })).toEqual(
    { transformers: "ready", pyfunc: "ready" },
  );
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

test("option 1 needs weights as safetensors, all of them", async () => {
  expect((await reasons(without("model.safetensors"))).transformers).toContain(
    "model.safetensors is missing",
  );
  const index = { weight_map: { a: "model-1.safetensors", b: "model-2.safetensors" } };
  const sharded = {
    ...without("model.safetensors"),
    "model.safetensors.index.json": JSON.stringify(index),
    "model-1.safetensors": "w",
  };
  expect((await reasons(sharded)).transformers).toBe(
    "model-2.safetensors is missing, which model.safetensors.index.json names. Add it to the folder.",
  );
  expect((await reasons({ ...sharded, "model-2.safetensors": "w" })).transformers).toBe("ready");
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
