/** From a wrapper and a model to a run, a logged model and a registered version on a tracking server. */
import { isAbort, throwIfAborted } from "#base/errors.ts";
import type { Progress } from "#kernel/cell-state.ts";
import type { Publication, PublishRequest } from "#kernel/registry-port.ts";
import type { Artifact, ArtifactFile } from "#mlflow/artifact.ts";
import { buildArtifact, type LoggedAs } from "#mlflow/build-artifact.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import { type KeyValue, MlflowClient, type RunInfo } from "./mlflow-client.ts";
import type { ServerPlatform } from "./server.ts";

export interface PublishOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly newUuid: () => string;
}

/** Time for telling the server that a run has ended early, when the person has pressed Stop. */
const FAREWELL_MS = 5000;

/**
 * Does what `mlflow.<flavor>.log_model(…, registered_model_name=…)` does inside a run, and sets the alias.
 *
 * A server of MLflow 3 gets a LoggedModel of its own; an earlier one keeps the model among its run's artifacts, and is told of
 * it by the tag mlflow.log-model.history.
 *
 * @throws AppError, as `RegistryPort.publish` says; the run is then marked as failed, or killed.
 */
export async function publish(request: PublishRequest, options: PublishOptions): Promise<Publication> {
  const { platform, signal, onProgress, now } = options;
  const client = new MlflowClient(request.server, platform, signal);
  onProgress({ label: "Asking the server" });
  const serverVersion = await client.version();
  const experimentId = await client.experimentId(request.experiment);
  const run = await client.createRun(experimentId, request.runName, now().getTime(), RUN_TAGS);
  let modelId: string | null = null;
  try {
    await logRecord(client, run, request, now());
    const keepsModels = Number.parseInt(serverVersion, 10) >= 3;
    const model = keepsModels
      ? await client.createLoggedModel(
          experimentId,
          request.artifact.wrapper.name,
          run.runId,
          keyValues(request.record.params),
        )
      : null;
    modelId = model?.modelId ?? null;
    const location = model?.artifactUri ?? `${run.artifactUri}/${request.artifact.wrapper.name}`;
    const artifact = await buildArtifact({
      ...request.artifact,
      now: now(),
      newUuid: options.newUuid,
      signal,
      logged: loggedAs(request, run, modelId, location),
    });
    await uploadAll(client, artifact, location, options);
    if (modelId === null) {
      await client.setTag(run.runId, "mlflow.log-model.history", historyOf(artifact, run, now()));
    } else {
      await client.finalizeLoggedModel(modelId, "READY");
      await client.logOutputs(run.runId, modelId);
    }
    onProgress({ label: "Registering the version" });
    const uri = modelId === null ? location : `models:/${modelId}`;
    const version = await register(client, request, { uri, runId: run.runId, modelId });
    await client.setTerminated(run.runId, "FINISHED", now().getTime());
    return {
      serverUrl: request.server.url,
      serverVersion,
      experimentId,
      runId: run.runId,
      runName: run.runName,
      modelId,
      modelUri: modelUri(version, modelId, run, artifact),
      version,
      fileCount: artifact.files.length,
      sizeBytes: artifact.totalBytes,
    };
  } catch (error) {
    await tellEnd(request, options, run, modelId, isAbort(error) ? "KILLED" : "FAILED");
    throw error;
  }
}

/** What MLflow's own client says of where a run was made. */
const RUN_TAGS: readonly KeyValue[] = [
  { key: "mlflow.source.name", value: "Phi-3 MLflow Notebook" },
  { key: "mlflow.source.type", value: "NOTEBOOK" },
];

async function logRecord(
  client: MlflowClient,
  run: RunInfo,
  { record }: PublishRequest,
  at: Date,
): Promise<void> {
  const metrics = Object.entries(record.metrics).map(([key, value]) => ({
    key,
    value,
    timestamp: at.getTime(),
  }));
  await client.logBatch(run.runId, { params: keyValues(record.params), metrics });
}

function loggedAs(
  { artifact }: PublishRequest,
  run: RunInfo,
  modelId: string | null,
  location: string,
): LoggedAs {
  return { runId: run.runId, modelId, artifactPath: modelId === null ? artifact.wrapper.name : location };
}

async function uploadAll(
  client: MlflowClient,
  artifact: Artifact,
  location: string,
  { onProgress, signal }: PublishOptions,
): Promise<void> {
  let doneBytes = 0;
  const tell = (file: ArtifactFile, sentBytes: number): void =>
    onProgress({
      label: `Uploading ${file.path}`,
      loadedBytes: doneBytes + sentBytes,
      totalBytes: artifact.totalBytes,
    });
  // MLmodel comes last: a model whose upload broke off is then none that loads.
  const files = artifact.files.toSorted(
    (a, b) => Number(a.path === "MLmodel") - Number(b.path === "MLmodel"),
  );
  for (const file of files) {
    throwIfAborted(signal);
    tell(file, 0);
    const content = await artifactContent(file, { signal });
    await client.uploadArtifact(location, file.path, content, (bytes) =>
      tell(file, Math.min(bytes, file.sizeBytes)),
    );
    doneBytes += file.sizeBytes;
  }
}

async function register(
  client: MlflowClient,
  { registeredName: name, alias, tags }: PublishRequest,
  source: { readonly uri: string; readonly runId: string; readonly modelId: string | null },
): Promise<Publication["version"]> {
  if (name === "") return null;
  await client.ensureRegisteredModel(name);
  const version = await client.createModelVersion(name, source, keyValues(tags));
  if (alias !== "") await client.setRegisteredModelAlias(name, alias, version);
  return { name, version, alias };
}

function modelUri(
  version: Publication["version"],
  modelId: string | null,
  run: RunInfo,
  artifact: Artifact,
): string {
  if (version !== null) {
    return version.alias === ""
      ? `models:/${version.name}/${version.version}`
      : `models:/${version.name}@${version.alias}`;
  }
  return modelId === null ? `runs:/${run.runId}/${artifact.name}` : `models:/${modelId}`;
}

/** The list that mlflow.models.Model.log writes into the run's tags before MLflow 3. */
function historyOf(artifact: Artifact, run: RunInfo, at: Date): string {
  return JSON.stringify([
    {
      run_id: run.runId,
      artifact_path: artifact.name,
      utc_time_created: at.toISOString().replace("T", " ").replace("Z", ""),
      flavors: artifact.files.some((file) => file.path.startsWith("components/"))
        ? { python_function: {}, transformers: {} }
        : { python_function: {} },
    },
  ]);
}

/** Says on the server that what was begun has ended; what fails then is not told, since the first error is. */
async function tellEnd(
  { server }: PublishRequest,
  { platform, now }: PublishOptions,
  run: RunInfo,
  modelId: string | null,
  status: "FAILED" | "KILLED",
): Promise<void> {
  const client = new MlflowClient(server, platform, AbortSignal.timeout(FAREWELL_MS));
  await Promise.allSettled([
    client.setTerminated(run.runId, status, now().getTime()),
    ...(modelId === null ? [] : [client.finalizeLoggedModel(modelId, "UPLOAD_FAILED")]),
  ]);
}

function keyValues(values: Readonly<Record<string, string>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
