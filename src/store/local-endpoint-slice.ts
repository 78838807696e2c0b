import type { Wording } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";
import type { EndpointRoute } from "#serving/served.ts";

export interface EndpointCall {
  readonly id: number;
  readonly method: string;
  readonly route: EndpointRoute;
  readonly startedAtMs: number;
  readonly request: string;
  readonly outcome:
    | { readonly status: "running" }
    /** Whoever asked is gone, or the endpoint was switched off. */
    | { readonly status: "ended" }
    | {
        readonly status: "answered";
        readonly httpStatus: number;
        readonly elapsedMs: number;
        readonly response: string;
        /** Why the model failed, which the answer, as MLflow's, does not tell. */
        readonly problem: Wording | null;
      };
}

export interface LocalEndpointSlice {
  /** The inference cell whose model answers; null: the endpoint is off. */
  readonly endpointCell: CellId | null;
  /** The last one first. */
  readonly endpointCalls: readonly EndpointCall[];
}

/** Functions, not methods. */
export interface LocalEndpointActions {
  /** Folder of the endpoint's routes; "" where there is no service worker. */
  readonly endpointUrl: string;
  /**
   * Switches the endpoint on for an inference cell that has run, or off. It answers with what that cell ran last, and is off
   * after a reload.
   */
  readonly setEndpoint: (cell: CellId | null) => void;
}
