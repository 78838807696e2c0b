/** Real MLflow loads the artifact and answers 64 chats; e2e/engine/parity.spec.ts holds the page to these answers. `vitest -u` records them anew. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { writeModel } from "../compatibility/write-model.ts";
import { roundTripInputs, type RoundTripJson } from "./round-trip.ts";
import { peersPython } from "./setup.mjs";

/** Importing torch on a busy machine, and 64 answers. */
const TIMEOUT_MS = 300_000;

interface NativeRun {
  readonly versions: Readonly<Record<string, string>>;
  readonly signature: string;
  readonly loaderModule: string;
  readonly results: readonly {
    readonly prediction: unknown;
    readonly promptIds: readonly number[];
    readonly ids: readonly number[];
  }[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "round-trip-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["transformers", "mlflow.transformers"],
  ["pyfunc", "mlflow.pyfunc.model"],
] as const)(
  "%s: real MLflow's answers are those that the page is held to",
  async (option, loaderModule) => {
    const wrapper = defaultWrapper(option);
    const inputs = await roundTripInputs(option);
    expect(inputs.length).toBeGreaterThanOrEqual(50);
    const { model } = await writeModel(wrapper, path.join(folder, option), []);
    const native = await ask(model, inputs);
    expect(native.loaderModule).toBe(loaderModule);
    expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
    const recorded: RoundTripJson = {
      madeBy: "tools/peers/round-trip.test.ts",
      versions: native.versions,
      signature: native.signature.trimEnd(),
      answers: native.results.map(({ prediction, promptIds, ids }) => ({
        response: withoutChance(option, prediction),
        tokenIds: ids.slice(promptIds.length),
      })),
    };
    await expect(jsonOf(recorded)).toMatchFileSnapshot(`fixtures/mlflow/round-trip-${option}.json`);
  },
  TIMEOUT_MS,
);

async function ask(model: string, inputs: readonly unknown[]): Promise<NativeRun> {
  const [inputsFile, outputFile] = [path.join(folder, "inputs.json"), path.join(folder, "output.json")];
  await writeFile(inputsFile, JSON.stringify(inputs));
  await promisify(execFile)(peersPython(), [
    "tools/peers/run_model.py",
    model,
    "--inputs",
    inputsFile,
    "--out",
    outputFile,
  ]);
  return JSON.parse(await readFile(outputFile, "utf8")) as NativeRun;
}

/** The id and the time are a run's own. */
function withoutChance(option: WrapperOption, prediction: unknown): unknown {
  if (option === "pyfunc") return prediction;
  return (prediction as Record<string, unknown>[]).map(({ id: _id, created: _created, ...rest }) => rest);
}

/** One answer a line. */
function jsonOf({ answers, ...rest }: RoundTripJson): string {
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/, "");
  return `${head},\n "answers": [\n${answers.map((answer) => `  ${JSON.stringify(answer)}`).join(",\n")}\n ]\n}\n`;
}
