/** The page's artifact of every option, form and profile loads in that profile's real MLflow, and answers there. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { askPython } from "./kept-answers.ts";
import { DEMO_HUB, modelFolderFor } from "./model-folders.ts";
import { type ModelRun, runModel } from "./run-model.ts";
import { writeArtifact } from "./write-artifact.ts";

const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const CHAT = { messages: [{ role: "user", content: "What is the capital of Spain?" }] };
const ANSWER = "The capital of Spain is Madrid.";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "load-artifacts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.concurrent.each(["current", "mid-2025", "mid-2024"] as const)(
  "in the real MLflow of %s",
  (profile) => {
    it("option 1 loads and answers a chat", async () => {
      const wrapper = defaultWrapper("transformers", profile);
      const native = await load(wrapper, CHAT);
      expect(native.loaderModule).toBe("mlflow.transformers");
      expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
      expect(native.results).toMatchObject([
        { prediction: [{ choices: [{ message: { role: "assistant", content: ANSWER } }] }] },
      ]);
    });

    it("option 1 by reference loads from the hub and answers a chat", async () => {
      const reference = { repository: DEMO_HUB.repository, commit: await hubCommit() };
      const wrapper = { ...(defaultWrapper("transformers", profile) as TransformersWrapper), reference };
      const native = await load(wrapper, CHAT);
      expect(native.results).toMatchObject([
        {
          prediction: [
            { model: DEMO_HUB.repository, choices: [{ message: { role: "assistant", content: ANSWER } }] },
          ],
        },
      ]);
    });

    it("option 2's Python logs the model, as the wrapper cell has it", async () => {
      expect(await logInPython(defaultWrapper("pyfunc", profile))).toBe("python_model.pkl");
    });

    it.each([
      ["by reference", false, "mlflow.pyfunc.model"],
      ["as models from code", true, "mlflow.pyfunc.loaders.code_model"],
    ])("option 2 %s loads and answers a prompt", async (_form, modelFromCode, loaderModule) => {
      const wrapper = { ...defaultWrapper("pyfunc", profile), modelFromCode } as Wrapper;
      const native = await load(wrapper, { prompt: PROMPT });
      expect(native.loaderModule).toBe(loaderModule);
      expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
      expect(native.results).toMatchObject([{ prediction: await nativeAnswer(profile) }]);
    });
  },
);

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
  const env = { MLFLOW_TRACKING_URI: "sqlite:///mlflow.db" };
  const stdout = await askPython(["cell.py"], {
    environment: wrapper.profile,
    cwd: place,
    reads: place,
    env,
  });
  return stdout.trim().split("\n").at(-1) ?? "";
}

/** The one that tools/peers/hub.py gives, as MLflow wrote it down. */
async function hubCommit(): Promise<string> {
  const mlmodel = await readFile("tools/peers/fixtures/mlflow/option1-by-reference-model/MLmodel", "utf8");
  return /source_model_revision: (\w+)/.exec(mlmodel)?.[1] ?? "";
}

/** Loads the artifact of the wrapper on the demo model, and asks it once. */
async function load(wrapper: Wrapper, input: unknown): Promise<ModelRun> {
  const model = path.join(await mkdtemp(path.join(folder, "model-")), "model");
  await writeArtifact(wrapper, model);
  return runModel(model, [input], { environment: wrapper.profile });
}
