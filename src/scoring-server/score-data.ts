import { type PythonValue, dictGet, isDict } from "#python-values/python-value.ts";
import { type ParsedRequest, parseSplitParts, type ServedSchema } from "./request-data.ts";
import { ServingError } from "./serving-error.ts";

/**
 * The payload of an Azure ML online endpoint for an MLflow model: `{"input_data": …}`, a DataFrame in split form (`columns`, `index`,
 * `data`), or anything that predict takes.
 * @throws ServingError. Azure's own server answers a fault of the script with 500.
 */
export function readInputData(json: PythonValue, schema: ServedSchema): ParsedRequest {
  const input = isDict(json) ? dictGet(json, "input_data") : undefined;
  if (input === undefined) {
    throw new ServingError("internal", "Request must contain a top level key named 'input_data'");
  }
  const isSplit =
    isDict(input) && dictGet(input, "columns") !== undefined && dictGet(input, "data") !== undefined;
  return {
    data: isSplit ? parseSplitParts(input, schema) : { kind: "value", value: input, isCast: false },
    shown: input,
    isUnified: true,
    params: null,
  };
}
