/** The kinds of Python class that option 2's form writes. One is its id here, its file in `classes`, and its texts. */
import type { PyfuncWrapper } from "./wrapper.ts";

export const PYFUNC_KINDS = ["prompt", "params"] as const;
export type PyfuncKind = (typeof PYFUNC_KINDS)[number];

/** Forms that were stored before there were kinds have none. */
export function kindOf({ kind }: PyfuncWrapper): PyfuncKind {
  return kind ?? "prompt";
}
