import { expect, test, vi } from "vitest";
import { ortRuntime } from "./start-ort.ts";

const { moduleUrl } = vi.hoisted(() => ({ moduleUrl: "file:///nowhere/ort-wasm-simd-threaded-1a2b.mjs" }));

vi.mock("./ort-files.ts", () => ({ moduleUrl, wasmUrl: "" }));
vi.mock("./thread-choice.ts", () => ({ threadChoice: () => ({ threads: 1, singleThreadReason: null }) }));

test("a module that is not there is named, with what to do", async () => {
  await expect(ortRuntime()).rejects.toMatchObject({
    code: "missing-dependency",
    message: `${moduleUrl} could not be read. Install the package again.`,
  });
});
