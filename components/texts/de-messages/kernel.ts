import type { Catalog } from "#base/message.ts";

export const kernel: Catalog = {
  "This cell was edited.": "Diese Zelle wurde bearbeitet.",

  // Running cells
  "Cell {0}": "Zelle {0}",
};
