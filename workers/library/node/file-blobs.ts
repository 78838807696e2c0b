/** Passes blobs of files between threads: Node does not clone them, so their paths are passed, and the files are opened again. */
import { openAsBlob } from "node:fs";
import { own } from "#base/own.ts";
import { isRecord } from "#base/record.ts";

const paths = new WeakMap<Blob, string>();

/** @param path absolute. */
export async function openFile(path: string): Promise<Blob> {
  const blob = await openAsBlob(path);
  paths.set(blob, path);
  return blob;
}

/**
 * Replaces files by their paths.
 * @param mark marks such a path; nothing from outside can know it.
 */
export function packFiles(value: unknown, mark: string): unknown {
  if (value instanceof Blob) {
    const path = paths.get(value);
    return path === undefined ? value : { [mark]: path };
  }
  return mapped(value, (each) => packFiles(each, mark));
}

/** @returns null if it contains no file. */
export function unpackFiles(value: unknown, mark: string): Promise<unknown> | null {
  const opened = new Map<string, Promise<Blob>>();
  const look = (each: unknown): unknown => {
    const path = pathIn(each, mark);
    if (path === null) return mapped(each, look);
    if (!opened.has(path)) opened.set(path, openFile(path));
    return each;
  };
  look(value);
  if (opened.size === 0) return null;
  return Promise.all([...opened].map(async ([path, blob]) => [path, await blob] as const)).then((blobs) => {
    const byPath = new Map(blobs);
    const put = (each: unknown): unknown => byPath.get(pathIn(each, mark) ?? "") ?? mapped(each, put);
    return put(value);
  });
}

function pathIn(value: unknown, mark: string): string | null {
  const path = isRecord(value) ? own(value, mark) : undefined;
  return typeof path === "string" ? path : null;
}

/** A list or a plain object with each member changed; everything else unchanged. */
function mapped(value: unknown, change: (each: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}
