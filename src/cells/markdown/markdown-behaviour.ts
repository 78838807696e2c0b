import type { CellBehaviour } from "../cell-behaviour.ts";
import type { MarkdownCell } from "./markdown-cell.ts";

export const markdownBehaviour: CellBehaviour<MarkdownCell> = {
  withText: (cell, _field, source) => ({ ...cell, source }),
};
