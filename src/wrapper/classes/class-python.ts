import type { InputExample } from "../input-form.ts";

/** What a kind of option 2's class adds to its wrapper's Python. */
export interface ClassPython {
  /** Lines, without the last newline. */
  readonly imports: string;
  /** The class, and above it what it needs; ends with a newline. */
  readonly definitions: string;
  /** The input example for log_model. */
  readonly example: InputExample;
  /** The Python of log_model's signature; null for a class whose signature MLflow sets. */
  readonly signature: string | null;
}

/** For a class that MLflow pickles after calling load_context. */
export function withoutState(mlflow: string): string {
  return `
    def __getstate__(self):
        # ${mlflow} loads the context before it pickles the object; a loaded model cannot be pickled
        return {}
`;
}
