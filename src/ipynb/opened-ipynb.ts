import type { Message } from "#base/message.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";

export interface OpenedIpynb {
  readonly notebook: Notebook;
  readonly runs: ReadonlyMap<CellId, CellRun>;
  /** What a person should know about how it was read, in sentences. */
  readonly notes: readonly Message[];
  /** Whether some of its code can be edited as forms. */
  readonly hasForms: boolean;
}
