/** Loads a model's folder in real MLflow, and asks it (run_model.py). */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { keptAnswer } from "./kept-answers.ts";
import { runPython } from "./python-server.ts";
import type { EnvironmentName } from "./setup.mjs";

/** What run_model.py writes; tokens are absent where no request reached the model. */
export interface ModelRun {
  readonly versions: Readonly<Record<string, string>>;
  readonly signature: string;
  readonly loaderModule: string;
  readonly results: readonly {
    readonly prediction?: unknown;
    readonly error?: { readonly type: string; readonly message: string };
    readonly promptIds?: readonly number[];
    /** With those of the prompt before them. */
    readonly ids?: readonly number[];
  }[];
}

/**
 * An answer is kept (kept-answers.ts).
 * @throws Error with what MLflow says where the model does not load.
 */
export async function runModel(
  model: string,
  inputs: readonly unknown[],
  options: { readonly environment?: EnvironmentName } = {},
): Promise<ModelRun> {
  const question = { ...options, asked: ["run_model.py", inputs], reads: model };
  return JSON.parse(await keptAnswer(question, () => answerOf(model, inputs, options))) as ModelRun;
}

async function answerOf(
  model: string,
  inputs: readonly unknown[],
  options: { readonly environment?: EnvironmentName },
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "run-model-"));
  const [inputFile, outputFile] = [path.join(folder, "inputs.json"), path.join(folder, "output.json")];
  try {
    await writeFile(inputFile, JSON.stringify(inputs));
    const files = ["--inputs", inputFile, "--out", outputFile];
    await runPython(["tools/peers/run_model.py", model, ...files], options);
    return await readFile(outputFile, "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
