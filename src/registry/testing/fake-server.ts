/** A tracking server in memory, with faults, that records its requests and its content. */
import type { ServerPlatform, Upload } from "../server.ts";

interface Failure {
  /** The first call that matches fails, once. */
  readonly call: RegExp;
  /** "broken": the connection fails. */
  readonly status: number | "broken";
  readonly body?: object;
}

type Body = Readonly<Record<string, unknown>>;

interface PartsBody {
  readonly path: string;
  readonly num_parts?: number;
  readonly upload_id?: string;
  readonly parts?: readonly { readonly part_number: number; readonly etag: string }[];
}

const ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
const PARTS = "/api/2.0/mlflow-artifacts/mpu/";
const STORE = "https://store:9000/";

export class FakeServer implements ServerPlatform {
  readonly url = "http://server:5000";
  readonly origin = "http://page:1";
  readonly failures: Failure[] = [];
  /** Method and path of each call; a row of uploads counts as one. */
  readonly calls: string[] = [];
  /** By path below the artifact root. */
  readonly files = new Map<string, string>();
  readonly authorizations = new Set<string>();
  readonly waitsMs: number[] = [];
  /** Answers beyond publishing, by path below /api/2.0/mlflow/ without the query: one answer per call. */
  readonly answers = new Map<string, object[]>();
  onPut: (path: string) => unknown = () => undefined;
  /** Uploads in parts that were begun and not yet ended, by id; null: a store that takes none. */
  uploads: Map<string, Map<number, string>> | null = null;
  /** Whether the store lets the page read its ETags. */
  showsEtags = true;
  readonly #version: string;
  readonly #bodies = new Map<string, Body>();

  constructor({ version = "3.17.2" }: { readonly version?: string } = {}) {
    this.#version = version;
  }

  /** The body of the last call to a path below /api/2.0/mlflow/. */
  bodyOf(path: string): Body | undefined {
    return this.#bodies.get(path);
  }

  readonly sleep = async (ms: number): Promise<void> => {
    this.waitsMs.push(ms);
  };

  fetch = (async (input: string, init: RequestInit = {}) => {
    init.signal?.throwIfAborted();
    const path = input.slice(this.url.length);
    this.#authorize(init.headers as Record<string, string>);
    const call = `${init.method} ${path}`;
    this.calls.push(call);
    const failure = this.#failureOf(call);
    if (failure?.status === "broken") throw new TypeError("Failed to fetch");
    if (failure) return new Response(JSON.stringify(failure.body ?? {}), { status: failure.status });
    if (path === "/version") return new Response(this.#version);
    if (path.startsWith(ARTIFACTS)) return this.#artifacts(new URL(input));
    if (path.startsWith(PARTS))
      return this.#parts(path.slice(PARTS.length), JSON.parse(init.body as string) as PartsBody);
    const name = path.replace("/api/2.0/mlflow/", "");
    const body = JSON.parse(typeof init.body === "string" ? init.body : "{}") as Body;
    this.#bodies.set(name, body);
    const answer = this.answers.get(name.split("?")[0] ?? "")?.shift() ?? answerTo(name);
    return answer === null
      ? new Response('{"error_code": "RESOURCE_DOES_NOT_EXIST"}', { status: 404 })
      : new Response(JSON.stringify(answer));
  }) as typeof globalThis.fetch;

  upload: Upload = async ({ url, headers, content, onSentBytes, signal }) => {
    signal.throwIfAborted();
    if (url.startsWith(STORE)) return this.#storePart(url, headers, content);
    this.#authorize(headers);
    const path = url.slice(`${this.url}/api/2.0/mlflow-artifacts/artifacts/`.length);
    if (this.calls.at(-1) !== "PUT files") this.calls.push("PUT files");
    onSentBytes(Math.floor(content.size / 2));
    const failure = this.#failureOf(`PUT ${path}`);
    if (failure?.status === "broken") throw new Error("The connection broke.");
    if (failure) return { status: failure.status, body: JSON.stringify(failure.body ?? {}), etag: null };
    this.onPut(path);
    this.files.set(path, await content.text());
    onSentBytes(content.size);
    return { status: 200, body: "{}", etag: null };
  };

  /** A folder's list, or a file. */
  #artifacts(url: URL): Response {
    const folder = url.searchParams.get("path");
    if (folder === null) {
      const content = this.files.get(decodeURIComponent(url.pathname.slice(ARTIFACTS.length + 1)));
      return content === undefined ? new Response("{}", { status: 404 }) : new Response(content);
    }
    const entries = new Map<string, object>();
    for (const [path, content] of this.files) {
      if (!path.startsWith(`${folder}/`)) continue;
      const [name = "", ...below] = path.slice(folder.length + 1).split("/");
      const isFolder = below.length > 0;
      entries.set(name, { path: name, is_dir: isFolder, ...(!isFolder && { file_size: content.length }) });
    }
    return new Response(JSON.stringify({ files: [...entries.values()] }));
  }

  /** As MLflow answers with S3 behind it: the fields of CreateMultipartUpload in mlflow/protos/mlflow_artifacts.proto. */
  #parts(place: string, body: PartsBody): Response {
    if (this.uploads === null) {
      const message = "Multipart upload is not supported for the current artifact repository";
      return new Response(JSON.stringify({ error_code: "NOT_IMPLEMENTED", message }), { status: 501 });
    }
    const [step = "", ...folder] = place.split("/");
    if (step === "create") {
      const id = `u${this.calls.length}`;
      this.uploads.set(id, new Map());
      const credentials = Array.from({ length: body.num_parts ?? 0 }, (_, at) => ({
        url: `${STORE}${id}/${at + 1}?signature=s`,
        part_number: at + 1,
        headers: {},
      }));
      return new Response(JSON.stringify({ upload_id: id, credentials }));
    }
    const parts = this.uploads.get(body.upload_id ?? "");
    this.uploads.delete(body.upload_id ?? "");
    if (step === "complete") {
      const given = (body.parts ?? []).map(({ part_number: number, etag }) => ({ number, etag }));
      if (parts === undefined || given.some(({ number, etag }) => etag !== `"${number}"`))
        return new Response(JSON.stringify({ error_code: "INTERNAL_ERROR" }), { status: 500 });
      const content = given.map(({ number }) => parts.get(number) ?? "").join("");
      this.files.set([...folder, body.path].join("/"), content);
    }
    return new Response("{}");
  }

  async #storePart(
    url: string,
    headers: Readonly<Record<string, string>>,
    content: Blob,
  ): ReturnType<Upload> {
    const [, id = "", part = ""] = /^https:\/\/store:9000\/(\w+)\/(\d+)\?/.exec(url) ?? [];
    this.calls.push(`PUT part ${part}${headers["Authorization"] === undefined ? "" : " with credentials"}`);
    const failure = this.#failureOf(`PUT part ${part}`);
    if (failure?.status === "broken") throw new Error("The connection broke.");
    if (failure) return { status: failure.status, body: "<Error/>", etag: null };
    this.uploads?.get(id)?.set(Number(part), await content.text());
    return { status: 200, body: "", etag: this.showsEtags ? `"${part}"` : null };
  }

  #authorize(headers: Readonly<Record<string, string>>): void {
    if (headers["Authorization"] !== undefined) this.authorizations.add(headers["Authorization"]);
  }

  #failureOf(call: string): Failure | undefined {
    const at = this.failures.findIndex((failure) => failure.call.test(call));
    return at < 0 ? undefined : this.failures.splice(at, 1)[0];
  }
}

/** Real MLflow 3.17's answer, without what nobody reads; null if there is none. */
function answerTo(name: string): object | null {
  switch (name) {
    case "experiments/create":
      return { experiment_id: "7" };
    case "runs/create":
      return {
        run: {
          info: { run_id: "r1", run_name: "from the page", artifact_uri: "mlflow-artifacts:/0/r1/artifacts" },
        },
      };
    case "logged-models":
      return {
        model: { info: { model_id: "m-1", artifact_uri: "mlflow-artifacts:/0/models/m-1/artifacts" } },
      };
    case "model-versions/create":
      return { model_version: { version: "1" } };
    default:
      return name.startsWith("experiments/get-by-name") ? null : {};
  }
}
