/** From a wrapper and a model to a run, a logged model and a registered version on a tracking server. */
import { parse } from "yaml";
import { AppError, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Progress } from "#kernel/cell-state.ts";
import type { Publication, PublishRequest } from "#kernel/registry-port.ts";
import type { Artifact, ArtifactFile } from "#mlflow/artifact.ts";
import { buildArtifact, type LoggedAs } from "#mlflow/build-artifact.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import { type KeyValue, type LoggedModelInfo, MlflowClient, type RunInfo } from "./mlflow-client.ts";
import type { ServerPlatform } from "./server.ts";

export interface PublishOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly newUuid: () => string;
  /** What earlier publications have begun and not ended, by what they were of; kept by the caller between them. */
  readonly unfinished: Map<string, Begun>;
}

/** What stands on the server of a publication that ended early, so that the next one goes on there. */
export interface Begun {
  readonly run: RunInfo;
  isRecorded: boolean;
  /** null on a server before MLflow 3; undefined until it is created. */
  model: LoggedModelInfo | null | undefined;
  artifact: Artifact | null;
  /** Paths of the files that arrived. */
  readonly sent: Set<string>;
  isComplete: boolean;
  /** Numbers of the versions that were registered, by name and tags. */
  readonly versions: Map<string, string>;
}

/** Time for telling the server that a run has ended early, when the person has pressed Stop. */
const FAREWELL_MS = 5000;

/**
 * Does what `mlflow.<flavor>.log_model(…, registered_model_name=…)` does inside a run, and sets the alias.
 *
 * A server of MLflow 3 gets a LoggedModel of its own; an earlier one keeps the model among its run's artifacts, and is told of
 * it by the tag mlflow.log-model.history. A publication of the same model to the same experiment that ended early is gone on
 * with: in its run, without the files that arrived.
 *
 * @throws AppError, as `RegistryPort.publish` says; the run is then marked as failed, or killed.
 */
export async function publish(request: PublishRequest, options: PublishOptions): Promise<Publication> {
  const { platform, signal, onProgress, now, unfinished } = options;
  const client = new MlflowClient(request.server, platform, signal);
  onProgress({ label: message`Asking the server` });
  const serverVersion = await client.version();
  const experimentId = await client.experimentId(request.experiment);
  const key = keyOf(request);
  const begun =
    (await goOn(client, unfinished.get(key))) ?? (await begin(client, request, experimentId, now()));
  const { run, versions } = begun;
  unfinished.set(key, begun);
  try {
    await logRecord(client, begun, request, now());
    const model = await loggedModel(client, begun, request, experimentId, serverVersion);
    const modelId = model?.modelId ?? null;
    const location = model?.artifactUri ?? `${run.artifactUri}/${request.artifact.wrapper.name}`;
    begun.artifact ??= await buildArtifact({
      ...request.artifact,
      now: now(),
      newUuid: options.newUuid,
      signal,
      logged: loggedAs(request, run, modelId, location),
    });
    const { artifact } = begun;
    await uploadAll(client, begun, artifact, location, options);
    if (!begun.isComplete) await complete(client, run, modelId, artifact);
    begun.isComplete = true;
    onProgress({ label: message`Registering the version` });
    const uri = modelId === null ? location : `models:/${modelId}`;
    const version = await register(client, request, { uri, runId: run.runId, modelId }, versions);
    await client.updateRun(run.runId, "FINISHED", now().getTime());
    unfinished.delete(key);
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
    await tellEnd(request, options, begun, isAbort(error) ? "KILLED" : "FAILED");
    throw error;
  }
}

/** What two publications share that send the same files to the same place. */
function keyOf({ server, experiment, runName, artifact }: PublishRequest): string {
  const { wrapper, code, bundle } = artifact;
  return JSON.stringify([server.url, experiment, runName, wrapper, code, bundle.id]);
}

/** @returns null when there is nothing to go on with, or the server has it no more. */
async function goOn(client: MlflowClient, begun: Begun | undefined): Promise<Begun | null> {
  if (begun === undefined) return null;
  try {
    await client.updateRun(begun.run.runId, "RUNNING", null);
    return begun;
  } catch (error) {
    // The server answered: the run was deleted meanwhile.
    if (error instanceof AppError && error.details["status"] !== undefined) return null;
    throw error;
  }
}

async function begin(
  client: MlflowClient,
  { runName }: PublishRequest,
  experimentId: string,
  at: Date,
): Promise<Begun> {
  return {
    run: await client.createRun(experimentId, runName, at.getTime(), RUN_TAGS),
    isRecorded: false,
    model: undefined,
    artifact: null,
    sent: new Set(),
    isComplete: false,
    versions: new Map(),
  };
}

async function loggedModel(
  client: MlflowClient,
  begun: Begun,
  { artifact, record }: PublishRequest,
  experimentId: string,
  serverVersion: string,
): Promise<LoggedModelInfo | null> {
  if (begun.model === undefined) {
    const keepsModels = Number.parseInt(serverVersion, 10) >= 3;
    const params = keyValues(record.params);
    begun.model = keepsModels
      ? await client.createLoggedModel(experimentId, artifact.wrapper.name, begun.run.runId, params)
      : null;
  }
  return begun.model;
}

/** All files are there: says so. */
async function complete(
  client: MlflowClient,
  run: RunInfo,
  modelId: string | null,
  artifact: Artifact,
): Promise<void> {
  if (modelId === null) {
    await client.setTag(run.runId, "mlflow.log-model.history", historyOf(artifact));
  } else {
    await client.finalizeLoggedModel(modelId, "READY");
    await client.logOutputs(run.runId, modelId);
  }
}

/** What MLflow's own client says of where a run was made. */
const RUN_TAGS: readonly KeyValue[] = [
  { key: "mlflow.source.name", value: "Phi-3 MLflow Notebook" },
  { key: "mlflow.source.type", value: "NOTEBOOK" },
];

async function logRecord(
  client: MlflowClient,
  begun: Begun,
  { record }: PublishRequest,
  at: Date,
): Promise<void> {
  if (begun.isRecorded) return;
  const metrics = Object.entries(record.metrics).map(([key, value]) => ({
    key,
    value,
    timestamp: at.getTime(),
  }));
  await client.logBatch(begun.run.runId, { params: keyValues(record.params), metrics });
  begun.isRecorded = true;
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
  { sent }: Begun,
  artifact: Artifact,
  location: string,
  { onProgress, signal }: PublishOptions,
): Promise<void> {
  let doneBytes = 0;
  const tell = (file: ArtifactFile, sentBytes: number): void =>
    onProgress({
      label: message`Uploading ${file.path}`,
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
    if (!sent.has(file.path)) {
      const content = await artifactContent(file, { signal });
      await client.uploadArtifact(location, file.path, content, (bytes) =>
        tell(file, Math.min(bytes, file.sizeBytes)),
      );
      sent.add(file.path);
    }
    doneBytes += file.sizeBytes;
  }
}

async function register(
  client: MlflowClient,
  { registeredName: name, alias, tags }: PublishRequest,
  source: { readonly uri: string; readonly runId: string; readonly modelId: string | null },
  versions: Map<string, string>,
): Promise<Publication["version"]> {
  if (name === "") return null;
  const key = JSON.stringify([name, tags]);
  let version = versions.get(key);
  if (version === undefined) {
    await client.ensureRegisteredModel(name);
    version = await client.createModelVersion(name, source, keyValues(tags));
    versions.set(key, version);
  }
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

/** MLmodel, as far as the history tells it. */
interface MlmodelYaml {
  readonly run_id: string;
  readonly artifact_path: string;
  readonly utc_time_created: string;
  readonly model_uuid: string;
  readonly flavors: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The list that MLflow 2 keeps of a run's models (mlflow/models/model.py, Model.get_tags_dict: the flavors' config is left
 * out, since a tag's length is limited).
 */
function historyOf({ files }: Artifact): string {
  const mlmodel = files.find(({ path }) => path === "MLmodel")?.content;
  if (mlmodel?.kind !== "text") throw new AppError("internal", "The artifact has no MLmodel.");
  const { run_id, artifact_path, utc_time_created, model_uuid, flavors } = parse(mlmodel.text) as MlmodelYaml;
  const told = Object.entries(flavors).map(
    ([name, { config: _config, ...flavor }]) => [name, flavor] as const,
  );
  return JSON.stringify([
    { run_id, artifact_path, utc_time_created, model_uuid, flavors: Object.fromEntries(told) },
  ]);
}

/** Says on the server that what was begun has ended; what fails then is not told, since the first error is. */
async function tellEnd(
  { server }: PublishRequest,
  { platform, now }: PublishOptions,
  { run, model, isComplete }: Begun,
  status: "FAILED" | "KILLED",
): Promise<void> {
  const client = new MlflowClient(server, platform, AbortSignal.timeout(FAREWELL_MS));
  await Promise.allSettled([
    client.updateRun(run.runId, status, now().getTime()),
    ...(model && !isComplete ? [client.finalizeLoggedModel(model.modelId, "UPLOAD_FAILED")] : []),
  ]);
}

function keyValues(values: Readonly<Record<string, string>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
