/** `{{column}}` in a request or an expected value stands for the row's text in that column. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

const PLACEHOLDER = /\{\{([^{}]+)\}\}/g;

/**
 * @param written how a value is inserted; undefined: unchanged.
 * @throws AppError "invalid-input" for a column that the table lacks.
 */
export function filled(
  template: string,
  columns: readonly string[],
  row: readonly string[],
  written: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const at = columns.indexOf(name.trim());
    if (at < 0) {
      throw new AppError(
        "invalid-input",
        message`“{{${name.trim()}}}” names no column of the table. Its columns are ${columns.join(", ")}.`,
      );
    }
    return written(row[at] ?? "");
  });
}

/** A value inside a JSON string. */
export function asInJsonString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
