/** What the page keeps between visits, in IndexedDB. */
import { createStore, del, get, keys, set } from "idb-keyval";
import { AppError } from "#base/errors.ts";
import type { NotebookStorage } from "#kernel/ports.ts";

const DATABASE = "phi3-mlflow-notebook";

/** @param area keeps notebooks, bundles and the like apart. */
export function createIdbStorage(area: "notebooks" | "bundles" | "settings"): NotebookStorage {
  // One database an area: idb-keyval's stores cannot be added to a database that exists.
  const store = createStore(`${DATABASE}-${area}`, area);
  return {
    load: (id) => named("read", () => get<unknown>(id, store)),
    save: (id, value) => named("written", () => set(id, value, store)),
    list: async () => (await named("read", () => keys<string>(store))).toSorted(),
    remove: (id) => named("written", () => del(id, store)),
  };
}

/** @param act called inside: where storage is off, opening the database throws at once. */
async function named<T>(action: "read" | "written", act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const full = cause instanceof Error && cause.name === "QuotaExceededError";
    throw new AppError(
      "storage",
      full
        ? "The browser's storage is full, so your work is not being saved. Free some space, or forget a model that you opened."
        : `The browser's storage could not be ${action}: your work lives in this tab only. A private window or a blocked site setting can be the cause.`,
      { cause },
    );
  }
}
