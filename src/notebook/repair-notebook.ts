/** What can be read of a damaged document, so that nothing that a person wrote is lost. */
import { isRecord } from "#base/record.ts";
import { message } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { parseCell } from "./parse-notebook.ts";

/**
 * @param json the stored form, which `parseNotebook` refuses, or whose cells cannot be shown.
 * @param plain every cell becomes text: for a document that is read and cannot be shown.
 * @returns cells that are not readable as raw cells with their JSON; of two cells with the same id, the second has a new one.
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

/** Its text alone, where it has some; else its JSON. */
function rawCell(value: unknown, id: string): Cell {
  const source = (value as { source?: unknown } | null | undefined)?.source;
  return { id, type: "code", kind: "raw", source: typeof source === "string" ? source : jsonText(value) };
}

/** What is nested too deeply to be written has no text. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? "";
  } catch {
    return String(value);
  }
}
