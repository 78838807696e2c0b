import type { ReactNode } from "react";
import type { Cell } from "#cells/cell.ts";

export interface CellViewProps<C extends Cell> {
  readonly cell: C;
  /** "Cell 3: Model", for the names of its controls. */
  readonly name: string;
  /** Progress and problems of the run, shown between input and output. */
  readonly children?: ReactNode;
}
