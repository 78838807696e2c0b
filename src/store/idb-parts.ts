/** Values of IndexedDB with parts, each of which has a key of its own. Loaded when there is one. */
import { promisifyRequest } from "idb-keyval";
import { allPartsOf, PART, straysIn } from "./part-keys.ts";

function partKey(id: string, name: string): string {
  return id + PART + name;
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
  const stored = new Set(await promisifyRequest(objects.getAllKeys(allPartsOf(id))));
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

/** If another tab is about to write the value of one, it writes the part again. */
export async function removeStrays(objects: IDBObjectStore): Promise<void> {
  const keys = await promisifyRequest(objects.getAllKeys());
  for (const key of straysIn(keys.filter((each) => typeof each === "string"))) objects.delete(key);
  await promisifyRequest(objects.transaction);
}
