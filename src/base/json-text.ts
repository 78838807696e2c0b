/** JSON as text: finds its parts, and changes one part without touching any other character. */

/** From the first character to after the last. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

export interface JsonMember {
  readonly key: string;
  readonly keyFrom: number;
  readonly value: TextSpan;
}

/** How a text is formatted: each level indented by `unit`, or everything on one line if that is empty. */
export interface JsonLayout {
  readonly unit: string;
  readonly lineEnd: "\n" | "\r\n";
}

/** A cell with large outputs is asked for one member after another. */
let last: { readonly text: string; readonly members: readonly JsonMember[] } = { text: "", members: [] };

/** @param text a valid JSON object, white space around it allowed. @returns its members; of a duplicate key, the last one counts. */
export function membersOf(text: string): readonly JsonMember[] {
  if (last.text === text) return last.members;
  const members: JsonMember[] = [];
  for (let at = next(text, text.indexOf("{") + 1); text[at] === '"';) {
    const keyTo = stringEnd(text, at);
    const from = next(text, next(text, keyTo) + 1);
    const to = valueEnd(text, from);
    members.push({ key: JSON.parse(text.slice(at, keyTo)) as string, keyFrom: at, value: { from, to } });
    at = next(text, to);
    if (text[at] === ",") at = next(text, at + 1);
  }
  last = { text, members };
  return members;
}

export function memberOf(text: string, key: string): JsonMember | undefined {
  return membersOf(text).findLast((member) => member.key === key);
}

/** @returns the text of a member's value, or undefined if there is none. */
export function memberText(text: string, key: string): string | undefined {
  const member = memberOf(text, key);
  return member && text.slice(member.value.from, member.value.to);
}

/** @param text a valid JSON array. @returns the places of its elements. */
export function elementsOf(text: string): TextSpan[] {
  const elements: TextSpan[] = [];
  for (let at = next(text, text.indexOf("[") + 1); at < text.length && text[at] !== "]";) {
    const to = valueEnd(text, at);
    elements.push({ from: at, to });
    at = next(text, to);
    if (text[at] === ",") at = next(text, at + 1);
  }
  return elements;
}

/**
 * The object with another value for a key. A new key is inserted in alphabetical order if the others are in order, otherwise at the end.
 * @param value JSON; null removes the key.
 * @param depth of the object's members in the whole text, to format a first one.
 */
export function withMember(
  text: string,
  key: string,
  value: string | null,
  layout: JsonLayout,
  depth: number,
): string {
  const members = membersOf(text);
  const at = members.findLastIndex((member) => member.key === key);
  const found = members[at];
  if (found && value !== null) return replaced(text, found.value, value);
  if (found) return withoutMember(text, members, at);
  if (value === null) return text;
  const member = `${JSON.stringify(key)}:${layout.unit === "" ? spaceAfterColon(text, members) : " "}${value}`;
  const [first, second] = members;
  if (!first)
    return text.replace(/\{\s*\}/, () => `{${line(layout, depth)}${member}${line(layout, depth - 1)}}`);
  const lead = text.slice(text.indexOf("{") + 1, first.keyFrom);
  const between = second ? text.slice(first.value.to, second.keyFrom) : `,${lead}`;
  const isSorted = members.every(
    ({ key: each }, place) => place === 0 || (members[place - 1]?.key ?? "") <= each,
  );
  const before = isSorted ? members.find((each) => each.key > key) : undefined;
  if (before) return replaced(text, { from: before.keyFrom, to: before.keyFrom }, member + between);
  const end = members.at(-1)?.value.to ?? text.length;
  return replaced(text, { from: end, to: end }, between + member);
}

export function replaced(text: string, { from, to }: TextSpan, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** A value as JSON, formatted as part of a text. @param depth of the line in which the value starts. */
export function jsonPart(value: unknown, layout: JsonLayout, depth: number): string {
  const text = JSON.stringify(value, null, layout.unit);
  return layout.unit === "" ? text : text.replaceAll("\n", line(layout, depth));
}

/** The line break and indentation at that depth; empty if everything is on one line. */
export function line({ unit, lineEnd }: JsonLayout, depth: number): string {
  return unit === "" ? "" : lineEnd + unit.repeat(Math.max(0, depth));
}

/** An object's formatting, as its first member shows it. */
export function layoutOf(text: string): JsonLayout {
  const lead = /^\s*\{(\s*)/.exec(text)?.[1] ?? "";
  return {
    unit: /\n(.*)$/.exec(lead)?.[1] ?? "",
    lineEnd: lead.includes("\r\n") ? "\r\n" : "\n",
  };
}

function withoutMember(text: string, members: readonly JsonMember[], at: number): string {
  const { keyFrom = 0, value } = members[at] ?? {};
  const to = value?.to ?? 0;
  const [before, after] = [members[at - 1], members[at + 1]];
  if (before) return replaced(text, { from: before.value.to, to }, "");
  if (after) return replaced(text, { from: keyFrom, to: after.keyFrom }, "");
  return replaced(text, { from: text.indexOf("{") + 1, to: text.lastIndexOf("}") }, "");
}

function spaceAfterColon(text: string, [first]: readonly JsonMember[]): string {
  return first && text[first.value.from - 1] === ":" ? "" : " ";
}

const SPACE = /[ \t\n\r]*/y;
const STRUCTURE = /["[\]{}]/g;
const SCALAR = /[^,\]}\s]*/y;

function next(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

/** Uses no stack, however deep the value is. */
function valueEnd(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return stringEnd(text, from);
  if (first !== "{" && first !== "[") {
    SCALAR.lastIndex = from;
    return from + (SCALAR.exec(text)?.[0].length ?? 0);
  }
  let depth = 0;
  for (let at = from; ;) {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(text);
    if (!found) return text.length;
    const [character] = found;
    at = found.index + 1;
    if (character === '"') at = stringEnd(text, found.index);
    else depth += character === "{" || character === "[" ? 1 : -1;
    if (depth === 0) return at;
  }
}

/** @returns the place after the string that starts at `from`; the end of the text if it does not end. */
export function stringEnd(text: string, from: number): number {
  for (let at = from + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}
