/**
 * What the page needs to show, edit and store a kind of cell. What it needs to run one, or to write it as Python, is in
 * `cell-behaviour.ts` and loaded later.
 */
import type { GenericSchema } from "valibot";
import type { Message } from "#base/message.ts";
import type { InputForm } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellBase, Content } from "./cell-base.ts";

/** The kinds that other kinds need above them. */
export type NeededType = "model" | "wrapper";

/** A text of a cell for find and replace. */
export interface CellText {
  readonly field: string;
  readonly text: string;
  /** Whether the text is JSON, which replacing must keep valid. */
  readonly json?: true;
}

/** @typeParam O the output of a run; `never` for a kind that the page does not run. */
export interface CellKind<C extends CellBase, O = never> {
  readonly type: C["type"];
  /** For menus and headings. */
  readonly title: Message;
  readonly hint: Message;
  /** @param option of the wrapper above the new cell. @param inputs what that wrapper takes. */
  readonly create: (option: WrapperOption, inputs: InputForm) => Content<C>;
  /** The stored form of the content, in this browser or in a file. */
  readonly stored: GenericSchema<unknown, Content<C>>;
  /** In the order in which they are shown; undefined: none. */
  readonly texts?: (cell: C) => readonly CellText[];
  /** "alone": only with its own button, not with "Run all". Undefined: the page does not run it. */
  readonly runs?: "with others" | "alone";
  /** Whether the page runs this one; undefined: every one. */
  readonly canRun?: (cell: C) => boolean;
  readonly needs?: {
    /** The cell's name at the start of a sentence. */
    readonly cell: Message;
    readonly above: readonly NeededType[];
  };
  /** What the cell gives those below that need it; undefined: what its type names. */
  readonly gives?: (cell: C) => readonly NeededType[];
  /** For a kind that others need: the message when it is missing. */
  readonly needed?: NeededWords;
  /** The cell without what does not affect its output. */
  readonly madeOf?: (cell: C) => object;
  /** Whether the run was stopped, and the output is partial. */
  readonly wasStopped?: (output: O) => boolean;
  /** The problem in a run that still left an output, in words that are not the page's own; null if there was none. */
  readonly failureOf?: (output: O) => string | null;
}

interface NeededWords {
  /** "a model cell" */
  readonly name: Message;
  readonly gone: Message;
  readonly changed: Message;
  readonly unfinished: Message;
}
