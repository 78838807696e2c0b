import { describe, expect, it } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { enforceParams } from "./enforce-params.ts";
import { enforceSchema, ignoredInputsWarning } from "./enforce-schema.ts";
import { MlflowError } from "./mlflow-error.ts";
import { signatureOf } from "./model-signature.ts";
import type { ColSpec } from "./signature.ts";
import { readFixture, untagged } from "./testing/mlflow-fixture.ts";
import { type ColumnJson, type ParamJson, columnsOf, paramsOf } from "./testing/signature-from-json.ts";

interface Outcome {
  readonly error?: { readonly type: string; readonly message: string };
  readonly warnings: readonly string[];
}

interface SchemaCase extends Outcome {
  readonly name: string;
  readonly signature: "option1" | "option2" | readonly ColumnJson[];
  readonly data: unknown;
  readonly rows?: unknown;
}

interface ParamsCase extends Outcome {
  readonly name: string;
  readonly schema: readonly ParamJson[] | null;
  readonly params: unknown;
  readonly result?: unknown;
}

describe("enforceSchema gives what MLflow's enforcement gives", () => {
  it.each(readFixture<SchemaCase>("enforce-schema.json").cases)(
    "$name",
    ({ signature, data, rows, error, warnings }) => {
      const given = attempt(() => {
        const enforced = enforceSchema(untagged(data), schemaOf(signature));
        return {
          rows: enforced.rows.map((row) => Object.fromEntries(row)),
          warnings: enforced.ignored.length > 0 ? [ignoredInputsWarning(enforced.ignored)] : [],
        };
      });
      expect(sorted(given)).toEqual(sorted(error ? { error } : { rows: untagged(rows), warnings }));
    },
  );
});

describe("enforceParams gives what MLflow's enforcement gives", () => {
  it.each(readFixture<ParamsCase>("enforce-params.json").cases)(
    "$name",
    ({ schema, params, result, error, warnings }) => {
      const given = attempt(() => {
        const enforced = enforceParams(untagged(params), schema && paramsOf(schema));
        return {
          result: enforced.params && Object.fromEntries(enforced.params),
          warnings: enforced.warnings,
        };
      });
      expect(sorted(given)).toEqual(sorted(error ? { error } : { result: untagged(result), warnings }));
    },
  );
});

function schemaOf(signature: SchemaCase["signature"]): readonly ColSpec[] {
  if (typeof signature !== "string") return columnsOf(signature);
  const option = signature === "option1" ? "transformers" : "pyfunc";
  return signatureOf(defaultWrapper(option)).inputs ?? [];
}

function attempt(enforce: () => object): object {
  try {
    return enforce();
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    return { error: { type: thrown.pythonType, message: thrown.message } };
  }
}

/** Python lists sets in random order: names, and the pairs of invalid params. */
function sorted(outcome: object): object {
  const inOrder = (text: string) =>
    text
      .replace(/(?<=^Invalid parameters found: \{).*(?=\}$)/, (pairs) =>
        pairs
          .split(/(?<=\)), /)
          .toSorted()
          .join(),
      )
      .replaceAll(
        /[[{]('[^[\]{}]*')[\]}]/g,
        (_, names: string) => `<${names.split(", ").toSorted().join()}>`,
      );
  const { error, warnings, ...rest } = outcome as Partial<Outcome>;
  return {
    ...rest,
    ...(error ? { error: { ...error, message: inOrder(error.message) } } : {}),
    ...(warnings ? { warnings: warnings.map(inOrder) } : {}),
  };
}
