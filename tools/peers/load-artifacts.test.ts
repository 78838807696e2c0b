/** The page's artifact of every option, form and profile loads in that profile's real MLflow, and answers there. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { TransformersWrapper, VersionProfile, Wrapper } from "#wrapper/wrapper.ts";
import { zipArtifact } from "../../workers/artifact/zip-artifact.ts";
import { bundleOfFolder, DEMO_FOLDER, modelFolderFor } from "./model-folders.ts";
import { peersPython } from "./setup.mjs";

const TIMEOUT_MS = 180_000;
const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const REPOSITORY = "notebook/phi3-demo";
const ANSWER = "The capital of Spain is Madrid.";

interface NativeRun {
  readonly versions: Readonly<Record<string, string>>;
  readonly signature: string;
  readonly loaderModule: string;
  readonly results: readonly { readonly prediction?: unknown; readonly error?: unknown }[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "load-artifacts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(["current", "mid-2025", "mid-2024"] as const)("in the real MLflow of %s", (profile) => {
  it(
    "option 1 loads and answers a chat",
    async () => {
      const wrapper = defaultWrapper("transformers", profile);
      const messages = [{ role: "user", content: "What is the capital of Spain?" }];
      const native = await load(wrapper, { messages });
      expect(native.loaderModule).toBe("mlflow.transformers");
      expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
      expect(native.results).toMatchObject([
        { prediction: [{ choices: [{ message: { role: "assistant", content: ANSWER } }] }] },
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    "option 1 by reference loads from the hub and answers a chat",
    async () => {
      const reference = { repository: REPOSITORY, commit: await hubCommit() };
      const wrapper = { ...(defaultWrapper("transformers", profile) as TransformersWrapper), reference };
      const messages = [{ role: "user", content: "What is the capital of Spain?" }];
      const native = await load(wrapper, { messages }, ["tools/peers/hub.py", DEMO_FOLDER, REPOSITORY]);
      expect(native.results).toMatchObject([
        {
          prediction: [{ model: REPOSITORY, choices: [{ message: { role: "assistant", content: ANSWER } }] }],
        },
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    "option 2's Python logs the model, as the wrapper cell has it",
    async () => expect(await logInPython(defaultWrapper("pyfunc", profile))).toBe("python_model.pkl"),
    TIMEOUT_MS,
  );

  it.each([
    ["by reference", false, "mlflow.pyfunc.model"],
    ["as models from code", true, "mlflow.pyfunc.loaders.code_model"],
  ])(
    "option 2 %s loads and answers a prompt",
    async (_form, modelFromCode, loaderModule) => {
      const wrapper = { ...defaultWrapper("pyfunc", profile), modelFromCode } as Wrapper;
      const native = await load(wrapper, { prompt: PROMPT });
      expect(native.loaderModule).toBe(loaderModule);
      expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
      expect(native.results).toMatchObject([{ prediction: await nativeAnswer(profile) }]);
    },
    TIMEOUT_MS,
  );
});

/** What option 2 answers without MLflow. */
async function nativeAnswer(profile: VersionProfile): Promise<string> {
  if (profile !== "mid-2024") return ` ${ANSWER}`;
  const { cases } = JSON.parse(
    await readFile("tools/peers/fixtures/int4/builder-0.3-answers.json", "utf8"),
  ) as { cases: readonly { prompt: string; answer: string }[] };
  return cases.find(({ prompt }) => prompt === PROMPT)?.answer ?? "";
}

/** Runs the wrapper cell's Python itself, on the demo model's folder. @returns the file that MLflow pickled the object into. */
async function logInPython(wrapper: Wrapper): Promise<string> {
  const place = await mkdtemp(path.join(folder, "log-"));
  const onnx = /artifacts=\{\s*"[^"]*": ("[^"]*")/.exec(generateCode(wrapper))?.[1] ?? "";
  const code = generateCode(wrapper).replace(onnx, JSON.stringify(modelFolderFor("pyfunc", wrapper.profile)));
  const print =
    "print(mlflow.models.Model.load(model_info.model_uri).flavors['python_function']['python_model'])";
  await writeFile(path.join(place, "cell.py"), `${code}\n${print}\n`);
  const { stdout } = await promisify(execFile)(peersPython(wrapper.profile), ["cell.py"], {
    cwd: place,
    env: { ...process.env, MLFLOW_TRACKING_URI: "sqlite:///mlflow.db" },
  });
  return stdout.trim().split("\n").at(-1) ?? "";
}

/** The one that tools/peers/hub.py gives, as MLflow wrote it down. */
async function hubCommit(): Promise<string> {
  const mlmodel = await readFile("tools/peers/fixtures/mlflow/option1-by-reference-model/MLmodel", "utf8");
  return /source_model_revision: (\w+)/.exec(mlmodel)?.[1] ?? "";
}

/** Loads the artifact of the wrapper on the demo model, and asks it once; `hub`: a script that runs it beside a hub. */
async function load(wrapper: Wrapper, input: unknown, hub: readonly string[] = []): Promise<NativeRun> {
  const place = await mkdtemp(path.join(folder, "model-"));
  const model = path.join(place, "model");
  await writeArtifact(wrapper, model);
  const [inputs, out] = [path.join(place, "inputs.json"), path.join(place, "out.json")];
  await writeFile(inputs, JSON.stringify([input]));
  const script = "tools/peers/run_model.py";
  const python = peersPython(wrapper.profile);
  await promisify(execFile)(python, [
    ...(hub.length > 0 ? [...hub, python] : []),
    script,
    model,
    "--inputs",
    inputs,
    "--out",
    out,
  ]);
  return JSON.parse(await readFile(out, "utf8")) as NativeRun;
}

async function writeArtifact(wrapper: Wrapper, target: string): Promise<void> {
  const bundle = await bundleOfFolder(modelFolderFor(wrapper.option, wrapper.profile));
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date("2026-11-23T19:22:31.924Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  // Unpacked from the zip that a person gets, its list of sums included.
  const zip = await zipArtifact({ ...artifact, withSums: true });
  await writeFile(`${target}.zip`, new Uint8Array(await zip.arrayBuffer()));
  await promisify(execFile)(peersPython(), ["-m", "zipfile", "-e", `${target}.zip`, path.dirname(target)]);
  await rename(path.join(path.dirname(target), artifact.name), target);
}
