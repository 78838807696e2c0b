import type { OnnxTensor } from "#onnx/tensor.ts";

/** A decoder that the int4 kernel can run: what onnxruntime-genai's model builder makes of Phi-3 and similar models for the CPU. */
export interface DecoderGraph {
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Of q · k. */
  readonly attentionScale: number;
  /** The epsilon of all normalisations. */
  readonly epsilon: number;
  readonly embedding: Embedding;
  /** Null: no rotary embedding. */
  readonly rotary: Rotary | null;
  readonly layers: readonly DecoderLayer[];
  /** f32 [hiddenSize] */
  readonly finalNorm: OnnxTensor;
  readonly head: Head;
}

export interface DecoderLayer {
  readonly attentionNorm: OnnxTensor;
  /** Queries, keys and values: one matrix, or one each. */
  readonly projections:
    | { readonly packed: Linear }
    | { readonly separate: readonly [Linear, Linear, Linear] };
  /** Positions that a token sees, including its own; null: all. */
  readonly window: number | null;
  readonly attentionOutput: Linear;
  readonly mlpNorm: OnnxTensor;
  readonly gate: Linear;
  readonly up: Linear;
  readonly down: Linear;
}

/** Columns that share a scale. */
export type BlockSize = 16 | 32 | 64 | 128 | 256;

/** MatMulNBits, accuracy level 4: x · Wᵀ (+ bias), W [rows, columns], of columns / blockSize blocks, rounded up. */
export interface Linear {
  readonly bits: 4 | 8;
  readonly rows: number;
  readonly columns: number;
  readonly blockSize: BlockSize;
  /** uint8 [rows, blocks, blockSize × bits / 8] */
  readonly weights: OnnxTensor;
  /** f32 [rows, blocks] */
  readonly scales: OnnxTensor;
  /** uint8, rows × blocks of `bits` bits, each row whole bytes; null: all 2^(bits - 1). */
  readonly zeroPoints: OnnxTensor | null;
  /** f32 [rows] */
  readonly bias: OnnxTensor | null;
}

/** What gives the logits: quantised like everything else, or, as AWQ and GPTQ leave it, a MatMul with f32 [columns, rows]. */
export type Head = Linear | FloatMatrix;

export interface FloatMatrix {
  readonly bits: 32;
  readonly rows: number;
  readonly columns: number;
  readonly weights: OnnxTensor;
}

export type Embedding =
  /** f32 or f16 [vocabSize, hiddenSize] */
  | { readonly kind: "table"; readonly table: OnnxTensor }
  /** The head's own matrix, dequantised one row at a time. */
  | { readonly kind: "shared" };

/** Tables of f32 [positions, half of the dimensions that turn]. */
export interface Rotary {
  readonly width: number;
  readonly short: RotaryTables;
  /** Long rope: tables for a run that ends beyond `above` tokens. */
  readonly long: (RotaryTables & { readonly above: number }) | null;
}

export interface RotaryTables {
  readonly cosines: OnnxTensor;
  readonly sines: OnnxTensor;
}
