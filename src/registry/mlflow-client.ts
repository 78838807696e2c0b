import { own } from "#base/own.ts";
import { AppError, cancelled, isAbort, throwIfAborted } from "#base/errors.ts";
import { capitalised, message, type Message, type Wording } from "#base/message.ts";
import { artifactListPath, artifactProxyPath } from "./artifact-location.ts";
import { accessHeaders, type ServerAccess, type ServerPlatform } from "./server.ts";
import { brokeOff, hostRefused, isPassing, refusal, unreachable } from "./server-errors.ts";

const FIRST_WAIT_MS = 500;
const MAX_TRIES = 4;
/** MLflow's searches give 1000 at most, model versions 200000; a page of this length suits both. */
const PAGE_LENGTH = 200;
/** MLflow keeps prompts as registered models with this tag (mlflow/prompt/constants.py). */
const PROMPT_TAG = "mlflow.prompt.is_prompt";
/** What a person can look through at most. */
const MOST_FOUND = 5000;

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
 * The part of an MLflow tracking server's REST API that publishing a model needs (mlflow/protos/service.proto and
 * model_registry.proto, 3.17). Names are those of mlflow.MlflowClient.
 *
 * Every method throws AppError: "network" when the server cannot be reached or refuses, "name-taken", "not-found", "aborted".
 * What may pass is tried again.
 */
export class MlflowClient {
  readonly #access: ServerAccess;
  readonly #platform: ServerPlatform;
  readonly #signal: AbortSignal;
  /** A server that answered once is there: what fails then may pass. */
  #hasAnswered = false;
  /** MLflow answers /version whatever host name it was asked by, and nothing else. */
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
        message`${this.#access.url} is no MLflow tracking server: it gives no version at ${this.#access.url}/version. Give the address that mlflow server printed.`,
        { details: { url: this.#access.url } },
      );
    }
    return text;
  }

  /** Names of the experiments that are not deleted, the latest first. */
  async searchExperiments(): Promise<string[]> {
    const doing = message`the experiments could not be listed`;
    const found = await this.#pages("experiments", doing, (page) =>
      this.#post("experiments/search", { max_results: PAGE_LENGTH, ...page }, doing),
    );
    return found.map((experiment) => text(experiment, "name"));
  }

  /** Every version of every registered model, the latest version first. */
  async searchModelVersions(): Promise<ModelVersionInfo[]> {
    const doing = message`the registered models could not be listed`;
    const aliases = await this.#aliases(doing);
    const found = await this.#pages("model_versions", doing, (page) => {
      const query = new URLSearchParams({ max_results: String(PAGE_LENGTH), ...page });
      return this.#get(`model-versions/search?${query.toString()}`, doing);
    });
    return found
      .filter((version) => !list(version["tags"]).some((tag) => tag["key"] === PROMPT_TAG))
      .map((version) => {
        const [name, number] = [text(version, "name"), text(version, "version")];
        return { name, version: number, aliases: aliases.get(`${name}/${number}`) ?? [] };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name) || Number(b.version) - Number(a.version));
  }

  /** The search of versions leaves them out. */
  async #aliases(doing: Message): Promise<Map<string, string[]>> {
    const found = await this.#pages("registered_models", doing, (page) => {
      const query = new URLSearchParams({ max_results: String(PAGE_LENGTH), ...page });
      return this.#get(`registered-models/search?${query.toString()}`, doing);
    });
    const aliases = new Map<string, string[]>();
    for (const model of found) {
      for (const each of list(model["aliases"])) {
        const key = `${text(model, "name")}/${text(each, "version")}`;
        aliases.set(key, [...(aliases.get(key) ?? []), text(each, "alias")]);
      }
    }
    return aliases;
  }

  /** Where a version's files lie. */
  async modelVersionLocation(name: string, version: string): Promise<string> {
    const query = new URLSearchParams({ name, version });
    const doing = message`version ${version} of “${name}” could not be found`;
    const found = await this.#get(`model-versions/get-download-uri?${query.toString()}`, doing);
    return text(found, "artifact_uri");
  }

  /** What lies in one folder below an artifact location; "" is the location itself. */
  async listArtifacts(artifactUri: string, folder: string): Promise<ArtifactEntry[]> {
    const url = `/${artifactListPath(artifactUri, folder, this.#access.url)}`;
    const answer = await this.#send("GET", url, null, message`the model's files could not be listed`);
    return list(record(parseJson(answer, this.#access.url))["files"]).map((file) => {
      const name = text(file, "path");
      return {
        path: folder === "" ? name : `${folder}/${name}`,
        isFolder: file["is_dir"] === true,
        sizeBytes: Number(file["file_size"] ?? 0),
      };
    });
  }

  /** @throws AppError "network" when the server cannot be read, "aborted". */
  async downloadArtifact(
    artifactUri: string,
    path: string,
    onBytes: (loadedBytes: number) => void,
  ): Promise<Blob> {
    const url = `/${artifactProxyPath(artifactUri, path, this.#access.url)}`;
    let content = new Blob();
    await this.#retried(message`${path} could not be downloaded`, async () => {
      const response = await this.#request("GET", url, null);
      if (!response.ok || response.body === null) {
        return { status: response.status, body: await response.text() };
      }
      let loadedBytes = 0;
      const counted = response.body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            loadedBytes += chunk.length;
            onBytes(loadedBytes);
            controller.enqueue(chunk);
          },
        }),
      );
      content = await new Response(counted).blob();
      return { status: response.status, body: "" };
    });
    return content;
  }

  /** The id of the experiment of that name, which is created where there is none. */
  async experimentId(name: string): Promise<string> {
    const doing = message`the experiment “${name}” could not be found`;
    const query = new URLSearchParams({ experiment_name: name });
    try {
      const found = await this.#get(`experiments/get-by-name?${query.toString()}`, doing);
      const experiment = record(found["experiment"]);
      if (experiment["lifecycle_stage"] === "deleted") {
        throw new AppError(
          "name-taken",
          message`The experiment “${name}” was deleted on the server. Restore it there, or choose another name.`,
          { details: { name } },
        );
      }
      return text(experiment, "experiment_id");
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not-found") throw error;
    }
    const created = await this.#post(
      "experiments/create",
      { name },
      message`the experiment “${name}” could not be created`,
    );
    return text(created, "experiment_id");
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
    );
    const info = record(record(run)["info"]);
    return {
      runId: text(info, "run_id"),
      runName: text(info, "run_name"),
      artifactUri: text(info, "artifact_uri"),
    };
  }

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
  ): Promise<void> {
    const metrics = batch.metrics.map((metric) => ({ ...metric, step: 0 }));
    await this.#post(
      "runs/log-batch",
      { run_id: runId, params: batch.params, metrics },
      message`the run's params and metrics could not be logged`,
    );
  }

  async setTag(runId: string, key: string, value: string): Promise<void> {
    await this.#post("runs/set-tag", { run_id: runId, key, value }, message`the run could not be tagged`);
  }

  /** @param endTimeMs null for a run that goes on. */
  async updateRun(
    runId: string,
    status: "RUNNING" | "FINISHED" | "FAILED" | "KILLED",
    endTimeMs: number | null,
  ): Promise<void> {
    const doing =
      status === "RUNNING"
        ? message`the run that was begun could not be gone on with`
        : message`the run could not be ended`;
    await this.#post(
      "runs/update",
      { run_id: runId, status, ...(endTimeMs !== null && { end_time: endTimeMs }) },
      doing,
    );
  }

  /** MLflow 3 only. */
  async createLoggedModel(
    experimentId: string,
    name: string,
    sourceRunId: string,
    params: readonly KeyValue[],
  ): Promise<LoggedModelInfo> {
    const { model } = await this.#post(
      "logged-models",
      { experiment_id: experimentId, name, source_run_id: sourceRunId, params },
      message`the model could not be created`,
    );
    const info = record(record(model)["info"]);
    return { modelId: text(info, "model_id"), artifactUri: text(info, "artifact_uri") };
  }

  async finalizeLoggedModel(modelId: string, status: "READY" | "UPLOAD_FAILED"): Promise<void> {
    await this.#call(
      "PATCH",
      `logged-models/${encodeURIComponent(modelId)}`,
      { model_id: modelId, status: `LOGGED_MODEL_${status}` },
      message`the model could not be marked as complete`,
    );
  }

  async logOutputs(runId: string, modelId: string): Promise<void> {
    await this.#post(
      "runs/outputs",
      { run_id: runId, models: [{ model_id: modelId, step: 0 }] },
      message`the model could not be linked to its run`,
    );
  }

  /** Creates the registered model unless it is there. */
  async ensureRegisteredModel(name: string): Promise<void> {
    try {
      await this.#post(
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
    tags: readonly KeyValue[],
  ): Promise<string> {
    const created = await this.#post(
      "model-versions/create",
      {
        name,
        source: source.uri,
        run_id: source.runId,
        ...(source.modelId !== null && { model_id: source.modelId }),
        tags,
      },
      message`a version of “${name}” could not be registered`,
    );
    return text(record(created["model_version"]), "version");
  }

  async setRegisteredModelAlias(name: string, alias: string, version: string): Promise<void> {
    await this.#post(
      "registered-models/alias",
      { name, alias, version },
      message`the alias “${alias}” could not be set on version ${version} of “${name}”`,
    );
  }

  /**
   * Uploads a file below an artifact location, through the server's proxy.
   * @throws AppError "unsupported" when the server does not proxy artifacts.
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

  async #get(path: string, doing: Message): Promise<Record<string, unknown>> {
    return this.#call("GET", path, null, doing);
  }

  async #post(path: string, body: object, doing: Message): Promise<Record<string, unknown>> {
    return this.#call("POST", path, body, doing);
  }

  async #call(
    method: string,
    path: string,
    body: object | null,
    doing: Message,
  ): Promise<Record<string, unknown>> {
    return parseJson(await this.#send(method, `/api/2.0/mlflow/${path}`, body, doing), this.#access.url);
  }

  /** Every page of a search. */
  async #pages(
    member: string,
    doing: Message,
    ask: (page: { page_token?: string }) => Promise<Record<string, unknown>>,
  ): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let token: unknown = "";
    do {
      const answer = await ask(typeof token === "string" && token !== "" ? { page_token: token } : {});
      for (const item of list(own(answer, member))) found.push(item);
      token = answer["next_page_token"];
    } while (typeof token === "string" && token !== "" && found.length < MOST_FOUND);
    if (found.length >= MOST_FOUND && token) {
      throw new AppError("unsupported", message`${capitalised(doing)}: there are more than ${MOST_FOUND}.`);
    }
    return found;
  }

  async #send(method: string, path: string, body: object | null, doing: Message): Promise<string> {
    return this.#retried(doing, async () => {
      const response = await this.#request(method, path, body);
      return { status: response.status, body: await response.text() };
    });
  }

  #request(method: string, path: string, body: object | null): Promise<Response> {
    return this.#platform.fetch(this.#access.url + path, {
      method,
      signal: this.#signal,
      headers: {
        ...(body !== null && { "Content-Type": "application/json" }),
        ...accessHeaders(this.#access),
      },
      ...(body !== null && { body: JSON.stringify(body) }),
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  }

  async #retried(
    doing: Message,
    send: () => Promise<{ readonly status: number; readonly body: string }>,
  ): Promise<string> {
    const { url } = this.#access;
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

function parseJson(answer: string, url: string): Record<string, unknown> {
  try {
    return record(JSON.parse(answer === "" ? "{}" : answer));
  } catch (cause) {
    throw new AppError(
      "network",
      message`${url} answered with something else than MLflow's JSON. Check the address: it should be that of an MLflow tracking server.`,
      { details: { url }, cause },
    );
  }
}

/** MLflow leaves out lists that are empty. */
function list(value: unknown): Record<string, unknown>[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw incomplete(message`a list`);
  return value.map(record);
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw incomplete(message`an object`);
  return value as Record<string, unknown>;
}

function text(from: Record<string, unknown>, name: string): string {
  const value = own(from, name);
  if (typeof value !== "string") throw incomplete(name);
  return value;
}

function incomplete(what: Wording): AppError {
  return new AppError(
    "network",
    message`The server's answer lacks ${what}: it is none of an MLflow tracking server.`,
  );
}
