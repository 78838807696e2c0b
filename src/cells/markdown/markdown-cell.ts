import { object, string } from "valibot";
import { message } from "#base/message.ts";
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
  stored: object({ source: string() }),
  texts: ({ source }) => [{ field: "source", text: source }],
};
