import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

const form = defaultWrapper("transformers");
const edited: WrapperSource = editCode({ form, editedCode: null }, "");

async function openStore() {
  let nowMs = 0;
  const store = createAppStore(fakePorts({ nowMs: () => (nowMs += 10_000) }));
  await store.getState().start();
  const wrapperCell = () => {
    const cell = store.getState().notebook?.cells.find(({ type }) => type === "wrapper");
    if (cell?.type !== "wrapper") throw new Error("The template has a wrapper.");
    return cell;
  };
  return { ...store.getState(), id: wrapperCell().id, wrapper: () => wrapperCell().wrapper };
}

it("discarding edits brings the form and its code back; undo and redo go over it", async () => {
  const { setWrapper, discardWrapperEdits, undo, redo, id, wrapper } = await openStore();
  const before = wrapper();
  setWrapper(id, edited);
  discardWrapperEdits(id);
  const steps = [wrapper()];
  for (const step of [undo, undo, redo, redo]) {
    step();
    steps.push(wrapper());
  }
  expect(steps).toEqual([before, edited, before, edited, before]);
});

it("a run that a cell takes part in waits for the field that is held, and tells why", async () => {
  const { holdRuns, runCell, runAll, id, cells, states } = await openHeld();
  const told: string[] = [];
  const release = holdRuns({ cellId: id, explain: () => told.push("told") });
  await runCell(cells.inference);
  await runAll();
  await runCell(cells.model);
  expect([told, states()]).toEqual([["told", "told"], { model: "done" }]);
  release();
  await runCell(id);
  expect([told.length, states()]).toEqual([2, { model: "done", wrapper: "done" }]);
});

async function openHeld() {
  const store = createAppStore(fakePorts());
  await store.getState().start();
  const all = store.getState().notebook?.cells ?? [];
  const idOf = (wanted: string) => all.find(({ type }) => type === wanted)?.id ?? "";
  return {
    ...store.getState(),
    id: idOf("wrapper"),
    cells: { model: idOf("model"), inference: idOf("inference") },
    states: () =>
      Object.fromEntries(
        [...store.getState().cellStates].map(([id, { status }]) => [
          all.find((cell) => cell.id === id)?.type,
          status,
        ]),
      ),
  };
}
