/** Members of a run that a file kept, read as strictly as a stranger's file deserves. Each throws AppError "invalid-document". */
import { isRecord } from "#base/record.ts";
import { AppError } from "#base/errors.ts";
import { isWording, message, type Wording } from "#base/message.ts";
import type { JupyterJson } from "./cell-base.ts";

export function record(value: unknown): JupyterJson {
  if (!isRecord(value)) throw damagedOutput();
  return value;
}

export function list<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw damagedOutput();
  return value.map((each) => item(each));
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw damagedOutput();
  return value;
}

export function wording(value: unknown): Wording {
  if (!isWording(value)) throw damagedOutput();
  return value;
}

export function number(value: unknown): number {
  if (typeof value !== "number") throw damagedOutput();
  return value;
}

export function damagedOutput(): AppError {
  return new AppError(
    "invalid-document",
    message`A kept output of this notebook is damaged; run its cell again.`,
  );
}
