import type { Catalog } from "#base/message.ts";

export const base: Catalog = {
  "Cancelled.": "Abgebrochen.",
};
