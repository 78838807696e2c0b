import type { InputExample } from "../input-form.ts";

/** What a kind of option 2's class gives to the Python of its wrapper. */
export interface ClassPython {
  /** Lines, without the last newline. */
  readonly imports: string;
  /** The class, with what it needs above it; ends with a newline. */
  readonly definitions: string;
  /** What log_model is given as the input example. */
  readonly example: InputExample;
  /** The Python of log_model's signature; null for a class whose signature MLflow sets itself. */
  readonly signature: string | null;
}

/** For a class that MLflow pickles after it has called load_context. */
export function withoutState(mlflow: string): string {
  return `
    def __getstate__(self):
        # ${mlflow} loads the context before it pickles the object; a loaded model cannot be pickled
        return {}
`;
}
