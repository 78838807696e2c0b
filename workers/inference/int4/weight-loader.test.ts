import { expect, test } from "vitest";
import type { OnnxTensor } from "#onnx/tensor.ts";
import { KernelMemory } from "./kernel-memory.ts";
import type { PutBytes, TensorFile } from "./tensor-reader.ts";
import { WeightLoader } from "./weight-loader.ts";
import type { WeightPlacer } from "./weight-placer.ts";

/** Far from each other, so that each is a range of its own. */
const apartBytes = 4 * 2 ** 20;

const tensorAt = (index: number): OnnxTensor => ({
  elementType: "float32",
  dims: [2],
  data: { kind: "external", location: "weights", offset: index * apartBytes, length: 8 },
});

/** A file whose ranges end when the test lets them. */
class HeldFile implements TensorFile {
  readonly connections = 3;
  readonly running: { start: number; put: PutBytes; end: (error?: Error) => void; signal: AbortSignal }[] =
    [];

  read = (start: number, _end: number, put: PutBytes, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error): void => (error === undefined ? resolve() : reject(error));
      this.running.push({ start, put, end, signal });
    });
}

const noPlacer = {} as WeightPlacer;
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

function loaderOf(count: number): { loader: WeightLoader; arrays: Uint8Array[]; file: HeldFile } {
  const loader = new WeightLoader(new KernelMemory(false));
  const arrays = Array.from({ length: count }, (_, index) => loader.outside(tensorAt(index)));
  return { loader, arrays, file: new HeldFile() };
}

test("as many ranges are read at once as the file has connections, and whichever is done goes on with the next", async () => {
  const { loader, arrays, file } = loaderOf(5);
  const read = loader.read({ model: file, external: new Map([["weights", file]]) }, noPlacer);
  const starts = (): number[] => file.running.map(({ start }) => start / apartBytes);
  expect(starts()).toEqual([0, 1, 2]);
  const give = async (index: number): Promise<void> => {
    file.running[index]!.put(new Uint8Array(8).fill(index + 1), 0);
    file.running[index]!.end();
    await settled();
  };
  await give(1);
  expect(starts()).toEqual([0, 1, 2, 3]);
  await give(3);
  expect(starts()).toEqual([0, 1, 2, 3, 4]);
  for (const index of [0, 2, 4]) await give(index);
  await read;
  expect(arrays.map((bytes) => [...new Set(bytes)])).toEqual([[1], [2], [3], [4], [5]]);
});

test("when a range fails, the others are stopped, and its error comes only when they have ended", async () => {
  const { loader, file } = loaderOf(5);
  let ended = "";
  const read = loader.read({ model: file, external: new Map([["weights", file]]) }, noPlacer).then(
    () => (ended = "well"),
    (error: Error) => (ended = error.message),
  );
  file.running[1]!.end(new Error("offline"));
  await settled();
  expect([ended, file.running.map(({ signal }) => signal.aborted)]).toEqual(["", [true, true, true]]);
  file.running[0]!.end();
  file.running[2]!.end(new Error("stopped"));
  await read;
  expect([ended, file.running.length]).toEqual(["offline", 3]);
});
