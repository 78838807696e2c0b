import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import type { RuntimeId } from "#inference/runtimes.ts";
import { BundleReader } from "./bundle-reader.ts";
import { chooseRuntime } from "./choose-runtime.ts";
import type { DecoderToLoad, LoadedRuntime, Runtime } from "./runtime.ts";

const info: ReturnType<LoadedRuntime["info"]> = {
  id: "int4",
  runtime: "",
  version: "",
  simd: null,
  memoryBytes: null,
  threads: 1,
  crossOriginIsolated: false,
  singleThreadReason: null,
};

const file = { path: "model.onnx", sizeBytes: 1, source: { kind: "blob", blob: new Blob(["x"]) } } as const;
const bundle = {
  id: "a",
  name: "a",
  origin: { kind: "embedded" },
  isDemo: false,
  description: "",
  files: [file],
} as const;
const model: DecoderToLoad = {
  file,
  reader: new BundleReader(bundle, () => undefined, new AbortController().signal),
  expected: { tokens: 1, contextLength: 2 },
};

function runtime(name: string, refuses?: AppError): Runtime {
  return {
    whyFirst: `${name} is fast.`,
    load: async () => {
      if (refuses) throw refuses;
      return {
        info: () => ({ ...info, runtime: name }),
        decoder: () => Promise.reject(new Error("not asked for")),
        session: () => Promise.reject(new Error("not asked for")),
      };
    },
  };
}

const unknown = (name: string): AppError => new AppError("unsupported", `${name} does not know it.`);

test("a new runtime is chosen by its id, and takes its place in the automatic choice", async () => {
  const withNew = { webgpu: runtime("WebGPU"), int4: runtime("int4"), "onnxruntime-web": runtime("ort") };
  expect((await chooseRuntime(withNew, "webgpu", model)).info()).toMatchObject({
    runtime: "WebGPU",
    reason: { template: "It was asked for." },
  });
  expect((await chooseRuntime(withNew, "automatic", model)).info()).toMatchObject({
    runtime: "WebGPU",
    reason: "WebGPU is fast.",
  });
});

test("where one does not know the model, the next tells why it runs it", async () => {
  const list = {
    webgpu: runtime("", unknown("WebGPU")),
    int4: runtime("", unknown("int4")),
    last: runtime("ort"),
  };
  expect((await chooseRuntime(list, "automatic", model)).info()).toMatchObject({
    runtime: "ort",
    reason: "int4 does not know it.",
  });
  await expect(chooseRuntime(list, "int4", model)).rejects.toMatchObject({
    code: "unsupported",
    message: "int4 does not know it. Choose the runtime automatic or onnxruntime-web.",
  });
});

test("where memory is short, no other is tried", async () => {
  const full = new AppError("out-of-memory", "It does not fit.");
  const list = { int4: runtime("", full), "onnxruntime-web": runtime("ort") };
  await expect(chooseRuntime(list, "automatic", model)).rejects.toBe(full);
});

test("the list does not compile where a runtime has no loader", () => {
  const int4 = runtime("int4");
  // @ts-expect-error "onnxruntime-web" is missing.
  const incomplete: Readonly<Record<RuntimeId, Runtime>> = { int4 };
  expect(Object.keys(incomplete)).toEqual(["int4"]);
});
