/** Real MLflow loads the artifact and answers 64 chats; e2e/engine/parity.spec.ts holds the page to these answers. `vitest -u` records them anew. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { roundTripAnswers, roundTripInputs, type RoundTripJson } from "./round-trip.ts";
import { type ModelRun, runModel } from "./run-model.ts";
import { writeArtifact } from "./write-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "round-trip-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.concurrent.for([
  ["transformers", "mlflow.transformers"],
  ["pyfunc", "mlflow.pyfunc.loaders.code_model"],
] as const)(
  "%s: real MLflow's answers are those that the page is held to",
  async ([option, loaderModule], { expect }) => {
    const wrapper = defaultWrapper(option);
    const native = await answersOf(wrapper, option);
    expect(native.loaderModule).toBe(loaderModule);
    expect(native.signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
    const recorded: RoundTripJson = {
      madeBy: "tools/peers/round-trip.peers.test.ts",
      versions: native.versions,
      signature: native.signature.trimEnd(),
      answers: withoutChance(native),
    };
    await expect(jsonOf(recorded)).toMatchFileSnapshot(`fixtures/mlflow/round-trip-${option}.json`);
  },
);

test.concurrent("pyfunc by reference to its class: the same answers", async ({ expect }) => {
  const wrapper = { ...defaultWrapper("pyfunc"), modelFromCode: false } as Wrapper;
  const { answers } = await roundTripAnswers("pyfunc");
  expect(withoutChance(await answersOf(wrapper, "pyfunc-reference"))).toEqual(answers);
});

async function answersOf(wrapper: Wrapper, name: string): Promise<ModelRun> {
  const inputs = await roundTripInputs(wrapper.option);
  expect(inputs.length).toBeGreaterThanOrEqual(50);
  const model = path.join(folder, name);
  await writeArtifact(wrapper, model);
  return runModel(model, inputs, { environment: wrapper.profile });
}

/** The id and the time are a run's own. */
function withoutChance({ results }: ModelRun): RoundTripJson["answers"] {
  return results.map(({ prediction, promptIds = [], ids = [] }) => ({
    response: Array.isArray(prediction)
      ? prediction.map(({ id: _id, created: _created, ...rest }: Record<string, unknown>) => rest)
      : prediction,
    tokenIds: ids.slice(promptIds.length),
  }));
}

/** One answer a line. */
function jsonOf({ answers, ...rest }: RoundTripJson): string {
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/, "");
  return `${head},\n "answers": [\n${answers.map((answer) => `  ${JSON.stringify(answer)}`).join(",\n")}\n ]\n}\n`;
}
