/** What the page keeps between visits, in IndexedDB. */
import { createStore, del, get, keys, set } from "idb-keyval";
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { NotebookStorage } from "#kernel/ports.ts";

const UNREADABLE = message`The browser's storage could not be read: your work lives in this tab only. A private window or a blocked site setting can be the cause.`;
const UNWRITABLE = message`The browser's storage could not be written: your work lives in this tab only. A private window or a blocked site setting can be the cause.`;

const DATABASE = "phi3-mlflow-notebook";

/** @param area keeps notebooks, bundles and the like apart. */
export function createIdbStorage(area: "notebooks" | "bundles" | "settings"): NotebookStorage {
  // One database an area: idb-keyval's stores cannot be added to a database that exists.
  const store = createStore(`${DATABASE}-${area}`, area);
  return {
    load: (id) => named(UNREADABLE, () => get<unknown>(id, store)),
    save: (id, value) => named(UNWRITABLE, () => set(id, value, store)),
    list: async () => (await named(UNREADABLE, () => keys<string>(store))).toSorted(),
    remove: (id) => named(UNWRITABLE, () => del(id, store)),
  };
}

/** @param act called inside: where storage is off, opening the database throws at once. */
async function named<T>(refusal: Message, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const full = cause instanceof Error && cause.name === "QuotaExceededError";
    throw new AppError(
      "storage",
      full
        ? message`The browser's storage is full, so your work is not being saved. Free some space, or forget a model that you opened.`
        : refusal,
      { cause },
    );
  }
}
