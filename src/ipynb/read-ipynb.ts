/** Opens a .ipynb: ours back to its typed cells, any other with the cells that can be recognised. Runs nothing. */
import { AppError } from "#base/errors.ts";
import { foundInsteadOfJson } from "#base/found-in.ts";
import { parseJson } from "#base/parse-json.ts";
import { jsonOf } from "#base/json-of.ts";
import { message, type Message, type MessageValue } from "#base/message.ts";
import type { CellRun } from "#kernel/kernel.ts";
import type {
  Cell,
  CellId,
  CodeCell,
  FromJupyter,
  JupyterJson,
  MarkdownCell,
  Notebook,
} from "#notebook/cell.ts";
import { isRunnable } from "#notebook/dependencies.ts";
import { parseCell } from "#notebook/parse-notebook.ts";
import { OUR_FORMAT, OUR_KEY } from "./nbformat.ts";
import { parseRun } from "./parse-run.ts";
import { recogniseCells } from "./recognise-cells.ts";
import { crc32Of } from "./write-ipynb.ts";

export interface OpenedIpynb {
  readonly notebook: Notebook;
  readonly runs: ReadonlyMap<CellId, CellRun>;
  /** What a person should know of how it was read, in sentences. */
  readonly notes: readonly Message[];
}

export interface ReadIpynbOptions {
  /** Used where the file gives no title: the file's name without its ending. */
  readonly fallbackTitle: string;
  readonly newId: () => string;
}

/** A notebook of this page has kilobytes; with pictures in its outputs it has a few megabytes. */
const LARGEST_BYTES = 64 * 2 ** 20;

/**
 * @throws AppError "invalid-document" saying where the text is no notebook that this page can open; the text itself is
 * the caller's, and nothing of the document in the page has changed.
 */
export function readIpynb(text: string, { fallbackTitle, newId }: ReadIpynbOptions): OpenedIpynb {
  if (text.length > LARGEST_BYTES) {
    throw invalid(
      message`at most ${LARGEST_BYTES / 2 ** 20} MB of text`,
      `${Math.round(text.length / 2 ** 20)} MB`,
    );
  }
  const root = record(parseIpynb(text), message`the file`);
  if (root["nbformat"] !== 4) {
    const hint =
      typeof root["nbformat"] === "number"
        ? message` Open it in Jupyter and save it again, which renews it.`
        : "";
    throw invalid(
      message`a notebook of nbformat 4`,
      root["nbformat"] === undefined
        ? message`nothing that says which`
        : `nbformat ${jsonOf(root["nbformat"])}`,
      hint,
    );
  }
  const metadata = root["metadata"] === undefined ? {} : record(root["metadata"], message`its metadata`);
  if (!Array.isArray(root["cells"])) throw invalid(message`a list of cells`, kindOf(root["cells"]));
  const { [OUR_KEY]: ours, ...jupyter } = metadata;
  const ids = new Set<string>();
  const read = root["cells"].map((cell, at) => readCell(cell, message`cell ${at + 1}`, ids, newId));
  const notes = read.flatMap((cell) => cell.notes);
  const cells = read.flatMap((cell) => cell.cells);
  const runs = new Map(read.flatMap((cell) => cell.runs));
  const document = {
    id: newId(),
    title: titleOf(ours, cells, fallbackTitle),
    ...(Object.keys(jupyter).length > 0 && { jupyter }),
  };
  if (ours !== undefined) {
    const format = record(ours, message`its metadata "${OUR_KEY}"`)["format"];
    if (format !== OUR_FORMAT) {
      throw invalid(
        message`a notebook of this page's format ${OUR_FORMAT}`,
        message`format ${jsonOf(format)}`,
      );
    }
    return { notebook: { ...document, cells }, runs, notes };
  }
  const recognised = recogniseCells(cells, newId);
  return { notebook: { ...document, cells: recognised.cells }, runs, notes: [...notes, ...recognised.notes] };
}

function parseIpynb(text: string): unknown {
  try {
    return parseJson(text, { isPythons: true });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      "invalid-document",
      message`A notebook (.ipynb) is JSON; found ${foundInsteadOfJson(text)}. Nothing was opened; the file is as it was.`,
      { cause },
    );
  }
}

interface ReadCell {
  readonly cells: readonly Cell[];
  readonly runs: readonly (readonly [CellId, CellRun])[];
  readonly notes: readonly Message[];
}

function readCell(value: unknown, where: Message, ids: Set<string>, newId: () => string): ReadCell {
  const json = record(value, where);
  const metadata =
    json["metadata"] === undefined ? {} : record(json["metadata"], message`${where}'s metadata`);
  const { [OUR_KEY]: ours, ...others } = metadata;
  const id = uniqueId(json["id"], ids, newId);
  const source = textOf(json["source"], where);
  const jupyter = fromJupyter(json, others, where);
  const plain = plainCell(json["cell_type"], { id, source, jupyter }, where);
  if (ours === undefined) return { cells: [plain], runs: [], notes: [] };
  return typedCell(record(ours, message`${where}'s "${OUR_KEY}"`), plain, where, newId);
}

/** A typed cell of ours. Where its Python was changed in Jupyter, the change is kept below it as a code cell. */
function typedCell(
  ours: JupyterJson,
  plain: MarkdownCell | CodeCell,
  where: Message,
  newId: () => string,
): ReadCell {
  const { id, source } = plain;
  const cell = parseCell({ ...record(ours["cell"], where), id }, where);
  if (!isRunnable(cell)) throw invalid(message`a typed cell`, `"${cell.type}"`, "", where);
  const notes: Message[] = [];
  const cells: Cell[] = [withJupyterMetadata(cell, plain.jupyter?.metadata)];
  if (ours["pythonCrc32"] !== crc32Of(source)) {
    cells.push({ ...plain, id: newId() });
    notes.push(
      message`The Python of ${where} was changed outside this page: the cell is as it was saved, and the changed Python stands below it as a code cell.`,
    );
  }
  if (ours["run"] === undefined) return { cells, runs: [], notes };
  try {
    return { cells, runs: [[id, parseRun(ours["run"])]], notes };
  } catch {
    notes.push(message`The kept output of ${where} is damaged: run the cell again.`);
    return { cells, runs: [], notes };
  }
}

/** What Jupyter has added to the metadata since; the outputs are the page's own. */
function withJupyterMetadata(cell: Cell, metadata: JupyterJson | undefined): Cell {
  return metadata ? { ...cell, jupyter: { ...cell.jupyter, metadata } } : cell;
}

function plainCell(
  type: unknown,
  { id, source, jupyter }: { id: string; source: string; jupyter: FromJupyter | null },
  where: Message,
): MarkdownCell | CodeCell {
  const kept = jupyter && { jupyter };
  switch (type) {
    case "markdown":
      return { id, type: "markdown", source, ...kept };
    case "code":
      return { id, type: "code", kind: "python", source, ...kept };
    case "raw":
      return { id, type: "code", kind: "raw", source, ...kept };
    default:
      throw invalid(message`a cell_type "markdown", "code" or "raw"`, jsonOf(type), "", where);
  }
}

function fromJupyter(json: JupyterJson, metadata: JupyterJson, where: Message): FromJupyter | null {
  const { outputs, execution_count: executionCount, attachments } = json;
  if (outputs !== undefined && !Array.isArray(outputs))
    throw invalid(message`a list of outputs`, kindOf(outputs), "", where);
  const kept: FromJupyter = {
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(attachments !== undefined && { attachments: record(attachments, message`${where}'s attachments`) }),
    ...(outputs !== undefined &&
      outputs.length > 0 && { outputs: outputs.map((output) => record(output, message`${where}'s output`)) }),
    ...(typeof executionCount === "number" && { executionCount }),
  };
  return Object.keys(kept).length > 0 ? kept : null;
}

/** nbformat has text as one string or as lines. */
function textOf(source: unknown, where: Message): string {
  if (typeof source === "string") return source;
  if (Array.isArray(source) && source.every((line) => typeof line === "string")) return source.join("");
  throw invalid(message`a source that is text`, kindOf(source), "", where);
}

function uniqueId(id: unknown, ids: Set<string>, newId: () => string): string {
  const unique = typeof id === "string" && id !== "" && !ids.has(id) ? id : newId();
  ids.add(unique);
  return unique;
}

function titleOf(ours: unknown, cells: readonly Cell[], fallback: string): string {
  const title = typeof ours === "object" && ours !== null ? (ours as JupyterJson)["title"] : undefined;
  if (typeof title === "string" && title.trim() !== "") return title;
  const first = cells.find((cell) => cell.type === "markdown");
  const heading = first?.type === "markdown" ? /^#\s+(.+)$/m.exec(first.source)?.[1] : undefined;
  return fallback || heading?.trim() || "Notebook";
}

function record(value: unknown, where: Message): JupyterJson {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(message`an object`, kindOf(value), "", where);
  }
  return value as JupyterJson;
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
