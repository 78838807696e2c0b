/** A run on a tracking server, with metrics and a table, as `mlflow.log_metrics` and `mlflow.log_table` leave it. */
import { isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { pythonJson } from "#python-values/python-json.ts";
import { MlflowClient } from "./mlflow-client.ts";
import { FAREWELL_MS, keyValues, type PublishOptions, RUN_TAGS } from "./publish.ts";
import type { LoggedRun, RunRequest } from "./registry-port.ts";

/** @throws AppError, as `RegistryPort.logRun` says; the run is then marked as failed, or killed. */
export async function logRun(
  { server, experiment, runName, record, modelId, table }: RunRequest,
  { platform, signal, onProgress, now }: Pick<PublishOptions, "platform" | "signal" | "onProgress" | "now">,
): Promise<LoggedRun> {
  const client = new MlflowClient(server, platform, signal);
  onProgress({ label: message`Asking the server` });
  const serverVersion = await client.version();
  const experimentId = await client.experimentId(experiment);
  const run = await client.createRun(experimentId, runName, now().getTime(), RUN_TAGS);
  try {
    onProgress({ label: message`Uploading ${table.path}` });
    const timestamp = now().getTime();
    const metrics = Object.entries(record.metrics).map(([key, value]) => ({ key, value, timestamp }));
    await client.logBatch(run.runId, { params: keyValues(record.params), metrics }, modelId);
    const content = new Blob([table.json], { type: "application/json" });
    await client.uploadArtifact(run.artifactUri, table.path, content, () => undefined);
    // MLflow's pages and load_table recognise a table by it. load_table looks for exactly this text (mlflow/tracking/client.py).
    const tables = pythonJson([{ path: table.path, type: "table" }]);
    await client.setTag(run.runId, "mlflow.loggedArtifacts", tables);
    await client.updateRun(run.runId, "FINISHED", now().getTime());
  } catch (error) {
    const farewell = new MlflowClient(server, platform, AbortSignal.timeout(FAREWELL_MS));
    // A failure here is not reported, because the first error is.
    await farewell
      .updateRun(run.runId, isAbort(error) ? "KILLED" : "FAILED", now().getTime())
      .catch(() => undefined);
    throw error;
  }
  return { serverUrl: server.url, serverVersion, experimentId, runId: run.runId, runName: run.runName };
}
