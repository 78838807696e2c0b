import { beforeEach, describe, expect, it } from "vitest";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { lookUpHub } from "./hub-source.ts";
import { lookUpManifest } from "./manifest-source.ts";
import { sourceModels } from "../families/source-models.ts";
import { FileServer, serverUrl } from "./testing/file-server.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const gitOid = "89abcdef0123456789abcdef0123456789abcdef";
const lfsOid = "a".repeat(64);
const folder = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";

let server: FileServer;
beforeEach(() => {
  server = new FileServer();
});

describe("a repository of the hub", () => {
  it("gives a plan for the wanted folder, pinned to its commit, with the hub's sizes and hashes", async () => {
    serveRepository("microsoft/Phi", [
      file("README.md", 10),
      file(`${folder}/genai_config.json`, 1580),
      file(`${folder}/configuration_phi3.py`, 10_400),
      lfs(`${folder}/model.onnx.data`, 2_720_000_000),
      { type: "directory", path: folder, size: 0, oid: gitOid },
      file("cuda/cuda-fp16/genai_config.json", 1600),
    ]);
    const plans = await lookUpHub(
      { kind: "hub", hubUrl: "", repository: "microsoft/Phi", revision: "", variant: folder },
      { ...options(), token: "hf_x" },
    );
    const base = `https://huggingface.co/microsoft/Phi/resolve/${commit}/${folder}`;
    expect(plans.map(({ origin }) => origin.kind === "hub" && origin.variant)).toEqual([
      folder,
      "cuda/cuda-fp16",
    ]);
    expect(plans[0]).toEqual({
      id: expect.stringMatching(/^download-[0-9a-f]{16}$/),
      name: "Phi",
      origin: {
        kind: "hub",
        hubUrl: "https://huggingface.co",
        repository: "microsoft/Phi",
        commit,
        variant: folder,
      },
      files: [
        {
          path: "genai_config.json",
          sizeBytes: 1580,
          url: `${base}/genai_config.json`,
          digest: { algorithm: "git-blob-sha1", hex: gitOid },
          pieceBytes: 1 << 20,
          pieceSha256: null,
        },
        {
          path: "model.onnx.data",
          sizeBytes: 2_720_000_000,
          url: `${base}/model.onnx.data`,
          digest: { algorithm: "sha256", hex: lfsOid },
          pieceBytes: 1 << 20,
          pieceSha256: null,
        },
      ],
    });
    expect(server.requests.map(({ headers }) => headers.get("Authorization"))).toEqual([
      "Bearer hf_x",
      "Bearer hf_x",
    ]);
  });

  it("is read page by page, on the mirror that was asked", async () => {
    const second = [file("genai_config.json", 5)];
    serveRepository("me/mine", [file("tokenizer.json", 5)]);
    server.spoil = ({ path, count }) => {
      if (!path.includes("/tree/")) return undefined;
      const next = `<https://huggingface.co/api/models/me/mine/tree/${commit}?cursor=two>; rel="next"`;
      return count === 1
        ? Response.json([file("tokenizer.json", 5)], { headers: { Link: next } })
        : Response.json(second);
    };
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push(input as string);
      return server.fetch(input, init);
    };
    const [plan] = await lookUpHub(
      { kind: "hub", hubUrl: serverUrl, repository: "me/mine", revision: "main", variant: null },
      { ...options(), fetch },
    );
    expect(plan?.files.map(({ path }) => path)).toEqual(["tokenizer.json", "genai_config.json"]);
    expect(asked).toEqual([
      `${serverUrl}/api/models/me/mine/revision/main`,
      `${serverUrl}/api/models/me/mine/tree/${commit}?recursive=true`,
      `${serverUrl}/api/models/me/mine/tree/${commit}?cursor=two`,
    ]);
  });

  it.each([
    ["that is no name", "phi", {}, "invalid-argument", '"phi" is not a repository'],
    [
      "that is private or mistyped",
      "me/private",
      { status: 401 },
      "network",
      "none of that name, or it is private",
    ],
    ["that there is not", "me/none", { status: 404 }, "network", "shows no repository me/none (404)"],
    ["with terms to accept", "me/gated", { status: 403 }, "network", "first accept its terms on its page"],
    ["that is asked for too often", "me/busy", { status: 429 }, "network", "got too many requests (429)"],
    [
      "without a model",
      "me/empty",
      { json: [file("README.md", 5)] },
      "invalid-bundle",
      "no model that can be used",
    ],
    [
      "with a path out of it",
      "me/bad",
      { json: [file("genai_config.json", 5), file("onnx/../../x", 5)] },
      "unsafe-path",
      "",
    ],
    [
      "whose list is none",
      "me/odd",
      { json: [{ type: "file" }] },
      "invalid-bundle",
      "not answer like the Hugging Face hub",
    ],
  ] as readonly (readonly [
    string,
    string,
    { status?: number; json?: readonly unknown[] },
    string,
    string,
  ])[])("%s is refused with a reason", async (_, repository, { status, json }, code, message) => {
    serveRepository(repository, json ?? []);
    if (status !== undefined) server.spoil = () => new Response("", { status });
    await expect(
      lookUpHub({ kind: "hub", hubUrl: serverUrl, repository, revision: "", variant: null }, options()),
    ).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it("is asked again after the wait that the hub asks for", async () => {
    serveRepository("me/mine", [file("genai_config.json", 5)]);
    server.spoil = ({ count }) =>
      count === 0 ? new Response("", { status: 429, headers: { RateLimit: '"api";r=0;t=34' } }) : undefined;
    const waits: number[] = [];
    const sleep = async () => undefined;
    const source = {
      kind: "hub",
      hubUrl: serverUrl,
      repository: "me/mine",
      revision: "",
      variant: null,
    } as const;
    const [plan] = await lookUpHub(source, { ...options(), sleep, onWait: (ms) => waits.push(ms) });
    expect([plan?.files.length, waits]).toEqual([1, [34_000]]);
  });

  it.each([
    ["me/mine", null],
    [`${serverUrl}/me/mine`, null],
    [`${serverUrl}/me/mine/tree/main`, null],
    [`${serverUrl}/me/mine/tree/main/cuda/cuda-fp16`, "cuda/cuda-fp16"],
    [`${serverUrl}/me/mine/tree/main/cuda`, "cuda/cuda-fp16"],
    [`${serverUrl}/me/mine/blob/main/cuda/cuda-fp16/genai_config.json`, "cuda/cuda-fp16"],
    [`${serverUrl}/me/mine/resolve/main/cuda/cuda-fp16/genai_config.json?download=true`, "cuda/cuda-fp16"],
  ])("is found by the address %s", async (repository, wanted) => {
    serveRepository("me/mine", [
      file(`${folder}/genai_config.json`, 5),
      file("cuda/cuda-fp16/genai_config.json", 5),
    ]);
    const hubUrl = repository.startsWith("http") ? "https://huggingface.co" : serverUrl;
    const source = { kind: "hub", hubUrl, repository, revision: "main", variant: null } as const;
    const [plan] = await lookUpHub(source, options());
    expect(plan?.origin).toEqual({
      kind: "hub",
      hubUrl: serverUrl,
      repository: "me/mine",
      commit,
      variant: wanted ?? folder,
    });
  });

  it("has the name that the hub has for it, though it was found by a former one, or in other letters", async () => {
    serveRepository("me/mine", [file("genai_config.json", 5)]);
    server.spoil = ({ path }) =>
      path.includes("/revision/") ? Response.json({ sha: commit, id: "Me/Mine" }) : undefined;
    serveRepository("Me/Mine", [file("genai_config.json", 5)]);
    const source = {
      kind: "hub",
      hubUrl: serverUrl,
      repository: "me/mine",
      revision: "",
      variant: null,
    } as const;
    const [plan] = await lookUpHub(source, options());
    expect(plan).toMatchObject({
      name: "Mine",
      origin: { repository: "Me/Mine" },
      files: [{ url: `${serverUrl}/Me/Mine/resolve/${commit}/genai_config.json` }],
    });
  });

  it("that gives its files only to those who accepted its terms says so", async () => {
    serveRepository("me/gated", [file("genai_config.json", 5)]);
    server.spoil = ({ path }) =>
      path.includes("/revision/") ? Response.json({ sha: commit, gated: "auto" }) : undefined;
    const source = {
      kind: "hub",
      hubUrl: serverUrl,
      repository: "me/gated",
      revision: "",
      variant: null,
    } as const;
    expect((await lookUpHub(source, options()))[0]?.isGated).toBe(true);
  });
});

describe("the models in a repository", () => {
  it("are transformers.js's ONNX files, each with its weights and what they share", () => {
    const files = ["config.json", "tokenizer.json", "onnx/model_q4.onnx", "onnx/model_q4.onnx_data", "x.png"]
      .concat(["onnx/model_fp16.onnx", "onnx/model_fp16.onnx_data", "onnx/model_fp16.onnx_data_1", "code.py"])
      .map(planned);
    const shared = ["config.json", "tokenizer.json"];
    expect(sourceModels(files).map(({ variant, files }) => [variant, files.map(({ path }) => path)])).toEqual(
      [
        [
          "onnx/model_fp16.onnx",
          [...shared, "onnx/model_fp16.onnx", "onnx/model_fp16.onnx_data", "onnx/model_fp16.onnx_data_1"],
        ],
        ["onnx/model_q4.onnx", [...shared, "onnx/model_q4.onnx", "onnx/model_q4.onnx_data"]],
      ],
    );
  });

  it("are onnxruntime-genai's at the top, with its onnx folder and without other models' folders", () => {
    const files = ["genai_config.json", "onnx/model_q4.onnx", "gpu/genai_config.json", "gpu/model.onnx"].map(
      planned,
    );
    const models = sourceModels(files);
    expect(models.map(({ variant, files }) => [variant, files.map(({ path }) => path)])).toEqual([
      ["", ["genai_config.json", "onnx/model_q4.onnx"]],
      ["gpu", ["genai_config.json", "model.onnx"]],
      ["onnx/model_q4.onnx", ["genai_config.json", "onnx/model_q4.onnx"]],
    ]);
  });

  it("are the small files of a repository that has safetensors only, whose weights stay there", () => {
    const small = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer.model", "LICENSE"];
    const weights = ["1", "2"]
      .map((number) => `model-0000${number}-of-00002.safetensors`)
      .concat("model.safetensors.index.json");
    const files = [...small, ...weights, "modeling_phi3.py"].map(planned);
    expect(sourceModels(files)).toEqual([{ variant: "", files: small.map(planned) }]);
    const both = [...files, planned("onnx/model_q4.onnx")];
    expect(sourceModels(both).map(({ variant }) => variant)).toEqual(["onnx/model_q4.onnx"]);
    expect(sourceModels(weights.map(planned))).toEqual([]);
  });
});

describe("a list of files", () => {
  const pieces = { bytes: 65_536, sha256: [lfsOid, lfsOid] };

  it("gives a plan, from the folder's address too, with hashes of pieces where it has them", async () => {
    serveJson("models/mine/bundle.json", {
      name: "Mine",
      files: [
        { path: "a b.json", size: 5 },
        { path: "model.onnx", size: 70_000, sha256: lfsOid, url: "https://other.example/m", pieces },
      ],
    });
    const plan = await lookUpManifest({ kind: "manifest", url: `${serverUrl}/models/mine/` }, options());
    expect(plan).toEqual({
      id: expect.stringMatching(/^download-[0-9a-f]{16}$/),
      name: "Mine",
      origin: { kind: "manifest", url: `${serverUrl}/models/mine/bundle.json` },
      files: [
        {
          path: "a b.json",
          sizeBytes: 5,
          url: `${serverUrl}/models/mine/a%20b.json`,
          digest: null,
          pieceBytes: 1 << 20,
          pieceSha256: null,
        },
        {
          path: "model.onnx",
          sizeBytes: 70_000,
          url: "https://other.example/m",
          digest: { algorithm: "sha256", hex: lfsOid },
          pieceBytes: 65_536,
          pieceSha256: [lfsOid, lfsOid],
        },
      ],
    });
  });

  it.each([
    ["without files", { name: "x" }, "invalid-bundle"],
    ["with no file", { name: "x", files: [] }, "invalid-bundle"],
    ["with a size that is none", { name: "x", files: [{ path: "a", size: -1 }] }, "invalid-bundle"],
    ["with a path out of the folder", { name: "x", files: [{ path: "../a", size: 1 }] }, "unsafe-path"],
    ["with too few pieces", { name: "x", files: [{ path: "a", size: 200_000, pieces }] }, "invalid-bundle"],
    [
      "with a file on plain http",
      { name: "x", files: [{ path: "a", size: 1, url: "http://a.example/" }] },
      "invalid-argument",
    ],
  ])("%s is refused", async (_, json, code) => {
    serveJson("bundle.json", json);
    await expect(lookUpManifest({ kind: "manifest", url: serverUrl }, options())).rejects.toMatchObject({
      code,
    });
  });

  it.each(["", "http://example.com/", "ftp://example.com", "https://me:secret@example.com/"])(
    "is not asked for at %j",
    async (url) => {
      await expect(lookUpManifest({ kind: "manifest", url }, options())).rejects.toMatchObject({
        code: "invalid-argument",
      });
      expect(server.requests).toEqual([]);
    },
  );
});

const TOO_LONG_LIST: unknown = expect.stringMatching(
  /^A list of a model's files has at most 16 MB, and so has its notebook; https:\/\/\S+ is larger, and the rest was not read\. Check the address\.$/,
);

it.each([
  ["the hub", () => lookUpHub({ ...HUB, repository: "a/b" }, options()), 17],
  ["the hub's list", () => lookUpHub({ ...HUB, repository: "microsoft/Phi" }, options()), 17],
  ["a list", () => lookUpManifest({ kind: "manifest", url: serverUrl }, options()), 17],
  ["a bundle file", () => lookUpManifest({ kind: "manifest", url: `${serverUrl}/a.zip` }, options()), 1],
])("%s that does not end its answer is left", async (_, lookUp, megabytes) => {
  serveRepository("microsoft/Phi", []);
  server.files.set("a.zip", new Uint8Array(1000));
  const answer = endlessAnswer({ status: megabytes === 1 ? 206 : 200 });
  server.spoil = ({ path }) =>
    path.includes("revision/main") && path.includes("Phi") ? undefined : answer.response;
  await expect(lookUp()).rejects.toMatchObject(
    megabytes === 1
      ? {
          code: "network",
          message:
            "files.example sent another part of the bundle than was asked for. Look the bundle up again.",
        }
      : {
          code: "over-limit",
          message: TOO_LONG_LIST,
        },
  );
  expect([answer.sentBytes(), answer.isClosed()]).toEqual([megabytes * 2 ** 20, true]);
});

const HUB = { kind: "hub", hubUrl: "", revision: "", variant: null } as const;

function options() {
  return { fetch: server.fetch, signal: new AbortController().signal };
}

function serveRepository(repository: string, tree: readonly unknown[]): void {
  serveJson(`api/models/${repository}/revision/main`, { sha: commit });
  serveJson(`api/models/${repository}/tree/${commit}`, tree);
}

function serveJson(path: string, json: unknown): void {
  server.files.set(path, new TextEncoder().encode(JSON.stringify(json)));
}

function file(path: string, size: number) {
  return { type: "file", path, size, oid: gitOid };
}

function lfs(path: string, size: number) {
  return { ...file(path, 134), lfs: { oid: lfsOid, size, pointerSize: 134 }, xetHash: lfsOid };
}

function planned(path: string) {
  return {
    path,
    sizeBytes: 2000,
    url: `${serverUrl}/${path}`,
    digest: null,
    pieceBytes: 65_536,
    pieceSha256: null,
  };
}
