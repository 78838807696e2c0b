import { pythonRepr } from "./python-repr.ts";

/** What MLflow, or a library inside it, would raise. The message is the upstream's, word for word. */
export class MlflowError extends Error {
  /** The Python exception's class, e.g. "MlflowException". */
  readonly pythonType: string;

  constructor(message: string, pythonType = "MlflowException") {
    super(message);
    this.pythonType = pythonType;
  }

  /** `repr(exception)`. */
  get repr(): string {
    return `${this.pythonType}(${pythonRepr(this.message)})`;
  }
}
