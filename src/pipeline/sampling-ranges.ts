/** The allowed range of each generation setting. */
export interface NumberRange {
  readonly kind: "int" | "float";
  readonly min?: number;
  readonly max?: number;
  /** The number must be above this one. */
  readonly above?: number;
}

/**
 * Numbers of an llm/v1/chat request that MLflow passes to the pipeline while sampling, with transformers' (5.23) ranges. `max_tokens`
 * always counts, and 0 counts as absent (mlflow/transformers/llm_inference_utils.py, 3.17).
 */
export const REQUEST_RANGES = {
  temperature: { kind: "float", above: 0 },
  top_p: { kind: "float", min: 0, max: 1 },
  top_k: { kind: "int", min: 0 },
  max_tokens: { kind: "int", min: 1 },
} as const satisfies Record<string, NumberRange>;

/** Seeds of `transformers.set_seed`: it also seeds NumPy, which takes 32 bits. */
export const SEED_RANGE = { kind: "int", min: 0, max: 2 ** 32 - 1 } as const satisfies NumberRange;

/** The search options of onnxruntime-genai (0.18) that people change. Those of sampling are checked only while sampling. */
export const SEARCH_RANGES = {
  temperature: { kind: "float" },
  top_k: { kind: "int", min: 0 },
  top_p: { kind: "float", min: 0, max: 1 },
  repetition_penalty: { kind: "float" },
  random_seed: { kind: "int" },
  min_length: { kind: "int" },
  max_length: { kind: "int", min: 1 },
} as const satisfies Record<string, NumberRange>;

/** Whether the real library accepts the number. */
export function isInRange(value: unknown, { kind, min, max, above }: NumberRange): value is number {
  if (typeof value !== "number" || !Number.isFinite(value) || (kind === "int" && !Number.isInteger(value)))
    return false;
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above)
  );
}
