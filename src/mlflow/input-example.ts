/** The files of a model's input example (mlflow/models/utils.py, `_Example`; 3.17 and 2.14). */
import { pythonJson, pythonJsonIndented } from "#python-values/python-json.ts";
import { dictEntries, dictGet, isDict, type PythonValue } from "#python-values/python-value.ts";
import { readDumpedJson } from "#python-values/read-python-json.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { inputFormOf, inputOf } from "#wrapper/input-form.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { LLM_KEYS } from "./llm-keys.ts";

export interface InputExample {
  /** input_example.json */
  readonly text: string;
  /** saved_input_example_info of MLmodel. */
  readonly info: Readonly<Record<string, string>>;
  /** serving_input_example.json: a payload for the scoring server. Null before MLflow had it. */
  readonly servingText: string | null;
}

/** @returns null for a model that is logged without one. */
export function exampleOf(wrapper: Wrapper): InputExample | null {
  const files = PROFILES[wrapper.profile].hasTypeHints ? filesOf : filesOfFrame;
  if (wrapper.option === "pyfunc" && wrapper.coded === undefined)
    return files("value", inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt), null);
  const given = (wrapper.option === "pyfunc" ? wrapper.coded : wrapper.logged)?.inputExample ?? null;
  if (given === null) return null;
  const { kind, data, params } = given;
  return files(kind, readDumpedJson(data), params === null ? null : readDumpedJson(params));
}

type Kind = "value" | "frame";

function filesOf(kind: Kind, data: PythonValue, params: PythonValue): InputExample {
  return {
    text: textOf(data, params),
    info: {
      ...infoOf(params),
      ...(kind === "frame" && { pandas_orient: "split" }),
      serving_input_path: "serving_input_example.json",
      type: kind === "frame" ? "dataframe" : "json_object",
    },
    servingText: pythonJsonIndented(servingForm(kind, data, params)),
  };
}

/** MLflow 2.14 made a DataFrame of everything but a list of single values. */
function filesOfFrame(kind: Kind, data: PythonValue, params: PythonValue): InputExample {
  const written = kind === "frame" ? { data, orient: "split" } : frameOf(data);
  return {
    text: textOf(written.data, params),
    info: {
      ...infoOf(params),
      ...(written.orient === null
        ? { type: "ndarray", format: "tf-serving" }
        : { type: "dataframe", pandas_orient: written.orient }),
    },
    servingText: null,
  };
}

function frameOf(data: PythonValue): { readonly data: PythonValue; readonly orient: string | null } {
  if (!Array.isArray(data))
    return isDict(data)
      ? { data: framed([data]), orient: "split" }
      : { data: { data: [[data]] }, orient: "values" };
  const rows = data as readonly PythonValue[];
  if (rows.every((row) => !Array.isArray(row) && !isDict(row)))
    return { data: { inputs: rows }, orient: null };
  return { data: rows.every(isDict) ? framed(rows) : { data: rows }, orient: "split" };
}

/** The "split" form of a frame: a column a key, in the order in which they come. */
function framed(rows: readonly (PythonValue & object)[]): PythonValue {
  const maps = rows.map((row) => new Map(isDict(row) ? dictEntries(row) : []));
  const columns = [...new Set(maps.flatMap((row) => [...row.keys()]))];
  return { columns, data: maps.map((row) => columns.map((column) => row.get(column) ?? null)) };
}

function infoOf(params: PythonValue): Readonly<Record<string, string>> {
  return { artifact_path: "input_example.json", ...(params !== null && { params: "true" }) };
}

function textOf(data: PythonValue, params: PythonValue): string {
  return pythonJson(params === null ? data : { inputs: data, params });
}

function servingForm(kind: Kind, data: PythonValue, params: PythonValue): PythonValue {
  // A request of a language model uses the "unified" form, with params beside the inputs.
  if (kind === "value" && isDict(data) && LLM_KEYS.some((key) => dictGet(data, key) !== undefined))
    return new Map([...dictEntries(data), ...(isDict(params) ? dictEntries(params) : [])]);
  return {
    [kind === "frame" ? "dataframe_split" : "inputs"]: data,
    ...(params !== null && { params }),
  };
}
