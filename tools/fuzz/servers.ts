/** Answers of servers that a person named: a tracking server, the hub, a list of a model's files. */
import { AppError, cancelled } from "../../src/base/errors.ts";
import { checkPaths } from "../../src/bundle/check-path.ts";
import { lookUpHub } from "../../src/bundle/download/hub-source.ts";
import { lookUpManifest } from "../../src/bundle/download/manifest-source.ts";
import type { DownloadPlan } from "../../src/bundle/download/plan.ts";
import { openEmbedded } from "../../src/bundle/open-embedded.ts";
import { FileSender } from "../../src/registry/file-sender.ts";
import { lookAt } from "../../src/registry/look-at.ts";
import { MlflowClient } from "../../src/registry/mlflow-client.ts";
import { openVersion } from "../../src/registry/open-version.ts";
import type { ServerPlatform } from "../../src/registry/server.ts";
import type { PartialUpload } from "../../src/registry/unfinished-upload.ts";
import { JSON_WORDS } from "./mutate.ts";
import { always, type Target } from "./target.ts";

const SERVER = "https://mlflow.example:5000";
const ACCESS = { url: SERVER, user: "", secret: "secret" };
/** More than any of the page's questions takes. */
const MOST_REQUESTS = 3000;
const SHA256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
const SHA1 = "0123456789abcdef0123456789abcdef01234567";
const LOCATION = "mlflow-artifacts:/0/models/m-1/artifacts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => encode(JSON.stringify(value));

/** A tracking server that gives one answer to everything. */
class Answering implements ServerPlatform {
  readonly origin = "https://page.example";
  readonly #body: Uint8Array<ArrayBuffer>;
  readonly #status: number;
  readonly #broken: string[] = [];
  #requestCount = 0;

  constructor(body: Uint8Array<ArrayBuffer>, status: number) {
    this.#body = body;
    this.#status = status;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { url, headers } = new Request(input, init);
    this.#look(url, headers);
    if (url.endsWith("/version")) return new Response("3.17.2");
    return new Response(this.#body, { status: this.#status });
  };

  readonly upload: ServerPlatform["upload"] = async ({ url, headers, content, onSentBytes }) => {
    this.#look(url, new Headers(headers));
    onSentBytes(content.size);
    return { status: this.#status, body: "", etag: '"e"' };
  };

  readonly sleep = async (): Promise<void> => undefined;

  check(): void {
    always(this.#broken.length === 0, this.#broken[0] ?? "");
  }

  #look(url: string, headers: Headers): void {
    this.#requestCount += 1;
    if (this.#requestCount > MOST_REQUESTS) {
      this.#broken.push("a server is not asked for ever");
      throw cancelled();
    }
    const isOwn = url.startsWith(`${SERVER}/`);
    if (!isOwn && headers.get("Authorization")?.includes(ACCESS.secret) === true)
      this.#broken.push("the secret goes to the server alone");
    if (isOwn && !/^\/(version$|api\/2\.0\/)/.test(new URL(url).pathname))
      this.#broken.push(`nothing but the server's API is asked, and not ${url}`);
  }
}

/** All that the page asks a tracking server. */
async function askAll(platform: ServerPlatform): Promise<unknown> {
  const { signal } = new AbortController();
  const client = new MlflowClient(ACCESS, platform, signal);
  const sizes = { fromBytes: 8, partBytes: 4 };
  const parts = new Map<string, PartialUpload>();
  const sender = new FileSender(client, { parts, keep: () => Promise.resolve(), location: LOCATION, sizes });
  const content = new Blob(["aaaabbbbcc"]);
  const asked = [
    () => lookAt(ACCESS, platform, signal),
    () => openVersion(ACCESS, { name: "m", version: "1" }, { platform, onProgress: () => undefined, signal }),
    () => client.experimentId("e"),
    async () => {
      const { runId, artifactUri } = await client.createRun("1", "r", 0, []);
      await client.setTag(runId, "k", "v");
      await client.uploadArtifact(artifactUri, "MLmodel", content, () => undefined);
    },
    async () => {
      const { modelId, artifactUri } = await client.createLoggedModel("1", "m", "r", [], []);
      await client.uploadArtifact(artifactUri, "MLmodel", content, () => undefined);
      await client.finalizeLoggedModel(modelId, "READY");
    },
    () =>
      client.createModelVersion(
        "m",
        { uri: "models:/m-1", runId: "r", modelId: "m-1" },
        { tags: [], description: "" },
      ),
    () => sender.send({ path: "data/large.bin", content, onSentBytes: () => undefined }),
  ];
  const refusals: AppError[] = [];
  for (const ask of asked) {
    await ask().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      // Whatever it was, it is told in the product's words.
      if (error.code === "internal") throw error;
      refusals.push(error);
    });
  }
  const [first] = refusals;
  if (first !== undefined && refusals.length === asked.length) throw first;
  return asked.length - refusals.length;
}

/** @param hosts that are asked. */
async function lookedUp(
  body: Uint8Array<ArrayBuffer>,
  lookUp: (options: { fetch: typeof fetch; signal: AbortSignal }) => Promise<readonly DownloadPlan[]>,
): Promise<number> {
  const { signal } = new AbortController();
  let requestCount = 0;
  const plans = await lookUp({
    signal,
    fetch: async (input, init) => {
      requestCount += 1;
      if (requestCount > MOST_REQUESTS) throw cancelled();
      // Refuses what a browser cannot request.
      if (new Request(input, init).url === "") throw cancelled();
      return new Response(body, { headers: { Link: '</next?cursor=1>; rel="next"' } });
    },
  });
  always(requestCount <= MOST_REQUESTS, "a server is not asked for ever");
  for (const { files } of plans) {
    checkPaths(files.map(({ path }) => path));
    for (const { url, sizeBytes } of files) {
      always(/^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(url), "a file comes encrypted");
      always(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, "a size is a count");
    }
  }
  return plans.length;
}

const MLFLOW_ANSWERS = [
  {
    experiments: [{ experiment_id: "0", name: "Default", lifecycle_stage: "active" }],
    next_page_token: "",
    registered_models: [{ name: "m", aliases: [{ alias: "a", version: "1" }] }],
    model_versions: [{ name: "m", version: "1", tags: [{ key: "k", value: "v" }] }],
  },
  {
    artifact_uri: LOCATION,
    files: [
      { path: "artifacts/genai_config.json", is_dir: false, file_size: 2 },
      { path: "model/config.json", is_dir: false, file_size: "2" },
    ],
  },
  {
    experiment: { experiment_id: "1", lifecycle_stage: "active" },
    run: { info: { run_id: "r", run_name: "n", artifact_uri: LOCATION } },
    model: { info: { model_id: "m-1", artifact_uri: LOCATION } },
    model_version: { version: "1" },
  },
  {
    upload_id: "u",
    credentials: [1, 2, 3].map((part) => ({
      url: `https://store.example/bucket/key?partNumber=${part}&uploadId=u`,
      part_number: part,
      headers: { "x-amz-meta": "a" },
    })),
  },
  { error_code: "RESOURCE_ALREADY_EXISTS", message: "It exists." },
].map(json);

const MLFLOW_WORDS = [
  ...JSON_WORDS,
  '"is_dir":true',
  '"next_page_token":"t"',
  "mlflow-artifacts:/",
  "../",
  "%2e%2e/",
  "http://[",
  "javascript:",
  "\\ud800",
  "-1",
  '"file_size":"x"',
];

export const SERVERS: Readonly<Record<string, Target>> = {
  "mlflow-answer": {
    seeds: MLFLOW_ANSWERS,
    words: MLFLOW_WORDS,
    read: async (bytes) => {
      const server = new Answering(bytes, 200);
      try {
        return await askAll(server);
      } finally {
        server.check();
      }
    },
  },
  "mlflow-refusal": {
    seeds: [...MLFLOW_ANSWERS, encode("<html>502 Bad Gateway</html>")],
    words: [...MLFLOW_WORDS, "--serve-artifacts", "<html>"],
    read: async (bytes) => {
      let told: unknown = null;
      await askAll(new Answering(bytes, [400, 403, 404, 503][bytes.length % 4] ?? 400)).catch(
        (error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          told = error.message;
        },
      );
      return told;
    },
  },
  "model-list": {
    seeds: [
      json({
        name: "m",
        files: [
          { path: "genai_config.json", size: 2, sha256: SHA256 },
          {
            path: "model.onnx.data",
            size: 70_000,
            url: "https://other.example/a%20b",
            pieces: { bytes: 65_536, sha256: [SHA256, SHA256] },
          },
        ],
      }),
      json({ name: "m", files: [], notebook: { path: "n.ipynb", size: 2, sha256: SHA256 }, bundleId: "b" }),
    ],
    words: [...JSON_WORDS, "../", "http://", "http://[", "javascript:", "\\ud800", "file:///", "u:p@"],
    read: (bytes) =>
      lookedUp(bytes, async (options) => [
        await lookUpManifest({ kind: "manifest", url: "https://host.example/m/bundle.json" }, options),
      ]),
  },
  "demo-list": {
    seeds: [
      json({
        name: "Phi-3 demo",
        description: "A toy.",
        demo: true,
        files: [{ path: "onnx/model_q4.onnx", size: 2, sha256: SHA256 }],
      }),
    ],
    words: [...JSON_WORDS, "../", "\\ud800", "?", "#"],
    read: async (bytes) => {
      const base = "https://page.example/models/demo/";
      const { files } = await openEmbedded(base, { fetch: async () => new Response(bytes) });
      for (const { source } of files)
        always(source.kind === "url" && source.url.startsWith(base), "a file lies in the model's folder");
      return files.length;
    },
  },
  "hub-answer": {
    seeds: [
      json({ sha: SHA1, id: "owner/name", gated: false }),
      json([
        { type: "directory", path: "cpu", oid: SHA1 },
        { type: "file", path: "cpu/genai_config.json", size: 2, oid: SHA1 },
        { type: "file", path: "cpu/model.onnx", size: 9, oid: SHA1, lfs: { oid: SHA256, size: 9 } },
      ]),
    ],
    words: [...JSON_WORDS, "../", "\\ud800", '"lfs":', '"gated":"auto"', "owner/name"],
    read: (bytes) =>
      lookedUp(bytes, ({ fetch, signal }) => {
        const source = {
          kind: "hub",
          hubUrl: "https://hub.example",
          repository: "owner/name",
          revision: "main",
          variant: null,
        } as const;
        // The commit is right where the tree is tried, and the other way round.
        const isTree = bytes[0] === 0x5b;
        return lookUpHub(source, {
          signal,
          fetch: (input, init) => {
            const isOfTree = new Request(input, init).url.includes("/tree/");
            if (isOfTree === isTree) return fetch(input, init);
            const right = isOfTree
              ? [
                  { type: "file", path: "genai_config.json", size: 2, oid: SHA1 },
                  { type: "file", path: "model.onnx", size: 2, oid: SHA1 },
                ]
              : { sha: SHA1, id: "owner/name" };
            return Promise.resolve(Response.json(right));
          },
        });
      }),
  },
};
