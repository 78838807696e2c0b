import { percentEncoded } from "#base/percent-encoded.ts";
import { type GenericSchema, type InferOutput, object, string } from "valibot";
import { AppError, cancelled, isAbort, throwIfAborted } from "#base/errors.ts";
import { capitalised, message, type Message, type MessageValue } from "#base/message.ts";
import { artifactListPath, artifactProxyPath, multipartPath } from "./artifact-location.ts";
import {
  experimentsAnswer,
  versionsAnswer,
  modelsAnswer,
  filesAnswer,
  experimentAnswer,
  runAnswer,
  loggedModelAnswer,
  multipartAnswer,
  parseAnswer,
} from "./mlflow-answers.ts";
import { textUpTo } from "#base/read-answer.ts";
import { readBlob } from "#base/read-blob.ts";
import { accessHeaders, type ServerAccess, type ServerPlatform } from "./server.ts";
import {
  answerTooLong,
  brokeOff,
  hostRefused,
  isPassing,
  MOST_ANSWERED,
  refusal,
  unreachable,
} from "./server-errors.ts";
import type { PartialUpload, PartLink } from "./unfinished-upload.ts";

const FIRST_WAIT_MS = 500;
const MAX_TRIES = 4;
/** MLflow's searches return 1000 at most, model versions 200000; this page size works for both. */
const PAGE_LENGTH = 200;
/** Not implemented by the server's store, or unknown to a server before MLflow 2.9 or to a proxy. */
const NO_PARTS: ReadonlySet<unknown> = new Set([404, 405, 501]);
/** Azure Blob Storage knows a part by its link, the other stores by their answer's ETag. */
const AZURE_BLOCK = /[?&]comp=block(&|$)/;
/** MLflow stores prompts as registered models with this tag (mlflow/prompt/constants.py). */
const PROMPT_TAG = "mlflow.prompt.is_prompt";
/** More than a person can look through. */
const MOST_FOUND = 5000;
/** A server can name a next page for ever. */
const MOST_PAGES = 100;

export interface RunInfo {
  readonly runId: string;
  readonly runName: string;
  readonly artifactUri: string;
}

export interface LoggedModelInfo {
  readonly modelId: string;
  readonly artifactUri: string;
}

export interface ModelVersionInfo {
  readonly name: string;
  readonly version: string;
  readonly aliases: readonly string[];
}

export interface ArtifactEntry {
  /** Below the artifact location. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/**
 * The part of an MLflow tracking server's REST API that publishing a model needs (mlflow/protos/service.proto and model_registry.proto,
 * 3.17). Names are those of mlflow.MlflowClient.
 * Every method throws AppError: "network" if the server cannot be reached or refuses, "name-taken", "not-found", "aborted". Temporary
 * failures are retried.
 */
export class MlflowClient {
  readonly #access: ServerAccess;
  readonly #platform: ServerPlatform;
  readonly #signal: AbortSignal;
  /** A server that answered once exists: a later failure may be temporary. */
  #hasAnswered = false;
  /** MLflow answers /version, and only that, for any host name. */
  #hasAnsweredApi = false;

  constructor(access: ServerAccess, platform: ServerPlatform, signal: AbortSignal) {
    this.#access = access;
    this.#platform = platform;
    this.#signal = signal;
  }

  /** The server's MLflow version, "3.17.2". */
  async version(): Promise<string> {
    const text = (await this.#send("GET", "/version", null, message`its version could not be read`)).trim();
    if (!/^\d+\.\d+/.test(text)) {
      throw new AppError(
        "network",
        message`${this.#access.url} is not an MLflow tracking server: it has no version at ${this.#access.url}/version. Enter the address that mlflow server printed.`,
        { details: { url: this.#access.url } },
      );
    }
    return text;
  }

  /** Names of the experiments that are not deleted, the latest first. */
  async searchExperiments(): Promise<string[]> {
    const doing = message`the experiments could not be listed`;
    const found = await this.#pages(doing, async (page) => {
      const query = { max_results: PAGE_LENGTH, ...page };
      const { experiments, next_page_token: next } = await this.#post(
        "experiments/search",
        query,
        doing,
        experimentsAnswer,
      );
      return { items: experiments, next };
    });
    return found.map(({ name }) => name);
  }

  /** Every version of every registered model, the latest version first. */
  async searchModelVersions(): Promise<ModelVersionInfo[]> {
    const doing = message`the registered models could not be listed`;
    const aliases = await this.#aliases(doing);
    const found = await this.#pages(doing, async (page) => {
      const path = `model-versions/search?${pageQuery(page)}`;
      const { model_versions: items, next_page_token: next } = await this.#get(path, doing, versionsAnswer);
      return { items, next };
    });
    return found
      .filter(({ tags }) => !tags.some(({ key }) => key === PROMPT_TAG))
      .map(({ name, version }) => ({ name, version, aliases: aliases.get(`${name}/${version}`) ?? [] }))
      .toSorted((a, b) => a.name.localeCompare(b.name) || Number(b.version) - Number(a.version));
  }

  /** The search of versions leaves them out. */
  async #aliases(doing: Message): Promise<Map<string, string[]>> {
    const found = await this.#pages(doing, async (page) => {
      const path = `registered-models/search?${pageQuery(page)}`;
      const { registered_models: items, next_page_token: next } = await this.#get(path, doing, modelsAnswer);
      return { items, next };
    });
    const aliases = new Map<string, string[]>();
    for (const { name, aliases: each } of found) {
      for (const { version, alias } of each) {
        const key = `${name}/${version}`;
        aliases.set(key, [...(aliases.get(key) ?? []), alias]);
      }
    }
    return aliases;
  }

  /** Where a version's files are. */
  async modelVersionLocation(name: string, version: string): Promise<string> {
    const query = new URLSearchParams({ name, version });
    const doing = message`version ${version} of “${name}” could not be found`;
    const path = `model-versions/get-download-uri?${query.toString()}`;
    return (await this.#get(path, doing, object({ artifact_uri: string() }))).artifact_uri;
  }

  /** The content of one folder below an artifact location; "" is the location itself. */
  async listArtifacts(artifactUri: string, folder: string): Promise<ArtifactEntry[]> {
    const url = `/${artifactListPath(artifactUri, folder, this.#access.url)}`;
    const answer = await this.#send("GET", url, null, message`the model's files could not be listed`);
    return parseAnswer(answer, filesAnswer, this.#access.url).files.map((file) => ({
      path: folder === "" ? file.path : `${folder}/${file.path}`,
      isFolder: file.is_dir === true,
      sizeBytes: Number(file.file_size ?? 0),
    }));
  }

  /**
   * @param sizeBytes as the server listed it.
   * @throws AppError "network" if the server cannot be read, or sends a file of another size; "aborted".
   */
  async downloadArtifact(
    artifactUri: string,
    { path, sizeBytes }: Pick<ArtifactEntry, "path" | "sizeBytes">,
    onBytes: (loadedBytes: number) => void,
  ): Promise<Blob> {
    const url = `/${artifactProxyPath(artifactUri, path, this.#access.url)}`;
    let content = new Blob();
    await this.#retried(message`${path} could not be downloaded`, async () => {
      const response = await this.#request("GET", url, null);
      if (!response.ok || response.body === null) {
        return { status: response.status, body: await this.#textOf(response) };
      }
      content = await readBlob(response.body, (loadedBytes) => {
        if (loadedBytes > sizeBytes) throw wrongSize(path, sizeBytes, message`more`);
        onBytes(loadedBytes);
      });
      return { status: response.status, body: "" };
    });
    if (content.size < sizeBytes) throw wrongSize(path, sizeBytes, content.size);
    return content;
  }

  /** The id of the experiment with that name, which is created if there is none. */
  async experimentId(name: string): Promise<string> {
    const doing = message`the experiment “${name}” could not be found`;
    const query = new URLSearchParams({ experiment_name: name });
    try {
      const path = `experiments/get-by-name?${query.toString()}`;
      const { experiment } = await this.#get(path, doing, experimentAnswer);
      if (experiment.lifecycle_stage === "deleted") {
        throw new AppError(
          "name-taken",
          message`The experiment “${name}” was deleted on the server. Restore it there, or choose another name.`,
          { details: { name } },
        );
      }
      return experiment.experiment_id;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not-found") throw error;
    }
    const created = await this.#post(
      "experiments/create",
      { name },
      message`the experiment “${name}” could not be created`,
      object({ experiment_id: string() }),
    );
    return created.experiment_id;
  }

  async createRun(
    experimentId: string,
    runName: string,
    startTimeMs: number,
    tags: readonly KeyValue[],
  ): Promise<RunInfo> {
    const { run } = await this.#post(
      "runs/create",
      { experiment_id: experimentId, start_time: startTimeMs, run_name: runName, tags },
      message`the run could not be created`,
      runAnswer,
    );
    const { run_id: runId, run_name, artifact_uri: artifactUri } = run.info;
    return { runId, runName: run_name, artifactUri };
  }

  /** @param modelId of the model that the metrics belong to: MLflow 3 only. */
  async logBatch(
    runId: string,
    batch: {
      readonly params: readonly KeyValue[];
      readonly metrics: readonly {
        readonly key: string;
        readonly value: number;
        readonly timestamp: number;
      }[];
    },
    modelId: string | null = null,
  ): Promise<void> {
    const of = modelId === null ? {} : { model_id: modelId };
    const metrics = batch.metrics.map((metric) => ({ ...metric, step: 0, ...of }));
    await this.#tell(
      "POST",
      "runs/log-batch",
      { run_id: runId, params: batch.params, metrics },
      message`the run's params and metrics could not be logged`,
    );
  }

  async setTag(runId: string, key: string, value: string): Promise<void> {
    await this.#tell(
      "POST",
      "runs/set-tag",
      { run_id: runId, key, value },
      message`the run could not be tagged`,
    );
  }

  /** @param endTimeMs null for a run that continues. */
  async updateRun(
    runId: string,
    status: "RUNNING" | "FINISHED" | "FAILED" | "KILLED",
    endTimeMs: number | null,
  ): Promise<void> {
    const doing =
      status === "RUNNING" ? message`the run could not be continued` : message`the run could not be ended`;
    await this.#tell(
      "POST",
      "runs/update",
      { run_id: runId, status, ...(endTimeMs !== null && { end_time: endTimeMs }) },
      doing,
    );
  }

  /** Spans in OpenTelemetry's protobuf, as MLflow's client sends them: MLflow 3.4 and later. */
  async logSpans(experimentId: string, spans: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#retried(message`the trace could not be sent`, async () => {
      const response = await this.#request("POST", "/v1/traces", new Blob([spans]), {
        "Content-Type": "application/x-protobuf",
        "x-mlflow-experiment-id": experimentId,
      });
      return { status: response.status, body: await this.#textOf(response) };
    });
  }

  /** The facts of a trace whose spans were sent. @param traceInfo in the form of mlflow/entities/trace_info.py. */
  async startTrace(traceInfo: object): Promise<void> {
    const body = { trace: { trace_info: traceInfo } };
    await this.#send("POST", "/api/3.0/mlflow/traces", body, message`the trace could not be sent`);
  }

  /** MLflow 3 only. */
  async createLoggedModel(
    experimentId: string,
    name: string,
    sourceRunId: string,
    params: readonly KeyValue[],
    tags: readonly KeyValue[],
  ): Promise<LoggedModelInfo> {
    const { model } = await this.#post(
      "logged-models",
      { experiment_id: experimentId, name, source_run_id: sourceRunId, params, tags },
      message`the model could not be created`,
      loggedModelAnswer,
    );
    return { modelId: model.info.model_id, artifactUri: model.info.artifact_uri };
  }

  /** Where a logged model's files are. */
  async loggedModelLocation(modelId: string): Promise<string> {
    const doing = message`the logged model ${modelId} could not be found`;
    const path = `logged-models/${percentEncoded(modelId)}`;
    return (await this.#get(path, doing, loggedModelAnswer)).model.info.artifact_uri;
  }

  /** Where a run's files are. */
  async runLocation(runId: string): Promise<string> {
    const doing = message`the run ${runId} could not be found`;
    const path = `runs/get?${new URLSearchParams({ run_id: runId }).toString()}`;
    return (await this.#get(path, doing, runAnswer)).run.info.artifact_uri;
  }

  async finalizeLoggedModel(modelId: string, status: "READY" | "UPLOAD_FAILED"): Promise<void> {
    await this.#tell(
      "PATCH",
      `logged-models/${percentEncoded(modelId)}`,
      { model_id: modelId, status: `LOGGED_MODEL_${status}` },
      message`the model could not be marked as complete`,
    );
  }

  async logOutputs(runId: string, modelId: string): Promise<void> {
    await this.#tell(
      "POST",
      "runs/outputs",
      { run_id: runId, models: [{ model_id: modelId, step: 0 }] },
      message`the model could not be linked to its run`,
    );
  }

  /** Creates the registered model unless it exists. */
  async ensureRegisteredModel(name: string): Promise<void> {
    try {
      await this.#tell(
        "POST",
        "registered-models/create",
        { name },
        message`the model “${name}” could not be registered`,
      );
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "name-taken") throw error;
    }
  }

  /** @param source "models:/m-…" of MLflow 3, or the artifact's URI. @returns the version's number. */
  async createModelVersion(
    name: string,
    source: { readonly uri: string; readonly runId: string; readonly modelId: string | null },
    { tags, description }: { readonly tags: readonly KeyValue[]; readonly description: string },
  ): Promise<string> {
    const created = await this.#post(
      "model-versions/create",
      {
        name,
        source: source.uri,
        run_id: source.runId,
        ...(source.modelId !== null && { model_id: source.modelId }),
        tags,
        description,
      },
      message`a version of “${name}” could not be registered`,
      object({ model_version: object({ version: string() }) }),
    );
    return created.model_version.version;
  }

  async setRegisteredModelAlias(name: string, alias: string, version: string): Promise<void> {
    await this.#tell(
      "POST",
      "registered-models/alias",
      { name, alias, version },
      message`the alias “${alias}” could not be set on version ${version} of “${name}”`,
    );
  }

  /**
   * Uploads a file below an artifact location, through the server's proxy.
   * @throws AppError "unsupported" if the server does not proxy artifacts.
   */
  async uploadArtifact(
    artifactUri: string,
    path: string,
    content: Blob,
    onSentBytes: (bytes: number) => void,
  ): Promise<void> {
    const url = `${this.#access.url}/${artifactProxyPath(artifactUri, path, this.#access.url)}`;
    await this.#retried(message`${path} could not be uploaded`, async () => {
      const headers = { "Content-Type": "application/octet-stream", ...accessHeaders(this.#access) };
      const answer = await this.#platform.upload({
        url,
        headers,
        content,
        onSentBytes,
        signal: this.#signal,
      });
      return { status: answer.status, body: answer.body };
    });
  }

  /**
   * Begins an upload in parts. @param path of the file below the artifact location.
   * @returns a link for each part; null if the server or its store takes no parts.
   */
  async createMultipartUpload(
    artifactUri: string,
    path: string,
    partCount: number,
  ): Promise<Pick<PartialUpload, "uploadId" | "links"> | null> {
    try {
      const text = await this.#multipart("create", artifactUri, path, { num_parts: partCount });
      const { upload_id: uploadId, credentials } = parseAnswer(text, multipartAnswer, this.#access.url);
      const links = credentials.map(({ url, part_number, headers }) => ({
        number: Number(part_number),
        url,
        headers,
      }));
      return { uploadId, links };
    } catch (error) {
      if (error instanceof AppError && NO_PARTS.has(error.details["status"])) return null;
      throw error;
    }
  }

  /** @throws AppError if a part has not arrived. */
  async completeMultipartUpload(
    artifactUri: string,
    path: string,
    { uploadId, links, arrived }: PartialUpload,
  ): Promise<void> {
    const parts = links.map(({ number, url }) => ({ part_number: number, etag: arrived.get(number), url }));
    await this.#multipart("complete", artifactUri, path, { upload_id: uploadId, parts });
  }

  /** The store then drops the parts that arrived. */
  async abortMultipartUpload(
    artifactUri: string,
    path: string,
    { uploadId }: Pick<PartialUpload, "uploadId">,
  ): Promise<void> {
    await this.#multipart("abort", artifactUri, path, { upload_id: uploadId });
  }

  /**
   * Sends a part to the store, without the server's credentials. @returns the part's ETag, "" for Azure Blob Storage.
   * @throws AppError "network": with the details' status if the store refuses, without if the connection breaks.
   */
  async uploadPart(
    path: string,
    { url, headers }: PartLink,
    content: Blob,
    onSentBytes: (bytes: number) => void,
  ): Promise<string> {
    const doing = message`${path} could not be uploaded`;
    const { host } = new URL(url);
    let etag: string | null = null;
    await this.#retried(
      doing,
      async () => {
        const answer = await this.#platform.upload({
          url,
          headers,
          content,
          onSentBytes,
          signal: this.#signal,
        });
        etag = answer.etag ?? (AZURE_BLOCK.test(url) ? "" : null);
        return answer;
      },
      host,
    );
    // The store's CORS rules have to expose it.
    if (etag === null) throw refusal(host, doing, 200, "");
    return etag;
  }

  #multipart(
    step: "create" | "complete" | "abort",
    artifactUri: string,
    path: string,
    body: object,
  ): Promise<string> {
    const at = path.lastIndexOf("/") + 1;
    const [folder, name] = [path.slice(0, Math.max(0, at - 1)), path.slice(at)];
    const url = `/${multipartPath(step, artifactUri, folder, this.#access.url)}`;
    return this.#send("POST", url, { path: name, ...body }, message`${path} could not be uploaded`);
  }

  #get<Answer extends GenericSchema>(
    path: string,
    doing: Message,
    answer: Answer,
  ): Promise<InferOutput<Answer>> {
    return this.#call("GET", path, null, doing, answer);
  }

  #post<Answer extends GenericSchema>(
    path: string,
    body: object,
    doing: Message,
    answer: Answer,
  ): Promise<InferOutput<Answer>> {
    return this.#call("POST", path, body, doing, answer);
  }

  /** For answers that are not needed. */
  async #tell(method: string, path: string, body: object, doing: Message): Promise<void> {
    await this.#call(method, path, body, doing, object({}));
  }

  async #call<Answer extends GenericSchema>(
    method: string,
    path: string,
    body: object | null,
    doing: Message,
    answer: Answer,
  ): Promise<InferOutput<Answer>> {
    const text = await this.#send(method, `/api/2.0/mlflow/${path}`, body, doing);
    return parseAnswer(text, answer, this.#access.url);
  }

  /** Every page of a search. */
  async #pages<Item>(
    doing: Message,
    ask: (page: { page_token?: string }) => Promise<{ items: readonly Item[]; next: string }>,
  ): Promise<Item[]> {
    const found: Item[] = [];
    let token = "";
    let pageCount = 0;
    while (pageCount < MOST_PAGES && found.length < MOST_FOUND) {
      pageCount += 1;
      const { items, next } = await ask(token === "" ? {} : { page_token: token });
      for (const item of items) found.push(item);
      token = next;
      if (token === "") return found;
    }
    throw new AppError(
      "unsupported",
      message`${capitalised(doing)}: the server lists more than this page reads. It read ${found.length} in ${pageCount} answers.`,
    );
  }

  async #send(method: string, path: string, body: object | null, doing: Message): Promise<string> {
    return this.#retried(doing, async () => {
      const response = await this.#request(method, path, body);
      return { status: response.status, body: await this.#textOf(response) };
    });
  }

  #textOf(response: Response): Promise<string> {
    return textUpTo(response, MOST_ANSWERED, () => answerTooLong(this.#access.url));
  }

  #request(
    method: string,
    path: string,
    body: object | null,
    headers: Readonly<Record<string, string>> = body === null ? {} : { "Content-Type": "application/json" },
  ): Promise<Response> {
    return this.#platform.fetch(this.#access.url + path, {
      method,
      signal: this.#signal,
      headers: { ...headers, ...accessHeaders(this.#access) },
      ...(body !== null && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  }

  /** @param url for messages: who is asked. */
  async #retried(
    doing: Message,
    send: () => Promise<{ readonly status: number; readonly body: string }>,
    url = this.#access.url,
  ): Promise<string> {
    for (let tries = 1; ; tries++) {
      throwIfAborted(this.#signal);
      const isLast = tries === MAX_TRIES;
      try {
        const { status, body } = await send();
        this.#hasAnsweredApi ||= this.#hasAnswered;
        this.#hasAnswered = true;
        if (status >= 200 && status < 300) return body;
        if (isLast || !isPassing(status, body)) throw refusal(url, doing, status, body);
      } catch (error) {
        if (isAbort(error) || this.#signal.aborted) throw cancelled(error);
        if (error instanceof AppError) throw error;
        if (this.#hasAnswered && !this.#hasAnsweredApi) throw hostRefused(url, this.#platform.origin, error);
        if (!this.#hasAnswered) throw unreachable(url, this.#platform.origin, error);
        if (isLast) throw brokeOff(url, doing, tries, error);
      }
      await this.#platform.sleep(FIRST_WAIT_MS * 2 ** (tries - 1), this.#signal);
    }
  }
}

function wrongSize(path: string, sizeBytes: number, arrived: MessageValue): AppError {
  return new AppError(
    "network",
    message`${path} should have ${sizeBytes} bytes, and ${arrived} arrived. Try again.`,
  );
}

function pageQuery(page: { page_token?: string }): string {
  return new URLSearchParams({ max_results: String(PAGE_LENGTH), ...page }).toString();
}
