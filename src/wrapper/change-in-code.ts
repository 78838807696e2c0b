/** Puts a change of the form into hand-edited Python, at the place that says it, and leaves the rest alone. */
import { own } from "#base/own.ts";
import type { SyntaxNode } from "@lezer/common";
import { sortedJson } from "#base/sorted-json.ts";
import { inputFormOf } from "./input-form.ts";
import { appendItem, applyEdits, itemsOf, removeItem, type TextEdit } from "./edit-list.ts";
import { pythonLiteral, pythonString, type PythonValue } from "./python-literal.ts";
import { PythonSource } from "./python-syntax.ts";
import { kindOf, type PyfuncKind } from "./pyfunc-kinds.ts";
import { ARTIFACTS_KEY, givenOptions, readCode } from "./read-code.ts";
import { optionLiteral } from "./search-options-python.ts";
import type { PyfuncWrapper, SearchOptionValue, TransformersWrapper, Wrapper } from "./wrapper.ts";

/** The edits of one step; null if what changed has no place in the code. */
type Step = (source: PythonSource) => readonly TextEdit[] | null;

/**
 * @param before the form that the code was read into.
 * @returns code that reads as `after`; null if a part of the change has no place in the code, or the code still reads differently.
 */
export function changeInCode(code: string, before: Wrapper, after: Wrapper): string | null {
  if (before.profile !== after.profile || isOfOtherKind(before, after)) return null;
  const steps = stepsOf(before, after);
  if (steps === null) return null;
  let changed = code;
  for (const step of steps) {
    const source = new PythonSource(changed);
    const edits = source.firstErrorLine() === null ? step(source) : null;
    if (edits === null) return null;
    changed = applyEdits(changed, edits);
  }
  const read = readCode(changed, { ...before, ...unsaidInCode(after) } as Wrapper).form;
  return sortedJson(read) === sortedJson(after) ? changed : null;
}

function isOfOtherKind(before: Wrapper, after: Wrapper): boolean {
  return before.option === "pyfunc" && after.option === "pyfunc" && kindOf(before) !== kindOf(after);
}

/** What only the form has: how the class is packed, and a reference until it has its commit. */
function unsaidInCode(form: Wrapper): Partial<PyfuncWrapper> | Partial<TransformersWrapper> {
  if (form.option === "pyfunc")
    return form.modelFromCode === undefined ? {} : { modelFromCode: form.modelFromCode };
  return form.reference?.commit === "" ? { reference: form.reference } : {};
}

function stepsOf(before: Wrapper, after: Wrapper): readonly Step[] | null {
  const shared = [
    before.name === after.name ? null : argument("log_model", ["name", "artifact_path"], after.name),
    sortedJson(before.extraPipRequirements) === sortedJson(after.extraPipRequirements)
      ? null
      : requirements(after.extraPipRequirements),
  ];
  const own =
    before.option === "pyfunc" && after.option === "pyfunc"
      ? pyfuncSteps(before, after)
      : before.option === "transformers" && after.option === "transformers"
        ? transformersSteps(before, after)
        : null;
  return own && [...shared, ...own].filter((step) => step !== null);
}

function transformersSteps(
  before: TransformersWrapper,
  after: TransformersWrapper,
): readonly (Step | null)[] {
  const [was, is] = [before.modelConfig, after.modelConfig];
  const config = (name: string, old: PythonValue, value: PythonValue) =>
    old === value ? null : entry((source) => logged(source, "model_config"), name, value);
  const [from, to] = [before.reference, after.reference];
  const hub = (name: string, old: string | undefined, value: string | undefined, keepsEmpty: boolean) =>
    (old ?? "") === (value ?? "") || (!value && keepsEmpty)
      ? null
      : argument("pipeline", [name], value === "" ? undefined : value);
  return [
    before.task === after.task ? null : argument("log_model", ["task"], after.task),
    config("max_length", was.maxLength, is.maxLength),
    config("truncation", was.truncation, is.truncation),
    config("include_prompt", was.includePrompt, is.includePrompt),
    (from === undefined) === (to === undefined)
      ? null
      : argument("log_model", ["save_pretrained"], to ? false : undefined),
    // A pipeline has a model, by reference or not.
    hub("model", from?.repository, to?.repository, true),
    hub("revision", from?.commit, to?.commit, false),
  ];
}

function pyfuncSteps(before: PyfuncWrapper, after: PyfuncWrapper): readonly (Step | null)[] {
  const names = new Set([...Object.keys(before.searchOptions), ...Object.keys(after.searchOptions)]);
  return [
    before.className === after.className ? null : rename(before.className, after.className),
    ...[...names]
      .filter((name) => own(before.searchOptions, name) !== own(after.searchOptions, name))
      .map((name) => searchOption(name, own(after.searchOptions, name), kindOf(after))),
    before.artifactsKey === after.artifactsKey ? null : artifactsKey(before.artifactsKey, after.artifactsKey),
    before.inputExample.prompt === after.inputExample.prompt
      ? null
      : inputFormOf(after) === "prompt"
        ? entry((source) => logged(source, "input_example"), "prompt", after.inputExample.prompt)
        : () => null,
  ];
}

/** Sets an argument of the last such call, under the first of its names that the call has; undefined removes it. */
function argument(callee: string, names: readonly string[], value: PythonValue | undefined): Step {
  return (source) => {
    const call = source.calls(callee).at(-1);
    const list = call?.getChild("ArgList");
    if (!call || !list) return null;
    const given = source.keywordArguments(call);
    const name = names.find((each) => given.has(each)) ?? names[0] ?? "";
    return put(source, list, given.get(name), value, `${name}=`);
  };
}

function requirements(wanted: readonly string[]): Step {
  const whole = argument("log_model", ["extra_pip_requirements"], wanted.length === 0 ? undefined : wanted);
  return (source) => {
    const list = container(source, logged(source, "extra_pip_requirements"));
    const had = source.literal(list);
    if (list?.name !== "ArrayExpression" || !Array.isArray(had) || wanted.length === 0) return whole(source);
    const items = itemsOf(list);
    const added = wanted.slice(had.length);
    if (wanted.length < had.length || added.length > 1) return [replace(list, wanted)];
    const changed = had.flatMap((old, at) => {
      const item = items[at];
      return item && old !== wanted[at] ? [{ ...item, text: pythonString(wanted[at] ?? "") }] : [];
    });
    return [...changed, ...added.flatMap((each) => appendItem(source.code, list, pythonString(each)))];
  };
}

/** Where the options are set: as arguments of the call, or in the dict that it gets. */
function searchOption(name: string, value: SearchOptionValue | undefined, kind: PyfuncKind): Step {
  return (source) => {
    const calls = source.calls("set_search_options");
    const call = calls.find((each) => source.keywordArguments(each).has(name)) ?? calls.at(-1);
    const list = call?.getChild("ArgList");
    if (!call || !list) return null;
    const own = source.keywordArguments(call).get(name);
    const spread = givenOptions(source, call);
    if (own || !spread) return put(source, list, own, value, `${name}=`);
    // If options are params, MLflow infers their types from the values.
    const text = kind === "params" && value !== undefined ? optionLiteral(name, value) : undefined;
    return entry(() => spread, name, value, text)(source);
  };
}

/** Sets an entry of a dict; undefined removes it. */
function entry(
  dictOf: (source: PythonSource) => SyntaxNode | undefined,
  key: string,
  value: PythonValue | undefined,
  text?: string,
): Step {
  return (source) => {
    const dict = container(source, dictOf(source));
    if (dict?.name !== "DictionaryExpression") return null;
    return put(source, dict, source.entries(dict).get(key), value, `${pythonString(key)}: `, text);
  };
}

/** The class, wherever the code names it. */
function rename(old: string, name: string): Step {
  return (source) =>
    source
      .find("VariableName")
      .filter((node) => source.text(node) === old)
      .map(({ from, to }) => ({ from, to, text: name }));
}

/** The code has the key twice: where log_model gets the files, and where the class uses them. */
function artifactsKey(old: string, key: string): Step {
  return (source) => {
    const dict = container(source, logged(source, "artifacts"));
    const given = dict?.name === "DictionaryExpression" ? source.find("String", dict) : [];
    const keys = given.filter((node) => node.nextSibling?.name === ":" && source.literal(node) === old);
    const used = [...source.code.matchAll(new RegExp(ARTIFACTS_KEY, "g"))].filter(
      ([, , found]) => found === old,
    );
    return [
      ...keys.map((node) => replace(node, key)),
      ...used.map(({ 0: text, index }) => ({
        from: index,
        to: index + text.length,
        text: `.artifacts[${pythonString(key)}]`,
      })),
    ];
  };
}

/** Replaces an item's value, adds the item, or removes it from its list. */
function put(
  source: PythonSource,
  list: SyntaxNode,
  old: SyntaxNode | undefined,
  value: PythonValue | undefined,
  before: string,
  text?: string,
): readonly TextEdit[] {
  if (value === undefined) {
    const item = old && itemsOf(list).find(({ from, to }) => from <= old.from && old.to <= to);
    return item ? [removeItem(source.code, list, item)] : [];
  }
  const written = text ?? pythonLiteral(value);
  if (old) {
    const { from, to } = constant(source, old);
    return [{ from, to, text: written }];
  }
  return appendItem(source.code, list, before + written);
}

function logged(source: PythonSource, name: string): SyntaxNode | undefined {
  const call = source.calls("log_model").at(-1);
  return call && source.keywordArguments(call).get(name);
}

/** A list or dict, or the one in a variable. */
function container(source: PythonSource, node: SyntaxNode | undefined): SyntaxNode | null {
  const isName = node?.name === "VariableName" || node?.name === "MemberExpression";
  return isName ? source.assigned(source.text(node)) : (node ?? null);
}

/** A variable that is used only here stands for its value; one that is used elsewhere keeps its own. */
function constant(source: PythonSource, node: SyntaxNode): SyntaxNode {
  if (node.name !== "VariableName") return node;
  const name = source.text(node);
  const uses = source.find("VariableName").filter((each) => source.text(each) === name);
  return (uses.length === 2 && source.assigned(name)) || node;
}

function replace({ from, to }: SyntaxNode, value: PythonValue): TextEdit {
  return { from, to, text: pythonLiteral(value) };
}
