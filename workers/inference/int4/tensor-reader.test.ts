import { expect, test } from "vitest";
import { chunkedRanges } from "./tensor-reader.ts";

const chunk = 16 * 2 ** 20;

test("the chunks behind the one that is used are on their way, each asked for once, and the last is cut to the file", async () => {
  const size = 5 * chunk + 100;
  const asked: (readonly [number, number])[] = [];
  const aheadAtFirst: number[] = [];
  const read = (start: number, end: number): Promise<ArrayBuffer> => {
    asked.push([start / chunk, end - start]);
    return Promise.resolve(new Uint8Array(end - start).fill(start / chunk).buffer);
  };
  let bytes = 0;
  const ranges = chunkedRanges(size, read, (count) => (bytes += count));
  const found: (readonly [number, number, number])[] = [];
  const put = (piece: Uint8Array, offset: number): void => {
    if (aheadAtFirst.length === 0) aheadAtFirst.push(asked.length);
    found.push([piece[0]!, piece.length, offset]);
  };
  await ranges(0, chunk + 8, put);
  await ranges(chunk + 8, size, put);
  expect(aheadAtFirst).toEqual([4]);
  expect(asked.toSorted((a, b) => a[0] - b[0])).toEqual([
    ...[0, 1, 2, 3, 4].map((at) => [at, chunk]),
    [5, 100],
  ]);
  expect(found.slice(0, 3)).toEqual([
    [0, chunk, 0],
    [1, 8, chunk],
    [1, chunk - 8, 0],
  ]);
  expect(bytes).toBe(size);
  await expect(ranges(size, size + 1, put)).rejects.toThrow(`The file ends at ${size}, before ${size + 1}.`);
});

test("an error of a chunk is that of the range that asks for it", async () => {
  const read = (start: number): Promise<ArrayBuffer> =>
    start === chunk ? Promise.reject(new Error("offline")) : Promise.resolve(new ArrayBuffer(chunk));
  const ranges = chunkedRanges(4 * chunk, read, () => undefined);
  await ranges(0, chunk, () => undefined);
  await expect(ranges(chunk, 2 * chunk, () => undefined)).rejects.toThrow("offline");
});
