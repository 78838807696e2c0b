/** Sending a call to a tracking server as a trace. Loaded with the first one. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { tracedInference } from "#cells/inference/traced-inference.ts";
import { experimentProblem } from "#registry/name-problems.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { App } from "./app.ts";
import { registeredModel } from "./registered-model.ts";
import { accessTo } from "./server-access-actions.ts";
import type { TraceActions } from "./trace-slice.ts";

export function createTraceActions(app: App): TraceActions {
  const { kernel, ports, store } = app;
  const sendTrace: TraceActions["sendTrace"] = (id, place, call, signal) => {
    const url = parseServerAddress(place.server);
    const experiment = place.experiment.trim();
    const problem = experimentProblem(experiment);
    if (problem) throw new AppError("invalid-input", problem);
    const request = {
      server: accessTo(store.getState(), url),
      experiment,
      modelId: registeredModel(app, id, url),
      call,
    };
    return ports.registry.logTrace(request, () => undefined, signal);
  };
  return {
    sendTrace: async (...given) => sendTrace(...given),
    sendInferenceTrace: async (id, place, signal) => {
      const run = kernel.finishedRuns().get(id);
      if (run?.output.type !== "inference" || run.endedAtMs === undefined) {
        throw new AppError(
          "missing-dependency",
          message`Run this cell first: a trace tells when the model was asked, and that is known of answers of this browser only.`,
        );
      }
      return sendTrace(id, place, tracedInference(run.output, run.endedAtMs), signal);
    },
  };
}
