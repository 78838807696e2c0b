import { expect, test } from "vitest";
import { cutIntoSpans, type Part, putInto } from "./weight-spans.ts";

const noted: string[] = [];

/** A part that notes what it is told. */
function part(name: string, start: number, end: number, isDivisible = false): Part {
  return {
    start,
    end,
    isDivisible,
    begin: () => {
      noted.push(`${name} begins`);
      return {
        put: (bytes, offset) => noted.push(`${name} ${offset}: ${bytes.join(" ")}`),
        done: () => noted.push(`${name} done`),
      };
    },
  };
}

const boundsOf = (parts: readonly Part[], mostBytes: number) =>
  cutIntoSpans(parts, mostBytes).map(({ start, end, parts }) => [
    start,
    end,
    parts.map(({ start, end }) => [start, end]),
  ]);

test("neighbours in the file are read in one go, up to so many bytes", () => {
  expect(boundsOf([part("c", 25, 40), part("a", 0, 10), part("b", 12, 20)], 20)).toEqual([
    [
      0,
      20,
      [
        [0, 10],
        [12, 20],
      ],
    ],
    [25, 40, [[25, 40]]],
  ]);
});

test("a tensor that must be taken in order is not cut, one that need not be is", () => {
  expect(boundsOf([part("a", 0, 50), part("b", 50, 95, true)], 20)).toEqual([
    [0, 50, [[0, 50]]],
    [50, 70, [[50, 70]]],
    [70, 90, [[70, 90]]],
    [90, 95, [[90, 95]]],
  ]);
});

test("bytes that several tensors name are read once, and a long gap is not read", () => {
  const far = 2 ** 20 + 11;
  const parts = [part("a", 0, 10), part("b", 0, 10), part("c", 9, 30), part("d", far, far + 1)];
  expect(boundsOf(parts, 20)).toEqual([
    [
      0,
      30,
      [
        [0, 10],
        [0, 10],
        [9, 30],
      ],
    ],
    [far, far + 1, [[far, far + 1]]],
  ]);
});

test("a large tensor that two operations use is still read in pieces", () => {
  expect(boundsOf([part("a", 0, 45, true), part("b", 0, 45, true)], 20)).toEqual(
    [
      [0, 20],
      [20, 40],
      [40, 45],
    ].map((bounds) => [...bounds, [bounds, bounds]]),
  );
});

test("each of the parts that share bytes gets all of its own, in order", () => {
  const [span] = cutIntoSpans([part("a", 0, 4), part("b", 1, 6), part("c", 2, 3), part("d", 5, 6)]);
  for (const size of [1, 2, 6]) {
    noted.length = 0;
    const { put, done } = putInto(span!);
    for (let at = 0; at < 6; at += size)
      put(
        Uint8Array.from({ length: size }, (_, index) => at + index),
        at,
      );
    done();
    const bytes = (name: string): number[] =>
      noted
        .filter((line) => line.startsWith(name) && line.includes(":"))
        .flatMap((line) => line.split(": ")[1]!.split(" ").map(Number));
    expect(["a", "b", "c", "d"].map(bytes)).toEqual([[0, 1, 2, 3], [1, 2, 3, 4, 5], [2], [5]]);
    expect(noted.filter((line) => line.endsWith("done")).toSorted()).toEqual([
      "a done",
      "b done",
      "c done",
      "d done",
    ]);
  }
});

test("each part gets its own bytes at their offsets, whatever the pieces, and hears when it has them all", () => {
  const parts = [part("a", 10, 13), part("b", 15, 17), part("empty", 17, 17)];
  const [span] = cutIntoSpans(parts);
  for (const sizes of [[7], [2, 5], [1, 1, 1, 1, 1, 1, 1]]) {
    noted.length = 0;
    const { put, done } = putInto(span!);
    let at = 0;
    for (const size of sizes) {
      put(
        Uint8Array.from({ length: size }, (_, index) => 10 + at + index),
        at,
      );
      at += size;
    }
    done();
    const bytes = (name: string): number[] =>
      noted
        .filter((line) => line.startsWith(name) && line.includes(":"))
        .flatMap((line) => line.split(": ")[1]!.split(" ").map(Number));
    expect([bytes("a"), bytes("b")]).toEqual([
      [10, 11, 12],
      [15, 16],
    ]);
    expect(noted.filter((line) => !line.includes(":"))).toEqual([
      "a begins",
      "a done",
      "b begins",
      "b done",
      "empty begins",
      "empty done",
    ]);
  }
});

test("the parts of a divided tensor know their place in it", () => {
  noted.length = 0;
  const spans = cutIntoSpans([part("a", 100, 105, true)], 2);
  for (const span of spans.toReversed()) {
    const { put, done } = putInto(span);
    put(
      Uint8Array.from({ length: span.end - span.start }, (_, at) => span.start + at),
      0,
    );
    done();
  }
  expect(noted.filter((line) => line.includes(":"))).toEqual(["a 4: 104", "a 2: 102 103", "a 0: 100 101"]);
});
