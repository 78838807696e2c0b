import { expect, test } from "vitest";
import { BeamState } from "./beam-state.ts";
import { BatchState, openSessions } from "./decoder-state.ts";
import type { Search } from "./search.ts";
import { ScriptedDecoder } from "./testing/scripted-decoder.ts";

const searchOf = (...rows: readonly (readonly number[])[]): Search =>
  ({ length: rows[0]!.length, rows: rows.map((row) => Int32Array.from(row)) }) as unknown as Search;

test("a prompt is run once for its beams, and each token once: a beam that goes on from another's place takes its cache over", async () => {
  const decoder = new ScriptedDecoder(10, []);
  const beams = { parents: [0, 0, 0] };
  const state = new BeamState(await openSessions(decoder, 3, 10), beams, 0, 0);
  await state.run(Int32Array.of(1, 2), searchOf([1, 2], [1, 2], [1, 2]));
  expect(decoder.runs).toEqual([{ length: 0, tokenIds: [1, 2] }]);
  expect(decoder.copies).toEqual([2, 2]);
  await state.run(Int32Array.of(3, 4, 5), searchOf([1, 2, 3], [1, 2, 4], [1, 2, 5]));
  expect(decoder.copies.splice(0)).toEqual([2, 2, 2, 2]);
  // Two rows swap, and one row becomes two: one copy.
  beams.parents = [2, 1, 1];
  decoder.runs.length = 0;
  await state.run(Int32Array.of(6, 7, 8), searchOf([1, 2, 5, 6], [1, 2, 4, 7], [1, 2, 4, 8]));
  expect(decoder.copies).toEqual([3]);
  expect(decoder.runs).toEqual([6, 7, 8].map((tokenId) => ({ length: 3, tokenIds: [tokenId] })));
});

test("the logits of all rows come in their order", async () => {
  const beams = { parents: [1, 0] };
  const state = new BeamState(await openSessions(new ScriptedDecoder(3, [1, 2, 0]), 2, 10), beams, 0, 0);
  expect([...(await state.run(Int32Array.of(1), searchOf([1], [1])))]).toEqual([0, 1, 0, 0, 1, 0]);
  const logits = await state.run(Int32Array.of(2, 2), searchOf([1, 2], [1, 2]));
  expect([...logits]).toEqual([0, 0, 1, 1, 0, 0]);
});

test("caches that were opened are freed when there is no memory for the next", async () => {
  const decoder = new ScriptedDecoder(10, []);
  const openSession = decoder.openSession.bind(decoder);
  decoder.openSession = (capacity) =>
    decoder.openSessionCount === 2 ? Promise.reject(new Error("full")) : openSession(capacity);
  await expect(openSessions(decoder, 4, 10)).rejects.toThrow("full");
  expect(decoder.openSessionCount).toBe(0);
});

test("a row whose prompt is done goes on from the first row, of whose longer prompt it sees the beginning", async () => {
  const decoder = new ScriptedDecoder(10, []);
  const state = new BeamState(await openSessions(decoder, 2, 10), { parents: [0, 0] }, 9, 0);
  await state.run(Int32Array.of(1, 2, 3, 4, 9, 9), searchOf([1, 2, 3], [4, 9, 9]));
  decoder.runs.length = 0;
  await state.run(Int32Array.of(5, 9), searchOf([1, 2, 3, 5], [1, 2, 3, 9]));
  expect(decoder.copies).toEqual([1]);
  expect(decoder.runs).toEqual([
    { length: 3, tokenIds: [5] },
    { length: 1, tokenIds: [9] },
  ]);
});

test("a batch whose sequences stand still runs its last tokens again in their places", async () => {
  const decoder = new ScriptedDecoder(10, []);
  const state = new BatchState(await openSessions(decoder, 2, 10), 9, 0);
  await state.run(Int32Array.of(1, 2, 3, 4), searchOf([1, 2], [3, 4]));
  await state.run(Int32Array.of(5, 6), searchOf([1, 2], [3, 4]));
  await state.run(Int32Array.of(7, 8), searchOf([1, 2], [3, 4]));
  expect(decoder.runs.slice(2)).toEqual([
    { length: 1, tokenIds: [5] },
    { length: 1, tokenIds: [6] },
    { length: 1, tokenIds: [7] },
    { length: 1, tokenIds: [8] },
  ]);
});

test("pads behind a prompt of a batch stay out of its cache, and what follows takes their places", async () => {
  const decoder = new ScriptedDecoder(10, []);
  const state = new BatchState(await openSessions(decoder, 2, 10), 9, 0);
  await state.run(Int32Array.of(1, 2, 3, 4, 9, 9), searchOf([1, 2, 3], [4, 9, 9]));
  await state.run(Int32Array.of(5, 6), searchOf([1, 2, 3, 5], [4, 9, 9, 6]));
  expect(decoder.runs).toEqual([
    { length: 0, tokenIds: [1, 2, 3] },
    { length: 0, tokenIds: [4] },
    { length: 3, tokenIds: [5] },
    { length: 1, tokenIds: [6] },
  ]);
});
