import type { OnnxTensor } from "#onnx/tensor.ts";

/** A decoder that the int4 kernel can run: what onnxruntime-genai's model builder makes of Phi-3 and its kin for the CPU. */
export interface DecoderGraph {
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Of q · k. */
  readonly attentionScale: number;
  /** Of all normalisations. */
  readonly epsilon: number;
  readonly embedding: Embedding;
  /** Null: no rotary embedding. */
  readonly rotary: Rotary | null;
  readonly layers: readonly DecoderLayer[];
  /** f32 [hiddenSize] */
  readonly finalNorm: OnnxTensor;
  readonly head: Linear;
}

export interface DecoderLayer {
  readonly attentionNorm: OnnxTensor;
  /** Queries, keys and values: one matrix, or one each. */
  readonly projections:
    | { readonly packed: Linear }
    | { readonly separate: readonly [Linear, Linear, Linear] };
  readonly attentionOutput: Linear;
  readonly mlpNorm: OnnxTensor;
  readonly gate: Linear;
  readonly up: Linear;
  readonly down: Linear;
}

/** MatMulNBits, blocks of 32, accuracy level 4: x · Wᵀ (+ bias), W [rows, columns]. */
export interface Linear {
  readonly bits: 4 | 8;
  readonly rows: number;
  readonly columns: number;
  /** uint8 [rows, columns / 32, 4 × bits] */
  readonly weights: OnnxTensor;
  /** f32 [rows, columns / 32] */
  readonly scales: OnnxTensor;
  /** uint8, rows × columns / 32 of `bits` bits, each row whole bytes; null: all 2^(bits - 1). */
  readonly zeroPoints: OnnxTensor | null;
  /** f32 [rows] */
  readonly bias: OnnxTensor | null;
}

export type Embedding =
  /** f32 or f16 [vocabSize, hiddenSize] */
  | { readonly kind: "table"; readonly table: OnnxTensor }
  /** The head's own matrix, multiplied out a row at a time. */
  | { readonly kind: "shared" };

/** Tables of f32 [positions, half of the dimensions that turn]. */
export interface Rotary {
  readonly width: number;
  readonly short: RotaryTables;
  /** Long rope: tables that hold for a run that ends beyond `above` tokens. */
  readonly long: (RotaryTables & { readonly above: number }) | null;
}

export interface RotaryTables {
  readonly cosines: OnnxTensor;
  readonly sines: OnnxTensor;
}
