import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import type { Artifact } from "./artifact.ts";
import { artifactTree } from "./artifact-tree.ts";
import { buildArtifact } from "./build-artifact.ts";

const demo = new URL("../../public/models/phi3-demo/", import.meta.url);
const fixtures = new URL("../../tools/peers/fixtures/mlflow/", import.meta.url);

function demoBundle(): ModelBundle {
  const manifest = JSON.parse(readFileSync(new URL("bundle.json", demo), "utf8")) as {
    files: { path: string; size: number }[];
  };
  return {
    id: "phi3-demo",
    name: "Phi-3 demo (embedded)",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "",
    files: manifest.files.map(({ path, size }) => ({
      path,
      sizeBytes: size,
      source: { kind: "blob", blob: new Blob([readFileSync(new URL(path, demo))]) },
    })),
  };
}

async function build(wrapper: Wrapper, bundle: ModelBundle = demoBundle()): Promise<Artifact> {
  return buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date("2026-11-23T19:22:31.924Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
}

function textOf(artifact: Artifact, path: string): string {
  const content = artifact.files.find((file) => file.path === path)?.content;
  if (content?.kind !== "text") throw new Error(`${path} is no text file of the artifact`);
  return content.text;
}

type Mlmodel = Record<string, unknown> & { flavors: Record<string, Record<string, unknown>> };

function native(model: string, file: string): string {
  return readFileSync(new URL(`${model}/${file}`, fixtures), "utf8");
}

/** Fields that differ for each run or machine, or that only `log_model` writes, not `save_model`. */
const RUNS_OWN = new Set([
  "artifact_path",
  "model_id",
  "model_size_bytes",
  "model_uuid",
  "run_id",
  "utc_time_created",
]);

function comparable(mlmodel: string): Mlmodel {
  const fields = Object.entries(parse(mlmodel) as Mlmodel).filter(([name]) => !RUNS_OWN.has(name));
  const content = structuredClone(Object.fromEntries(fields)) as Mlmodel;
  delete content.flavors["python_function"]?.["python_version"];
  return content;
}

describe("option 1's artifact", () => {
  it("has the MLmodel that real MLflow wrote, field by field", async () => {
    const written = comparable(textOf(await build(defaultWrapper("transformers")), "MLmodel"));
    const expected = comparable(native("option1-model", "MLmodel"));
    // The source has the bundle's name here; natively it was the folder that was read.
    const source = { source_model_name: "phi3-demo" };
    Object.assign(expected.flavors["transformers"] ?? {}, source);
    expect(written).toEqual(expected);
  });

  it("has the files that real MLflow wrote", async () => {
    const { files } = await build(defaultWrapper("transformers"));
    expect(files.map((file) => file.path)).toEqual([
      "MLmodel",
      "components/tokenizer/tokenizer.json",
      "components/tokenizer/tokenizer_config.json",
      "conda.yaml",
      "model/config.json",
      "model/generation_config.json",
      "model/model.safetensors",
      "python_env.yaml",
      "requirements.txt",
    ]);
  });

  // MLflow pins every imported package: torch and transformers bring these three, or import them if they are there.
  it("pins what real MLflow pinned, but for numpy, psutil and scipy, which come with torch and transformers", async () => {
    const written = textOf(await build(defaultWrapper("transformers")), "requirements.txt").split("\n");
    const expected = native("option1-model", "requirements.txt").split("\n");
    expect(written).toEqual(expected.filter((line) => !/^(numpy|psutil|scipy)==/.test(line)));
  });
});

describe("option 1's artifact by reference", () => {
  const byReference = (repository: string, commit: string): Wrapper => ({
    ...(defaultWrapper("transformers") as TransformersWrapper),
    reference: { repository, commit },
  });
  const commit = "0123456789".repeat(4);

  it("names the repository that a person typed, and holds no weights", async () => {
    const artifact = await build(byReference("me/phi", commit));
    expect(artifact.files.map((file) => file.path)).toEqual([
      "MLmodel",
      "conda.yaml",
      "python_env.yaml",
      "requirements.txt",
    ]);
    expect(comparable(textOf(artifact, "MLmodel")).flavors["transformers"]).toMatchObject({
      source_model_name: "me/phi",
      source_model_revision: commit,
      tokenizer_name: "me/phi",
      tokenizer_revision: commit,
    });
  });

  it("is refused for the embedded model, which no hub has", async () => {
    await expect(build(byReference("", ""))).rejects.toMatchObject({
      code: "invalid-wrapper",
      message:
        "An artifact by reference needs a Hugging Face repository and its commit, and Phi-3 demo (embedded) did not come from one. Enter the repository and commit of the original weights in the wrapper, or put the weights into the artifact.",
    });
  });

  it("is refused for a repository that gave ONNX only, unless another is typed", async () => {
    const demo = demoBundle();
    const bundle: ModelBundle = {
      ...demo,
      origin: { kind: "download", host: "huggingface.co", hub: { repository: "me/phi-onnx", commit } },
      files: demo.files.filter(({ path }) => !path.endsWith(".safetensors")),
    };
    await expect(build(byReference("", ""), bundle)).rejects.toMatchObject({
      code: "invalid-wrapper",
      message: expect.stringContaining("me/phi-onnx has ONNX files only") as string,
    });
    const { flavors } = comparable(textOf(await build(byReference("me/phi", commit), bundle), "MLmodel"));
    expect(flavors["transformers"]).toMatchObject({ source_model_name: "me/phi" });
  });
});

const BY_REFERENCE = { ...defaultWrapper("pyfunc"), modelFromCode: false } as Wrapper;

describe("option 2's artifact", () => {
  it("has the MLmodel that real MLflow wrote, field by field", async () => {
    const written = comparable(textOf(await build(BY_REFERENCE), "MLmodel"));
    const expected = comparable(native("option2-model", "MLmodel"));
    // The class is source under code/, where cloudpickle puts it inside its pickle; the folder has the bundle's name.
    const path = "artifacts/phi3-demo";
    Object.assign(expected.flavors["python_function"] ?? {}, {
      code: "code",
      artifacts: { "phi3-mini-onnx": { path, uri: path } },
    });
    expect(written).toEqual(expected);
  });

  it("has the class as source, the model's folder without what only other runtimes read, and the examples", async () => {
    const { files } = await build(BY_REFERENCE);
    expect(files.map((file) => file.path)).toEqual([
      "MLmodel",
      "artifacts/phi3-demo/README.md",
      "artifacts/phi3-demo/config.json",
      "artifacts/phi3-demo/genai_config.json",
      "artifacts/phi3-demo/generation_config.json",
      "artifacts/phi3-demo/onnx/model_q4.onnx",
      "artifacts/phi3-demo/tokenizer.json",
      "artifacts/phi3-demo/tokenizer_config.json",
      "code/phi3_model.py",
      "conda.yaml",
      "input_example.json",
      "python_env.yaml",
      "python_model.pkl",
      "requirements.txt",
      "serving_input_example.json",
    ]);
  });

  it("names its class in a pickle that holds no code", async () => {
    const { files } = await build(BY_REFERENCE);
    const content = files.find((file) => file.path === "python_model.pkl")?.content;
    const bytes = content?.kind === "bytes" ? content.bytes : new Uint8Array();
    expect(Buffer.from(bytes).toString("latin1")).toBe("\x80\x02cphi3_model\nPhi3Model\n)\x81.");
  });

  it("writes its examples as Python's json does", async () => {
    const artifact = await build(BY_REFERENCE);
    expect([textOf(artifact, "input_example.json"), textOf(artifact, "serving_input_example.json")]).toEqual([
      native("option2-model", "input_example.json"),
      native("option2-model", "serving_input_example.json"),
    ]);
  });

  it("is the same for the same input", async () => {
    const texts = (artifact: Artifact) =>
      artifact.files.map(({ path, content }) => [path, content.kind === "text" ? content.text : null]);
    expect(texts(await build(BY_REFERENCE))).toEqual(texts(await build(BY_REFERENCE)));
  });
});

describe("artifactTree", () => {
  it("puts folders first, with the size of all that they hold", async () => {
    const tree = artifactTree((await build(defaultWrapper("transformers"))).files);
    expect(tree.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "folder components",
      "folder model",
      "file MLmodel",
      "file conda.yaml",
      "file python_env.yaml",
      "file requirements.txt",
    ]);
    const [, model] = tree;
    expect(
      model?.kind === "folder" && model.children.map((child) => child.sizeBytes).reduce((a, b) => a + b),
    ).toBe(model?.sizeBytes);
  });
});
