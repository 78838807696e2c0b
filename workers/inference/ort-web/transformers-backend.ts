/**
 * What transformers.js imports as "onnxruntime-web/webgpu" (see resolve.alias in vite.config.ts): onnxruntime's own API, with the backend
 * "wasm" running on our OrtRuntime. So both options share one WebAssembly file, one instance and one queue, and transformers.js cannot
 * fall back to a CDN.
 */
import {
  type Backend,
  type InferenceSession,
  type InferenceSessionHandler,
  registerBackend,
} from "onnxruntime-common";
import { OwnGraphSession } from "./own-graph-session.ts";
import type { Feeds, Fetches, PipelineSession, Results } from "./pipeline-session.ts";

export * from "onnxruntime-common";

/**
 * transformers.js chains session creation and runs, and one failure makes all later ones fail. So none fails here: a failed run returns
 * no outputs, on which transformers.js fails outside its chain, and leaves its error here.
 */
let runError: unknown = null;

/** Why a run has failed since the last call; null if none has. */
export function takeRunError(): unknown {
  const error = runError;
  runError = null;
  return error;
}

/** A model's session, created beforehand: transformers.js gets a ticket instead of the ONNX file. */
export class PreparedSession {
  /** In place of the ONNX file. */
  readonly ticket: Uint8Array<ArrayBuffer>;
  readonly session: PipelineSession;
  /** Sees each run's outputs before transformers.js, which may write to them. */
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
  // Whoever prepares a session has started its runtime.
  init: () => Promise.resolve(),
  createInferenceSessionHandler(model) {
    const id = typeof model === "string" ? model : new TextDecoder().decode(model);
    const session = prepared.get(id);
    prepared.delete(id);
    if (session !== undefined) return Promise.resolve(new SessionHandler(session.session, session));
    // A graph of transformers.js's own, such as the TopK of its samplers.
    const bytes = typeof model === "string" ? new Uint8Array() : model;
    return Promise.resolve(new SessionHandler(new OwnGraphSession(bytes)));
  },
};

registerBackend("wasm", backend, 10);

class SessionHandler implements InferenceSessionHandler {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly outputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly #session: PipelineSession;
  readonly #watched: Pick<PreparedSession, "onResults"> | null;

  constructor(session: PipelineSession, watched: Pick<PreparedSession, "onResults"> | null = null) {
    const { inputs, outputs } = session;
    this.#session = session;
    this.#watched = watched;
    this.inputNames = inputs.map(({ name }) => name);
    this.outputNames = outputs.map(({ name }) => name);
    this.inputMetadata = inputs;
    this.outputMetadata = outputs;
  }

  async run(feeds: Feeds, fetches: Fetches): ReturnType<InferenceSessionHandler["run"]> {
    try {
      const results = await this.#session.run(feeds, fetches);
      this.#watched?.onResults?.(results);
      return results;
    } catch (error) {
      runError = error;
      return {};
    }
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  startProfiling(): void {
    // Never called.
  }

  endProfiling(): void {
    // Never called.
  }
}
