import type { ReactNode } from "react";
import { useApp } from "#components/app-context.ts";
import { viewOf } from "#components/cells/view-of.ts";
import { Part } from "#components/ui/part.tsx";
import type { Cell } from "#cells/cell.ts";
import { keptHeight } from "./kept-heights.ts";
import "./cell-loading.css";

interface CellContentProps {
  readonly cell: Cell;
  readonly name: string;
  /** Progress and problems, between a cell's input and its output. */
  readonly children: ReactNode;
}

export function CellContent({ cell, name, children }: CellContentProps) {
  const { view: View } = viewOf(cell.type);
  return (
    <Part loading={<Loading cell={cell} name={name} />}>
      <View cell={cell} name={name}>
        {children}
      </View>
    </Part>
  );
}

/** Has the height that the content had when the tab was left, otherwise that of an idle cell of its kind: what is below stays. */
function Loading({ cell, name }: Pick<CellContentProps, "cell" | "name">) {
  const document = useApp(({ notebook }) => notebook?.id ?? "");
  const height = keptHeight(document, name);
  return (
    <div
      className="cell-loading"
      data-form={formOf(cell)}
      aria-busy
      style={height === null ? undefined : { minHeight: height }}
    />
  );
}

/** Forms of one kind that differ in height. */
function formOf(cell: Cell): string | undefined {
  if (cell.type === "wrapper") return cell.wrapper.form.option;
  if (cell.type === "inference") return /^\s*\{\s*"messages"/.test(cell.input) ? "messages" : "prompt";
  return undefined;
}
