/** Values of IndexedDB with parts, each of which has a key of its own. Loaded when there is one. */
import { promisifyRequest } from "idb-keyval";
import { PART } from "./part-size.ts";

function partKey(id: string, name: string): string {
  return id + PART + name;
}

function partsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound(`${id}${PART}`, `${id}\u0001`, false, true);
}

export async function readInParts(
  objects: IDBObjectStore,
  id: string,
  namesOf: (value: unknown) => readonly string[],
): Promise<{ value: unknown; parts: Map<string, unknown> }> {
  const value = await promisifyRequest<unknown>(objects.get(id));
  const names = namesOf(value);
  // Each arrives in a task of its own, so that the page can do something else between two.
  const found = await Promise.all(
    names.map((name) => promisifyRequest<unknown>(objects.get(partKey(id, name)))),
  );
  const entries = names.map((name, at): [string, unknown] => [name, found[at]]);
  return { value, parts: new Map(entries.filter(([, part]) => part !== undefined)) };
}

export async function writeInParts(
  objects: IDBObjectStore,
  id: string,
  change: (kept: unknown) => unknown,
  parts: ReadonlyMap<string, unknown>,
): Promise<void> {
  const kept = await promisifyRequest<unknown>(objects.get(id));
  const stored = new Set(await promisifyRequest(objects.getAllKeys(partsOf(id))));
  try {
    objects.put(change(kept), id);
    for (const [name, part] of parts) {
      const key = partKey(id, name);
      if (!stored.delete(key)) objects.put(part, key);
    }
    for (const key of stored) objects.delete(key);
  } catch (error) {
    objects.transaction.abort();
    throw error;
  }
  await promisifyRequest(objects.transaction);
}
