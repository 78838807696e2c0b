import { pythonJson } from "#python-values/python-json.ts";
import type { ServedResponse } from "./served.ts";

/** An answer by which MLflow's scoring server refuses: mlflow/exceptions.py and its error classes, 3.17. */
const KINDS = {
  "bad-request": {
    status: 400,
    error_code: "BAD_REQUEST",
    sqlstate: "KAM00",
    error_class: "INVALID_PARAMETER_VALUE",
  },
  "invalid-parameter": {
    status: 400,
    error_code: "INVALID_PARAMETER_VALUE",
    sqlstate: "KAM00",
    error_class: "INVALID_PARAMETER_VALUE",
  },
  "schema-enforcement": {
    status: 400,
    error_code: "INVALID_PARAMETER_VALUE",
    sqlstate: "KAM01",
    error_class: "SCHEMA_ENFORCEMENT_FAILED",
  },
  internal: {
    status: 500,
    error_code: "INTERNAL_ERROR",
    sqlstate: "XXM00",
    error_class: "CLIENT_INTERNAL_ERROR",
  },
} as const;

export type ServingErrorKind = keyof typeof KINDS;

export class ServingError extends Error {
  override readonly name = "ServingError";
  readonly kind: ServingErrorKind;

  constructor(kind: ServingErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }

  toResponse(): ServedResponse {
    const { status, error_code, sqlstate, error_class } = KINDS[this.kind];
    return {
      status,
      contentType: "application/json",
      body: pythonJson({ error_code, message: this.message, sqlstate, error_class }),
    };
  }
}

/** MlflowInvalidInputException (mlflow/utils/proto_json_utils.py). */
export function invalidInput(message: string): ServingError {
  return new ServingError("bad-request", `Invalid input. ${message}`);
}
