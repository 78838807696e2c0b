/** The names that the editor knows, as a tree of dotted names. */
import { own } from "#base/own.ts";
import { MEANINGS, MODULES, PARAMETER_MEANINGS } from "./meanings.ts";
import facts from "./signatures.json" with { type: "json" };

export interface PythonParameter {
  /** With its stars. */
  readonly name: string;
  readonly default?: string;
}

export interface PythonSymbol {
  /** Dotted, starting with the module. */
  readonly name: string;
  readonly kind: "module" | "class" | "function" | "property";
  readonly parameters: readonly PythonParameter[];
  /** The class of a call's result, if it is one of these. */
  readonly returns?: string;
  readonly meaning: string;
}

interface Facts {
  readonly kind: "class" | "function" | "property";
  readonly parameters?: readonly PythonParameter[];
  readonly returns?: string;
}

export const VERSIONS: Readonly<Record<string, string>> = facts.versions;

const SYMBOLS: ReadonlyMap<string, PythonSymbol> = new Map([
  ...Object.entries(MODULES).map(([name, meaning]): [string, PythonSymbol] => [
    name,
    { name, kind: "module", parameters: [], meaning },
  ]),
  ...Object.entries<Facts>(facts.symbols as Record<string, Facts>).map(
    ([name, { kind, parameters = [], returns }]): [string, PythonSymbol] => [
      name,
      {
        name,
        kind,
        parameters,
        ...(returns !== undefined && { returns }),
        meaning: own(MEANINGS, name) ?? "",
      },
    ],
  ),
]);

/** Other names of the same things in the libraries. */
const ALIASES: Readonly<Record<string, string>> = {
  "mlflow.models.signature.ModelSignature": "mlflow.models.ModelSignature",
  "mlflow.models.signature.infer_signature": "mlflow.models.infer_signature",
  "mlflow.pyfunc.model.PythonModel": "mlflow.pyfunc.PythonModel",
  "mlflow.pyfunc.model.PythonModelContext": "mlflow.pyfunc.PythonModelContext",
};

export function symbolOf(name: string): PythonSymbol | null {
  return SYMBOLS.get(own(ALIASES, name) ?? name) ?? null;
}

/** Members directly below a module or class. */
export function membersOf(name: string): PythonSymbol[] {
  const depth = name.split(".").length + 1;
  return [...SYMBOLS.values()].filter(
    (symbol) => symbol.name.startsWith(`${name}.`) && symbol.name.split(".").length === depth,
  );
}

export function allSymbols(): PythonSymbol[] {
  return [...SYMBOLS.values()];
}

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** "" if it would only repeat the name. */
export function meaningOfParameter(name: string): string {
  return own(PARAMETER_MEANINGS, name) ?? "";
}

/** As a person would write it: `encode(text)`, `start_run(run_id=None, …)`. */
export function writtenParameter({ name, default: value }: PythonParameter): string {
  return value === undefined ? name : `${name}=${value}`;
}
