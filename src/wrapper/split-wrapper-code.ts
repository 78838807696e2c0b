/** Splits a wrapper's Python: what its own cell runs, and what logs the model, which the artifact's cell runs. */
import type { SyntaxNode } from "@lezer/common";
import { PythonSource } from "#wrapper/python-syntax.ts";

export interface SplitCode {
  /** Imports, the configuration, the class. */
  readonly definitions: string;
  /** The pipeline and the call of log_model, with the variable that the model's cell sets. */
  readonly logging: string;
}

/** Variables of the saved notebook: the model's folder, and what onnxruntime-genai reads of it. */
export const MODEL_FOLDER = "model_folder";
export const ONNX_FOLDER = "onnx_folder";

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Invalid code stays in `definitions` as a whole, so that Jupyter shows the same error as the page. */
export function splitWrapperCode(code: string): SplitCode {
  const source = new PythonSource(code);
  if (source.firstErrorLine() !== null) return { definitions: code, logging: "" };
  const replacements = [...pipelineModels(source), ...artifactFolders(source)];
  const parts = { definitions: "", logging: "" };
  let from = 0;
  let logged = false;
  for (let node = source.root.firstChild; node; node = node.nextSibling) {
    // Comments stay with what is below them.
    if (node.name === "Comment") continue;
    const logs = calls(source, node, /(^|\.)log_model$/);
    logged ||= logs;
    const part = logged || calls(source, node, PIPELINE) ? "logging" : "definitions";
    parts[part] += replaced(code, from, node.to, replacements);
    from = node.to;
  }
  parts[logged ? "logging" : "definitions"] += code.slice(from);
  return { definitions: tidy(parts.definitions), logging: tidy(parts.logging) };
}

const PIPELINE = /(^|\.)pipeline$/;

function calls(source: PythonSource, within: SyntaxNode, callee: RegExp): boolean {
  return source
    .find("CallExpression", within)
    .some((call) => call.from >= within.from && callee.test(calleeOf(source, call)));
}

function calleeOf(source: PythonSource, call: SyntaxNode): string {
  return call.firstChild ? source.text(call.firstChild) : "";
}

/** pipeline(model=…) uses the folder of the model's cell; a model that is logged by reference stays the hub's. */
function pipelineModels(source: PythonSource): Replacement[] {
  const saves = source.calls("log_model").map((call) => source.keywordArguments(call).get("save_pretrained"));
  if (saves.some((value) => value && source.text(value) === "False")) return [];
  return source.calls("pipeline").flatMap((call) => {
    const model = source.keywordArguments(call).get("model");
    return model ? [{ from: model.from, to: model.to, text: MODEL_FOLDER }] : [];
  });
}

/** log_model(artifacts={key: …}) uses it too. */
function artifactFolders(source: PythonSource): Replacement[] {
  return source.calls("log_model").flatMap((call) => {
    const artifacts = source.keywordArguments(call).get("artifacts");
    const values = artifacts?.name === "DictionaryExpression" ? artifacts.getChildren("String") : [];
    // Keys and values alternate; a value that is not a text stays as the person wrote it.
    return values.flatMap((value) =>
      value.prevSibling?.name === ":" ? [{ from: value.from, to: value.to, text: ONNX_FOLDER }] : [],
    );
  });
}

function replaced(code: string, from: number, to: number, replacements: readonly Replacement[]): string {
  let text = "";
  let at = from;
  for (const replacement of replacements) {
    if (replacement.from < from || replacement.to > to) continue;
    text += code.slice(at, replacement.from) + replacement.text;
    at = replacement.to;
  }
  return text + code.slice(at, to);
}

function tidy(code: string): string {
  const text = code.trim();
  return text === "" ? "" : `${text}\n`;
}
