/** Turns a wrapper and a model into a run, a logged model and a registered version on a tracking server. */
import { parse } from "yaml";
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { sortedJson } from "#base/sorted-json.ts";
import type { Progress } from "#base/progress.ts";
import type { Publication, PublishRequest } from "./registry-port.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { buildArtifact, type LoggedAs } from "#mlflow/build-artifact.ts";
import { type KeyValue, type LoggedModelInfo, MlflowClient, type RunInfo } from "./mlflow-client.ts";
import type { ServerAccess, ServerPlatform } from "./server.ts";
import type { PartSizes } from "./file-sender.ts";
import { uploadFiles } from "./upload-files.ts";
import type { UnfinishedUpload } from "./unfinished-upload.ts";
import { isRefused, type UnfinishedUploads } from "./unfinished-uploads.ts";

export interface PublishOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly newUuid: () => string;
  /** Unfinished earlier publications. */
  readonly unfinished: UnfinishedUploads;
  readonly partSizes?: PartSizes;
}

/** Time to tell the server that a run ended early, after the person pressed Stop. */
export const FAREWELL_MS = 5000;

/**
 * Does what `mlflow.<flavor>.log_model(…, registered_model_name=…)` does inside a run, and sets the alias.
 * A server of MLflow 3 gets a LoggedModel; an earlier one stores the model among its run's artifacts, and gets the tag
 * mlflow.log-model.history. An unfinished publication of the same model to the same experiment is continued: in its run, without the
 * files that arrived. Anything else that the cell left unfinished on this server is cleaned up.
 * @throws AppError, as `RegistryPort.publish` says; the run is then marked as failed, or killed.
 */
export async function publish(request: PublishRequest, options: PublishOptions): Promise<Publication> {
  const { platform, signal, onProgress, now, unfinished } = options;
  const client = new MlflowClient(request.server, platform, signal);
  onProgress({ label: message`Asking the server` });
  const serverVersion = await client.version();
  const experimentId = await client.experimentId(request.experiment);
  const key = keyOf(request);
  await endOthers(client, request, key, options);
  const begun =
    (await goOn(client, await unfinished.get(key), options)) ??
    (await begin(client, request, { key, experimentId }, options));
  const { run } = begun;
  try {
    await unfinished.put(begun);
    const model = await loggedModel(client, begun, request, experimentId, serverVersion);
    await unfinished.put(begun);
    const modelId = model?.modelId ?? null;
    await logRecord(client, begun, request, now());
    const location = model?.artifactUri ?? `${run.artifactUri}/${request.artifact.wrapper.name}`;
    const artifact = await buildArtifact({
      ...request.artifact,
      now: begun.created,
      newUuid: () => begun.modelUuid,
      signal,
      logged: loggedAs(request, run, modelId, location),
    });
    begun.fileCount = artifact.files.length;
    begun.location = location;
    const keep = () => unfinished.put(begun);
    await uploadFiles(client, artifact, { location, sent: begun.sent, parts: begun.parts, keep }, options);
    if (!begun.isComplete) await complete(client, run, modelId, artifact);
    begun.isComplete = true;
    await unfinished.put(begun);
    onProgress({ label: message`Registering the version` });
    const uri = modelId === null ? location : `models:/${modelId}`;
    const source = { uri, runId: run.runId, modelId };
    const version = await register(client, request, source, begun, unfinished);
    await client.updateRun(run.runId, "FINISHED", now().getTime());
    await unfinished.remove(key);
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
    begun.isUnderWay = false;
    await unfinished.put(begun);
    throw error;
  }
}

/** Equal for two publications that send the same files to the same place. */
function keyOf({ server, experiment, runName, artifact }: PublishRequest): string {
  const { wrapper, code, bundle } = artifact;
  // Sorted: after a reload, a wrapper can have its members in another order.
  return sortedJson([server.url, experiment, runName, wrapper, code, bundle.id]);
}

/**
 * Tells the server that an interrupted upload will not continue, and drops it. What the server no longer has needs no message.
 * @throws AppError, as the client; the upload is then kept.
 */
export async function cleanUp(
  server: ServerAccess,
  key: string,
  { platform, signal, now, unfinished }: Pick<PublishOptions, "platform" | "signal" | "now" | "unfinished">,
): Promise<void> {
  const upload = await unfinished.get(key);
  if (upload === null) return;
  await requireFree(upload, unfinished);
  await end(new MlflowClient(server, platform, signal), upload, now());
  await unfinished.remove(key);
}

/** An unfinished publication of something else, such as an earlier wrapper, is not continued. */
async function endOthers(
  client: MlflowClient,
  { cellId, server }: PublishRequest,
  key: string,
  { unfinished, now }: PublishOptions,
): Promise<void> {
  for (const upload of await unfinished.all()) {
    const isOther = upload.cellId === cellId && upload.serverUrl === server.url && upload.key !== key;
    if (!isOther || (await unfinished.isInAnotherTab(upload))) continue;
    await end(client, upload, now());
    await unfinished.remove(upload.key);
  }
}

async function end(
  client: MlflowClient,
  { run, model, isComplete, parts, location }: UnfinishedUpload,
  at: Date,
): Promise<void> {
  const unlessRefused = (error: unknown): void => {
    if (!isRefused(error)) throw error;
  };
  for (const [path, upload] of parts) {
    if (location !== null) await client.abortMultipartUpload(location, path, upload).catch(unlessRefused);
  }
  await client.updateRun(run.runId, "KILLED", at.getTime()).catch(unlessRefused);
  if (model && !isComplete)
    await client.finalizeLoggedModel(model.modelId, "UPLOAD_FAILED").catch(unlessRefused);
}

async function requireFree(upload: UnfinishedUpload, unfinished: UnfinishedUploads): Promise<void> {
  if (!(await unfinished.isInAnotherTab(upload))) return;
  throw new AppError(
    "network",
    message`Another tab of this browser is uploading this to ${upload.serverUrl}. Wait until it is done, or stop it there.`,
    { details: { url: upload.serverUrl } },
  );
}

/** @returns null if there is nothing to continue, or the server no longer has it. */
async function goOn(
  client: MlflowClient,
  begun: UnfinishedUpload | null,
  { unfinished }: PublishOptions,
): Promise<UnfinishedUpload | null> {
  if (begun === null) return null;
  await requireFree(begun, unfinished);
  try {
    await client.updateRun(begun.run.runId, "RUNNING", null);
  } catch (error) {
    // The run was deleted meanwhile.
    if (isRefused(error)) return null;
    throw error;
  }
  begun.tab = unfinished.tab;
  begun.isUnderWay = true;
  return begun;
}

async function begin(
  client: MlflowClient,
  { runName, cellId, server, about }: PublishRequest,
  { key, experimentId }: { readonly key: string; readonly experimentId: string },
  { unfinished, now, newUuid }: PublishOptions,
): Promise<UnfinishedUpload> {
  const created = now();
  return {
    key,
    cellId,
    serverUrl: server.url,
    tab: unfinished.tab,
    isUnderWay: true,
    run: await client.createRun(experimentId, runName, created.getTime(), [
      ...RUN_TAGS,
      ...keyValues(about.tags),
    ]),
    created,
    modelUuid: newUuid(),
    isRecorded: false,
    model: undefined,
    location: null,
    fileCount: null,
    sent: new Map(),
    parts: new Map(),
    isComplete: false,
    versions: new Map(),
  };
}

async function loggedModel(
  client: MlflowClient,
  begun: UnfinishedUpload,
  { artifact, record, about }: PublishRequest,
  experimentId: string,
  serverVersion: string,
): Promise<LoggedModelInfo | null> {
  if (begun.model === undefined) {
    const keepsModels = Number.parseInt(serverVersion, 10) >= 3;
    // A model's page shows that tag as its description.
    const tags = keyValues({ ...about.tags, "mlflow.note.content": about.description });
    const params = keyValues(record.params);
    begun.model = keepsModels
      ? await client.createLoggedModel(experimentId, artifact.wrapper.name, begun.run.runId, params, tags)
      : null;
  }
  return begun.model;
}

/** Reports that all files are there. */
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

/** What MLflow's own client says about where a run was made. */
export const RUN_TAGS: readonly KeyValue[] = [
  { key: "mlflow.source.name", value: "Phi-3 MLflow Notebook" },
  { key: "mlflow.source.type", value: "NOTEBOOK" },
];

async function logRecord(
  client: MlflowClient,
  begun: UnfinishedUpload,
  { record }: PublishRequest,
  at: Date,
): Promise<void> {
  if (begun.isRecorded) return;
  const metrics = Object.entries(record.metrics).map(([key, value]) => ({
    key,
    value,
    timestamp: at.getTime(),
  }));
  const modelId = begun.model?.modelId ?? null;
  await client.logBatch(begun.run.runId, { params: keyValues(record.params), metrics }, modelId);
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

async function register(
  client: MlflowClient,
  { registeredName: name, alias, tags, about }: PublishRequest,
  source: { readonly uri: string; readonly runId: string; readonly modelId: string | null },
  begun: UnfinishedUpload,
  unfinished: UnfinishedUploads,
): Promise<Publication["version"]> {
  if (name === "") return null;
  const key = JSON.stringify([name, tags]);
  let version = begun.versions.get(key);
  if (version === undefined) {
    await client.ensureRegisteredModel(name);
    version = await client.createModelVersion(name, source, {
      tags: keyValues({ ...about.tags, ...tags }),
      description: about.description,
    });
    begun.versions.set(key, version);
    await unfinished.put(begun);
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

/** MLmodel, as far as the history contains it. */
interface MlmodelYaml {
  readonly run_id: string;
  readonly artifact_path: string;
  readonly utc_time_created: string;
  readonly model_uuid: string;
  readonly flavors: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * MLflow 2's list of a run's models (mlflow/models/model.py, Model.get_tags_dict: without the flavors' config, because a tag's length is
 * limited).
 */
function historyOf(artifact: Artifact): string {
  return JSON.stringify([historyEntryOf(artifact)]);
}

/** One model of that list, as `mlflow.log_model` sends it. */
export function historyEntryOf({ files }: Artifact): object {
  const mlmodel = files.find(({ path }) => path === "MLmodel")?.content;
  if (mlmodel?.kind !== "text") throw new AppError("internal", "The artifact has no MLmodel.");
  const { run_id, artifact_path, utc_time_created, model_uuid, flavors } = parse(mlmodel.text) as MlmodelYaml;
  const told = Object.entries(flavors).map(
    ([name, { config: _config, ...flavor }]) => [name, flavor] as const,
  );
  return { run_id, artifact_path, utc_time_created, model_uuid, flavors: Object.fromEntries(told) };
}

/** Marks what was started as ended on the server. A failure here is not reported, because the first error is. */
async function tellEnd(
  { server }: PublishRequest,
  { platform, now }: PublishOptions,
  { run, model, isComplete }: UnfinishedUpload,
  status: "FAILED" | "KILLED",
): Promise<void> {
  const client = new MlflowClient(server, platform, AbortSignal.timeout(FAREWELL_MS));
  await Promise.allSettled([
    client.updateRun(run.runId, status, now().getTime()),
    ...(model && !isComplete ? [client.finalizeLoggedModel(model.modelId, "UPLOAD_FAILED")] : []),
  ]);
}

export function keyValues(values: Readonly<Record<string, string>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
