import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createAppStore } from "./app-store.ts";
import { onRunOutcome, placeOfRunning, type RunOutcome } from "./run-outcome.ts";
import { fakePorts } from "./testing/fake-ports.ts";
import { cancelled } from "#base/errors.ts";
import type { InferencePort } from "#inference/inference-port.ts";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

async function open(answer: InferencePort["predict"]) {
  const store = createAppStore(fakePorts({ inference: fakeInference(answer) }));
  await store.getState().start();
  await store.getState().openDocument("option2-pyfunc");
  const outcomes: RunOutcome[] = [];
  const end = onRunOutcome(store, (outcome) => outcomes.push(outcome));
  const cells = store.getState().notebook?.cells ?? [];
  const idOf = (type: string) => cells.find((cell) => cell.type === type)?.id ?? "";
  const ids = (...types: string[]) => types.map(idOf);
  return { store, outcomes, end, idOf, ids };
}

describe("what came of Run all", () => {
  it("names the cells that ran", async () => {
    const { store, outcomes, ids } = await open(async () => promptOutput("Hello!"));
    await store.getState().runAll();
    expect(outcomes).toEqual([
      {
        ran: ids("model", "wrapper", "signature", "artifact", "inference", "deploy").toSorted(
          inNotebook(store),
        ),
        failed: [],
        stopped: 0,
        notRun: 0,
      },
    ]);
    expect(store.getState().runTogether).toBeNull();
  });

  it("names the cell that failed, and the same again when it fails again", async () => {
    const { store, outcomes, ids, idOf } = await open(async () => {
      throw new Error("no");
    });
    await store.getState().runAll();
    await store.getState().runAll();
    const outcome = {
      ran: ids("model", "wrapper", "signature", "artifact", "deploy").toSorted(inNotebook(store)),
      failed: [idOf("inference")],
      stopped: 0,
      notRun: 0,
    };
    expect(outcomes).toEqual([outcome, outcome]);
  });

  it("counts what was stopped, though an output of an earlier run stands, and what never began", async () => {
    const { store, outcomes, ids, idOf } = await open(async (_request, _events, signal) => {
      if (signal.aborted) throw cancelled();
      return promptOutput("Hello!");
    });
    await store.getState().runAll();
    outcomes.length = 0;
    const first = idOf("inference");
    store.getState().select(first);
    const later = store.getState().addCell("inference", { after: first });
    const stop = store.subscribe(({ cellStates }) => {
      if (cellStates.get(first)?.status !== "running") return;
      stop();
      store.getState().stop();
    });
    const running = store.getState().runAll();
    expect(store.getState().runTogether).toContain(later);
    await running;
    const [outcome] = outcomes;
    // The added cell, and the one that deploys.
    expect(outcome?.notRun).toBe(2);
    expect([outcome?.failed, outcome?.stopped]).toEqual([[], 1]);
    expect(outcome?.ran).toEqual(
      ids("model", "wrapper", "signature", "artifact").toSorted(inNotebook(store)),
    );
  });

  it("counts a place up as cells end", async () => {
    const { store } = await open(async () => promptOutput("Hello!"));
    const places: string[] = [];
    store.subscribe(({ runTogether, cellStates }) => {
      const place = runTogether && `${placeOfRunning(runTogether, cellStates)} of ${runTogether.length}`;
      if (place !== null && places.at(-1) !== place) places.push(place);
    });
    await store.getState().runAll();
    expect(places).toEqual(["1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6"]);
  });
});

function inNotebook(store: ReturnType<typeof createAppStore>) {
  const places = new Map(store.getState().notebook?.cells.map(({ id }, at) => [id, at]));
  return (a: string, b: string) => (places.get(a) ?? 0) - (places.get(b) ?? 0);
}
