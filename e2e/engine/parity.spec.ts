import { defaultWrapper } from "#wrapper/defaults.ts";
import { roundTripAnswers, roundTripInputs } from "../../tools/peers/round-trip.ts";
import { expect, test } from "../test.ts";
import { workerAnswers } from "./worker-answers.ts";

/**
 * What the page answers is what real MLflow answers, token for token. tools/peers/round-trip.peers.test.ts asks real MLflow, of the same
 * artifact; artifact-zip.spec.ts proves that the page's zip is that artifact.
 */
const DEMO = "public/models/phi3-demo";

for (const { option, wrapperOption } of [
  { option: 1, wrapperOption: "transformers" },
  { option: 2, wrapperOption: "pyfunc" },
] as const) {
  test(`option ${option}: by clicks, and 64 times on each runtime, the page answers as real MLflow did`, async ({
    notebook,
  }) => {
    const inputs = await roundTripInputs(wrapperOption);
    const { signature, answers } = await roundTripAnswers(wrapperOption);
    expect(answers).toHaveLength(inputs.length);
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    expect(await notebook.printedSignature()).toBe(signature);
    const cell = notebook.cell("Inference");
    for (const at of [20, 40]) {
      expect(withoutChance(await notebook.predict(cell, inputs[at]))).toEqual(answers[at]?.response);
      expect(await notebook.tokenIds(cell)).toEqual(answers[at]?.tokenIds);
    }

    for (const [runtime, name] of [
      ["int4", "int4 kernel (WebAssembly, CPU)"],
      ["onnxruntime-web", "onnxruntime-web (WebAssembly, CPU)"],
    ] as const) {
      const found = await workerAnswers(
        notebook,
        inputs.map((input) => ({
          folders: [DEMO],
          option: wrapperOption,
          runtime,
          wrapper: defaultWrapper(wrapperOption),
          input,
        })),
      );
      expect(
        found.map(({ response, tokenIds }) => ({ response: withoutChance(response), tokenIds })),
      ).toEqual(answers);
      expect(new Set(found.map((answer) => answer.runtime))).toEqual(new Set([name]));
    }
  });
}

/** The id and the time are a run's own. */
function withoutChance(response: unknown): unknown {
  if (!Array.isArray(response)) return response;
  return response.map(({ id: _id, created: _created, ...rest }: Record<string, unknown>) => rest);
}
