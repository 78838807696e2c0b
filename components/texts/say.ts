import { type AppErrorJson, WordedError } from "#base/errors.ts";
import { type Catalog, translated, type Wording } from "#base/message.ts";

/** Translates messages of `src` and `workers` into the person's language; `useSay` returns it. */
export type Say = (told: Wording | WordedError | AppErrorJson) => string;

export function sayWith(catalog: Catalog): Say {
  return (told) =>
    translated(
      typeof told === "string" || "template" in told ? told : (told.wording ?? told.message),
      catalog,
    );
}
