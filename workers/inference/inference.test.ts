import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import type { Progress } from "#base/progress.ts";
import { fixturePath } from "#genai/testing/native-fixtures.ts";
import { BundleReader } from "./bundle-reader.ts";
import { GenerationClock } from "./generation-clock.ts";
import { loadOnnx } from "./load-onnx.ts";
import { ModelSlot } from "./model-slot.ts";
import { chooseThreads } from "./ort-web/threads.ts";

const onnx = await readFile(fixturePath("tiny-fp32/model.onnx"));

function fileOf(path: string, bytes: Uint8Array<ArrayBuffer>): BundleFile {
  return { path, sizeBytes: bytes.length, source: { kind: "blob", blob: new Blob([bytes]) } };
}

function readerOf(
  files: readonly BundleFile[],
  onProgress: (progress: Progress) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): BundleReader {
  const bundle: ModelBundle = {
    id: "bundle-1",
    name: "phi3",
    origin: { kind: "embedded" },
    isDemo: false,
    description: "",
    files,
  };
  return new BundleReader(bundle, onProgress, signal);
}

test("reading tells how far it is, and ends at the whole", async () => {
  const seen: Progress[] = [];
  const file = fileOf("onnx/model.onnx", new Uint8Array(onnx));
  await readerOf([file], (progress) => seen.push(progress)).bytes(file);
  expect(seen.at(-1)).toEqual({
    label: message`Reading ${"onnx/model.onnx"}`,
    loadedBytes: onnx.length,
    totalBytes: onnx.length,
  });
});

test("a file that the bundle lacks is named", async () => {
  await expect(readerOf([]).text("genai_config.json")).rejects.toMatchObject({
    code: "invalid-bundle",
    message: "The model has no file genai_config.json. Add it to the folder and open it again.",
  });
  expect(await readerOf([]).optionalText("chat_template.jinja")).toBeUndefined();
});

test("reading stops when it is aborted", async () => {
  const file = fileOf("model.onnx", new Uint8Array(onnx));
  await expect(readerOf([file], undefined, AbortSignal.abort()).bytes(file)).rejects.toMatchObject({
    code: "aborted",
  });
});

test("an ONNX file of the builder's is whole, and lets past and present share their buffer", async () => {
  const file = fileOf("model.onnx", new Uint8Array(onnx));
  const { model, namesInUse, ...facts } = await loadOnnx(file, readerOf([file]));
  expect([...namesInUse]).toEqual(expect.arrayContaining(["input_ids", "past_key_values.1.value"]));
  expect({ bytes: model.length, ...facts }).toEqual({
    bytes: onnx.length,
    externalData: [],
    sharesKvCache: true,
    hasBranches: false,
  });
});

test("an ONNX file that is cut short or damaged never reaches ONNX Runtime", async () => {
  const garbled = new Uint8Array(onnx);
  garbled.fill(0xff, 20, 60);
  for (const bytes of [new Uint8Array(onnx.subarray(0, onnx.length / 2)), garbled, new Uint8Array()]) {
    const file = fileOf("model.onnx", bytes);
    await expect(loadOnnx(file, readerOf([file]))).rejects.toMatchObject({ code: "invalid-model" });
  }
});

/** ModelProto {irVersion, graph {initializer {dims [2], FLOAT, name, external {location, offset, length}}}, opset}. */
const external = Uint8Array.from([
  ...field(1, 9),
  ...nested(
    7,
    nested(5, [
      ...field(1, 2),
      ...field(2, 1),
      ...text(8, "w"),
      ...nested(13, [...text(1, "location"), ...text(2, "model.onnx.data")]),
      ...nested(13, [...text(1, "offset"), ...text(2, "4")]),
      ...nested(13, [...text(1, "length"), ...text(2, "8")]),
      ...field(14, 1),
    ]),
  ),
  ...nested(8, field(2, 21)),
]);

function field(number: number, value: number): number[] {
  return [number << 3, value];
}

function nested(number: number, bytes: readonly number[]): number[] {
  return [(number << 3) | 2, bytes.length, ...bytes];
}

function text(number: number, value: string): number[] {
  return nested(number, [...new TextEncoder().encode(value)]);
}

test("weights beside the ONNX file are found from its folder, and must be there whole", async () => {
  const file = fileOf("onnx/model.onnx", external);
  const bytes = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const weights: BundleFile = {
    path: "onnx/model.onnx.data",
    sizeBytes: bytes.length,
    source: {
      kind: "url",
      url: `data:application/octet-stream;base64,${Buffer.from(bytes).toString("base64")}`,
    },
  };
  const { externalData } = await loadOnnx(file, readerOf([file, weights]));
  expect(externalData).toEqual([{ path: "model.onnx.data", data: bytes }]);

  await expect(loadOnnx(file, readerOf([file]))).rejects.toMatchObject({
    code: "invalid-bundle",
    message:
      "onnx/model.onnx keeps weights in onnx/model.onnx.data, which the model does not have. Add it to the folder, under the same name, and open it again.",
  });
  const short = fileOf("onnx/model.onnx.data", bytes.slice(0, 11));
  await expect(loadOnnx(file, readerOf([file, short]))).rejects.toMatchObject({
    code: "invalid-model",
    message:
      "Weights that onnx/model.onnx needs were cut short: onnx/model.onnx.data holds 11 bytes of 12. Copy or download that file again.",
  });
});

test("weights may not lie outside of the model's folder", async () => {
  const name = new TextEncoder().encode("model.onnx.data");
  const escaping = new TextEncoder().encode("../x.onnx.data.");
  const bytes = external.slice();
  const at = bytes.findIndex((_, index) => name.every((byte, offset) => bytes[index + offset] === byte));
  bytes.set(escaping, at);
  const file = fileOf("model.onnx", bytes);
  await expect(loadOnnx(file, readerOf([file]))).rejects.toMatchObject({ code: "unsafe-path" });
});

test("one model stays loaded, and is freed before the next one is loaded", async () => {
  const events: string[] = [];
  const slot = new ModelSlot<{ name: string; dispose(): Promise<void> }>();
  const get = async (name: string): Promise<string> => {
    const load = (): Promise<{ name: string; dispose(): Promise<void> }> => {
      events.push(`load ${name}`);
      if (name === "broken") return Promise.reject(new Error("broken"));
      return Promise.resolve({
        name,
        dispose: () => {
          events.push(`dispose ${name}`);
          return Promise.resolve();
        },
      });
    };
    return (await slot.get(name, load)).model.name;
  };
  expect([await get("a"), await get("a"), await get("b")]).toEqual(["a", "a", "b"]);
  await expect(get("broken")).rejects.toThrow("broken");
  expect(await get("b")).toBe("b");
  expect(events).toEqual(["load a", "dispose a", "load b", "dispose b", "load broken", "load b"]);
});

test("speed is that of the tokens after the first", () => {
  let nowMs = 1000;
  const clock = new GenerationClock(() => nowMs);
  const token = (atMs: number): void => {
    nowMs = atMs;
    clock.onToken();
  };
  const facts = { promptTokens: 7, reusedTokens: 3, modelLoadMs: 50, lengthLimit: 300 };
  token(1200);
  expect(clock.metrics(facts)).toMatchObject({ timeToFirstTokenMs: 200, tokensPerSecond: null });
  token(1300);
  token(1400);
  nowMs = 1450;
  expect(clock.metrics(facts)).toEqual({
    ...facts,
    generatedTokens: 3,
    timeToFirstTokenMs: 200,
    tokensPerSecond: 10,
    totalMs: 450,
    tokenTimesMs: [200, 300, 400],
  });
});

test("threads need an isolated page, shared memory and more than one core", () => {
  expect(chooseThreads({ crossOriginIsolated: true, hasSharedMemory: true, hardwareConcurrency: 2 })).toEqual(
    {
      threads: 2,
      singleThreadReason: null,
    },
  );
  expect(
    chooseThreads({ crossOriginIsolated: true, hasSharedMemory: true, hardwareConcurrency: 64 }).threads,
  ).toBe(4);
  expect(chooseThreads({ crossOriginIsolated: true, hasSharedMemory: true, hardwareConcurrency: 1 })).toEqual(
    {
      threads: 1,
      singleThreadReason: message`Only one processor core is offered here.`,
    },
  );
  expect(
    chooseThreads({ crossOriginIsolated: true, hasSharedMemory: false, hardwareConcurrency: 8 }),
  ).toEqual({
    threads: 1,
    singleThreadReason: message`There is no SharedArrayBuffer, which threads need.`,
  });
  expect(
    chooseThreads({ crossOriginIsolated: false, hasSharedMemory: false, hardwareConcurrency: 8 }),
  ).toEqual({
    threads: 1,
    singleThreadReason: message`The server does not send the Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy headers that threads need.`,
  });
});
