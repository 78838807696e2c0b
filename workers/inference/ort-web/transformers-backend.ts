/**
 * What transformers.js imports as "onnxruntime-web/webgpu" (see resolve.alias in vite.config.ts): onnxruntime's own API,
 * with the backend "wasm" running on our OrtRuntime. So both options share one WebAssembly file, one instance and one
 * queue, and transformers.js has no CDN to fall back on.
 */
import {
  type Backend,
  type InferenceSession,
  type InferenceSessionHandler,
  registerBackend,
} from "onnxruntime-common";
import type { Feeds, Fetches, PipelineSession, Results } from "./pipeline-session.ts";

export * from "onnxruntime-common";

/**
 * A session that transformers.js is to run.
 *
 * transformers.js chains session creation and runs, each after the last, and one that fails makes all later ones fail. So
 * sessions are made beforehand and transformers.js gets a ticket in place of the ONNX file, and a failed run gives no
 * outputs and leaves its error here.
 */
export class PreparedSession {
  /** Stands for the ONNX file. */
  readonly ticket: Uint8Array<ArrayBuffer>;
  readonly session: PipelineSession;
  /** Why the last run failed. */
  error: unknown = null;
  /** Is shown the outputs of each run before transformers.js, which may write to them. */
  onResults: ((results: Results) => void) | null = null;

  constructor(session: PipelineSession) {
    const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
    this.ticket = new TextEncoder().encode(id);
    this.session = session;
    prepared.set(id, this);
  }
}

const prepared = new Map<string, PreparedSession>();

const backend: Backend = {
  // Whoever prepares a session has started what it runs on.
  init: () => Promise.resolve(),
  createInferenceSessionHandler(model) {
    const id = typeof model === "string" ? model : new TextDecoder().decode(model);
    const session = prepared.get(id);
    if (session === undefined)
      throw new TypeError("Sessions are prepared before transformers.js asks for them.");
    prepared.delete(id);
    return Promise.resolve(new SessionHandler(session));
  },
};

registerBackend("wasm", backend, 10);

class SessionHandler implements InferenceSessionHandler {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly outputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly #prepared: PreparedSession;

  constructor(prepared: PreparedSession) {
    const { inputs, outputs } = prepared.session;
    this.#prepared = prepared;
    this.inputNames = inputs.map(({ name }) => name);
    this.outputNames = outputs.map(({ name }) => name);
    this.inputMetadata = inputs;
    this.outputMetadata = outputs;
  }

  async run(feeds: Feeds, fetches: Fetches): ReturnType<InferenceSessionHandler["run"]> {
    this.#prepared.error = null;
    try {
      const results = await this.#prepared.session.run(feeds, fetches);
      this.#prepared.onResults?.(results);
      return results;
    } catch (error) {
      this.#prepared.error = error;
      return {};
    }
  }

  dispose(): Promise<void> {
    return this.#prepared.session.dispose();
  }

  startProfiling(): void {
    // Nobody asks for it.
  }

  endProfiling(): void {
    // Nobody asks for it.
  }
}
