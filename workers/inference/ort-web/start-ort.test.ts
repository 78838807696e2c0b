import { expect, test, vi } from "vitest";
import { ortRuntime } from "./start-ort.ts";

const { moduleUrl } = vi.hoisted(() => ({ moduleUrl: "file:///nowhere/ort-wasm-simd-threaded-1a2b.mjs" }));

vi.mock("./ort-files.ts", () => ({ moduleUrl, wasmUrl: "" }));
vi.mock("./thread-choice.ts", () => ({ threadChoice: () => ({ threads: 1, singleThreadReason: null }) }));

test("a module that is no longer on the server is named, with what to do", async () => {
  await expect(ortRuntime()).rejects.toMatchObject({
    code: "missing-dependency",
    message: `${moduleUrl} could not be read. If the site was updated, reload the page without its cache. Otherwise the site must serve all files of the engine, to pages of other hosts too.`,
  });
});
