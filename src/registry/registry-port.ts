/** The registry's interface to publish a model to an MLflow tracking server; `workers/registry` implements it. */
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { TracedCall } from "#registry/trace.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { Progress } from "#base/progress.ts";

/** What a run records besides the model, in MLflow's types: params are text, metrics are numbers. */
export interface RunRecord {
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Facts about a model, for its pages on the server. */
export interface ModelAbout {
  /** Markdown. */
  readonly description: string;
  /** What made it. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface PublishRequest {
  /** The cell that publishes: it reports interrupted uploads. */
  readonly cellId: string;
  readonly server: ServerAccess;
  readonly experiment: string;
  /** "" lets the server choose one. */
  readonly runName: string;
  readonly record: RunRecord;
  readonly about: ModelAbout;
  /** The artifact's content, once the server has given the ids in it. */
  readonly artifact: {
    readonly wrapper: Wrapper;
    readonly code: string;
    readonly bundle: ModelBundle;
    readonly report: BundleReport;
  };
  /** Name of the registered model; "" registers nothing. */
  readonly registeredName: string;
  /** "" sets none. */
  readonly alias: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A run without a model of its own, such as an evaluation. */
export interface RunRequest {
  readonly server: ServerAccess;
  readonly experiment: string;
  /** "" lets the server choose one. */
  readonly runName: string;
  readonly record: RunRecord;
  /** A model on that server that the metrics belong to; null if there is none. */
  readonly modelId: string | null;
  /** A file among the run's artifacts, where `mlflow.log_table` puts it. */
  readonly table: { readonly path: string; readonly json: string };
}

export interface LoggedRun {
  readonly serverUrl: string;
  readonly serverVersion: string;
  readonly experimentId: string;
  readonly runId: string;
  readonly runName: string;
}

/** What is on the server now. */
export interface Publication extends LoggedRun {
  /** "m-…"; null on a server before MLflow 3, which stores models with their runs. */
  readonly modelId: string | null;
  /** The argument of mlflow.pyfunc.load_model: "models:/phi3@champion", "models:/m-…", "runs:/…". */
  readonly modelUri: string;
  readonly version: { readonly name: string; readonly version: string; readonly alias: string } | null;
  readonly fileCount: number;
  readonly sizeBytes: number;
}

/** A call of a model, stored as a trace. */
export interface TraceRequest {
  readonly server: ServerAccess;
  readonly experiment: string;
  /** The model that was asked, if the server has it. */
  readonly modelId: string | null;
  readonly call: TracedCall;
}

export interface LoggedTrace {
  readonly serverUrl: string;
  readonly experimentId: string;
  /** "tr-…" */
  readonly traceId: string;
}

export interface ModelVersionName {
  readonly name: string;
  readonly version: string;
}

/** What a person can choose from on a server. */
export interface ServerContents {
  readonly serverVersion: string;
  /** Names. */
  readonly experiments: readonly string[];
  readonly versions: readonly (ModelVersionName & { readonly aliases: readonly string[] })[];
}

/** What Python in the page asks of a server, by a name of server-operations.ts. */
export interface ServerQuestion {
  readonly operation: string;
  /** Its fields as JSON. */
  readonly body: string;
  /** A file's, for "log_artifact". */
  readonly content: Uint8Array | null;
}

export interface ServerReply {
  readonly status: number;
  readonly body: string;
  /** The answer to "read_file"; the body is then empty. */
  readonly content?: Uint8Array;
}

/** A model that Python has logged. */
export interface ModelUpload {
  /** The logged model of MLflow 3 that has the files, or the run, with their folder among its artifacts. */
  readonly owner: { readonly modelId: string } | { readonly runId: string; readonly path: string };
  readonly artifact: Artifact;
}

export interface UploadedModel {
  /** What a server before MLflow 3 keeps of it, as JSON: the argument of `runs/log-model`. */
  readonly history: string;
}

export interface RegistryPort {
  /** Only reads. @throws AppError "network", "unsupported", "aborted". */
  lookAt(server: ServerAccess, signal: AbortSignal): Promise<ServerContents>;

  /** @throws AppError "network", "unsupported", "invalid-bundle", "unsafe-path", "aborted". */
  openVersion(
    server: ServerAccess,
    version: ModelVersionName,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ModelBundle>;

  /**
   * Logs the model to a run and registers it. If it ends early, it is marked as killed or failed on the server, and continued when the
   * same is requested again.
   * @throws AppError "network", "unsupported", "name-taken", "invalid-bundle", "invalid-wrapper"; "aborted".
   */
  publish(
    request: PublishRequest,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<Publication>;

  /**
   * Logs a run with its metrics and its table. If it ends early, it is marked as killed or failed on the server.
   * @throws AppError "network", "unsupported", "name-taken", "aborted".
   */
  logRun(
    request: RunRequest,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<LoggedRun>;

  /**
   * Sends a call as a trace, as MLflow's client does.
   * @throws AppError "network", "unsupported" for a server before MLflow 3.4, "name-taken", "aborted".
   */
  logTrace(
    request: TraceRequest,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<LoggedTrace>;

  /**
   * Does an operation for Python in the page, which the person has let ask this server.
   * @throws AppError "network" without an answer, "invalid-argument", "over-limit", "unsafe-path", "unsupported", "aborted".
   */
  ask(server: ServerAccess, question: ServerQuestion, signal: AbortSignal): Promise<ServerReply>;

  /** @throws AppError "network", "not-found", "unsupported", "unsafe-path", "aborted". */
  uploadModel(
    server: ServerAccess,
    upload: ModelUpload,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<UploadedModel>;

  /**
   * Downloads every file of a model.
   * @param location of its files on that server: "mlflow-artifacts:/…".
   * @throws AppError "network", "unsupported", "invalid-bundle", "unsafe-path", "aborted".
   */
  downloadModel(
    server: ServerAccess,
    location: string,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ModelBundle>;

  /**
   * Tells the server that an interrupted upload will not continue, and drops it.
   * @param key of the stored upload.
   * @throws AppError "network", "aborted"; the upload is then kept.
   */
  cleanUp(server: ServerAccess, key: string, signal: AbortSignal): Promise<void>;
}
