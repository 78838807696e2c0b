import { message } from "#base/message.ts";
import { string } from "#base/stored-fields.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Python, or a raw cell, of a .ipynb. The page keeps and shows it; Jupyter runs it. */
export interface CodeCell extends CellBase {
  readonly type: "code";
  readonly kind: "python" | "raw";
  readonly source: string;
}

export const codeKind: CellKind<CodeCell> = {
  type: "code",
  title: message`Code`,
  hint: message`Python that only Jupyter runs`,
  create: () => ({ kind: "python", source: "" }),
  parse(json, where) {
    const { kind } = json;
    if (kind !== "python" && kind !== "raw")
      throw unreadableNotebook(message`"python" or "raw"`, typeof kind, where);
    return { kind, source: string(json, "source", where) };
  },
  texts: ({ source }) => [{ field: "source", text: source }],
};
