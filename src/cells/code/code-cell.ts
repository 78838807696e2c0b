import { object, picklist, string } from "valibot";
import { message } from "#base/message.ts";
import type { CellBase, JupyterJson } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";
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
}

export const codeKind: CellKind<CodeCell, CodeOutput> = {
  type: "code",
  title: message`Code`,
  hint: message`Python, run in this page`,
  create: () => ({ kind: "python", source: "" }),
  stored: object({ kind: picklist(["python", "raw"]), source: string() }),
  texts: ({ source }) => [{ field: "source", text: source }],
  runs: "with others",
  canRun: ({ kind }) => kind === "python",
  failureOf: ({ failed, outputs }) => (failed ? errorOf(outputs) : null),
};
