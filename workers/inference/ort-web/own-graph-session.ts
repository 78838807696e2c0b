import type { InferenceSession } from "onnxruntime-common";
import { OrtPipelineSession } from "./ort-pipeline-session.ts";
import { OrtSession } from "./ort-session.ts";
import type { Feeds, PipelineSession, Results } from "./pipeline-session.ts";
import { ortRuntime } from "./start-ort.ts";

/**
 * A small graph of transformers.js's own, which it loads when it first needs it. Here it is loaded at its first run, and again at the
 * next if that failed, because transformers.js keeps what it was given forever.
 */
export class OwnGraphSession implements PipelineSession {
  /** Unknown before it is loaded; transformers.js does not look at it. */
  readonly inputs: readonly InferenceSession.ValueMetadata[] = [];
  readonly outputs: readonly InferenceSession.ValueMetadata[] = [];
  readonly #graph: Uint8Array;
  #session: OrtPipelineSession | null = null;

  constructor(graph: Uint8Array) {
    this.#graph = graph;
  }

  async run(feeds: Feeds): Promise<Results> {
    this.#session ??= await load(this.#graph);
    return this.#session.run(
      feeds,
      Object.fromEntries(this.#session.outputs.map(({ name }) => [name, null])),
    );
  }

  async dispose(): Promise<void> {
    await this.#session?.dispose();
    this.#session = null;
  }
}

async function load(graph: Uint8Array): Promise<OrtPipelineSession> {
  const runtime = await ortRuntime();
  return new OrtPipelineSession(runtime, await OrtSession.create(runtime, graph, []));
}
