/** A cell's JSON for the file: the original text, with only the members changed that were edited. */
import {
  elementsOf,
  type JsonLayout,
  jsonPart,
  line,
  memberOf,
  memberText,
  replaced,
  withMember,
} from "#base/json-text.ts";
import { parsePythonJson } from "#base/python-json.ts";
import { sortedJson } from "#base/sorted-json.ts";
import type { Cell } from "#cells/cell.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { isViewValue, VIEW_METADATA } from "#notebook/view-metadata.ts";
import { DEPTH, isText, OUR_KEY, textOf } from "./nbformat.ts";
import { toLines } from "#cells/jupyter-outputs.ts";

/** A cell's members in the file. Undefined members stay as they are, or stay absent. */
export interface WantedCell {
  readonly cellType: "code" | "markdown" | "raw";
  readonly source: string;
  readonly outputs?: readonly JupyterJson[];
  readonly executionCount?: number | null;
  readonly attachments?: JupyterJson;
  /** Members of the metadata; undefined removes one that the page had read. Others stay. */
  readonly metadata: JupyterJson;
}

/** @param id written to the file; null if the file's format has none. */
export function cellText(
  { jupyter }: Cell,
  wanted: WantedCell,
  id: string | null,
  layout: JsonLayout,
): string {
  const json = jupyter?.json;
  if (json === undefined || !isObject(json)) return newCellText(wanted, id, layout);
  const set = (text: string, key: string, value: string | null) =>
    withMember(text, key, value, layout, DEPTH.cellMember);
  const part = (value: unknown) => jsonPart(value, layout, DEPTH.cellMember);
  let text = json;
  if (jupyter?.isCopy && id !== null && memberOf(text, "id")) text = set(text, "id", JSON.stringify(id));
  if (valueOf(text, "cell_type") !== wanted.cellType) text = withType(text, wanted.cellType, set);
  const source = valueOf(text, "source");
  if (!isText(source) || textOf(source) !== wanted.source) {
    text = set(text, "source", sourceText(memberText(text, "source"), wanted.source, layout));
  }
  text = withMetadata(text, wanted.metadata, layout);
  if (wanted.cellType === "code") {
    text = withValue(text, "outputs", wanted.outputs, [], set, part);
    return withValue(text, "execution_count", wanted.executionCount, null, set, part);
  }
  return withValue(text, "attachments", wanted.attachments, undefined, set, part);
}

/** The members of the metadata that the page itself changes. */
export function viewMetadata({ jupyter }: Cell): JupyterJson {
  const metadata = jupyter?.metadata ?? {};
  if (jupyter?.json === undefined) return metadata;
  return { ...metadata, ...Object.fromEntries(VIEW_METADATA.map((key) => [key, metadata[key]])) };
}

type SetMember = (text: string, key: string, value: string | null) => string;

function newCellText(wanted: WantedCell, id: string | null, layout: JsonLayout): string {
  const { cellType, source, metadata, outputs = [], executionCount = null, attachments } = wanted;
  const isCode = cellType === "code";
  // In alphabetical order, as nbformat writes them.
  const cell = {
    ...(!isCode && attachments && { attachments }),
    cell_type: cellType,
    ...(isCode && { execution_count: executionCount }),
    ...(id !== null && { id }),
    metadata,
    ...(isCode && { outputs }),
    source: toLines(source),
  };
  return line(layout, DEPTH.cell) + jsonPart(cell, layout, DEPTH.cell);
}

/** Members that only a code cell has; other cells must not have them. */
function withType(json: string, type: WantedCell["cellType"], set: SetMember): string {
  let text = set(json, "cell_type", JSON.stringify(type));
  if (type === "code") {
    text = set(text, "attachments", null);
    if (!memberOf(text, "execution_count")) text = set(text, "execution_count", "null");
    return memberOf(text, "outputs") ? text : set(text, "outputs", "[]");
  }
  return set(set(text, "execution_count", null), "outputs", null);
}

/** Writes a value if it differs from the one that is there. */
function withValue(
  text: string,
  key: string,
  wanted: unknown,
  without: unknown,
  set: SetMember,
  part: (value: unknown) => string,
): string {
  if (wanted === undefined || isSame(valueOf(text, key) ?? without, wanted)) return text;
  return set(text, key, part(wanted));
}

function withMetadata(json: string, wanted: JupyterJson, layout: JsonLayout): string {
  const before = memberText(json, "metadata") ?? "{}";
  let metadata = before;
  for (const [key, value] of Object.entries(wanted)) {
    const member = memberText(metadata, key);
    if (value === undefined) {
      const isGone = member !== undefined && isViewValue(parsePythonJson(member));
      if (isGone) metadata = withMember(metadata, key, null, layout, DEPTH.part);
    } else if (member === undefined || !isSame(parsePythonJson(member), value)) {
      metadata = withMember(metadata, key, jsonPart(value, layout, DEPTH.part), layout, DEPTH.part);
    }
  }
  return metadata === before ? json : withMember(json, "metadata", metadata, layout, DEPTH.cellMember);
}

/** As one string or as lines, as it was. Unchanged lines keep their text. */
function sourceText(before: string | undefined, source: string, layout: JsonLayout): string {
  const isAscii = before !== undefined && /\\u[\da-f]{4}/i.test(before) && !/[^\0-\x7f]/.test(before);
  const string = (text: string) => (isAscii ? asciiJson(text) : JSON.stringify(text));
  if (before?.startsWith('"')) return string(source);
  const places = before === undefined ? [] : elementsOf(before);
  const known = new Map(
    places.map(({ from, to }) => {
      const text = before?.slice(from, to) ?? "";
      return [JSON.parse(text) as unknown, text];
    }),
  );
  const lines = toLines(source).map((each) => known.get(each) ?? string(each));
  if (lines.length === 0) return "[]";
  const [first, second] = places;
  const lead = first ? (before ?? "").slice(1, first.from) : line(layout, DEPTH.part);
  const between =
    first && second
      ? (before ?? "").slice(first.to, second.from)
      : `,${lead || (layout.unit === "" ? " " : "")}`;
  const last = places.at(-1);
  const end = last ? (before ?? "").slice(last.to) : `${line(layout, DEPTH.cellMember)}]`;
  return `[${lead}${lines.join(between)}${end}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^\0-\x7f]/g,
    (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

function valueOf(text: string, key: string): unknown {
  const member = memberText(text, key);
  return member === undefined ? undefined : parsePythonJson(member);
}

function isSame(before: unknown, wanted: unknown): boolean {
  return sortedJson(before) === sortedJson(wanted);
}

function isObject(json: string): boolean {
  return json.trimStart().startsWith("{");
}

/** The cell's JSON without the page's own metadata: it is code again. */
export function withoutOurs(json: string, layout: JsonLayout): string {
  const metadata = memberOf(json, "metadata");
  if (!metadata) return json;
  const { from, to } = metadata.value;
  return replaced(json, metadata.value, withMember(json.slice(from, to), OUR_KEY, null, layout, DEPTH.part));
}
