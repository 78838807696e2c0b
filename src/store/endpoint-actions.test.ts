import { expect, it } from "vitest";
import type { CellState } from "#kernel/cell-state.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { fakeBundles, fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { createCell } from "#cells/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { App } from "./app.ts";
import { createEndpointActions } from "./endpoint-actions.ts";

const NOTEBOOK = {
  id: "n",
  title: "",
  cells: [
    createCell({ type: "model" }, "m"),
    createCell({ type: "wrapper", option: "pyfunc" }, "w"),
    createCell({ type: "deploy" }, "d"),
  ],
};

async function cellStates(): Promise<ReadonlyMap<string, CellState>> {
  const bundle = await fakeBundles().get("tiny", new AbortController().signal);
  const report = await inspectBundle(bundle);
  const wrapper = defaultWrapper("pyfunc");
  const done = { status: "done", elapsedMs: 1, stopped: false } as const;
  return new Map<string, CellState>([
    ["m", { ...done, output: { type: "model", bundle, report } }],
    ["w", { ...done, output: { type: "wrapper", wrapper, code: "", edited: false, notes: [] } }],
  ]);
}

function actions(states: ReadonlyMap<string, CellState>) {
  const inference = fakeInference(async () => promptOutput("Madrid"));
  const endpoints = { ask: () => Promise.reject(new Error("not asked")) };
  const getState = () => ({ notebook: NOTEBOOK, cellStates: states });
  const app = { ports: { endpoints, inference }, store: { getState } } as unknown as App;
  return { inference, ...createEndpointActions(app) };
}

const { signal } = new AbortController();

it("the page answers with the model and the wrapper above the cell", async () => {
  const { answerHere, inference } = actions(await cellStates());
  const output = await answerHere("d", '{"prompt": "Hi"}', signal);
  expect(output.response).toBe("Madrid");
  expect(inference.requests.map(({ option, input, bundle }) => [option, input, bundle.id])).toEqual([
    ["pyfunc", { prompt: "Hi" }, "tiny"],
  ]);
});

it("a question that the signature refuses is refused as in an inference cell", async () => {
  const { answerHere } = actions(await cellStates());
  await expect(answerHere("d", '{"messages": []}', signal)).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("MLflow's predict refuses this input") as string,
  });
});

it("what has not run above is asked for", async () => {
  const { answerHere } = actions(new Map([...(await cellStates())].filter(([id]) => id === "w")));
  await expect(answerHere("d", '{"prompt": "Hi"}', signal)).rejects.toMatchObject({
    code: "missing-dependency",
  });
});
