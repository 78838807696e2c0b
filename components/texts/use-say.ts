import { useLanguageSay } from "#components/language.ts";
import type { Say } from "./say.ts";

/** Shows messages of `src` and `workers`, or an error's, in the person's language. */
export function useSay(): Say {
  return useLanguageSay();
}
