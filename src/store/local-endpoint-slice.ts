import type { Wording } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";
import type { EndpointRoute } from "#scoring-server/served.ts";

export interface EndpointCall {
  readonly id: number;
  readonly method: string;
  readonly route: EndpointRoute;
  readonly startedAtMs: number;
  readonly request: string;
  readonly outcome:
    | { readonly status: "running" }
    /** The client is gone, or the endpoint was switched off. */
    | { readonly status: "ended" }
    | {
        readonly status: "answered";
        readonly httpStatus: number;
        readonly elapsedMs: number;
        readonly response: string;
        /** Why the model failed. Like MLflow's, the answer does not say. */
        readonly problem: Wording | null;
      };
}

export interface LocalEndpointSlice {
  /** The inference cell whose model answers; null: the endpoint is off. */
  readonly endpointCell: CellId | null;
  /** The latest first. */
  readonly endpointCalls: readonly EndpointCall[];
}

export interface LocalEndpointActions {
  /** Path of the endpoint's routes; "" without a service worker. */
  readonly endpointUrl: string;
  /**
   * Switches the endpoint on for an inference cell that has run, or off. It answers with what that cell ran last, and is off after a
   * reload.
   */
  readonly setEndpoint: (cell: CellId | null) => void;
}
