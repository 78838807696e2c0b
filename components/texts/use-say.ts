import { useLanguageSay } from "#components/language.ts";
import type { Say } from "./say.ts";

/** What `src` and `workers` have to tell, in the person's language: a message, or an error's. */
export function useSay(): Say {
  return useLanguageSay();
}
