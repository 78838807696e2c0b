import { object, picklist, string } from "valibot";
import { message } from "#base/message.ts";
import type { CellBase, JupyterJson } from "../cell-base.ts";
import type { Wording } from "#base/message.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { WrapperOutput } from "../wrapper/wrapper-cell.ts";
import type { CellKind, NeededType } from "../cell-kind.ts";
import type { ModelOutput } from "../model/model-cell.ts";
import { errorOf } from "../error-of-outputs.ts";

/** Python or a raw cell from an .ipynb. The page runs Python, and keeps a raw cell as it is. */
export interface CodeCell extends CellBase {
  readonly type: "code";
  readonly kind: "python" | "raw";
  readonly source: string;
}

export interface CodeOutput {
  readonly type: "code";
  /** In nbformat's form. */
  readonly outputs: readonly JupyterJson[];
  readonly executionCount: number;
  /** Whether an exception ended the run; its traceback is one of the outputs. */
  readonly failed: boolean;
  /** Models that it has logged, in order; undefined: none. */
  readonly models?: readonly LoggedModel[];
  /** The class that it defines, where it logs none. */
  readonly wrapper?: WrapperOutput;
}

export interface LoggedModel {
  readonly name: string;
  /** The name by which Python loads it: "models:/m-…". */
  readonly uri: string;
  /** As an artifact cell has it, or why the page cannot make it. */
  readonly made: MadeModel | { readonly why: Wording };
}

export interface MadeModel {
  readonly artifact: Artifact;
  /** What cells below need of it. */
  readonly wrapper: WrapperOutput;
  readonly model: ModelOutput;
}

/** The model that cells below use: the last one that was logged. */
export function loggedLast({ models }: CodeOutput): MadeModel | null {
  const last = models?.at(-1);
  return last && "artifact" in last.made ? last.made : null;
}

/** The wrapper for cells below: of a logged model, or the class that the cell defines. */
export function wrapperOf(output: CodeOutput): WrapperOutput | null {
  return loggedLast(output)?.wrapper ?? output.wrapper ?? null;
}

/** A class that MLflow runs. @returns the name of the last one, or null. */
export function classIn(source: string): string | null {
  return [...source.matchAll(CLASS)].at(-1)?.[1] ?? null;
}

const CLASS = /^class[ \t]+(\w+)[ \t]*\([^)\n]*\b(?:PythonModel|ChatModel|ResponsesAgent)\b/gm;
const LOGS = /\b(?:pyfunc|transformers)\.(?:log|save)_model\s*\(/;

const MODEL_AND_WRAPPER: readonly NeededType[] = ["model", "wrapper"];
const WRAPPER: readonly NeededType[] = ["wrapper"];
const NOTHING: readonly NeededType[] = [];

export const codeKind: CellKind<CodeCell, CodeOutput> = {
  type: "code",
  title: message`Code`,
  hint: message`Python, run in this page`,
  create: () => ({ kind: "python", source: "" }),
  stored: object({ kind: picklist(["python", "raw"]), source: string() }),
  texts: ({ source }) => [{ field: "source", text: source }],
  runs: "with others",
  canRun: ({ kind }) => kind === "python",
  gives({ kind, source }) {
    if (kind !== "python") return NOTHING;
    return LOGS.test(source) ? MODEL_AND_WRAPPER : classIn(source) === null ? NOTHING : WRAPPER;
  },
  failureOf: ({ failed, outputs }) => (failed ? errorOf(outputs) : null),
};
