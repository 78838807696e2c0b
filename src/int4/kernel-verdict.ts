import type { Wording } from "#base/message.ts";
import { fittingTokens, type MemoryNeeds } from "#genai/memory-fit.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import { dataLength } from "#onnx/tensor.ts";
import type { DecoderGraph } from "./decoder-graph.ts";
import { matrixBytes, planMemory } from "./memory-plan.ts";
import { recogniseDecoder } from "./recognise-decoder.ts";

/** What the kernel will run on. */
export interface KernelMachine {
  readonly threads: number;
  /** Bytes of a quantised activation: 1 in the relaxed build, 2 in the plain one, which needs a little more memory. */
  readonly activationBytes: 1 | 2;
}

/** Whether the int4 kernel will run a decoder, judged by its graph before any weight is read. */
export type KernelVerdict =
  | {
      readonly runs: true;
      readonly graph: DecoderGraph;
      /** What it needs of the kernel's memory, which is limited (`addressableBytes`). */
      readonly needs: MemoryNeeds;
      /** Weights that stay outside that memory: a float embedding. */
      readonly outsideBytes: number;
      /** The longest context that fits; 0 if not even the weights fit. */
      readonly fittingTokens: number;
      /** The longest context with keys and values in native's 32 bits; beyond it they have 16. */
      readonly wideTokens: number;
      /** Bytes of weights that a step reads, which decide its time. */
      readonly stepBytes: number;
    }
  /** The end of a sentence that begins "The int4 kernel does not know …". */
  | { readonly runs: false; readonly reason: Wording };

/**
 * The one verdict, before a download and before loading.
 * @param model read without its weights.
 * @param contextLength the model's limit in tokens.
 */
export function judgeKernel(model: OnnxModel, contextLength: number, machine: KernelMachine): KernelVerdict {
  const recognition = recogniseDecoder(model);
  if ("reason" in recognition) return { runs: false, reason: recognition.reason };
  return judgeDecoder(recognition.graph, contextLength, machine);
}

/** The verdict on a decoder that the kernel knows. */
export function judgeDecoder(
  graph: DecoderGraph,
  contextLength: number,
  { threads, activationBytes }: KernelMachine,
): Extract<KernelVerdict, { runs: true }> {
  const needs = planMemory(graph, threads, activationBytes);
  const wide = { weightsBytes: needs.weightsBytes, cacheBytes: needs.cacheBytes };
  return {
    runs: true,
    graph,
    needs,
    outsideBytes: graph.embedding.kind === "table" ? dataLength(graph.embedding.table) : 0,
    fittingTokens: fittingTokens(needs, contextLength),
    wideTokens: fittingTokens(wide, contextLength),
    stepBytes: matrixBytes(graph),
  };
}
