/** Edits single items between brackets in Python: arguments, entries of a dict, items of a list. */
import type { SyntaxNode } from "@lezer/common";

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface Item {
  readonly from: number;
  readonly to: number;
}

const BRACKETS = new Set(["(", ")", "[", "]", "{", "}", "Comment"]);

export function applyEdits(code: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), code);
}

/** The text between the commas. */
export function itemsOf(list: SyntaxNode): readonly Item[] {
  const items: Item[] = [];
  let isNew = true;
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (BRACKETS.has(node.name)) continue;
    const last = items.at(-1);
    if (node.name === ",") isNew = true;
    else if (last && !isNew) items.splice(-1, 1, { from: last.from, to: node.to });
    else {
      items.push({ from: node.from, to: node.to });
      isNew = false;
    }
  }
  return items;
}

/** Adds an item at the end: on its own line if the last one has its own. */
export function appendItem(code: string, list: SyntaxNode, text: string): readonly TextEdit[] {
  const last = itemsOf(list).at(-1);
  const lineStart = code.lastIndexOf("\n", (last?.from ?? list.from) - 1) + 1;
  if (!last) {
    const indent = /^[ \t]*/.exec(code.slice(lineStart))?.[0] ?? "";
    const inside = list.name === "ArgList" ? text : `\n${indent}    ${text},\n${indent}`;
    return [{ from: list.from + 1, to: list.to - 1, text: inside }];
  }
  const indent = code.slice(lineStart, last.from);
  if (lineStart <= list.from || indent.trim() !== "")
    return [{ from: last.to, to: last.to, text: `, ${text}` }];
  const lineEnd = code.indexOf("\n", last.to);
  // The closing bracket can be on the last one's line.
  const at = lineEnd >= 0 && lineEnd < list.to ? lineEnd : last.to;
  return /^\s*,/.test(code.slice(last.to, list.to))
    ? [{ from: at, to: at, text: `\n${indent}${text},` }]
    : [
        { from: at, to: at, text: `\n${indent}${text}` },
        { from: last.to, to: last.to, text: "," },
      ];
}

/** Removes an item with its comma, and with its line if it has its own. */
export function removeItem(code: string, list: SyntaxNode, { from, to }: Item): TextEdit {
  const lineStart = code.lastIndexOf("\n", from - 1) + 1;
  const line = /^[ \t]*(?:,[ \t]*)?(?:#[^\n]*)?\n/.exec(code.slice(to, list.to));
  if (line && lineStart > list.from && code.slice(lineStart, from).trim() === "") {
    return { from: lineStart, to: to + line[0].length, text: "" };
  }
  const after = /^\s*,[ \t]*/.exec(code.slice(to, list.to));
  if (after) return { from, to: to + after[0].length, text: "" };
  const before = /,\s*$/.exec(code.slice(list.from, from));
  return { from: from - (before?.[0].length ?? 0), to, text: "" };
}
