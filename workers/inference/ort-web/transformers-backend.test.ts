import { InferenceSession, Tensor } from "onnxruntime-common";
import { expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { startNodeOrt } from "../testing/node-ort.ts";
import type { Results } from "./pipeline-session.ts";
import { PreparedSession, takeRunError } from "./transformers-backend.ts";

vi.mock("./start-ort.ts", () => ({ ortRuntime: startNodeOrt }));

/** The TopK of transformers.js 4.3 for its samplers (src/ops/registry.js). */
const topK = Uint8Array.from([
  8, 10, 18, 0, 58, 73, 10, 18, 10, 1, 120, 10, 1, 107, 18, 1, 118, 18, 1, 105, 34, 4, 84, 111, 112, 75, 18,
  1, 116, 90, 9, 10, 1, 120, 18, 4, 10, 2, 8, 1, 90, 15, 10, 1, 107, 18, 10, 10, 8, 8, 7, 18, 4, 10, 2, 8, 1,
  98, 9, 10, 1, 118, 18, 4, 10, 2, 8, 1, 98, 9, 10, 1, 105, 18, 4, 10, 2, 8, 7, 66, 2, 16, 21,
]);
const feeds = {
  x: new Tensor("float32", [1, 5, 3, 4], [1, 4]),
  k: new Tensor("int64", [2n], [1]),
};

test("a graph that transformers.js carries with it is run", async () => {
  const session = await InferenceSession.create(topK);
  const { v, i } = await session.run(feeds);
  expect([v?.data, i?.data]).toEqual([Float32Array.of(5, 4), BigInt64Array.of(1n, 3n)]);
  expect(takeRunError()).toBeNull();
});

test("one that cannot be loaded fails at its run alone, and tells why", async () => {
  const broken = await InferenceSession.create(topK.slice(0, 40));
  expect(await broken.run(feeds)).toEqual({});
  expect(AppError.from(takeRunError()).code).toBe("invalid-model");
  const whole = await InferenceSession.create(topK);
  expect(Object.keys(await whole.run(feeds))).toEqual(["v", "i"]);
});

test("a model's run that fails gives no outputs and its error, and the next one runs", async () => {
  const y = new Tensor("float32", [1], [1]);
  const run = vi.fn<() => Promise<Results>>();
  run.mockRejectedValueOnce(new AppError("out-of-memory", "Too long.")).mockResolvedValueOnce({ y });
  const prepared = new PreparedSession({
    inputs: [],
    outputs: [{ name: "y", isTensor: true, type: "float32", shape: [1] }],
    run,
    dispose: () => Promise.resolve(),
  });
  const session = await InferenceSession.create(prepared.ticket);
  expect(await session.run({})).toEqual({});
  expect(AppError.from(takeRunError()).code).toBe("out-of-memory");
  expect((await session.run({}))["y"]?.data).toEqual(Float32Array.of(1));
  expect(takeRunError()).toBeNull();
});
