/** Reads what can be read of a damaged document, so that nothing a person wrote is lost. */
import { isRecord } from "#base/record.ts";
import { message } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { parseCell } from "./parse-notebook.ts";

/**
 * @param json the stored form, which `parseNotebook` refuses or whose cells cannot be shown.
 * @param plain turns every cell into text, for a document that can be read but not shown.
 * @returns unreadable cells as raw cells with their JSON. Where two cells share an id, the second gets a new one.
 */
export function repairNotebook(
  json: unknown,
  options: {
    readonly id: string;
    readonly title: string;
    readonly plain: boolean;
    readonly newId: () => string;
  },
): Notebook {
  const { id, title, plain, newId } = options;
  const cells = isRecord(json) ? json["cells"] : undefined;
  const ids = new Set<string>();
  const repaired = (Array.isArray(cells) ? cells : [json]).map((value: unknown, at): Cell => {
    const cell = plain ? rawCell(value, newId()) : readCell(value, at, newId);
    const unique = ids.has(cell.id) ? { ...cell, id: newId() } : cell;
    ids.add(unique.id);
    return unique;
  });
  return { id, title, cells: repaired };
}

function readCell(value: unknown, at: number, newId: () => string): Cell {
  try {
    return parseCell(value, message`cell ${at + 1}`);
  } catch {
    return rawCell(value, newId());
  }
}

/** The cell's text if it has one, otherwise its JSON. */
function rawCell(value: unknown, id: string): Cell {
  const source = (value as { source?: unknown } | null | undefined)?.source;
  return { id, type: "code", kind: "raw", source: typeof source === "string" ? source : jsonText(value) };
}

/** A value that is nested too deeply to write has no text. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? "";
  } catch {
    return String(value);
  }
}
