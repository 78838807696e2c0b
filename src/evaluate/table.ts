/** A table of texts: an Evaluate cell makes one request per row. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

export interface Table {
  /** Names, each different. */
  readonly columns: readonly string[];
  /** As many texts as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

/** More would take a small model hours in a browser, and is too long for a page to show. */
export const MOST_ROWS = 5000;
export const MOST_COLUMNS = 50;

/** A name for a column: `wanted`, or with the first number that makes it unique. */
export function uniqueName(wanted: string, taken: readonly string[]): string {
  const others = new Set(taken);
  let name = wanted;
  for (let at = 2; others.has(name); at += 1) name = `${wanted}_${at}`;
  return name;
}

/** @throws AppError "over-limit" for more than the page accepts. */
export function requireSize({ columns, rows }: Table): void {
  if (rows.length > MOST_ROWS)
    throw new AppError(
      "over-limit",
      message`The table has ${rows.length} rows, and an Evaluate cell takes ${MOST_ROWS} at most. Split it over several cells.`,
    );
  if (columns.length > MOST_COLUMNS)
    throw new AppError(
      "over-limit",
      message`The table has ${columns.length} columns, and an Evaluate cell takes ${MOST_COLUMNS} at most. Leave out those that no request and no check names.`,
    );
}

export function withValue(table: Table, row: number, column: number, value: string): Table {
  const rows = table.rows.map((each, at) => (at === row ? each.with(column, value) : each));
  return { ...table, rows };
}

export function withRow(table: Table): Table {
  return { ...table, rows: [...table.rows, table.columns.map(() => "")] };
}

export function withoutRow(table: Table, row: number): Table {
  return { ...table, rows: table.rows.filter((_, at) => at !== row) };
}

/** @param name of the column; it gets a number if there is one with that name. */
export function withColumn({ columns, rows }: Table, name: string): Table {
  return { columns: [...columns, uniqueName(name, columns)], rows: rows.map((row) => [...row, ""]) };
}

export function withoutColumn({ columns, rows }: Table, column: number): Table {
  const rest = <Item>(items: readonly Item[]) => items.filter((_, at) => at !== column);
  return { columns: rest(columns), rows: rows.map(rest) };
}

/** An empty or duplicate name changes nothing. */
export function withColumnName(table: Table, column: number, name: string): Table {
  const isTaken = table.columns.some((each, at) => each === name && at !== column);
  if (name === "" || isTaken) return table;
  return { ...table, columns: table.columns.with(column, name) };
}

/** Writes a block of texts over the table, starting at a place: missing rows are added, extra columns are left out. */
export function withBlock(
  table: Table,
  at: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
): Table {
  const rows = table.rows.map((row) => [...row]);
  for (const [down, texts] of block.entries()) {
    const row = (rows[at.row + down] ??= table.columns.map(() => ""));
    for (const [right, text] of texts.entries())
      if (at.column + right < row.length) row[at.column + right] = text;
  }
  const grown = { ...table, rows };
  requireSize(grown);
  return grown;
}
