import { afterEach, expect, test, vi } from "vitest";
import { BundleReader } from "./bundle-reader.ts";

afterEach(() => vi.unstubAllGlobals());

test("a graph that one runtime refuses is not loaded again for the next", async () => {
  const load = vi.fn<typeof fetch>(async () => new Response("graph"));
  vi.stubGlobal("fetch", load);
  const file = {
    path: "model.onnx",
    sizeBytes: 5,
    source: { kind: "url", url: "http://a.example/model.onnx" },
  } as const;
  const bundle = {
    id: "b",
    name: "B",
    origin: { kind: "embedded" },
    isDemo: false,
    description: "",
    files: [file],
  } as const;
  const reader = new BundleReader(bundle, () => undefined, new AbortController().signal);
  expect(await (await reader.graph(file)).text()).toBe("graph");
  expect(new TextDecoder().decode(await reader.bytes(file))).toBe("graph");
  expect(load).toHaveBeenCalledTimes(1);
});
