/** Replaces what find.ts finds. It reads Python, to update a wrapper's form from its code, so it is loaded with the first search. */
import { behaviourOf } from "#cells/behaviour-of.ts";
import type { Notebook } from "./cell.ts";
import { type Hit, textsOf } from "./find.ts";

export interface Replacement {
  readonly pattern: RegExp;
  /** With `$1`, `$&` and so on if `expands`; literal otherwise. */
  readonly by: string;
  readonly expands: boolean;
}

interface Replaced {
  readonly notebook: Notebook;
  readonly count: number;
  /** Hits that were skipped because replacing them would make a request invalid JSON. */
  readonly leftCount: number;
}

/** Replaces all of these hits, or one. */
export function replaceHits(notebook: Notebook, hits: readonly Hit[], replacement: Replacement): Replaced {
  let count = 0;
  const cells = notebook.cells.map((cell) => {
    const own = hits.filter(({ cellId }) => cellId === cell.id);
    const fields = new Set(own.map(({ field }) => field));
    let changed = cell;
    for (const field of fields) {
      const inField = own.filter((hit) => hit.field === field);
      const found = textsOf(changed).find((each) => each.field === field);
      if (found === undefined) continue;
      const replace = found.json && isJson(found.text) ? replaceInJson : replaceIn;
      const replaced = replace(found.text, inField, replacement);
      count += replaced.count;
      if (replaced.count > 0)
        changed = behaviourOf(cell).withText?.(changed, field, replaced.text) ?? changed;
    }
    return changed;
  });
  return {
    notebook: count === 0 ? notebook : { ...notebook, cells },
    count,
    leftCount: hits.length - count,
  };
}

type ReplaceIn = (
  text: string,
  hits: readonly Hit[],
  replacement: Replacement,
) => { readonly text: string; readonly count: number };

const replaceIn: ReplaceIn = (text, hits, replacement) => put(text, hits, () => replacement);

/** Inside a JSON string, the replacement is escaped. A hit is skipped if replacing it would break the JSON. */
const replaceInJson: ReplaceIn = (text, hits, replacement) => {
  const strings = placesOf(text, /"(?:[^"\\]|\\.)*"?/g);
  const escapes = placesOf(text, /\\(?:u[\da-fA-F]{4}|.)/g);
  const escaped = { ...replacement, by: JSON.stringify(replacement.by).slice(1, -1) };
  const replaceEach = (some: readonly Hit[]) =>
    put(text, some, ({ start, end }) =>
      strings.some((string) => string.start < start && end < string.end) ? escaped : replacement,
    );
  // The n of
  // is not a letter n.
  const whole = hits.filter(({ start, end }) =>
    escapes.every((escape) => !isWithin(start, escape) && !isWithin(end, escape)),
  );
  const all = replaceEach(whole);
  if (isJson(all.text)) return all;
  const harmless = replaceEach(whole.filter((hit) => isJson(replaceEach([hit]).text)));
  return isJson(harmless.text) ? harmless : { text, count: 0 };
};

function put(text: string, hits: readonly Hit[], replacementOf: (hit: Hit) => Replacement) {
  let done = "";
  let at = 0;
  for (const hit of hits) {
    done += text.slice(at, hit.start) + replacingText(text, hit, replacementOf(hit));
    at = hit.end;
  }
  return { text: done + text.slice(at), count: hits.length };
}

type Place = Pick<Hit, "start" | "end">;

function placesOf(text: string, pattern: RegExp): readonly Place[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

function isWithin(at: number, { start, end }: Place): boolean {
  return start < at && at < end;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text that replaces the hit. */
function replacingText(text: string, { start, end }: Hit, { pattern, by, expands }: Replacement): string {
  if (!expands) return by;
  // Sticky: matches at one place, with the whole text around it for look-behind and look-ahead.
  const here = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}y`);
  here.lastIndex = start;
  const whole = text.replace(here, by);
  return whole.slice(start, whole.length - (text.length - end));
}
