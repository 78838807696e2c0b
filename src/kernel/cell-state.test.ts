import { expect, test } from "vitest";
import { message } from "#base/message.ts";
import { type CellState, withSameStates } from "./cell-state.ts";

const queued: CellState = { status: "queued", output: null };
const running = (text: string): CellState => ({
  status: "running",
  startedAtMs: 1,
  progress: null,
  partial: { text, tokenCount: 1 },
  input: null,
  output: null,
});

test("states that are the same again are the same objects, and the same map", () => {
  const before = new Map([["a", queued]]);
  expect(withSameStates(before, new Map([["a", { ...queued }]]))).toBe(before);
});

test("while one cell streams, the others keep their objects", () => {
  const before = new Map([
    ["a", running("One")],
    ["b", queued],
  ]);
  const next = withSameStates(
    before,
    new Map([
      ["a", running("One two")],
      ["b", { ...queued }],
    ]),
  );
  expect(next).toEqual(
    new Map([
      ["a", running("One two")],
      ["b", queued],
    ]),
  );
  expect(next.get("b")).toBe(queued);
});

test("a cell that is stale for the same reason keeps its object, and for another does not", () => {
  const output = { type: "code", outputs: [], executionCount: 1, failed: false } as const;
  const stale = (name: string): CellState => ({
    status: "stale",
    because: message`“${name}” changed.`,
    output,
  });
  const before = new Map([["a", stale("x")]]);
  expect(withSameStates(before, new Map([["a", stale("x")]]))).toBe(before);
  expect(withSameStates(before, new Map([["a", stale("y")]])).get("a")).toEqual(stale("y"));
});

test("a cell that is idle again has no state", () => {
  expect(withSameStates(new Map([["a", queued]]), new Map())).toEqual(new Map());
});
