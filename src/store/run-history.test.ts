import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it } from "vitest";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

it("each answer of a cell is kept with what was asked, the latest twenty, and none twice", async () => {
  let answers = 0;
  const inference = fakeInference(async () => promptOutput(`Answer ${(answers += 1)}`));
  const { getState } = createAppStore(fakePorts({ inference }));
  await getState().start();
  await getState().openDocument("option2-pyfunc");
  const cell = getState().notebook?.cells.find(({ type }) => type === "inference");
  if (cell?.type !== "inference") throw new Error("The template has an inference cell.");
  const history = () =>
    getState()
      .inferenceRuns.get(cell.id)
      ?.map(({ place, output }) => [place, output.output.response, output.input]);
  await getState().runCell(cell.id);
  getState().renameDocument("Renamed");
  const other = '{"prompt": "<|user|>Hi<|end|><|assistant|>"}';
  getState().updateCell({ ...cell, input: other });
  await getState().runCell(cell.id);
  expect(history()).toEqual([
    [1, "Answer 1", cell.input],
    [2, "Answer 2", other],
  ]);
  // An undo makes the first answer hold no more and no less than before: it is no new one.
  getState().undo();
  expect(history()).toHaveLength(2);
  for (let run = 3; run <= 21; run += 1) await getState().runCell(cell.id);
  expect(history()?.map(([place]) => place)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
});

it("earlier answers are kept with the document, with how they were asked for and without their probabilities", async () => {
  const probability = { tokenId: 1, text: "a", logProbability: -1, alternatives: [] };
  let answers = 0;
  const inference = fakeInference(async () => {
    const output = promptOutput(`Answer ${(answers += 1)}`);
    return { ...output, tokens: [probability], metrics: { ...output.metrics, totalMs: answers } };
  });
  const ports = fakePorts({ inference });
  const first = createAppStore(ports).getState;
  await first().start();
  await first().openDocument("option2-pyfunc");
  const cell = first().notebook?.cells.find(({ type }) => type === "inference");
  if (cell?.type !== "inference") throw new Error("The template has an inference cell.");
  await first().runCell(cell.id);
  first().updateCell({ ...cell, input: '{"prompt": "Hi", "temperature": 0.5}' });
  await first().runCell(cell.id);
  await first().flush();

  const second = createAppStore(ports).getState;
  await second().start();
  const runs = second().inferenceRuns.get(cell.id);
  expect(
    runs?.map(({ place, output }) => [place, output.output.response, "tokens" in output.output]),
  ).toEqual([
    [1, "Answer 1", false],
    [2, "Answer 2", false],
  ]);
  const [asked] = [...(second().cellStates.get(cell.id)?.status === "done" ? (runs ?? []) : [])];
  expect(asked?.output.settings).toEqual({
    model: expect.any(String),
    askedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    options: expect.arrayContaining([["max_length", "300"]]),
  });
  // Another run goes on counting.
  await second().runCell(cell.id);
  expect(
    second()
      .inferenceRuns.get(cell.id)
      ?.map(({ place }) => place),
  ).toEqual([1, 2, 3]);
});
