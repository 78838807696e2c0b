import { pythonRepr } from "#python-values/python-repr.ts";

/** An exception that MLflow, or a library inside it, would raise. The message is upstream's, word for word. */
export class MlflowError extends Error {
  /** The Python exception's class, e.g. "MlflowException". */
  readonly pythonType: string;
  /** The input's column that it is about, if any. */
  readonly column: string | number | null;

  constructor(message: string, pythonType = "MlflowException", column: string | number | null = null) {
    super(message);
    this.pythonType = pythonType;
    this.column = column;
  }

  /** `repr(exception)`. */
  get repr(): string {
    return `${this.pythonType}(${pythonRepr(this.message)})`;
  }
}
