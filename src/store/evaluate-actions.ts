/** Logging an evaluation to a tracking server. Loaded with the first one. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { runRecord } from "#cells/register/run-record.ts";
import { evaluationMetrics } from "#evaluate/metrics.ts";
import { resultTable, tableArtifact } from "#evaluate/result-table.ts";
import { fingerprintOf, staleReason } from "#kernel/fingerprint.ts";
import { outputsAbove } from "#kernel/outputs-above.ts";
import { experimentProblem } from "#registry/name-problems.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { App } from "./app.ts";
import type { EvaluateActions } from "./evaluate-slice.ts";
import { registeredModel } from "./registered-model.ts";
import { accessTo } from "./server-access-actions.ts";

export function createEvaluateActions(app: App): EvaluateActions {
  const { kernel, ports, saving, store, document } = app;
  return {
    logEvaluation: async (id) => {
      await kernel.beside(id, async (signal, onProgress) => {
        const cell = document.notebook.cells.find((each) => each.id === id);
        const run = kernel.finishedRuns().get(id);
        const { model, wrapper } = outputsAbove(document.notebook, kernel.states(), id, "current");
        const holds = run && staleReason(run.fingerprint, fingerprintOf(document.notebook, id)) === null;
        if (cell?.type !== "evaluate" || run?.output.type !== "evaluate" || !holds || !model || !wrapper) {
          throw new AppError(
            "missing-dependency",
            message`Run this cell first: there are no results for the current table, request and model.`,
          );
        }
        const url = parseServerAddress(cell.server);
        const experiment = cell.experiment.trim();
        const problem = experimentProblem(experiment);
        if (problem) throw new AppError("invalid-input", problem);
        const { output } = run;
        const { params } = runRecord(wrapper.wrapper, model.bundle, null);
        const logged = await ports.registry.logRun(
          {
            server: accessTo(store.getState(), url),
            experiment,
            runName: cell.runName.trim(),
            record: {
              params: { ...params, ...(output.runtime && { runtime: output.runtime.id }) },
              metrics: Object.fromEntries(evaluationMetrics(output.evaluation)),
            },
            modelId: registeredModel(app, id, url),
            table: { path: "evaluation.json", json: tableArtifact(resultTable(output.evaluation)) },
          },
          onProgress,
          signal,
        );
        kernel.addRuns(new Map([[id, { ...run, output: { ...output, logged } }]]));
      });
      await saving.atOnce();
    },
  };
}
