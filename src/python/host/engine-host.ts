/** The "engine.…" methods for Python, which run a model. Served in the inference worker, where the models are. */
import type { TextModel } from "#genai/generate-text.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { HostMethod, PythonHost } from "../bridge.ts";
import type { CausalModel } from "./causal-lm.ts";
import { genaiMethods } from "./genai-methods.ts";
import { Handles } from "./handles.ts";
import { transformersMethods } from "./transformers-methods.ts";

export interface EngineHostPorts {
  /** The model of a reference from the page's host, for the generate() API. */
  textModel(reference: string, signal: AbortSignal): Promise<TextModel>;
  /** The same for transformers. */
  causalModel(reference: string, signal: AbortSignal): Promise<CausalModel>;
  /** Lets the worker read its messages, between two tokens. */
  yieldControl(): Promise<void>;
  /** Of the model that was loaded last; null if there is none. */
  runtimeInfo?(): RuntimeFacts | null;
}

export function engineHost(ports: EngineHostPorts): PythonHost {
  const handles = new Handles();
  const free: HostMethod = async ([handle]) => {
    await dispose(handles.take(handle));
    return null;
  };
  const yieldControl = (): Promise<void> => ports.yieldControl();
  return {
    methods: new Map([
      ["engine.free", free],
      ["engine.runtime", () => JSON.stringify(ports.runtimeInfo?.() ?? null)],
      ...genaiMethods(handles, (reference, signal) => ports.textModel(reference, signal), yieldControl),
      ...transformersMethods(
        handles,
        (reference, signal) => ports.causalModel(reference, signal),
        yieldControl,
      ),
    ]),
    dispose: () => {
      for (const held of handles.takeAll()) void dispose(held);
    },
  };
}

/** Generators hold a cache; everything else is freed with its last reference. */
async function dispose(held: unknown): Promise<void> {
  if (typeof held === "object" && held !== null && "dispose" in held && typeof held.dispose === "function")
    await held.dispose();
}
