/** The page's local endpoint: which cell's model answers, and the log of requests. */
import { AppError, cancelled, isAbort, wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { outputsAbove } from "#kernel/outputs-above.ts";
import type { CellId } from "#notebook/cell.ts";
import type { ServedRequest, ServedResponse } from "#scoring-server/served.ts";
import { errorOf } from "#cells/error-of-outputs.ts";
import type { AskClass, RunModel } from "#scoring-server/serving-model.ts";
import { askOwnClass } from "./ask-own-class.ts";
import type { App } from "./app.ts";
import type { AppState } from "./app-state.ts";
import type { EndpointCall, LocalEndpointSlice, LocalEndpointActions } from "./local-endpoint-slice.ts";

export const NO_LOCAL_ENDPOINT: LocalEndpointSlice = { endpointCell: null, endpointCalls: [] };

/** Older requests are dropped. */
const KEPT_CALLS = 50;
/** Shortens a request or an answer for the log. */
const SHOWN_CHARACTERS = 4000;

/** What an inference cell last ran; null if it has not run or is gone. */
export function runModelOf(
  { notebook, cellStates }: Pick<AppState, "notebook" | "cellStates">,
  id: CellId | null,
): RunModel | null {
  const cell = notebook?.cells.find((each) => each.id === id);
  if (!notebook || cell?.type !== "inference") return null;
  const state = cellStates.get(cell.id);
  if (!state || !("output" in state) || state.output === null) return null;
  const { model, wrapper } = outputsAbove(notebook, cellStates, cell.id, "last");
  if (!model || !wrapper) return null;
  return {
    bundle: model.bundle,
    report: model.report,
    wrapper: wrapper.wrapper,
    code: wrapper.code,
    runtime: cell.runtime ?? "automatic",
  };
}

export function createLocalEndpointActions({ kernel, ports, store }: App): LocalEndpointActions {
  const { service, inference, nowMs } = ports;
  const { getState: get, setState: set } = store;
  let count = 0;
  /** Stops what is running when the endpoint is switched off. */
  let off = new AbortController();

  function change(id: number, outcome: EndpointCall["outcome"]): void {
    set({ endpointCalls: get().endpointCalls.map((call) => (call.id === id ? { ...call, outcome } : call)) });
  }

  async function answer(request: ServedRequest, signal: AbortSignal): Promise<ServedResponse> {
    const id = ++count;
    const beganMs = nowMs();
    const switchedOff = off.signal;
    set({ endpointCalls: [runningCall(id, request), ...get().endpointCalls].slice(0, KEPT_CALLS) });
    let problem: Wording | null = null;
    try {
      const response = await answerWith(request, AbortSignal.any([signal, switchedOff]), (reason) => {
        problem = reason;
      });
      change(id, {
        status: "answered",
        httpStatus: response.status,
        elapsedMs: nowMs() - beganMs,
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
    // Loaded when needed: the page opens without it.
    const [{ answerRequest }, { servingModel }] = await Promise.all([
      import("#scoring-server/scoring-server.ts"),
      import("#scoring-server/serving-model.ts"),
    ]);
    const ask: AskClass = async (question, ended) => {
      const answer = await askOwnClass(kernel, run, { name: "serve", ...question }, ended);
      if (answer.failed) {
        const reason = errorOf(answer.outputs);
        onProblem(reason);
        throw new AppError("raised", reason);
      }
      if (answer.stopped) throw cancelled();
      return answer.json;
    };
    const onFault = (error: unknown): void => {
      if (!isAbort(error)) onProblem(wordingOf(error));
    };
    return answerRequest(request, servingModel(run, inference, ask, onFault), signal);
  }

  return {
    endpointUrl: service?.endpointUrl ?? "",
    setEndpoint(cell) {
      const endpointCell = runModelOf(get(), cell) === null ? null : cell;
      set({ endpointCell });
      service?.serve(endpointCell === null ? null : answer);
      if (endpointCell !== null) return;
      off.abort();
      off = new AbortController();
    },
  };
}

function runningCall(id: number, { method, route, body }: ServedRequest): EndpointCall {
  const request = shorten(new TextDecoder().decode(body));
  return { id, method, route, startedAtMs: Date.now(), request, outcome: { status: "running" } };
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
