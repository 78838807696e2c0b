/** Stores in IndexedDB what the page keeps between visits. */
import { createStore, get, keys, promisifyRequest, set } from "idb-keyval";
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { allPartsOf, PART, straysIn } from "./part-keys.ts";
import type { PartedStorage } from "#notebook/notebook-storage.ts";

const UNREADABLE = message`The browser's storage could not be read, so your work is in this tab only. A private window or a blocked site setting can be the cause.`;
const UNWRITABLE = message`The browser's storage could not be written, so your work is in this tab only. A private window or a blocked site setting can be the cause.`;
const SILENT = message`The browser's storage does not respond, so your work is in this tab only. Save the notebook as a file, close the other tabs of this page, and reload.`;
const FULL = message`The browser's storage is full, so your work is not being saved. Free some space, or forget a model that you opened.`;
const NOT_CLONEABLE = message`The browser cannot store this notebook: something in it is nested too deeply or is not plain data. Save it as a file, so that it is not lost.`;

const DATABASE = "phi3-mlflow-notebook";
const PATIENCE_MS = 8000;
/** After one timeout, later requests wait less. */
const SHORT_PATIENCE_MS = 500;

/**
 * @param area separates notebooks, bundles and so on.
 * @param patienceMs how long to wait for an answer: a blocked or damaged database never gives one.
 */
export function createIdbStorage(
  area: "notebooks" | "bundles" | "settings" | "uploads",
  patienceMs = PATIENCE_MS,
): PartedStorage {
  // One database per area: idb-keyval cannot add a store to an existing database.
  const store = createStore(`${DATABASE}-${area}`, area);
  const { answered, named } = patient(patienceMs);
  /** Whether parts of values that are not there were looked for. */
  let isSwept = false;

  return {
    load: (id) => named(UNREADABLE, () => get<unknown>(id, store)),
    save: (id, value) => named(UNWRITABLE, () => set(id, value, store)),
    update: async (id, change, parts) => {
      if (parts === undefined) {
        return named(UNWRITABLE, () =>
          store("readwrite", async (objects) => {
            const kept = await promisifyRequest<unknown>(objects.get(id));
            objects.put(change(kept), id);
            // Parts that a crash left before any value named them.
            objects.delete(allPartsOf(id));
            await promisifyRequest(objects.transaction);
          }),
        );
      }
      const { writeInParts } = await import("./idb-parts.ts");
      return named(UNWRITABLE, () =>
        store("readwrite", (objects) => writeInParts(objects, id, change, parts)),
      );
    },
    loadInParts: async (id, namesOf) => {
      const value = await named(UNREADABLE, () => get<unknown>(id, store));
      if (namesOf(value).length === 0) return { value, parts: new Map() };
      const { readInParts } = await import("./idb-parts.ts");
      return named(UNREADABLE, () => store("readonly", (objects) => readInParts(objects, id, namesOf)));
    },
    addPart: (id, name, part) => named(UNWRITABLE, () => set(id + PART + name, part, store)),
    list: async () => {
      const all = await named(UNREADABLE, () => keys<string>(store));
      if (!isSwept && straysIn(all).length > 0) {
        isSwept = true;
        // They only take room: it is tried again at the next visit.
        await import("./idb-parts.ts")
          .then(({ removeStrays }) => answered(() => store("readwrite", removeStrays)))
          .catch(() => undefined);
      }
      return all.filter((key) => !key.includes(PART)).toSorted();
    },
    remove: (id) =>
      named(UNWRITABLE, () =>
        store("readwrite", (objects) => {
          objects.delete(id);
          objects.delete(allPartsOf(id));
          return promisifyRequest(objects.transaction);
        }),
      ),
  };
}

/** Waits for answers of a database, and names what goes wrong. */
function patient(patienceMs: number) {
  let isSilent = false;

  async function answered<T>(act: () => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      const wait = isSilent ? Math.min(SHORT_PATIENCE_MS, patienceMs) : patienceMs;
      timer = setTimeout(() => {
        isSilent = true;
        reject(new AppError("storage", SILENT));
      }, wait);
    });
    try {
      const answer = await Promise.race([act(), silence]);
      isSilent = false;
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param act is called inside the try block: where storage is off, opening the database throws at once. */
  async function named<T>(refusal: Message, act: () => Promise<T>): Promise<T> {
    try {
      return await answered(act);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError("storage", wordsFor(cause) ?? refusal, { cause });
    }
  }

  return { answered, named };
}

function wordsFor(cause: unknown): Message | null {
  if (!(cause instanceof Error)) return null;
  if (cause.name === "QuotaExceededError") return FULL;
  // A RangeError if the value is nested too deeply to be copied.
  return cause.name === "DataCloneError" || cause instanceof RangeError ? NOT_CLONEABLE : null;
}
