/** What each number that steers an answer may be. */
export interface NumberRange {
  readonly kind: "int" | "float";
  readonly min?: number;
  readonly max?: number;
  /** The number must be above this one. */
  readonly above?: number;
}

/**
 * Numbers of an llm/v1/chat request that MLflow hands to the pipeline while it samples, and what transformers (5.23) takes
 * there; `max_tokens` always counts, and 0 counts as absent (mlflow/transformers/llm_inference_utils.py, 3.17).
 */
export const REQUEST_RANGES = {
  temperature: { kind: "float", above: 0 },
  top_p: { kind: "float", min: 0, max: 1 },
  top_k: { kind: "int", min: 0 },
  max_tokens: { kind: "int", min: 1 },
} as const satisfies Record<string, NumberRange>;

/** Seeds of `transformers.set_seed`: NumPy, which it seeds too, takes 32 bits. */
export const SEED_RANGE = { kind: "int", min: 0, max: 2 ** 32 - 1 } as const satisfies NumberRange;

/** Search options of onnxruntime-genai (0.18) that people turn; those of sampling are checked while it samples. */
export const SEARCH_RANGES = {
  temperature: { kind: "float" },
  top_k: { kind: "int", min: 0 },
  top_p: { kind: "float", min: 0, max: 1 },
  repetition_penalty: { kind: "float" },
  random_seed: { kind: "int" },
  min_length: { kind: "int" },
  max_length: { kind: "int", min: 1 },
} as const satisfies Record<string, NumberRange>;

/** Whether the number is one that the real thing takes. */
export function isInRange(value: unknown, { kind, min, max, above }: NumberRange): value is number {
  if (typeof value !== "number" || !Number.isFinite(value) || (kind === "int" && !Number.isInteger(value)))
    return false;
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above)
  );
}
