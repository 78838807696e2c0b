/** Replacing what find.ts finds. It reads Python, to follow a wrapper's code into its form, and so is loaded with the first search. */
import { editCode } from "#wrapper/edit-wrapper.ts";
import type { Cell, Notebook } from "./cell.ts";
import { type Hit, textsOf } from "./find.ts";

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
      if (found) changed = withText(changed, field, replaceIn(found.text, inField, replacement));
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

/** The cell with another text in one of its fields. */
function withText(cell: Cell, field: string, text: string): Cell {
  switch (cell.type) {
    case "markdown":
    case "code":
      return { ...cell, source: text };
    case "wrapper":
      return { ...cell, wrapper: editCode(cell.wrapper, text) };
    case "inference":
      return { ...cell, input: text };
    case "register":
      return { ...cell, [field]: text };
    case "model":
    case "signature":
    case "artifact":
    case "deploy":
      return cell;
  }
}
