/** The stored form of a document, and its strict reader. */
import { jsonOf } from "#base/json-of.ts";
import { message, type MessageValue, within } from "#base/message.ts";
import { isNestedTooDeeply, SHALLOW } from "#base/nesting.ts";
import { record, type StoredJson, string } from "#base/stored-fields.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { FromJupyter } from "#cells/cell-base.ts";
import { type Cell, kindOfType } from "#cells/cell.ts";
import { newFileJson } from "./file-json.ts";
import type { Notebook } from "./cell.ts";

const NOTEBOOK_FORMAT = 1;

export interface NotebookJson extends Notebook {
  readonly format: typeof NOTEBOOK_FORMAT;
}

export function toJson(notebook: Notebook): NotebookJson {
  return { format: NOTEBOOK_FORMAT, ...notebook };
}

/** @throws AppError "invalid-document" saying where it stops making sense. */
export function parseNotebook(value: unknown): Notebook {
  const root = record(value, message`the document`);
  if (isNestedTooDeeply(root)) throw unreadableNotebook(SHALLOW, message`more`, message`the document`);
  if (root["format"] !== NOTEBOOK_FORMAT) {
    throw unreadableNotebook(
      message`format ${NOTEBOOK_FORMAT}`,
      jsonOf(root["format"]),
      message`the document's format`,
    );
  }
  if (!Array.isArray(root["cells"])) throw unreadableNotebook(message`a list`, typeof root["cells"], "cells");
  const cells = root["cells"].map((cell, at) => parseCell(cell, message`cell ${at + 1}`));
  if (new Set(cells.map((cell) => cell.id)).size !== cells.length) {
    throw unreadableNotebook(message`a different id for each cell`, message`the same id twice`, "cells");
  }
  return {
    id: string(root, "id", message`the document`),
    title: string(root, "title", message`the document`),
    ...(root["jupyter"] !== undefined && { jupyter: parseFile(record(root["jupyter"], "jupyter")) }),
    cells,
  };
}

/** Earlier versions kept the metadata alone. */
function parseFile(file: StoredJson): NonNullable<Notebook["jupyter"]> {
  if (typeof file["json"] === "string" && Object.keys(file).length === 1) return { json: file["json"] };
  return { json: newFileJson(file) };
}

/**
 * One cell of the stored form.
 * @throws AppError "invalid-document" saying what of `where` makes no sense.
 */
export function parseCell(value: unknown, where: MessageValue): Cell {
  const cell = record(value, where);
  const jupyter = parseFromJupyter(cell["jupyter"], within(where, "jupyter"));
  const id = string(cell, "id", where);
  const kind = typeof cell["type"] === "string" ? kindOfType(cell["type"]) : undefined;
  if (!kind) throw unreadableNotebook(message`a cell type of this version`, jsonOf(cell["type"]), where);
  return { id, type: kind.type, ...kind.parse(cell, where), ...(jupyter && { jupyter }) } as Cell;
}

function parseFromJupyter(value: unknown, where: MessageValue): FromJupyter | null {
  if (value === undefined) return null;
  const from = record(value, where);
  const { outputs, executionCount } = from;
  if (outputs !== undefined && !Array.isArray(outputs))
    throw unreadableNotebook(message`a list`, typeof outputs, where);
  if (executionCount !== undefined && executionCount !== null && typeof executionCount !== "number") {
    throw unreadableNotebook(
      message`a number or null`,
      typeof executionCount,
      within(where, "executionCount"),
    );
  }
  return {
    ...(from["json"] !== undefined && { json: string(from, "json", where) }),
    ...(from["isCopy"] === true && { isCopy: true }),
    ...(from["source"] !== undefined && { source: string(from, "source", where) }),
    ...(from["form"] !== undefined && { form: string(from, "form", where) }),
    ...(from["metadata"] !== undefined && { metadata: record(from["metadata"], where) }),
    ...(from["attachments"] !== undefined && { attachments: record(from["attachments"], where) }),
    ...(outputs !== undefined && { outputs: outputs.map((output) => record(output, where)) }),
    ...(executionCount !== undefined && { executionCount }),
  };
}
