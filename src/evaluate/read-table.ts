/** Reads tables: CSV, cells from a spreadsheet, and JSON Lines. */
import Papa from "papaparse";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { pythonJson } from "#python-values/python-json.ts";
import { dictEntries, isDict, type PythonDict, type PythonValue } from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import { MOST_COLUMNS, requireSize, type Table, uniqueName } from "./table.ts";

/**
 * Reads a complete table: JSON Lines (an object per line), a JSON list of objects, or text with a header, separated by commas, semicolons
 * or tabs.
 * @throws AppError "invalid-input" for anything else, "over-limit" for more than the page accepts.
 */
export function readTable(text: string): Table {
  const content = text.replace(/^\uFEFF/, "");
  if (content.trim() === "")
    throw invalid(message`There is no table: the text is empty. Its first line should name the columns.`);
  const table = /^\s*[[{]/.test(content) ? readObjects(content) : readSeparated(content);
  requireSize(table);
  return table;
}

/** Cells copied from a spreadsheet, without a header: rows of texts. */
export function readBlock(text: string): string[][] {
  return parseSeparated(text, "\t").map((row) => row);
}

function readSeparated(content: string): Table {
  const [header = [], ...rows] = parseSeparated(content, "");
  const columns: string[] = [];
  for (const [at, name] of header.entries()) {
    if (at > MOST_COLUMNS) break;
    columns.push(uniqueName(name.trim() || `column_${at + 1}`, columns));
  }
  const tooLong = rows.findIndex((row) => row.length > columns.length);
  if (tooLong >= 0) {
    throw invalid(
      message`Row ${tooLong + 1} has ${rows[tooLong]?.length ?? 0} fields, and the first line names ${columns.length} columns. Put a field that holds the separator into double quotes.`,
    );
  }
  return { columns, rows: rows.map((row) => columns.map((_, at) => row[at] ?? "")) };
}

/** @param delimiter "" detects it. */
function parseSeparated(content: string, delimiter: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(content, {
    delimiter,
    delimitersToGuess: [",", "\t", ";"],
    skipEmptyLines: true,
  });
  const broken = errors.find(({ code }) => code === "MissingQuotes" || code === "InvalidQuotes");
  if (broken !== undefined) {
    throw invalid(
      message`Row ${(broken.row ?? 0) + 1} has a double quote that is not closed. Within quotes, write a double quote twice.`,
    );
  }
  return data;
}

function readObjects(content: string): Table {
  const objects = content.trimStart().startsWith("[") ? readList(content) : readLines(content);
  const columns: string[] = [];
  const places = new Map<string, number>();
  for (const object of objects) {
    for (const [key] of dictEntries(object)) {
      if (places.has(key) || columns.length > MOST_COLUMNS) continue;
      places.set(key, columns.length);
      columns.push(key);
    }
  }
  const rows = objects.map((object) => {
    const row = columns.map(() => "");
    for (const [key, value] of dictEntries(object)) {
      const at = places.get(key);
      if (at !== undefined) row[at] = textOf(value);
    }
    return row;
  });
  return { columns, rows };
}

function readList(content: string): PythonDict[] {
  const list = parsed(content, message`The text is not valid JSON.`);
  if (!Array.isArray(list) || list.length === 0) throw invalid(message`The list holds no row.`);
  return list.map((each: PythonValue, at) => objectOf(each, message`Entry ${at + 1}`));
}

function readLines(content: string): PythonDict[] {
  return content.split("\n").flatMap((line, at) => {
    if (line.trim() === "") return [];
    const where = message`Line ${at + 1}`;
    return [objectOf(parsed(line, message`${where} is not valid JSON.`), where)];
  });
}

/** As Python reads it: JavaScript would change a long int, and take 1.0 for 1. */
function parsed(text: string, why: ReturnType<typeof message>): PythonValue {
  try {
    return readPythonJson(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid-input", message`${why} JSON Lines have a JSON object in each line.`, {
      cause,
    });
  }
}

function objectOf(value: PythonValue, where: ReturnType<typeof message>): PythonDict {
  if (isDict(value)) return value;
  throw invalid(
    message`${where} is not a JSON object. Each row should be one, such as {"prompt": "…", "expected": "…"}.`,
  );
}

function textOf(value: PythonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : pythonJson(value);
}

function invalid(wording: ReturnType<typeof message>): AppError {
  return new AppError("invalid-input", wording);
}
