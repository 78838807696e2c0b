/** The files of a model's input example (mlflow/models/utils.py, `_Example`; 3.17). */
import { pythonJson, pythonJsonIndented } from "#python-values/python-json.ts";
import { dictEntries, isDict, type PythonValue } from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import { inputFormOf, inputOf } from "#wrapper/input-form.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";

export interface InputExample {
  readonly kind: "value" | "frame";
  readonly hasParams: boolean;
  /** input_example.json */
  readonly text: string;
  /** serving_input_example.json: a payload for the scoring server. */
  readonly servingText: string;
}

/** @returns null for a model that is logged without one. */
export function exampleOf(wrapper: PyfuncWrapper): InputExample | null {
  const { coded, inputExample } = wrapper;
  if (coded === undefined) return filesOf("value", inputOf(inputFormOf(wrapper), inputExample.prompt), null);
  if (coded.inputExample === null) return null;
  const { kind, data, params } = coded.inputExample;
  return filesOf(kind, readPythonJson(data), params === null ? null : readPythonJson(params));
}

function filesOf(kind: InputExample["kind"], data: PythonValue, params: PythonValue): InputExample {
  const hasParams = params !== null;
  return {
    kind,
    hasParams,
    text: pythonJson(hasParams ? { inputs: data, params } : data),
    servingText: pythonJsonIndented(servingForm(kind, data, params)),
  };
}

function servingForm(kind: InputExample["kind"], data: PythonValue, params: PythonValue): PythonValue {
  // A dict uses the "unified" form, with params beside the inputs.
  if (kind === "value" && isDict(data))
    return new Map([...dictEntries(data), ...(isDict(params) ? dictEntries(params) : [])]);
  return {
    [kind === "frame" ? "dataframe_split" : "inputs"]: data,
    ...(params !== null && { params }),
  };
}
