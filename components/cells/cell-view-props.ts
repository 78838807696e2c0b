import type { ReactNode } from "react";
import type { RunnableCell } from "#notebook/cell.ts";

export interface CellViewProps<Cell extends RunnableCell> {
  readonly cell: Cell;
  /** "Cell 3: Model", for the names of the controls in it. */
  readonly name: string;
  /** Progress and problems of the run, for the place between input and output. */
  readonly children: ReactNode;
}
