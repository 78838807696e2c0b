import { readFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { bundleOfFiles } from "#bundle/bundle-of-files.ts";
import { isOnlyShown, type ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { defaultWrapper, withKind } from "#wrapper/defaults.ts";
import { PYFUNC_KINDS } from "#wrapper/pyfunc-kinds.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import {
  type PyfuncWrapper,
  TRANSFORMERS_TASKS,
  type TransformersWrapper,
  type Wrapper,
} from "#wrapper/wrapper.ts";
import { printSignature } from "../signature-print.ts";
import { buildArtifact } from "../build-artifact.ts";
import { openModel } from "./open-model.ts";
import { pythonParts } from "./python-parts.ts";
import { readMlmodel } from "./read-mlmodel.ts";

const FIXTURES = new URL("../../../tools/peers/fixtures/mlflow/", import.meta.url);
const DEMO = new URL("../../../public/models/phi3-demo/", import.meta.url);

const DEMO_FILES = [
  "config.json",
  "genai_config.json",
  "generation_config.json",
  "model.safetensors",
  "onnx/model_q4.onnx",
  "tokenizer.json",
  "tokenizer_config.json",
];

async function blobOf(url: URL): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(url))]);
}

async function demo(): Promise<ModelBundle> {
  const files = DEMO_FILES.map(async (path) => ({ path, blob: await blobOf(new URL(path, DEMO)) }));
  return bundleOfFiles(await Promise.all(files), { kind: "folder", folderName: "phi3-demo" });
}

/** What real MLflow logged: the fixture's text files, and the demo model's own where the fixture omits binary ones. */
async function logged(option: string, more: Record<string, string> = {}): Promise<ModelBundle> {
  const folder = new URL(`${option}-model/`, FIXTURES);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(folder), join(entry.parentPath, entry.name)));
  const text = paths.map(async (path) => ({ path, blob: await blobOf(new URL(path, folder)) }));
  const own = Object.entries(more).map(async ([path, from]) => ({
    path,
    blob: await blobOf(new URL(from, DEMO)),
  }));
  return bundleOfFiles(await Promise.all([...text, ...own]), { kind: "folder", folderName: "logged" });
}

const textFiles = (files: Readonly<Record<string, string>>) =>
  bundleOfFiles(
    Object.entries(files).map(([path, text]) => ({ path, blob: new Blob([text]) })),
    { kind: "zip", fileName: "other.zip" },
  );

const ONNX_FOLDER = "artifacts/cpu-int4-rtn-block-32-acc-level-4";
const WITH_DECODER = {
  [`${ONNX_FOLDER}/tokenizer.json`]: "tokenizer.json",
  [`${ONNX_FOLDER}/onnx/model_q4.onnx`]: "onnx/model_q4.onnx",
};

test.each(["option1", "option2", "option2-from-code"])(
  "the signature of %s that real MLflow logged prints as MLflow prints it",
  async (option) => {
    const mlmodel = readMlmodel(await readFile(new URL(`${option}-model/MLmodel`, FIXTURES), "utf8"));
    const printed = await readFile(new URL(`${option}-model/signature.txt`, FIXTURES), "utf8");
    expect(mlmodel.mlflowVersion).toBe("3.17.2");
    expect(mlmodel.signature && printSignature(mlmodel.signature)).toBe(printed);
  },
);

test("a class that real MLflow logged from code becomes a wrapper that follows that code", async () => {
  const opened = await openModel(await logged("option2-from-code", WITH_DECODER));
  expect(opened.wrapper?.form).toEqual({
    ...defaultWrapper("pyfunc"),
    name: "logged",
    className: "Phi3Model",
    artifactsKey: "phi3-mini-onnx",
  });
  expect(opened.wrapper?.editedCode).toContain("def predict(self, context, model_input):");
  expect(opened.notes).toEqual([]);
  expect((await inspectBundle(opened.bundle)).pyfunc.runs).toEqual({ ready: true });
  expect(isOnlyShown(opened.bundle)).toBe(false);
  expect(opened.bundle.files.map(({ path }) => path)).toEqual([
    "genai_config.json",
    "onnx/model_q4.onnx",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  expect(JSON.parse(opened.inputExample ?? "")).toMatchObject({
    prompt: expect.stringContaining("Spain") as string,
  });
});

const written: readonly Wrapper[] = [
  { ...defaultWrapper("pyfunc"), name: "mine", extraPipRequirements: [] },
  {
    ...(defaultWrapper("pyfunc") as Extract<Wrapper, { option: "pyfunc" }>),
    className: "Other",
    artifactsKey: "key of mine",
    searchOptions: { max_length: 77, do_sample: false },
  },
  defaultWrapper("pyfunc", "mid-2024"),
  defaultWrapper("transformers"),
  {
    ...(defaultWrapper("transformers") as Extract<Wrapper, { option: "transformers" }>),
    modelConfig: { maxLength: 40, truncation: false, includePrompt: true },
  },
];

test.each(written.map((wrapper, at) => ({ wrapper, at })))(
  "what this page wrote opens as the wrapper that it was ($at)",
  async ({ wrapper }) => {
    const bundle = await demo();
    const report = await inspectBundle(bundle);
    const artifact = await buildArtifact({
      wrapper,
      code: generateCode(wrapper),
      bundle,
      report,
      now: new Date(0),
      newUuid: () => "0".repeat(32),
    });
    const files = artifact.files.map(({ path, content }) => ({
      path,
      blob:
        content.kind === "text"
          ? new Blob([content.text])
          : content.kind === "bytes"
            ? new Blob([new Uint8Array(content.bytes)])
            : content.kind === "blob"
              ? content.blob
              : new Blob(),
    }));
    const zipped = await bundleOfFiles(files, { kind: "zip", fileName: `${wrapper.name}.zip` });
    const opened = await openModel(zipped, { embedded: demo });
    const ready = await inspectBundle(opened.bundle);
    expect(ready[wrapper.option].runs).toEqual({ ready: true });
    // Requirements are in requirements.txt with all others, and cannot be told apart.
    const { extraPipRequirements: _of, ...form } = opened.wrapper?.form ?? wrapper;
    const { extraPipRequirements: _before, ...before } = wrapper;
    expect(form).toEqual(before);
    expect(opened.bundle.sourceModelName).toBe("phi3-demo");
  },
);

test("a class that cloudpickle took by value is not run, and the page says what it puts in its place", async () => {
  const pickles = JSON.parse(await readFile(new URL("../pickle/pickletools.json", FIXTURES), "utf8")) as {
    cases: { name: string; base64: string }[];
  };
  const byValue = pickles.cases.find(({ name }) => name === "cloudpickle, python_model by value");
  const bundle = await logged("option2", WITH_DECODER);
  const pickle = new Blob([Buffer.from(byValue?.base64 ?? "", "base64")]);
  const file = {
    path: "python_model.pkl",
    sizeBytes: pickle.size,
    source: { kind: "blob", blob: pickle },
  } as const;
  const opened = await openModel({ ...bundle, files: [...bundle.files, file] });
  expect(opened.wrapper).toMatchObject({
    editedCode: null,
    form: { option: "pyfunc", artifactsKey: "phi3-mini-onnx" },
  });
  expect(opened.notes.map(english)).toEqual([
    expect.stringContaining("python_model.pkl as bytecode, which is never run here"),
  ]);
});

test("a pickle's name for its class is never Python", async () => {
  const files = (name: string) =>
    textFiles({
      MLmodel: `flavors:
  python_function: {loader_module: mlflow.pyfunc.model, python_model: python_model.pkl, code: code}
`,
      "code/theirs.py": "class Theirs: pass\n",
      "python_model.pkl": `ctheirs\n${name}\n.`,
    });
  expect(await pythonParts(await files("Theirs"))).toMatchObject({ pyfunc: { object: "Theirs()" } });
  expect(await pythonParts(await files("Outer.Inner"))).toMatchObject({
    pyfunc: { object: "Outer.Inner()" },
  });
  await expect(pythonParts(await files("__import__('os').system('ls') or Theirs"))).rejects.toThrow(
    "Python in this page cannot load this model: its class is not in a Python file",
  );
});

test("models of others open with what is said of them, and why they do not run", async () => {
  const old = await openModel(
    await textFiles({
      MLmodel: [
        "artifact_path: model",
        "flavors:",
        "  python_function:",
        "    loader_module: mlflow.sklearn",
        "    model_path: model.pkl",
        "  sklearn: {pickled_model: model.pkl, sklearn_version: 0.23.2}",
        "run_id: 0123",
        "signature:",
        `  inputs: '[{"name": "x", "type": "double"}, {"name": "y", "type": "long", "optional": true}]'`,
        `  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'`,
        "something_new: {a: [1, 2]}",
      ].join("\n"),
      "model.pkl": "",
    }),
  );
  expect([old.wrapper, isOnlyShown(old.bundle)]).toEqual([null, true]);
  expect(old.notes.map(english)).toEqual([
    "This model does not run here: its flavors are python_function, sklearn, and what runs here is transformers pipelines and Python classes (pyfunc) around an ONNX decoder.",
  ]);
  expect(old.mlmodel).toMatchObject({
    mlflowVersion: null,
    signature: {
      inputs: [
        { name: "x", type: { kind: "scalar", dataType: "double" }, required: true },
        { name: "y", type: { kind: "scalar", dataType: "long" }, required: false },
      ],
      outputs: [{ name: null, type: { kind: "tensor", dtype: "int64", shape: [-1] }, required: true }],
      params: null,
    },
    signatureFault: null,
    fields: [
      { name: "artifact_path", value: "model" },
      { name: "run_id", value: "83" },
      { name: "something_new", value: "a:\n  - 1\n  - 2" },
    ],
  });
});

test.each([
  [
    "a ChatModel",
    "python_function: {loader_module: mlflow.pyfunc.loaders.chat_model}",
    "",
    "it is a ChatModel, and what runs here is transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder.",
  ],
  [
    "an agent from code",
    "python_function: {loader_module: mlflow.pyfunc.loaders.code_model, model_code_path: agent.py}",
    "metadata: {task: agent/v1/responses}",
    "it is a ResponsesAgent, and what runs here is transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder.",
  ],
  [
    "a class without artifacts",
    "python_function: {loader_module: mlflow.pyfunc.model}",
    "",
    "it has no artifacts, and what runs here is Python classes around an ONNX decoder, which genai_config.json describes.",
  ],
  [
    "a pipeline without a task",
    "transformers: {task: ''}",
    "",
    "it names no task, and what runs here is llm/v1/chat, llm/v1/completions, text-generation.",
  ],
])("%s opens, and is named", async (_name, flavor, more, reason) => {
  const { notes } = await openModel(await textFiles({ MLmodel: `flavors:\n  ${flavor}\n${more}\n` }));
  expect(notes.map(english)).toEqual([`This model does not run here: ${reason}`]);
});

test("a signature of the model's own is said to differ from the wrapper's", async () => {
  const model = await logged("option2-from-code", WITH_DECODER);
  const mlmodel = await readFile(new URL("option2-from-code-model/MLmodel", FIXTURES), "utf8");
  const other = new Blob([mlmodel.replace('"name": "prompt"', '"name": "question"')]);
  const files = model.files.map((file) =>
    file.path === "MLmodel"
      ? { ...file, sizeBytes: other.size, source: { kind: "blob", blob: other } as const }
      : file,
  );
  expect((await openModel({ ...model, files })).notes.map(english)).toEqual([
    "Its own signature differs in 2 places from the one that MLflow would give its wrapper.",
  ]);
});

test("a transformers model by reference says what it refers to", async () => {
  const opened = await openModel(
    await textFiles({
      MLmodel:
        "flavors:\n  transformers: {inference_task: llm/v1/chat, source_model_name: a/b, source_model_revision: c0ffee}\nmlflow_version: 2.14.1\n",
    }),
  );
  expect(english(opened.notes[0]!)).toContain("it has no weights, and refers to a/b at c0ffee instead");
});

test("what is no MLflow model, damaged or several models says so", async () => {
  await expect(openModel(await textFiles({ "a.txt": "" }))).rejects.toMatchObject({ code: "invalid-bundle" });
  await expect(openModel(await textFiles({ MLmodel: "a: [" }))).rejects.toMatchObject({
    code: "invalid-config",
  });
  await expect(openModel(await textFiles({ MLmodel: "just text" }))).rejects.toMatchObject({
    code: "invalid-config",
  });
  await expect(openModel(await textFiles({ "a/MLmodel": "", "b/MLmodel": "" }))).rejects.toMatchObject({
    message: expect.stringContaining("2 MLflow models, in a, b") as string,
  });
});

test("other weights of the same shapes do not get the embedded model's ONNX", async () => {
  const lend = await demo();
  const bytes = new Uint8Array(await readFile(new URL("model.safetensors", DEMO)));
  bytes[bytes.length - 10]! ^= 1;
  const mlmodel = "flavors:\n  transformers: {inference_task: llm/v1/chat, model_binary: model}\n";
  const bundle = await bundleOfFiles(
    [
      { path: "MLmodel", blob: new Blob([mlmodel]) },
      { path: "model/config.json", blob: await blobOf(new URL("config.json", DEMO)) },
      { path: "model/model.safetensors", blob: new Blob([bytes]) },
    ],
    { kind: "folder", folderName: "changed" },
  );
  const opened = await openModel(bundle, { embedded: () => Promise.resolve(lend) });
  expect(opened.bundle.files.map(({ path }) => path)).toEqual(["config.json", "model.safetensors"]);
  expect(english(opened.notes[0]!)).toContain(
    "ONNX files run here, and this model has its weights as safetensors only.",
  );
});

/** The page's own artifact, opened again. */
async function reopened(wrapper: Wrapper): Promise<Wrapper | undefined> {
  const bundle = await demo();
  const { files } = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(0),
    newUuid: () => "0".repeat(32),
  });
  const blobs = files.map(({ path, content }) => {
    if (content.kind === "text") return { path, blob: new Blob([content.text]) };
    if (content.kind === "bytes") return { path, blob: new Blob([new Uint8Array(content.bytes)]) };
    return { path, blob: content.kind === "blob" ? content.blob : new Blob() };
  });
  const model = await bundleOfFiles(blobs, { kind: "zip", fileName: `${wrapper.name}.zip` });
  return (await openModel(model)).wrapper?.form;
}

test.each(PYFUNC_KINDS)(
  "the page's own class of the kind %s opens as that kind, in both forms",
  async (kind) => {
    for (const modelFromCode of [true, false]) {
      const wrapper = { ...withKind(defaultWrapper("pyfunc") as PyfuncWrapper, kind), modelFromCode };
      const { kind: found, searchOptions, className } = (await reopened(wrapper)) as PyfuncWrapper;
      expect({ found: found ?? "prompt", searchOptions, className }).toEqual({
        found: kind,
        searchOptions: wrapper.searchOptions,
        className: wrapper.className,
      });
    }
  },
);

test.each(TRANSFORMERS_TASKS)("a pipeline of the task %s opens to be asked", async (task) => {
  const wrapper = { ...(defaultWrapper("transformers") as TransformersWrapper), task };
  expect(await reopened(wrapper)).toMatchObject({ option: "transformers", task });
});
