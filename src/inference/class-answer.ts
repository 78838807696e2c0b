import type { GenerationMetrics, InferenceOutput, RuntimeFacts } from "./inference-port.ts";

/** The answer of a wrapper's own class, in Python. */
export interface ClassAnswer {
  readonly option: "class";
  /** As `print(response)` shows it; if it was stopped, the text generated so far. */
  readonly response: string;
  /** The type of the value, and its repr; "" if there is no value. */
  readonly type: string;
  readonly repr: string;
  /** As JSON from MLflow's scoring server; null for values that JSON does not have. */
  readonly json: string | null;
  /** What was printed meanwhile, and the traceback if it failed, in nbformat's form. */
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
  /** Whether an exception ended it. */
  readonly failed: boolean;
  /** The tokens of everything that was generated, in order. */
  readonly tokenIds: readonly number[];
  readonly metrics: GenerationMetrics;
  /** null if no model was loaded. */
  readonly runtime: RuntimeFacts | null;
  readonly stopped: boolean;
}

/** What an inference cell shows: the page's answer for the generated code, or the answer of a class that ran itself. */
export type Answer = InferenceOutput | ClassAnswer;
