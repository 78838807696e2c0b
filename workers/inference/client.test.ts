import { expect, test, vi } from "vitest";
import type {
  InferenceOutput,
  InferenceRequest,
  PageMethods,
  PredictingWorker,
} from "#inference/inference-port.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { channelWorker } from "../rpc/testing/channel-worker.ts";
import { createInferenceClient } from "./client.ts";

const startWorker = (predict: PredictingWorker["predict"]) => channelWorker<PredictingWorker>({ predict });

const request: InferenceRequest = {
  option: "pyfunc",
  bundle: {
    id: "phi3-demo",
    name: "Demo",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "",
    files: [{ path: "config.json", sizeBytes: 2, source: { kind: "blob", blob: new Blob(["{}"]) } }],
  },
  wrapper: {
    option: "pyfunc",
    profile: "current",
    name: "phi3",
    className: "Phi3Model",
    searchOptions: { max_length: 300 },
    artifactsKey: "phi3-mini-onnx",
    inputExample: { prompt: "Hi" },
    extraPipRequirements: [],
  },
  runtime: "automatic",
  input: { prompt: "Hi" },
};

const output: InferenceOutput = {
  option: "pyfunc",
  response: "Hello there",
  tokenIds: [1, 2],
  metrics: {
    promptTokens: 1,
    reusedTokens: 0,
    generatedTokens: 2,
    timeToFirstTokenMs: 3,
    tokensPerSecond: 4,
    totalMs: 5,
    modelLoadMs: 6,
  },
  runtime: {
    id: "onnxruntime-web",
    runtime: "onnxruntime-web",
    version: "1.30.0",
    reason: "It was asked for.",
    simd: null,
    memoryBytes: null,
    threads: 1,
    crossOriginIsolated: false,
    singleThreadReason: "none",
  },
  stopped: false,
};

test("a request crosses with its files, and progress, text and the answer come back", async () => {
  const seen: unknown[] = [];
  const client = createInferenceClient(() =>
    startWorker(async ({ bundle, input }, { onProgress, onTextDelta }) => {
      const [file] = bundle.files;
      seen.push(input, file?.source.kind === "blob" && (await file.source.blob.text()));
      onProgress({ label: "Reading", loadedBytes: 1, totalBytes: 2 });
      onTextDelta({ text: "Hello", tokenCount: 1 });
      onTextDelta({ text: " there", tokenCount: 2 });
      return output;
    }),
  );
  const answer = await client.predict(
    request,
    { onProgress: (progress) => seen.push(progress), onTextDelta: (delta) => seen.push(delta) },
    new AbortController().signal,
  );
  expect(answer).toEqual(output);
  expect(seen).toEqual([
    { prompt: "Hi" },
    "{}",
    { label: "Reading", loadedBytes: 1, totalBytes: 2 },
    { text: "Hello", tokenCount: 1 },
    { text: " there", tokenCount: 2 },
  ]);
  client.dispose();
});

test("closing the client cancels what is under way, and the next request starts a fresh worker", async () => {
  let started = 0;
  const client = createInferenceClient(() => {
    started += 1;
    const hangs = started === 1;
    return startWorker(() => (hangs ? new Promise(() => undefined) : Promise.resolve(output)));
  });
  const events = { onProgress: () => undefined, onTextDelta: () => undefined };
  const hanging = client.predict(request, events, new AbortController().signal);
  client.dispose();
  await expect(hanging).rejects.toMatchObject({ code: "aborted" });
  expect(await client.predict(request, events, new AbortController().signal)).toEqual(output);
  expect(started).toBe(2);
  client.dispose();
});

/** Hangs as soon as it is called, while the page watches it. */
function hangingWorker(): WorkerLike {
  const listeners: ((event: Event) => void)[] = [];
  return {
    addEventListener: (type, listener) => void (type === "message" && listeners.push(listener)),
    postMessage(request) {
      if ((request as { kind: string }).kind !== "call") return;
      const event = Object.assign(new Event("message"), { data: { kind: "alive", id: 0, isWatched: true } });
      queueMicrotask(() => listeners.forEach((listener) => listener(event)));
    },
    terminate: () => undefined,
  };
}

test("a worker that hangs while it loads a model is started anew, once and with one thread", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const asked: string[] = [];
    const startAnew = vi.fn<() => WorkerLike>(() =>
      channelWorker<PredictingWorker & Pick<PageMethods, "useOneThread">>({
        useOneThread: async () => void asked.push("one thread"),
        predict: async () => {
          asked.push("predict");
          return output;
        },
      }),
    );
    const client = createInferenceClient(startAnew.mockImplementationOnce(hangingWorker));
    const events = { onProgress: () => undefined, onTextDelta: () => undefined };
    const answer = client.predict(request, events, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await answer).toEqual(output);
    expect([asked, startAnew.mock.calls.length]).toEqual([["one thread", "predict"], 2]);

    const hopeless = createInferenceClient(hangingWorker);
    const failed = hopeless.predict(request, events, new AbortController().signal).catch((error) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failed).toMatchObject({ code: "worker-died" });
  } finally {
    vi.useRealTimers();
  }
});
