import type { CellBehaviour } from "../cell-behaviour.ts";
import type { CodeCell } from "./code-cell.ts";

export const codeBehaviour: CellBehaviour<CodeCell> = {
  withText: (cell, _field, source) => ({ ...cell, source }),
};
