/**
 * What the page knows of a kind of cell to show, edit and store it. What it needs to run one, or to write it as Python, is in
 * `cell-behaviour.ts` and is loaded later.
 */
import type { GenericSchema } from "valibot";
import type { Message } from "#base/message.ts";
import type { InputForm } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellBase, Content } from "./cell-base.ts";

/** The kinds that others need above them. */
export type NeededType = "model" | "wrapper";

/** A text of a cell that find and replace look at. */
export interface CellText {
  readonly field: string;
  readonly text: string;
  /** Where the text is JSON, replacing leaves it JSON. */
  readonly json?: true;
}

/** @typeParam O what a run gives; `never` for a kind that the page does not run. */
export interface CellKind<C extends CellBase, O = never> {
  readonly type: C["type"];
  /** For menus and headings. */
  readonly title: Message;
  readonly hint: Message;
  /** @param option of the wrapper above the new cell. @param inputs what that takes. */
  readonly create: (option: WrapperOption, inputs: InputForm) => Content<C>;
  /** The content as it is stored, in this browser or in a file. */
  readonly stored: GenericSchema<unknown, Content<C>>;
  /** In the order in which they are shown; none where absent. */
  readonly texts?: (cell: C) => readonly CellText[];
  /** "alone": by its own button only, not by "Run all". Absent: the page does not run it. */
  readonly runs?: "with others" | "alone";
  /** Whether the page runs this one; every one where absent. */
  readonly canRun?: (cell: C) => boolean;
  readonly needs?: {
    /** The cell, where a sentence begins with it. */
    readonly cell: Message;
    readonly above: readonly NeededType[];
  };
  /** For a kind that others need: what they say of it. */
  readonly needed?: NeededWords;
  /** The cell without what its output does not depend on. */
  readonly madeOf?: (cell: C) => object;
  /** Whether the run was stopped, and the output is what it had by then. */
  readonly wasStopped?: (output: O) => boolean;
  /** What went wrong in a run that left an output all the same, in words that are not the page's own; null where nothing did. */
  readonly failureOf?: (output: O) => string | null;
}

interface NeededWords {
  /** "a model cell" */
  readonly name: Message;
  readonly gone: Message;
  readonly changed: Message;
  readonly unfinished: Message;
}
