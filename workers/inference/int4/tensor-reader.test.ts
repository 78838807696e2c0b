import { expect, test } from "vitest";
import { blobFile, streamedFile } from "./tensor-reader.ts";

const { signal } = new AbortController();
const never = { connections: 1, onBytes: () => undefined };

test("a range of a Blob comes in order, to its last byte, and is counted", async () => {
  const blob = new Blob([Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)]);
  let counted = 0;
  const found: number[] = [];
  await blobFile(blob, (count) => (counted += count)).read(
    1000,
    200_000,
    (bytes, offset) => {
      expect(offset).toBe(found.length);
      for (const byte of bytes) found.push(byte);
    },
    signal,
  );
  expect(found).toEqual(Array.from({ length: 199_000 }, (_, at) => (at + 1000) % 251));
  expect(counted).toBe(199_000);
});

test("a range that reaches beyond the file's end is refused, with where it ends", async () => {
  const file = blobFile(new Blob(["twelve bytes"]));
  await expect(file.read(8, 13, () => undefined, signal)).rejects.toThrow("The file ends at 12, before 13.");
});

test("what a stream gives beyond the range is left alone, and an error of the stream is the range's", async () => {
  const pieces = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];
  const open = async (start: number): Promise<ReadableStream<Uint8Array>> =>
    new ReadableStream({
      pull(controller) {
        const piece = pieces[start++];
        if (piece === undefined) controller.error(new Error("offline"));
        else controller.enqueue(piece);
      },
    });
  const found: number[] = [];
  const put = (bytes: Uint8Array): void => void found.push(...bytes);
  await streamedFile(9, open, never).read(0, 5, put, signal);
  expect(found).toEqual([1, 2, 3, 4, 5]);
  await expect(streamedFile(9, open, never).read(1, 5, put, signal)).rejects.toThrow("offline");
});

test("nothing is put any more once it is to stop", async () => {
  const stop = new AbortController();
  let pieces = 0;
  const open = async (): Promise<ReadableStream<Uint8Array>> =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10)) });
  const put = (): void => {
    pieces += 1;
    if (pieces === 3) stop.abort(new Error("enough"));
  };
  await expect(streamedFile(100, open, never).read(0, 100, put, stop.signal)).rejects.toThrow("enough");
  expect(pieces).toBe(3);
});
