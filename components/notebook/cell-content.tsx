import type { ReactNode } from "react";
import { viewOf } from "#components/cells/view-of.ts";
import { Part } from "#components/ui/part.tsx";
import type { Cell } from "#cells/cell.ts";

interface CellContentProps {
  readonly cell: Cell;
  readonly name: string;
  /** Progress and problems, between a cell's input and its output. */
  readonly children: ReactNode;
}

export function CellContent({ cell, name, children }: CellContentProps) {
  const { view: View } = viewOf(cell.type);
  return (
    <Part loading={<Loading />}>
      <View cell={cell} name={name}>
        {children}
      </View>
    </Part>
  );
}

/** Has the height of a small cell, so that what is below does not jump far. */
function Loading() {
  return <div className="cell-loading" aria-busy />;
}
