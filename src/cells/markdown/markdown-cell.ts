import { message } from "#base/message.ts";
import { string } from "#base/stored-fields.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Headings and text, in Markdown. */
export interface MarkdownCell extends CellBase {
  readonly type: "markdown";
  readonly source: string;
}

export const markdownKind: CellKind<MarkdownCell> = {
  type: "markdown",
  title: message`Text`,
  hint: message`Headings and prose, in Markdown`,
  create: () => ({ source: "" }),
  parse: (json, where) => ({ source: string(json, "source", where) }),
  texts: ({ source }) => [{ field: "source", text: source }],
};
