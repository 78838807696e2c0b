/** What is said before the download of repositories of many layouts, healthy and not. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { english } from "#base/message.ts";
import { bytesField, textField, varintField } from "#onnx/testing/protobuf-writer.ts";
import type { Readiness } from "../inspect.ts";
import { lookUpHub } from "./hub-source.ts";
import { inspectPlan } from "./inspect-plan.ts";
import { FileServer, serverUrl } from "./testing/file-server.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const graph = await readFile(
  new URL("../../../tools/peers/fixtures/int4/int8-head/model.onnx", import.meta.url),
);

const genai = (model: object = {}, decoder: object = {}) =>
  JSON.stringify({
    model: {
      type: "phi3",
      context_length: 1024,
      vocab_size: 512,
      eos_token_id: 2,
      decoder: { filename: "model.onnx", head_size: 16, ...decoder },
      ...model,
    },
    search: {},
  });
const config = JSON.stringify({
  architectures: ["Phi3ForCausalLM"],
  max_position_embeddings: 1024,
  vocab_size: 512,
});
const tokenizer = { "tokenizer.json": "{}", "tokenizer_config.json": '{"tokenizer_class":"LlamaTokenizer"}' };
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5000\n`;

/** A file's content, or the size of one that nothing may read. */
type Content = string | Uint8Array<ArrayBuffer> | number;
type Files = Readonly<Record<string, Content>>;

function inFolder(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

async function verdicts(files: Files, spoil?: FileServer["spoil"]) {
  const server = new FileServer();
  server.chunkBytes = 1 << 20;
  if (spoil) server.spoil = spoil;
  const repository = "somebody/phi";
  const tree = Object.entries(files).map(([path, content]) => {
    const bytes = typeof content === "number" ? null : Buffer.from(content);
    if (bytes) server.files.set(`${repository}/resolve/${commit}/${path}`, new Uint8Array(bytes));
    const size = bytes?.length ?? Number(content);
    const entry = { type: "file", path, size, oid: createHash("sha1").update(path).digest("hex") };
    return bytes ? entry : { ...entry, lfs: { oid: "a".repeat(64), size, pointerSize: 134 } };
  });
  const serve = (path: string, json: unknown) =>
    server.files.set(path, new TextEncoder().encode(JSON.stringify(json)));
  serve(`api/models/${repository}/revision/main`, { sha: commit, id: repository, gated: false });
  serve(`api/models/${repository}/tree/${commit}`, tree);
  const options = { fetch: server.fetch, signal: new AbortController().signal };
  const source = { kind: "hub", hubUrl: serverUrl, repository, revision: "", variant: null } as const;
  const plans = await lookUpHub(source, options);
  const found = [];
  for (const plan of plans) {
    const report = await inspectPlan(plan, { ...options, signal: new AbortController().signal });
    if (report === null || plan.origin.kind !== "hub") throw new Error("No verdict.");
    const { transformers, pyfunc, runtime } = report;
    found.push({
      variant: plan.origin.variant,
      paths: plan.files.map(({ path }) => path),
      option1: told(transformers.runs),
      byReference: told(transformers.packs),
      option2: [told(pyfunc.runs), told(pyfunc.packs)],
      runtime: runtime?.kind ?? null,
    });
  }
  return found;
}

function told(readiness: Readiness): string {
  return readiness.ready ? "yes" : english(readiness.reason);
}

/** The graph with more initializers, of three numbers each in files beside it. */
function withWeightsIn(...locations: readonly string[]): Uint8Array<ArrayBuffer> {
  const entry = (key: string, value: string) =>
    bytesField(13, Buffer.concat([textField(1, key), textField(2, value)]));
  const tensors = locations.map((location, index) =>
    bytesField(
      5,
      Buffer.concat([
        varintField(1, 3),
        varintField(2, 1),
        textField(8, `more${index}`),
        entry("location", location),
        entry("length", "12"),
        varintField(14, 1),
      ]),
    ),
  );
  return new Uint8Array(Buffer.concat([graph, bytesField(7, Buffer.concat(tensors))]));
}

const onnx = new Uint8Array(graph);
const folder: Files = {
  "genai_config.json": genai(),
  "model.onnx": onnx,
  "config.json": config,
  ...tokenizer,
};
const js = (name: string): Files => ({ "config.json": config, ...tokenizer, [`onnx/${name}`]: onnx });

const another = "Choose another revision of the repository, or another repository.";
const noGenai = expect.stringMatching(/^genai_config\.json is missing: .*Choose a repository that has it\.$/);
const leftOut = (path: string) =>
  `${path} holds ${pointer.length} bytes that say where git-lfs has the file: whoever uploaded it left out the file itself. ${another}`;
const library = (path: string) => ({ session_options: { custom_ops_library: path } });
const operators = "genai_config.json loads operators from libops.so (custom_ops_library)";

describe("a folder of onnxruntime-genai", () => {
  const withWeights = (locations: readonly string[], files: Files): Files => ({
    ...folder,
    "model.onnx": withWeightsIn(...locations),
    ...files,
  });

  test.each<readonly [what: string, files: Files, told: string]>([
    ["that is whole", folder, "yes"],
    [
      "with weights in two files",
      withWeights(["a.data", "a.data_1"], { "a.data": 12, "a.data_1": 12 }),
      "yes",
    ],
    ["with weights under a name of its own", withWeights(["weights.bin"], { "weights.bin": 12 }), "yes"],
    [
      "without its weights",
      withWeights(["model.onnx.data"], {}),
      `The repository does not have model.onnx.data, where model.onnx keeps weights. ${another}`,
    ],
    [
      "without one of two files of weights",
      withWeights(["a.data", "a.data_1"], { "a.data": 12 }),
      `The repository does not have a.data_1, where model.onnx keeps weights. ${another}`,
    ],
    [
      "with weights that were cut short",
      withWeights(["a.data"], { "a.data": 8 }),
      `Weights that model.onnx needs are cut short in the repository: a.data holds 8 bytes of 12. ${another}`,
    ],
    [
      "with weights outside of it",
      withWeights(["../a.data"], { "../a.data": 12 }),
      'The ONNX file takes weights from "../a.data". Weights must be inside the model\'s folder.',
    ],
    ["with a pointer for weights", withWeights(["a.data"], { "a.data": pointer }), leftOut("a.data")],
    ["with a pointer for its graph", { ...folder, "model.onnx": pointer }, leftOut("model.onnx")],
    [
      "with a pointer for genai_config.json",
      { ...folder, "genai_config.json": pointer },
      leftOut("genai_config.json"),
    ],
    ["with a pointer for its tokenizer", { ...folder, "tokenizer.json": pointer }, leftOut("tokenizer.json")],
    [
      "with a name that genai_config.json does not have",
      { ...folder, "genai_config.json": genai({ vision: { crop_size: 3 } }) },
      expect.stringContaining('model:vision: Unknown value "crop_size"'),
    ],
    [
      "with parts of other models that native skips",
      { ...folder, "genai_config.json": genai({ vision: { filename: "v.onnx" } }) },
      "yes",
    ],
    [
      "with a library of operators that is not there",
      { ...folder, "genai_config.json": genai({}, library("libops.so")) },
      `${operators}, and the model has no such file, so onnxruntime-genai would not load it. Use an export without custom_ops_library.`,
    ],
    [
      "with the path of its graph as on Windows",
      { ...folder, "genai_config.json": genai({}, { filename: "onnx\\model.onnx" }) },
      "onnx\\model.onnx is missing: genai_config.json names it as the model. Choose a repository that has it.",
    ],
  ])("%s", async (_, files, told) => {
    const inside = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path.startsWith("../") ? path.slice(3) : `cpu/${path}`,
        content,
      ]),
    );
    expect(await verdicts(inside)).toMatchObject([{ variant: "cpu", option2: [told, told] }]);
  });

  test("with a library of operators is packed, and does not run here", async () => {
    const files = { ...folder, "libops.so": 1000, "genai_config.json": genai({}, library("libops.so")) };
    const told = `${operators}. That is native code, which a web page cannot run. Use an export without custom_ops_library.`;
    expect(await verdicts(files)).toMatchObject([{ option2: [told, "yes"] }]);
  });

  test("is named by the hub's path, whatever signs it has", async () => {
    const name = "cpu int4 [block 32] #1, 100 %";
    expect(await verdicts(inFolder(name, folder))).toMatchObject([
      { variant: name, option1: "yes", option2: ["yes", "yes"], runtime: "int4" },
    ]);
  });

  test("has nothing of the models in folders below it", async () => {
    const found = await verdicts({ ...inFolder("cpu", folder), ...inFolder("cpu/awq", folder) });
    const paths = Object.keys(folder);
    expect(found).toMatchObject([
      { variant: "cpu", paths },
      { variant: "cpu/awq", paths },
    ]);
  });

  test("has of several graphs the one that genai_config.json names", async () => {
    const more = { "model_fp16.onnx": 1e6, "model_fp16.onnx.data": 7e9, "model.onnx.data": 12 };
    const [found] = await verdicts({ ...folder, ...more, "model.onnx": withWeightsIn("model.onnx.data") });
    expect(found).toMatchObject({
      paths: [...Object.keys(folder), "model.onnx.data"],
      option2: ["yes", "yes"],
    });
  });

  test("at the top takes from onnx/ the graph that it names, and no other", async () => {
    const config4 = genai({}, { filename: "onnx/model_q4.onnx" });
    const others = { "onnx/model_fp16.onnx": onnx, "onnx/model_fp16.onnx_data": 7e9 };
    const [found] = await verdicts({ ...js("model_q4.onnx"), ...others, "genai_config.json": config4 });
    expect(found).toMatchObject({
      variant: "",
      paths: [...Object.keys(js("model_q4.onnx")), "genai_config.json"],
      option1: "yes",
      option2: ["yes", "yes"],
    });
  });
});

describe("a repository of transformers.js", () => {
  test.each(["q4", "q2", "q4f16", "q2f16", "int8", "quantized", "uint8", "bnb4", "fp16"])(
    "with onnx/model_%s.onnx runs as option 1, and says what option 2 lacks",
    async (dtype) => {
      expect(await verdicts(js(`model_${dtype}.onnx`))).toMatchObject([
        { variant: `onnx/model_${dtype}.onnx`, option1: "yes", option2: [noGenai, noGenai] },
      ]);
    },
  );

  // ONNX Runtime takes 2, 4 and 8 bits on a CPU; transformers.js of today asks for no merged decoder of a text model.
  test.each(["model_q1.onnx", "decoder_model_merged.onnx"])(
    "with onnx/%s alone does not run, and says what would",
    async (name) => {
      const needed = expect.stringMatching(
        /^onnx\/model_q4\.onnx is missing: .*Choose a repository that has it\.$/,
      );
      expect(await verdicts(js(name))).toMatchObject([{ option1: needed }]);
    },
  );

  test("has the weights that a graph keeps under a name of their own", async () => {
    const files = {
      ...js("model_q4.onnx"),
      "onnx/model_q4.onnx": withWeightsIn("weights.bin"),
      "onnx/weights.bin": 12,
    };
    expect(await verdicts(files)).toMatchObject([{ paths: Object.keys(files), option1: "yes" }]);
  });

  test("without a part of its weights names it", async () => {
    const graphs = { "onnx/model_q4.onnx": withWeightsIn("model_q4.onnx_data", "model_q4.onnx_data_1") };
    expect(
      await verdicts({ ...js("model_q4.onnx"), ...graphs, "onnx/model_q4.onnx_data": 12 }),
    ).toMatchObject([
      {
        option1: `The repository does not have onnx/model_q4.onnx_data_1, where onnx/model_q4.onnx keeps weights. ${another}`,
      },
    ]);
  });

  test("of another architecture is named", async () => {
    const llama = { ...js("model_q4.onnx"), "config.json": '{"architectures":["LlamaForCausalLM"]}' };
    expect(await verdicts(llama)).toMatchObject([
      {
        option1:
          "config.json describes LlamaForCausalLM; option 1 is written for Phi3ForCausalLM. Open a Phi-3 model.",
      },
    ]);
  });
});

describe("a repository of safetensors", () => {
  const shard = (number: number) => `model-0000${number}-of-00002.safetensors`;
  const index = "model.safetensors.index.json";
  const small = { "config.json": config, "generation_config.json": "{}", ...tokenizer };

  test.each<readonly [what: string, weights: Files]>([
    ["in one file", { "model.safetensors": 7e9 }],
    ["in shards", { [shard(1)]: 5e9, [shard(2)]: 2e9, [index]: 30_000 }],
  ])("%s is packed by reference, and none of its weights are downloaded", async (_, weights) => {
    expect(await verdicts({ ...small, ...weights })).toMatchObject([
      { paths: Object.keys(small), option1: expect.stringContaining("safetensors only"), byReference: "yes" },
    ]);
  });

  // What transformers 5.23 says of each: "does not appear to have a file named …", or SafetensorError.
  test.each<readonly [what: string, weights: Files, fault: string]>([
    ["without a shard", { [shard(1)]: 5e9, [index]: 30_000 }, `${shard(2)} is missing`],
    ["without the index of its shards", { [shard(1)]: 5e9, [shard(2)]: 2e9 }, `${index} is missing`],
    [
      "with a git-lfs pointer",
      { "model.safetensors": pointer },
      `model.safetensors holds ${pointer.length} bytes only`,
    ],
  ])("%s is refused", async (_, weights, fault) => {
    await expect(verdicts({ ...small, ...weights })).rejects.toMatchObject({
      code: "invalid-bundle",
      message: `The safetensors of somebody/phi are not complete: ${fault}. ${another}`,
    });
    const [withOnnx] = await verdicts({ ...small, ...weights, "onnx/model_q4.onnx": onnx });
    expect(withOnnx).toMatchObject({
      option1: "yes",
      byReference: expect.stringContaining("no complete safetensors"),
    });
  });

  test.each<readonly [what: string, files: Files]>([
    ["that is an adapter", { ...small, "adapter_config.json": "{}", "adapter_model.safetensors": 1e7 }],
    ["that is pickled", { ...small, "pytorch_model.bin": 7e9 }],
    ["that is GGUF", { "config.json": config, "phi-q4.gguf": 2e9 }],
    ["whose ONNX file lies at the top", { ...small, "model.onnx": onnx }],
  ])("%s holds no model that can be used", async (_, files) => {
    await expect(verdicts(files)).rejects.toThrow(
      "somebody/phi holds no model that can be used: no folder with genai_config.json, no onnx/model….onnx, and no safetensors with a config.json. Choose a repository that was exported to ONNX.",
    );
  });
});

describe("the hub's own reason for a refusal is told", () => {
  test.each([
    [401, "Invalid username or password."],
    [403, "Your request to access model somebody/phi is awaiting a review from the repo authors."],
  ])("%s", async (status, said) => {
    const refused = () => new Response("", { status, headers: { "X-Error-Message": said } });
    await expect(verdicts(folder, refused)).rejects.toMatchObject({
      code: "network",
      details: { status },
      message: expect.stringMatching(new RegExp(`\\. The server says: “${said}”$`)),
    });
  });
});
