/** Fakes of the kernel's ports: a bundle in memory, and an inference that the test answers. */
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type {
  InferenceEvents,
  InferenceOutput,
  InferencePort,
  InferenceRequest,
} from "#inference/inference-port.ts";
import type { PythonSessionOptions } from "#python/python-session.ts";
import type { PythonServers } from "#python/server-gate.ts";
import type { ServerModels } from "#python/server-models.ts";
import type { PublishRequest, RegistryPort } from "#registry/registry-port.ts";

/** Python reaches none. */
export const noServers: PythonServers = {
  agreed: new Set(),
  access: () => Promise.reject(new Error("There is no server here.")),
  ask: () => Promise.reject(new Error("There is no server here.")),
};

/** Python logs to none, and loads of none. */
export const noServerModels: ServerModels = {
  upload: () => Promise.reject(new Error("There is no server here.")),
  open: () => Promise.reject(new Error("There is no server here.")),
};

/** For tests in which no code cell runs. */
export const noPython: PythonSessionOptions = {
  consents: () => Promise.resolve(new Map()),
  port: { start: () => Promise.reject(new Error("There is no Python here.")) },
  host: () =>
    Promise.resolve({
      methods: new Map(),
      offer: () => Promise.resolve("model"),
      bundles: new Map(),
      servers: noServers,
      dispose: () => undefined,
    }),
};

/** IR version 9, a graph without operations, operator set 21: the smallest ONNX file that fits the config below. */
const leastOnnx = `\u0008\u0009:${field(graphOf(["input_ids", "attention_mask"], ["logits"]))}B\u0002\u0010\u0015`;

function graphOf(inputs: readonly string[], outputs: readonly string[]): string {
  const named = (name: string) => field(`\n${field(name)}`);
  return [...inputs.map((name) => `Z${named(name)}`), ...outputs.map((name) => `b${named(name)}`)].join("");
}

/** As protobuf writes it: its length, at most 127, before it. */
function field(text: string): string {
  return String.fromCodePoint(text.length) + text;
}

const GENAI_CONFIG = {
  model: {
    type: "phi3",
    context_length: 64,
    vocab_size: 8,
    eos_token_id: [7],
    pad_token_id: 7,
    bos_token_id: 1,
    decoder: {
      filename: "model.onnx",
      head_size: 2,
      hidden_size: 4,
      num_attention_heads: 2,
      num_hidden_layers: 1,
      num_key_value_heads: 2,
      session_options: {},
      inputs: {},
      outputs: {},
    },
  },
  search: {},
};

/** A bundle that can serve both options; its weights are a few bytes. */
function tinyBundle(): ModelBundle {
  const texts: Record<string, string> = {
    "config.json": JSON.stringify({
      architectures: ["Phi3ForCausalLM"],
      model_type: "phi3",
      dtype: "float32",
    }),
    "generation_config.json": "{}",
    "genai_config.json": JSON.stringify(GENAI_CONFIG),
    "tokenizer.json": "{}",
    "tokenizer_config.json": JSON.stringify({ chat_template: "{{ messages }}" }),
    "model.onnx": leastOnnx,
    "onnx/model_q4.onnx": leastOnnx,
    // The length of its header (55 bytes), and no numbers.
    "model.safetensors": `7\0\0\0\0\0\0\0{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}} `,
  };
  return {
    id: "tiny",
    name: "Tiny",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "for tests",
    files: Object.entries(texts).map(([path, text]) => {
      const blob = new Blob([text]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  };
}

export function fakeBundles(bundle: ModelBundle = tinyBundle()): BundleRegistry {
  return {
    list: async () => [{ id: bundle.id, name: bundle.name, isDemo: true }],
    get: async () => bundle,
    add: async () => {},
    allow: async () => true,
    remove: async () => {},
  };
}

export interface FakeInference extends InferencePort {
  readonly requests: readonly InferenceRequest[];
}

export type Answering = (
  request: InferenceRequest,
  events: InferenceEvents,
  signal: AbortSignal,
) => Promise<InferenceOutput>;

export function fakeInference(answer: Answering): FakeInference {
  const requests: InferenceRequest[] = [];
  return {
    requests,
    measureSpeed: () => Promise.resolve(20e9),
    offerModel: () => Promise.resolve(),
    predict: (request, events, signal) => {
      requests.push(request);
      return answer(request, events, signal);
    },
    dispose: () => {},
  };
}

/** What option 2 returns for a prompt. */
export function promptOutput(response: string, stopped = false): InferenceOutput {
  return {
    option: "pyfunc",
    response,
    tokenIds: [1, 2],
    metrics: {
      promptTokens: 1,
      reusedTokens: 0,
      generatedTokens: 2,
      timeToFirstTokenMs: 1,
      tokensPerSecond: 1,
      totalMs: 2,
      modelLoadMs: 3,
    },
    runtime: {
      id: "onnxruntime-web",
      runtime: message`${"fake"} (CPU)`,
      version: "0",
      reason: message`It is the only one for ${"the demo"}.`,
      simd: null,
      memoryBytes: null,
      cacheBits: 32,
      threads: 1,
      crossOriginIsolated: false,
      singleThreadReason: null,
    },
    stopped,
  };
}

/** A tracking server that accepts everything and records its requests. */
export function fakeRegistry(): RegistryPort & { readonly requests: PublishRequest[] } {
  const requests: PublishRequest[] = [];
  return {
    requests,
    async publish(request) {
      requests.push(request);
      return {
        serverUrl: request.server.url,
        serverVersion: "3.17.2",
        experimentId: "0",
        runId: "r1",
        runName: "able-ape-1",
        modelId: "m-1",
        modelUri: "models:/m-1",
        version: null,
        fileCount: 3,
        sizeBytes: 30,
      };
    },
    logRun: async ({ server }) => ({
      serverUrl: server.url,
      serverVersion: "3.17.2",
      experimentId: "0",
      runId: "r2",
      runName: "bold-bee-2",
    }),
    logTrace: async ({ server }) => ({ serverUrl: server.url, experimentId: "0", traceId: "tr-1" }),
    ask: async () => ({ status: 200, body: "{}" }),
    cleanUp: async () => undefined,
    lookAt: async () => ({ serverVersion: "3.17.2", experiments: ["Default"], versions: [] }),
    openVersion: async () => tinyBundle(),
    uploadModel: async () => ({ history: "{}" }),
    downloadModel: async () => tinyBundle(),
  };
}
