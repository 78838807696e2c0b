/** The page's local endpoint: which cell's model it answers with, and what was asked. */
import { AppError, isAbort, wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { InferencePort } from "#kernel/ports.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { ServicePort } from "#service/service-port.ts";
import type { EndpointRoute, ServedRequest, ServedResponse } from "#serving/served.ts";
import type { RunModel } from "#serving/serving-model.ts";

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

export const NO_LOCAL_ENDPOINT: LocalEndpointSlice = { endpointCell: null, endpointCalls: [] };

/** More are forgotten. */
const KEPT_CALLS = 50;
/** Of a request or an answer, for the log. */
const SHOWN_CHARACTERS = 4000;

interface Seen extends LocalEndpointSlice {
  readonly notebook: Notebook | null;
  readonly cellStates: ReadonlyMap<CellId, CellState>;
}

/** What an inference cell ran last; null where it has not run, or is not there. */
export function runModelOf({ notebook, cellStates }: Seen, id: CellId | null): RunModel | null {
  const cell = notebook?.cells.find((each) => each.id === id);
  if (!notebook || cell?.type !== "inference" || outputOf(cellStates, cell.id)?.type !== "inference")
    return null;
  const upstream = upstreamOf(notebook, cell.id);
  const model = outputOf(cellStates, upstream.model);
  const wrapper = outputOf(cellStates, upstream.wrapper);
  if (model?.type !== "model" || wrapper?.type !== "wrapper") return null;
  return { bundle: model.bundle, wrapper: wrapper.wrapper, runtime: cell.runtime ?? "automatic" };
}

function outputOf(states: ReadonlyMap<CellId, CellState>, id: CellId | undefined) {
  const state = id === undefined ? undefined : states.get(id);
  return state && "output" in state ? state.output : null;
}

export function createLocalEndpointActions(options: {
  readonly port: ServicePort | null;
  readonly inference: InferencePort;
  readonly get: () => Seen;
  readonly set: (slice: Partial<LocalEndpointSlice>) => void;
  readonly nowMs: () => number;
}): LocalEndpointActions {
  const { port, inference, get, set, nowMs } = options;
  let count = 0;
  /** Ends what is under way when the endpoint is switched off. */
  let off = new AbortController();

  function change(id: number, outcome: EndpointCall["outcome"]): void {
    set({ endpointCalls: get().endpointCalls.map((call) => (call.id === id ? { ...call, outcome } : call)) });
  }

  async function answer(request: ServedRequest, signal: AbortSignal): Promise<ServedResponse> {
    const id = ++count;
    const startedAtMs = nowMs();
    const switchedOff = off.signal;
    const call: EndpointCall = {
      id,
      method: request.method,
      route: request.route,
      startedAtMs,
      request: shorten(new TextDecoder().decode(request.body)),
      outcome: { status: "running" },
    };
    set({ endpointCalls: [call, ...get().endpointCalls].slice(0, KEPT_CALLS) });
    let problem: Wording | null = null;
    try {
      const response = await answerWith(request, AbortSignal.any([signal, switchedOff]), (reason) => {
        problem = reason;
      });
      change(id, {
        status: "answered",
        httpStatus: response.status,
        elapsedMs: nowMs() - startedAtMs,
        response: shorten(response.body),
        problem,
      });
      return response;
    } catch (error) {
      change(id, { status: "ended" });
      if (switchedOff.aborted) return unavailable("The local endpoint was switched off meanwhile.");
      throw AppError.from(error);
    }
  }

  async function answerWith(
    request: ServedRequest,
    signal: AbortSignal,
    onProblem: (reason: Wording) => void,
  ): Promise<ServedResponse> {
    const run = runModelOf(get(), get().endpointCell);
    if (run === null) return unavailable(NOT_THERE);
    // Loaded when it is asked for: the page opens without.
    const [{ answerRequest }, { servingModel }] = await Promise.all([
      import("#serving/scoring-server.ts"),
      import("#serving/serving-model.ts"),
    ]);
    return answerRequest(request, servingModel(run, telling(inference, onProblem)), signal);
  }

  return {
    endpointUrl: port?.endpointUrl ?? "",
    setEndpoint(cell) {
      const endpointCell = runModelOf(get(), cell) === null ? null : cell;
      set({ endpointCell });
      port?.serve(endpointCell === null ? null : answer);
      if (endpointCell !== null) return;
      off.abort();
      off = new AbortController();
    },
  };
}

/** Tells what the model throws before it becomes "an unexpected error". */
function telling(inference: InferencePort, onProblem: (reason: Wording) => void): InferencePort {
  return {
    dispose: () => inference.dispose(),
    measureSpeed: () => inference.measureSpeed(),
    predict: (request, events, signal) =>
      inference.predict(request, events, signal).catch((error: unknown) => {
        if (!isAbort(error)) onProblem(wordingOf(error));
        throw error;
      }),
  };
}

const NOT_THERE =
  "The cell that the local endpoint answers with is not in the open notebook any more, or has no output. Open its notebook and run it.";

function unavailable(message: string): ServedResponse {
  return {
    status: 503,
    contentType: "application/json",
    body: JSON.stringify({ error_code: "TEMPORARILY_UNAVAILABLE", message }),
  };
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
