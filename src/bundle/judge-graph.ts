/** Says before the weights are read what will run a graph, and with how much context. */
import { AppError } from "#base/errors.ts";
import { message, type Message, type Wording } from "#base/message.ts";
import type { ModelConfig } from "#genai/config.ts";
import { graphMisfit } from "#genai/graph-misfit.ts";
import { type GraphExcess, graphExcess, graphLimits118 } from "#genai/older/graph-limits.ts";
import { judgeKernel, type KernelMachine, type KernelVerdict } from "#int4/kernel-verdict.ts";
import { namesInUse } from "#onnx/names-in-use.ts";
import { type OnnxModel, readOnnxModel } from "#onnx/onnx-model.ts";
import type { BundleFile, ModelBundle } from "./bundle.ts";
import { externalFault } from "./external-files.ts";
import { openGraphFile } from "./graph-file.ts";
import type { ReadOptions } from "./read-bundle-file.ts";
import { pointerIn } from "./weight-faults.ts";

/** What runs the graph, judged by the graph itself. */
export type GraphRuntime =
  | {
      readonly kind: "int4";
      /** The longest context that fits into WebAssembly's memory; 0: not even the weights fit. */
      readonly fittingTokens: number;
      /** The longest context with keys and values in 32 bits; beyond it they have 16. */
      readonly wideTokens: number;
      /** In WebAssembly's memory, without keys and values. */
      readonly weightBytes: number;
      /** Weights that the kernel keeps outside that memory. */
      readonly outsideBytes: number;
      /** Bytes of weights that a step reads. */
      readonly stepBytes: number;
    }
  /** The reason completes a sentence that begins "The int4 kernel does not know …". */
  | { readonly kind: "onnxruntime-web"; readonly reason: Wording };

export interface GraphFacts {
  readonly runtime: GraphRuntime | null;
  /** Why neither option can run it. */
  readonly fault: Wording | null;
  /** Why option 2 cannot, here. */
  readonly cacheFault: Wording | null;
  /** Why option 2 cannot, anywhere: genai_config.json is another graph's. */
  readonly misfit: Wording | null;
  /** Whether it, or the weights beside it, are not complete. */
  readonly isDamaged: boolean;
  /** What the ONNX Runtime of onnxruntime-genai 0.2 does not know of it. */
  readonly excess: GraphExcess | null;
}

export interface JudgeOptions extends ReadOptions {
  readonly machine?: KernelMachine;
}

/** What the configs tell of a graph. */
export interface GraphConfigs {
  /** The model's limit in tokens; null if no config gives it. */
  readonly contextLength: number | null;
  /** genai_config.json's, if it is the one of this graph. */
  readonly genai: ModelConfig | null;
}

export const weightsDoNotFit = message`Its weights do not fit into the page's memory: WebAssembly has 4.29 GB in all. Choose a smaller model, or one of fewer bits.`;

/** A default for callers that do not know; it changes the verdict by a few megabytes. */
const usualMachine: KernelMachine = { threads: 4, activationBytes: 1 };
const defaultContextLength = 4096;

/**
 * @param bundle has the weights beside the graph.
 * @returns null for a graph that is not read for this: see `openGraphFile`.
 * @throws AppError "network", "invalid-bundle", "aborted"; a damaged graph is not an error but a fault.
 */
export async function judgeGraph(
  file: BundleFile,
  { contextLength, genai }: GraphConfigs,
  bundle: ModelBundle,
  { machine = usualMachine, ...options }: JudgeOptions,
): Promise<GraphFacts | null> {
  try {
    const graph = await openGraphFile(file, options);
    if (graph === null) return null;
    const pointer = await pointerIn(file, graph, bundle.origin);
    if (pointer !== null) return damaged(pointer);
    const model = await readOnnxModel(graph);
    const external = await externalFault(file, model, bundle, options);
    const verdict = judgeKernel(model, contextLength ?? defaultContextLength, machine);
    const runtime = runtimeOf(verdict);
    const headSize = verdict.runs ? { headSize: verdict.graph.headSize } : {};
    const named = { ...model, namesInUse: namesInUse(model.nodes), ...headSize };
    const isTooLarge = runtime.kind === "int4" && runtime.fittingTokens === 0;
    return {
      runtime,
      fault: external ?? (isTooLarge ? weightsDoNotFit : null),
      cacheFault: cacheFault(model),
      misfit: (genai && graphMisfit(named, genai))?.wording ?? null,
      isDamaged: external !== null,
      excess: graphExcess(model, graphLimits118),
    };
  } catch (error) {
    const { code, wording } = AppError.from(error);
    if (code === "over-limit") return null;
    if (code !== "invalid-model" && code !== "unsafe-path") throw error;
    return damaged(wording);
  }
}

function damaged(fault: Wording): GraphFacts {
  return { runtime: null, fault, cacheFault: null, misfit: null, isDamaged: true, excess: null };
}

function runtimeOf(verdict: KernelVerdict): GraphRuntime {
  if (!verdict.runs) return { kind: "onnxruntime-web", reason: verdict.reason };
  const { fittingTokens, wideTokens, needs, outsideBytes, stepBytes } = verdict;
  return {
    kind: "int4",
    fittingTokens,
    wideTokens,
    weightBytes: needs.weightsBytes,
    outsideBytes,
    stepBytes,
  };
}

/** Exports for CUDA and DirectML keep keys and values as float16. */
function cacheFault({ inputs }: OnnxModel): Message | null {
  const cache = inputs.find(({ name }) => /^past_key_values\.0\.key$|^past_0_key$/.test(name));
  if (cache?.elementType === undefined || cache.elementType === "float32") return null;
  return message`The model keeps its KV cache as ${cache.elementType ?? message`another type`}, as exports for CUDA and DirectML do; option 2 runs on the CPU here and needs float32. Choose a folder for CPU, such as cpu-int4-rtn-block-32-acc-level-4.`;
}
