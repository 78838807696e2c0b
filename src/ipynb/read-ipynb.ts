/** Opens an .ipynb. What this page saved as typed cells becomes typed cells again; everything else stays as it is. Runs nothing. */
import { isRecord } from "#base/record.ts";
import { AppError } from "#base/errors.ts";
import { foundInsteadOfJson } from "#base/found-in.ts";
import { jsonOf } from "#base/json-of.ts";
import { elementsOf, memberOf, replaced } from "#base/json-text.ts";
import { message, type Message, type MessageValue } from "#base/message.ts";
import { plainName } from "#base/seen-text.ts";
import { checkJsonDepth } from "#base/parse-json.ts";
import { parsePythonJson, strictJson } from "#base/python-json.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import type { FromJupyter, JupyterJson } from "#cells/cell-base.ts";
import type { MarkdownCell } from "#cells/markdown/markdown-cell.ts";
import { isTextual } from "#notebook/edits.ts";
import { parseCell } from "#notebook/parse-notebook.ts";
import { isViewValue, VIEW_METADATA } from "#notebook/view-metadata.ts";
import { withoutOurs } from "./cell-text.ts";
import { hasForms } from "./forms/form-offer.ts";
import type { OpenedIpynb } from "./opened-ipynb.ts";
import { LARGEST_BYTES, tooLarge } from "./largest-notebook.ts";
import { isText, OUR_FORMAT, OUR_KEY, textOf } from "./nbformat.ts";
import { parseRun } from "./parse-run.ts";
import { crc32Of } from "./write-ipynb.ts";

export interface ReadIpynbOptions {
  /** Used if the file gives no title: its name without the ending. */
  readonly fallbackTitle: string;
  readonly newId: () => string;
}

/**
 * @throws AppError "over-limit"; "invalid-document" saying where the text is not a notebook that this page can open. The caller keeps the text, and the
 * document in the page has not changed.
 */
export function readIpynb(text: string, { fallbackTitle, newId }: ReadIpynbOptions): OpenedIpynb {
  if (text.length > LARGEST_BYTES) throw tooLarge(message`the file`);
  const root = record(parseJson(text), message`the file`);
  if (root["nbformat"] !== 4) {
    const hint =
      typeof root["nbformat"] === "number"
        ? message` Open it in Jupyter and save it again, which renews it.`
        : "";
    throw invalid(
      message`a notebook of nbformat 4`,
      root["nbformat"] === undefined
        ? message`nothing that says which`
        : `nbformat ${JSON.stringify(root["nbformat"])}`,
      hint,
    );
  }
  const { nbformat_minor: minor = 0 } = root;
  if (!Number.isInteger(minor)) throw invalid(message`a whole number as nbformat_minor`, jsonOf(minor));
  const metadata = root["metadata"] === undefined ? {} : record(root["metadata"], message`its metadata`);
  if (!Array.isArray(root["cells"])) throw invalid(message`a list of cells`, kindOf(root["cells"]));
  const { [OUR_KEY]: ours } = metadata;
  if (ours !== undefined) {
    const format = record(ours, message`its metadata "${OUR_KEY}"`)["format"];
    if (format !== OUR_FORMAT) {
      throw invalid(
        message`a notebook of this page's format ${OUR_FORMAT}`,
        message`format ${jsonOf(format)}`,
      );
    }
  }
  const file = cutFile(text);
  const ids = new Set<string>();
  const read = root["cells"].map((cell, at) =>
    readCell(cell, file.cells[at] ?? "", message`cell ${at + 1}`, ids, newId),
  );
  const cells = read.flatMap((cell) => cell.cells);
  return {
    notebook: {
      id: newId(),
      title: titleOf(ours, cells, fallbackTitle),
      jupyter: { json: file.json },
      cells,
    },
    runs: new Map(read.flatMap((cell) => cell.runs)),
    notes: [...read.flatMap((cell) => cell.notes), ...missingMetadata(root, root["cells"])],
    hasForms: hasForms(cells),
  };
}

/** nbformat, and so Jupyter, opens no notebook with a part that lacks metadata. */
function missingMetadata(root: JupyterJson, cells: readonly unknown[]): readonly Message[] {
  const isWithout = (part: unknown): boolean => isRecord(part) && part["metadata"] === undefined;
  const first = cells.findIndex(isWithout);
  if (!isWithout(root) && first < 0) return [];
  const part = isWithout(root) ? message`The notebook` : message`Cell ${first + 1}`;
  return [
    message`${part} has no "metadata", and Jupyter does not open such a notebook. It is shown here; add "metadata": {} to the file before you open it there.`,
  ];
}

/**
 * Each cell's text with the white space before it (and, for the last one, after it), and the file's text without the cells. Joined again
 * with commas, they give the original text.
 */
function cutFile(text: string): { readonly json: string; readonly cells: readonly string[] } {
  const list = memberOf(text, "cells")?.value;
  if (!list) return { json: text, cells: [] };
  const inside = text.slice(list.from, list.to);
  const places = elementsOf(inside);
  let from = 1;
  const cells = places.map(({ to }, at) => {
    const end = at === places.length - 1 ? to : inside.indexOf(",", to);
    const cell = inside.slice(from, end);
    from = end + 1;
    return cell;
  });
  const end = places.at(-1)?.to ?? 1;
  return { json: replaced(text, list, `[${inside.slice(end)}`), cells };
}

function parseJson(text: string): unknown {
  try {
    checkJsonDepth(text);
    return parsePythonJson(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      "invalid-document",
      message`A notebook (.ipynb) is JSON; found ${foundInsteadOfJson(strictJson(text))}. Nothing was opened; the file is as it was.`,
      { cause },
    );
  }
}

interface ReadCell {
  readonly cells: readonly Cell[];
  readonly runs: readonly (readonly [CellId, CellRun])[];
  readonly notes: readonly Message[];
}

function readCell(
  value: unknown,
  json: string,
  where: Message,
  ids: Set<string>,
  newId: () => string,
): ReadCell {
  const parts = record(value, where);
  const metadata =
    parts["metadata"] === undefined ? {} : record(parts["metadata"], message`${where}'s metadata`);
  const { source, outputs, attachments } = parts;
  if (!isText(source)) throw invalid(message`a source that is text`, kindOf(source), "", where);
  if (outputs !== undefined && !Array.isArray(outputs))
    throw invalid(message`a list of outputs`, kindOf(outputs), "", where);
  if (attachments !== undefined) record(attachments, message`${where}'s attachments`);
  // An id of another kind is replaced, as nbformat does; with one of these, nbformat opens nothing.
  if (typeof parts["id"] === "object" && parts["id"] !== null)
    throw invalid(message`an id that is text`, kindOf(parts["id"]), "", where);
  const plain = plainCell(
    parts["cell_type"],
    {
      id: uniqueId(parts["id"], ids, newId),
      source: textOf(source),
      jupyter: { json, ...viewMetadataIn(metadata) },
    },
    where,
  );
  const ours = metadata[OUR_KEY];
  if (ours === undefined) return { cells: [plain], runs: [], notes: [] };
  return typedCell(record(ours, message`${where}'s "${OUR_KEY}"`), plain, where, newId);
}

/** One of our typed cells. If its Python was changed in Jupyter, the change is kept below it as a code cell. */
function typedCell(
  ours: JupyterJson,
  plain: MarkdownCell | CodeCell,
  where: Message,
  newId: () => string,
): ReadCell {
  const { id, source, jupyter } = plain;
  const cell = parseCell({ ...record(ours["cell"], where), id }, where);
  if (isTextual(cell)) throw invalid(message`a typed cell`, `"${cell.type}"`, "", where);
  const { source: from, form } = cell.jupyter ?? {};
  const origin = { ...(from !== undefined && { source: from }), ...(form !== undefined && { form }) };
  const isChanged = ours["pythonCrc32"] !== crc32Of(source);
  const gone = isChanged ? { outputs: [], executionCount: null } : {};
  const notes: Message[] = [];
  const cells: Cell[] = [{ ...cell, jupyter: { ...jupyter, ...origin, ...gone } }];
  if (isChanged) {
    const json = withoutOurs(jupyter?.json ?? "", NO_LAYOUT);
    cells.push({ ...plain, id: newId(), jupyter: { ...jupyter, json, isCopy: true } });
    notes.push(
      message`The Python of ${where} was changed outside this page: the cell is as it was saved, and the changed Python stands below it as a code cell.`,
    );
  }
  if (ours["run"] === undefined) return { cells, runs: [], notes };
  try {
    return { cells, runs: [[id, parseRun(ours["run"], "file")]], notes };
  } catch {
    notes.push(message`The kept output of ${where} is damaged: run the cell again.`);
    return { cells, runs: [], notes };
  }
}

/** Removing something does not reformat the rest. */
const NO_LAYOUT = { unit: "", lineEnd: "\n" } as const;

function viewMetadataIn(metadata: JupyterJson): Pick<FromJupyter, "metadata"> {
  const own = VIEW_METADATA.filter((key) => isViewValue(metadata[key]));
  return own.length === 0 ? {} : { metadata: Object.fromEntries(own.map((key) => [key, metadata[key]])) };
}

function plainCell(
  type: unknown,
  { id, source, jupyter }: { id: string; source: string; jupyter: FromJupyter },
  where: Message,
): MarkdownCell | CodeCell {
  switch (type) {
    case "markdown":
      return { id, type: "markdown", source, jupyter };
    case "code":
      return { id, type: "code", kind: "python", source, jupyter };
    case "raw":
      return { id, type: "code", kind: "raw", source, jupyter };
    default:
      throw invalid(message`a cell_type "markdown", "code" or "raw"`, jsonOf(type), "", where);
  }
}

function uniqueId(id: unknown, ids: Set<string>, newId: () => string): string {
  const unique = typeof id === "string" && id !== "" && !ids.has(id) ? id : newId();
  ids.add(unique);
  return unique;
}

function titleOf(ours: unknown, cells: readonly Cell[], fallback: string): string {
  const title = isRecord(ours) ? ours["title"] : undefined;
  if (typeof title === "string" && plainName(title) !== "") return plainName(title);
  const first = cells.find((cell) => cell.type === "markdown");
  const heading = first?.type === "markdown" ? /^#\s+(.+)$/m.exec(first.source)?.[1] : undefined;
  return plainName(fallback) || plainName(heading ?? "") || "Notebook";
}

function record(value: unknown, where: Message): JupyterJson {
  if (!isRecord(value)) throw invalid(message`an object`, kindOf(value), "", where);
  return value;
}

function kindOf(value: unknown): MessageValue {
  if (value === undefined) return message`nothing`;
  if (value === null) return "null";
  return Array.isArray(value) ? message`a list` : typeof value;
}

function invalid(
  expected: Message,
  found: MessageValue,
  hint: MessageValue = "",
  where: MessageValue = message`the file`,
): AppError {
  return new AppError(
    "invalid-document",
    message`This notebook cannot be opened: ${where} should be ${expected}; found ${found}.${hint} Nothing was opened; the file is as it was.`,
  );
}
