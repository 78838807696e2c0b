/** A large file in parts, through a real MLflow server into an imitation of S3 (moto), as the registry worker sends it. */
import path from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { fakeBundles } from "#kernel/testing/fake-platform.ts";
import { publish } from "#registry/publish.ts";
import type { PublishRequest } from "#registry/registry-port.ts";
import type { ServerPlatform, Upload } from "#registry/server.ts";
import { UnfinishedUploads } from "#registry/unfinished-uploads.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { cleanUp } from "#registry/publish.ts";
import { type ServedModel, serveModel } from "./served-model.ts";
import { peersCommands, peersPython } from "./setup.mjs";

const MIB = 2 ** 20;
/** The least that S3 takes. */
const SIZES = { fromBytes: 8 * MIB, partBytes: 5 * MIB };
const KEYS = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", AWS_DEFAULT_REGION: "us-east-1" };

let folder: string;
let store: ServedModel;
let server: ServedModel;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "multipart-"));
  store = await serveModel({
    command: path.join(peersCommands("s3"), "moto_server"),
    args: (port) => ["-H", "127.0.0.1", "-p", String(port)],
    readyPath: "/moto-api/",
  });
  await fetch(`${store.origin}/models`, { method: "PUT" });
  server = await serveModel({
    command: peersPython("s3"),
    args: (port) =>
      `-m mlflow server --host=127.0.0.1 --port=${port} --workers=1 --artifacts-destination=s3://models/all`
        .split(" ")
        .concat(`--backend-store-uri=sqlite:///${folder}/mlflow.db`),
    cwd: folder,
    env: { ...KEYS, MLFLOW_S3_ENDPOINT_URL: store.origin, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
    readyPath: "/health",
  });
}, 600_000);
afterAll(async () => {
  await Promise.all([server, store].map((each) => each?.stop()));
  await rm(folder, { recursive: true, force: true });
});

it("a file of three parts arrives whole; after a break only what is missing is sent; what is given up is dropped", async () => {
  const content = new Uint8Array(12 * MIB).map((_, at) => (at * 2654435761) >>> 24);
  const request = await requestOf(content, "whole");
  const uploads = uploadsInMemory();
  const first = new Wire({ breaksAt: 2 });
  await expect(run(request, first, uploads)).rejects.toThrow("broke 4 times");
  const second = new Wire();
  const { modelUri, serverUrl } = await run(request, second, uploads);
  expect([first.parts.filter((part) => part !== 2).toSorted((a, b) => a - b), second.parts]).toEqual([
    [1, 3],
    [2],
  ]);
  expect(modelUri).toMatch(/^models:\/m-/);
  const id = modelUri.slice("models:/".length);
  const answer = await fetch(
    `${serverUrl}/api/2.0/mlflow-artifacts/artifacts/1/models/${id}/artifacts/artifacts/tiny/large.bin`,
  );
  expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), Buffer.from(content))).toBe(0);

  const other = await requestOf(content, "given up");
  await expect(run(other, new Wire({ breaksAt: 3 }), uploads)).rejects.toThrow("broke 4 times");
  expect(await unfinishedInStore()).toBe(1);
  const [left] = await uploads.all();
  const { signal } = new AbortController();
  await cleanUp(other.server, left?.key ?? "", { ...options(new Wire(), uploads), signal });
  expect(await unfinishedInStore()).toBe(0);
}, 300_000);

/** Sends by fetch, and counts the parts. */
class Wire implements ServerPlatform {
  readonly origin = "http://127.0.0.1:1";
  readonly parts: number[] = [];
  readonly fetch = globalThis.fetch;
  readonly sleep = () => Promise.resolve();
  readonly #breaksAt: number | null;

  constructor({ breaksAt = null }: { readonly breaksAt?: number | null } = {}) {
    this.#breaksAt = breaksAt;
  }

  readonly upload: Upload = async ({ url, headers, content, signal }) => {
    const part = new URL(url).searchParams.get("partNumber");
    if (part !== null) {
      if (Number(part) === this.#breaksAt) throw new Error("The connection broke.");
      this.parts.push(Number(part));
    }
    const answer = await fetch(url, { method: "PUT", headers: { ...headers }, body: content, signal });
    return { status: answer.status, body: await answer.text(), etag: answer.headers.get("ETag") };
  };
}

function run(request: PublishRequest, wire: Wire, unfinished: UnfinishedUploads) {
  return publish(request, options(wire, unfinished));
}

function options(platform: Wire, unfinished: UnfinishedUploads) {
  return {
    platform,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    now: () => new Date(),
    newUuid: () => crypto.randomUUID(),
    unfinished,
    partSizes: SIZES,
  };
}

async function requestOf(content: Uint8Array<ArrayBuffer>, runName: string): Promise<PublishRequest> {
  const wrapper = defaultWrapper("pyfunc");
  const tiny = await fakeBundles().get("tiny", new AbortController().signal);
  const blob = new Blob([content]);
  const large = { path: "large.bin", sizeBytes: blob.size, source: { kind: "blob", blob } } as const;
  const bundle: ModelBundle = { ...tiny, files: [...tiny.files, large] };
  return {
    cellId: "register-1",
    server: { url: server.origin, user: "", secret: "" },
    experiment: "Parts",
    runName,
    record: { params: {}, metrics: {} },
    about: { description: "", tags: {} },
    artifact: { wrapper, code: generateCode(wrapper), bundle, report: await inspectBundle(bundle) },
    registeredName: "",
    alias: "",
    tags: {},
  };
}

function uploadsInMemory(): UnfinishedUploads {
  const stored = new Map<string, unknown>();
  const storage = {
    load: async (key: string) => structuredClone(stored.get(key)),
    save: async (key: string, value: unknown) => void stored.set(key, structuredClone(value)),
    list: async () => [...stored.keys()],
    remove: async (key: string) => void stored.delete(key),
  };
  return new UnfinishedUploads({ storage, tab: "t", isTabOpen: async () => false });
}

async function unfinishedInStore(): Promise<number> {
  const xml = await (await fetch(`${store.origin}/models?uploads`)).text();
  return xml.split("<UploadId>").length - 1;
}
