/** The stored form of a document, and its strict reader. */
import {
  exactOptional,
  type GenericSchema,
  literal,
  looseObject,
  nullable,
  number,
  object,
  optional,
  string,
  unknown,
} from "valibot";
import { jsonOf } from "#base/json-of.ts";
import { message, type MessageValue } from "#base/message.ts";
import { isNestedTooDeeply, SHALLOW } from "#base/nesting.ts";
import { readStored } from "#base/read-stored.ts";
import type { UnknownRecord } from "#base/record.ts";
import { list, recordSchema } from "#base/schemas.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { FromJupyter } from "#cells/cell-base.ts";
import { type Cell, kindOfType } from "#cells/cell.ts";
import { newFileJson } from "./file-json.ts";
import type { Notebook } from "./cell.ts";

export const NOTEBOOK_FORMAT = 1;

export interface NotebookJson extends Notebook {
  readonly format: typeof NOTEBOOK_FORMAT;
}

export function toJson(notebook: Notebook): NotebookJson {
  return { format: NOTEBOOK_FORMAT, ...notebook };
}

const notebookSchema = object({
  id: string(),
  title: string(),
  jupyter: exactOptional(recordSchema),
  cells: list(unknown()),
});

/** @throws AppError "invalid-document" naming the first place that is not valid. */
export function parseNotebook(value: unknown): Notebook {
  const where = message`the document`;
  const { format } = readStored(looseObject({ format: optional(unknown()) }), value, where);
  if (isNestedTooDeeply(value)) throw unreadableNotebook(SHALLOW, message`more`, where);
  if (format !== NOTEBOOK_FORMAT) {
    throw unreadableNotebook(
      message`format ${NOTEBOOK_FORMAT}`,
      jsonOf(format),
      message`the document's format`,
    );
  }
  const { id, title, jupyter, cells: stored } = readStored(notebookSchema, value, where);
  const cells = stored.map((cell, at) => parseCell(cell, message`cell ${at + 1}`));
  if (new Set(cells.map((cell) => cell.id)).size !== cells.length) {
    throw unreadableNotebook(message`a different id for each cell`, message`the same id twice`, "cells");
  }
  return { id, title, ...(jupyter && { jupyter: parseFile(jupyter) }), cells };
}

/** Earlier versions stored only the metadata. */
function parseFile(file: UnknownRecord): NonNullable<Notebook["jupyter"]> {
  if (typeof file["json"] === "string" && Object.keys(file).length === 1) return { json: file["json"] };
  return { json: newFileJson(file) };
}

const fromJupyterSchema: GenericSchema<unknown, FromJupyter> = object({
  json: exactOptional(string()),
  isCopy: exactOptional(literal(true)),
  source: exactOptional(string()),
  form: exactOptional(string()),
  metadata: exactOptional(recordSchema),
  attachments: exactOptional(recordSchema),
  outputs: exactOptional(list(recordSchema)),
  executionCount: exactOptional(nullable(number())),
});

const baseSchema = object({
  id: string(),
  type: string(),
  jupyter: exactOptional(fromJupyterSchema),
});

/**
 * One cell of the stored form.
 * @throws AppError "invalid-document" naming what in `where` is not valid.
 */
export function parseCell(value: unknown, where: MessageValue): Cell {
  const { type, ...base } = readStored(baseSchema, value, where);
  const kind = kindOfType(type);
  if (!kind) throw unreadableNotebook(message`a cell type of this version`, jsonOf(type), where);
  return { ...base, type: kind.type, ...readStored(kind.stored, value, where) } as Cell;
}
