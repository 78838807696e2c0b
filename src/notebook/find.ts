/** Find and replace in what a person wrote: text, code, wrapper code, requests, fields. Outputs are not searched. */
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { Cell, CellId, Notebook, RegisterCell } from "./cell.ts";

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

/** A place in one text of a cell. */
export interface Hit {
  readonly cellId: CellId;
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

interface CellText {
  readonly field: string;
  readonly text: string;
  readonly withText: (text: string) => Cell;
}

const REGISTER_FIELDS = ["server", "experiment", "runName", "registeredName", "alias", "tags"] as const;

/** The texts of a cell, in the order in which they are shown. */
function textsOf(cell: Cell): readonly CellText[] {
  switch (cell.type) {
    case "markdown":
    case "code":
      return [{ field: "source", text: cell.source, withText: (source) => ({ ...cell, source }) }];
    case "wrapper": {
      const { wrapper } = cell;
      const text = wrapper.editedCode ?? generateCode(wrapper.form);
      return [{ field: "code", text, withText: (code) => ({ ...cell, wrapper: editCode(wrapper, code) }) }];
    }
    case "inference":
      return [{ field: "input", text: cell.input, withText: (input) => ({ ...cell, input }) }];
    case "register":
      return REGISTER_FIELDS.map((field) => ({
        field,
        text: cell[field],
        withText: (text): RegisterCell => ({ ...cell, [field]: text }),
      }));
    case "model":
    case "signature":
    case "artifact":
    case "deploy":
      return [];
  }
}

/** @returns null where the regular expression is none that JavaScript knows, or finds nothing at every place. */
export function patternOf({ text, matchCase, wholeWord, regex }: FindQuery): RegExp | null {
  const plain = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const source = wholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${plain})(?![\p{L}\p{N}_])` : plain;
  try {
    const pattern = new RegExp(source, matchCase ? "gmu" : "gimu");
    return new RegExp(source, "mu").test("") ? null : pattern;
  } catch {
    return null;
  }
}

/** Every hit, from the notebook's top to its end. */
export function findHits({ cells }: Notebook, pattern: RegExp): readonly Hit[] {
  return cells.flatMap((cell) =>
    textsOf(cell).flatMap(({ field, text }) =>
      [...text.matchAll(pattern)]
        .filter(([found]) => found !== "")
        .map(({ index, 0: found }) => ({ cellId: cell.id, field, start: index, end: index + found.length })),
    ),
  );
}

/** The text that a hit lies in. */
export function textOfHit({ cells }: Notebook, { cellId, field }: Hit): string {
  const cell = cells.find(({ id }) => id === cellId);
  return (cell && textsOf(cell).find((each) => each.field === field)?.text) ?? "";
}

export interface Replacement {
  readonly pattern: RegExp;
  /** With `$1`, `$&` and the like where `expands`; as it stands otherwise. */
  readonly by: string;
  readonly expands: boolean;
}

/** The notebook with these hits replaced: all of them, or one. */
export function replaceHits(notebook: Notebook, hits: readonly Hit[], replacement: Replacement): Notebook {
  const cells = notebook.cells.map((cell) => {
    const own = hits.filter(({ cellId }) => cellId === cell.id);
    const fields = new Set(own.map(({ field }) => field));
    let changed = cell;
    for (const field of fields) {
      const inField = own.filter((hit) => hit.field === field);
      const found = textsOf(changed).find((each) => each.field === field);
      if (found) changed = found.withText(replaceIn(found.text, inField, replacement));
    }
    return changed;
  });
  return hits.length === 0 ? notebook : { ...notebook, cells };
}

function replaceIn(text: string, hits: readonly Hit[], { pattern, by, expands }: Replacement): string {
  // Sticky: replaces at one place, with all of the text round it in sight of look-behind and look-ahead.
  const here = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}y`);
  let done = "";
  let at = 0;
  for (const { start, end } of hits) {
    here.lastIndex = start;
    const whole = expands ? text.replace(here, by) : text.replace(here, () => by);
    done += text.slice(at, start) + whole.slice(start, whole.length - (text.length - end));
    at = end;
  }
  return done + text.slice(at);
}
