/** Cells of every kind that `kinds.ts` lists. */
import { type InputForm, inputFormOfOption } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellBase, Content } from "./cell-base.ts";
import type { CellKind } from "./cell-kind.ts";
import type { CodeCell } from "./code/code-cell.ts";
import { CELL_KINDS } from "./kinds.ts";
import type { MarkdownCell } from "./markdown/markdown-cell.ts";

type Kind = (typeof CELL_KINDS)[number];
type CellOf<K> = K extends CellKind<infer C, infer _> ? C : never;
type RunnableOf<K> = K extends CellKind<infer C, infer O> ? ([O] extends [never] ? never : C) : never;
type OutputOf<K> = K extends CellKind<infer _, infer O> ? O : never;

export type Cell = CellOf<Kind>;
export type CellType = Cell["type"];
/** Cells that the page runs. */
export type RunnableCell = RunnableOf<Kind>;
/** The output of a finished cell, which it shows and the cells below use. */
export type CellOutput = OutputOf<Kind>;

/** Cells that an .ipynb has by itself, with a single text: those that can be split, merged and converted. */
export type TextualCell = MarkdownCell | CodeCell;
/** Cells with a form of their own; Jupyter gets Python for them. */
export type TypedCell = Exclude<Cell, TextualCell>;

/** What can be set for a new cell; its kind sets the rest. */
export type CellSpec = SpecOf<Cell>;
type SpecOf<C extends CellBase> = C extends CellBase
  ? { readonly type: C["type"]; readonly option?: WrapperOption; readonly inputs?: InputForm } & Partial<
      Content<C>
    >
  : never;

/** Typed as one kind for all cells: a kind is called only for its own. */
type AnyKind = CellKind<Cell, CellOutput>;

const KINDS = new Map<string, AnyKind>(CELL_KINDS.map((kind) => [kind.type, kind as unknown as AnyKind]));

/** Undefined for a type that this version of the page does not know. */
export function kindOfType(type: string): AnyKind | undefined {
  return KINDS.get(type);
}

export function kindOf({ type }: { readonly type: CellType }): AnyKind {
  const kind = kindOfType(type);
  if (!kind) throw new Error(`No kind of cell is named ${type}.`);
  return kind;
}

export function createCell(
  { type, option = "transformers", inputs = inputFormOfOption(option), ...content }: CellSpec,
  id: string,
): Cell {
  return { id, type, ...kindOf({ type }).create(option, inputs), ...content } as Cell;
}
