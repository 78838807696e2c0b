import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

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
