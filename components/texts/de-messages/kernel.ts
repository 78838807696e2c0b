import type { Catalog } from "#base/message.ts";

export const kernel: Catalog = {
  "This cell was edited.": "Diese Zelle wurde bearbeitet.",
  "There is no model cell above any more.": "Darüber gibt es keine Modell-Zelle mehr.",
  "There is no wrapper cell above any more.": "Darüber gibt es keine Wrapper-Zelle mehr.",
  "The model above changed.": "Das Modell darüber hat sich geändert.",
  "The wrapper above changed.": "Der Wrapper darüber hat sich geändert.",
};
