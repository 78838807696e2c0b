import type { CellId } from "#notebook/cell.ts";
import type { LoggedTrace } from "#registry/registry-port.ts";
import type { TracedCall } from "#registry/trace.ts";

/** Where a trace is sent, as typed. */
export interface TracePlace {
  readonly server: string;
  readonly experiment: string;
}

/** Errors as `RegistryPort.logTrace`, and "invalid-input" for the place. */
export interface TraceActions {
  /** @param call of the model above the cell. */
  readonly sendTrace: (
    id: CellId,
    place: TracePlace,
    call: TracedCall,
    signal: AbortSignal,
  ) => Promise<LoggedTrace>;
  /** What an inference cell was asked and answered last. @throws AppError "missing-dependency" where it is not known when. */
  readonly sendInferenceTrace: (id: CellId, place: TracePlace, signal: AbortSignal) => Promise<LoggedTrace>;
}
