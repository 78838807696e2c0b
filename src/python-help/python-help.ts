/** Completion, hover and signature help for the parts of mlflow, transformers and onnxruntime_genai that wrappers use. */
import { own } from "#base/own.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import {
  lastPart,
  meaningOfParameter,
  allSymbols,
  membersOf,
  type PythonSymbol,
  VERSIONS,
  writtenParameter,
} from "./api.ts";
import { callAt } from "./call-at.ts";
import { NamesInScope } from "./names-in-scope.ts";

export interface Completion {
  readonly label: string;
  /** The inserted text; usually the label. */
  readonly insert: string;
  readonly kind: PythonSymbol["kind"] | "parameter" | "variable";
  readonly detail: string;
  readonly meaning: string;
}

export interface Hover {
  /** Where the name is, as offsets in UTF-16. */
  readonly from: number;
  readonly to: number;
  readonly signature: string;
  readonly meaning: string;
  /** e.g. "mlflow 3.17.2". */
  readonly source: string;
}

export interface SignatureHelp {
  readonly label: string;
  readonly meaning: string;
  /** Each a part of the label, from and to. */
  readonly parameters: readonly {
    readonly range: readonly [number, number];
    readonly meaning: string;
  }[];
  /** Position of the parameter at the cursor; null if there is none. */
  readonly active: number | null;
}

/** @param offset of the cursor. An empty list if nothing known fits. */
export function completionsAt(code: string, offset: number): Completion[] {
  const source = new PythonSource(code);
  if (isInText(source, offset)) return [];
  const names = new NamesInScope(source);
  const before = code.slice(0, offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);

  const imported = /^\s*from ([\w.]+) import (?:.*,\s*)?\w*$/.exec(line)?.[1];
  if (imported !== undefined) return membersOf(imported).map((symbol) => completionOf(symbol));
  if (/^\s*(?:import|from) [\w.]*$/.test(line)) {
    const modules = allSymbols().filter(({ kind }) => kind === "module");
    return modules.map((symbol) => ({ ...completionOf(symbol), label: symbol.name, insert: symbol.name }));
  }
  const owner = /(?<![\w.])([A-Za-z_][\w.]*)\.\w*$/.exec(line)?.[1];
  if (owner !== undefined) {
    const symbol = names.resolve(owner);
    return symbol ? membersOf(symbol.name).map((member) => completionOf(member)) : [];
  }
  const call = callAt(source, names, offset);
  const keywords =
    call && /^\w*$/.test(call.argument)
      ? call.parameters.filter(({ name }) => !name.startsWith("*") && !call.given.has(name))
      : [];
  return [
    ...keywords.map((parameter): Completion => ({
      label: `${parameter.name}=`,
      insert: `${parameter.name}=`,
      kind: "parameter",
      detail: writtenParameter(parameter),
      meaning: meaningOfParameter(parameter.name),
    })),
    ...names.names().map((name): Completion => {
      const symbol = names.resolve(name);
      return {
        label: name,
        insert: name,
        kind: symbol?.kind === "module" ? "module" : "variable",
        detail: symbol?.name ?? "",
        meaning: symbol?.meaning ?? "",
      };
    }),
  ];
}

/** The name at an offset; null if it is not known. */
export function hoverAt(code: string, offset: number): Hover | null {
  const source = new PythonSource(code);
  if (isInText(source, offset)) return null;
  const [from, to] = wordRound(code, offset);
  if (from === to) return null;
  const names = new NamesInScope(source);
  const word = code.slice(from, to);
  const owner = /(?<![\w.])[A-Za-z_][\w.]*\.$/.exec(code.slice(0, from))?.[0] ?? "";
  const symbol = names.resolve(`${owner}${word}`);
  if (symbol) {
    return {
      from,
      to,
      signature: signatureOf(symbol),
      meaning: symbol.meaning,
      source: sourceOf(symbol.name),
    };
  }
  const call = /^\s*=(?!=)/.test(code.slice(to)) ? callAt(source, names, from) : null;
  const parameter = call?.parameters.find(({ name }) => name === word);
  if (!call || !parameter) return null;
  return {
    from,
    to,
    signature: writtenParameter(parameter),
    meaning: meaningOfParameter(word),
    source: sourceOf(call.callee.name),
  };
}

/** The call that contains the cursor. */
export function signatureHelpAt(code: string, offset: number): SignatureHelp | null {
  const source = new PythonSource(code);
  const call = callAt(source, new NamesInScope(source), offset);
  if (!call) return null;
  let label = `${lastPart(call.callee.name)}(`;
  const parameters = call.parameters.map((parameter, at) => {
    label += at === 0 ? "" : ", ";
    const start = label.length;
    label += writtenParameter(parameter);
    return { range: [start, label.length] as const, meaning: meaningOfParameter(parameter.name) };
  });
  const keyword = /^(\w+)\s*=(?!=)/.exec(call.argument)?.[1];
  const named = call.parameters.findIndex(({ name }) => name === keyword);
  const byPlace = call.place < parameters.length ? call.place : -1;
  const active = keyword === undefined ? byPlace : named;
  return {
    label: `${label})`,
    meaning: call.callee.meaning,
    parameters,
    active: active < 0 ? null : active,
  };
}

function completionOf(symbol: PythonSymbol): Completion {
  const name = lastPart(symbol.name);
  return {
    label: name,
    insert: name,
    kind: symbol.kind,
    detail: signatureOf(symbol),
    meaning: symbol.meaning,
  };
}

function signatureOf({ name, kind, parameters }: PythonSymbol): string {
  if (kind === "module" || kind === "property") return name;
  return `${name}(${parameters.map(writtenParameter).join(", ")})`;
}

function sourceOf(name: string): string {
  const [outermost = name] = name.split(".");
  const library = outermost.replaceAll("_", "-");
  return `${library} ${own(VERSIONS, library) ?? ""}`;
}

function isInText(source: PythonSource, offset: number): boolean {
  const { name, from, to } = source.root.resolveInner(offset, -1);
  return name === "Comment" || (name === "String" && offset > from && offset < to);
}

function wordRound(code: string, offset: number): [number, number] {
  const after = code.slice(offset).search(/\W|$/);
  return [code.slice(0, offset).search(/(?<!\w)\w*$/), offset + after];
}
