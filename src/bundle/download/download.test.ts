import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#base/errors.ts";
import { english } from "#base/message.ts";
import { defaultPace } from "./pace.ts";
import { download, type DownloadOptions, type DownloadProgress } from "./download.ts";
import { journalName } from "./journal.ts";
import { createPlan, type DownloadFile, type DownloadPlan, storedName } from "./plan.ts";
import { FileServer, serverUrl, streamOf } from "./testing/file-server.ts";
import { MemoryFolder } from "./testing/memory-store.ts";

const pieceBytes = 10_000;
const contents = {
  "genai_config.json": randomBytes(321, 1),
  "model.onnx.data": randomBytes(205_000, 2),
  "tokenizer.json": randomBytes(40_000, 3),
  empty: new Uint8Array(),
};

let server: FileServer;
let folder: MemoryFolder;
let slept: number[];

beforeEach(() => {
  server = newServer();
  folder = new MemoryFolder();
  slept = [];
});

describe("a download", () => {
  it("brings every file whole, by ranges, several at once", async () => {
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    const parts = server.requests.filter(({ path }) => path === "model.onnx.data");
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.reduce((sum, { range }) => sum + (range ? range.last - range.first + 1 : 0), 0)).toBe(
      205_000,
    );
  });

  it("asks for nothing when all is there already", async () => {
    await run();
    server.requests.length = 0;
    expect(await run()).toEqual(allFiles());
    expect(server.requests).toEqual([]);
  });

  it("tells how far it is, up to the end", async () => {
    const told: DownloadProgress[] = [];
    await run({ onProgress: (progress) => told.push(progress) });
    const totalBytes = Object.values(contents).reduce((sum, { length }) => sum + length, 0);
    expect(told.at(-1)).toMatchObject({ phase: "downloading", loadedBytes: totalBytes, totalBytes });
    expect(told.every(({ loadedBytes }) => loadedBytes <= totalBytes)).toBe(true);
  });

  it("takes no more of the network than it may, over all connections together", async () => {
    let sleptMs = 0;
    let nowMs = 0;
    const platform = {
      fetch: server.fetch,
      nowMs: () => nowMs,
      sleep: async (ms: number) => {
        sleptMs += ms;
        nowMs += ms;
      },
    };
    const signal = new AbortController().signal;
    const pace = { connections: 3, maxBytesPerSecond: 50_000 };
    expect(await download(await planOf({}), folder, platform, { signal, pace })).toEqual(allFiles());
    const totalMs = (totalBytes() / 50_000) * 1000;
    expect([nowMs >= totalMs - 1, sleptMs >= totalMs - 1]).toEqual([true, true]);
  });

  it("opens no more connections than it may", async () => {
    let open = 0;
    let most = 0;
    server.spoilBody = (body, { signal }) => {
      open += 1;
      most = Math.max(most, open);
      const reader = streamOf(body, 5000, signal).getReader();
      return new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          // A body that was read to its end is no longer cancelled.
          open -= 1;
          controller.close();
        },
        cancel(reason) {
          open -= 1;
          return reader.cancel(reason);
        },
      });
    };
    expect(await run({ pace: { connections: 2, maxBytesPerSecond: null } })).toEqual(allFiles());
    expect(most).toBe(2);
  });

  it("sends the token, and only as a header", async () => {
    await run({ token: "hf_secret" });
    expect(server.requests.every(({ headers }) => headers.get("Authorization") === "Bearer hf_secret")).toBe(
      true,
    );
    expect([...folder.files.values()].some((bytes) => Buffer.from(bytes).includes("hf_secret"))).toBe(false);
  });
});

describe("a download that was broken off", () => {
  it("by an abort goes on with what is missing", async () => {
    await expect(run({ signal: abortAtRequest(3) })).rejects.toMatchObject({ code: "aborted" });
    const before = requestedBytes();
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    // Each of four connections can have lost the piece that it was working on.
    expect(requestedBytes() - before).toBeLessThan(totalBytes());
  });

  it("by a kill asks again for at most one piece of each connection", async () => {
    let received = 0;
    const killed = new Promise<MemoryFolder>((resolve) => {
      void run({
        onProgress: ({ phase, loadedBytes }) => {
          if (phase !== "downloading" || loadedBytes < 120_000 || received > 0) return;
          received = loadedBytes;
          resolve(folder.afterKill());
        },
      });
    });
    folder = await killed;
    // The killed tab's requests are counted by the server that it knows.
    server = newServer();
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(requestedBytes()).toBeLessThanOrEqual(totalBytes() - received + 4 * pieceBytes);
  });

  it("does not trust the last line of its journal, nor pieces that did not reach the disk", async () => {
    await expect(run({ signal: abortAtRequest(3) })).rejects.toMatchObject({ code: "aborted" });
    const journal = folder.files.get(journalName)!;
    folder.files.set(journalName, journal.slice(0, -7));
    folder.files.get(storedName("model.onnx.data"))!.fill(0, 0, 5000);
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it("keeps what is there when the storage is full, and goes on when there is room", async () => {
    folder.quotaBytes = 150_000;
    await expect(run()).rejects.toMatchObject({ code: "storage" });
    folder.quotaBytes = Number.POSITIVE_INFINITY;
    server.requests.length = 0;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(requestedBytes()).toBeLessThan(totalBytes() - 40_000);
  });

  it("cannot run twice in one folder", async () => {
    const first = run();
    await expect(run()).rejects.toThrow(/is open/);
    expect(await first).toEqual(allFiles());
  });
});

describe("a server", () => {
  it("without ranges is read from the start, one request a file", async () => {
    server.knowsRanges = false;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(server.requests.map(({ path }) => path).toSorted()).toEqual([
      "genai_config.json",
      "model.onnx.data",
      "tokenizer.json",
    ]);
  });

  it("without ranges whose connection breaks loses nothing that was whole", async () => {
    server.knowsRanges = false;
    server.spoilBody = (body, { path, count }) =>
      path === "model.onnx.data" && count < 3 ? streamOf(body.slice(0, 155_000), 1000, null, "break") : body;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(folder.writtenBytes).toBeLessThan(totalBytes() + 10_000);
  });

  it("that answers 429 is asked again when it says", async () => {
    server.spoil = ({ count }) =>
      count === 1 ? new Response("", { status: 429, headers: { "Retry-After": "7" } }) : undefined;
    expect(await run()).toEqual(allFiles());
    expect(Math.max(...slept)).toBe(7000);
  });

  it.each([
    ["7200", "2 hours"],
    ["99999999", "1158 days"],
  ])("that asks to be left alone for %s s is left alone, and the person told", async (seconds, told) => {
    server.spoil = () => new Response("", { status: 429, headers: { "Retry-After": seconds } });
    await expect(run()).rejects.toMatchObject({
      code: "network",
      message: expect.stringContaining(
        `. What is downloaded is kept. Resume it in ${told}, or use another source.`,
      ) as string,
    });
    expect(slept).toEqual([]);
  });

  it("that answers 429 as the hub does is asked again when its window ends", async () => {
    server.spoil = ({ count }) =>
      count === 0
        ? new Response("", { status: 429, headers: { RateLimit: '"resolvers";r=0;t=55' } })
        : undefined;
    expect(await run()).toEqual(allFiles());
    expect(Math.max(...slept)).toBe(55_000);
  });

  it("that fails now and then is asked again, with longer and longer waits", async () => {
    server.spoil = ({ count }) => (count < 4 ? new Response("", { status: 503 }) : undefined);
    const troubles: (string | undefined)[] = [];
    const options = { pace: { ...defaultPace, connections: 1 }, onProgress: tell(troubles) };
    expect(await run(options)).toEqual(allFiles());
    expect(slept).toEqual([1000, 2000, 4000, 8000]);
    expect(troubles).toContain("files.example answered 503");
  });

  it("that cannot be reached is given up after a while, and what is there is kept", async () => {
    server.spoil = ({ count }) => {
      if (count >= 3) throw new TypeError("Failed to fetch");
      return undefined;
    };
    await expect(run()).rejects.toMatchObject({
      code: "network",
      message: expect.stringContaining("files.example cannot be reached, and 8 more tries did not help"),
    });
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(120_000);
    server.spoil = () => undefined;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it("that breaks off in the middle of a part is asked for the rest", async () => {
    server.spoilBody = (body, { count }) =>
      count % 2 === 0 ? streamOf(body.slice(0, Math.ceil(body.length * 0.7)), 1000, null, "break") : body;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it("that ends a part early without a word is asked for the rest", async () => {
    server.spoilBody = (body, { count }) => (count < 3 ? body.slice(0, Math.ceil(body.length * 0.7)) : body);
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it("that falls silent is asked again", async () => {
    server.spoilBody = (body, { count, signal }) =>
      count === 1 ? streamOf(body.slice(0, 15_000), 1000, signal, "hang") : body;
    expect(await run({ stallMs: 50 })).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it.each([
    [401, "refused access (401). The model may be private"],
    [403, "refused access (403). The model may be private"],
    [404, "has no such file (404). Check the address"],
  ])("that answers %i is not asked again, and says what to do", async (status, message) => {
    server.spoil = ({ path }) => (path === "tokenizer.json" ? new Response("", { status }) : undefined);
    await expect(run()).rejects.toMatchObject({
      code: "network",
      message: expect.stringContaining(`tokenizer.json cannot be downloaded: files.example ${message}`),
    });
    expect(server.requests.filter(({ path }) => path === "tokenizer.json")).toHaveLength(1);
  });

  it("whose file is shorter or longer than listed is refused", async () => {
    for (const change of [-1000, 1000]) {
      folder = new MemoryFolder();
      server.files.set("tokenizer.json", randomBytes(40_000 + change, 3));
      await expect(run()).rejects.toMatchObject({
        code: "invalid-bundle",
        details: { path: "tokenizer.json", expectedBytes: 40_000, foundBytes: 40_000 + change },
      });
      server.knowsRanges = false;
      folder = new MemoryFolder();
      await expect(run()).rejects.toMatchObject({ code: change > 0 ? "invalid-bundle" : "network" });
      server.knowsRanges = true;
    }
  });
});

describe("a file", () => {
  it("that arrived damaged is read again, and only the damaged piece is written", async () => {
    server.spoilBody = (body, { path, range, count }) => {
      if (path === "model.onnx.data" && range && range.first <= 60_000 && range.last >= 60_000 && count < 6) {
        body[60_000 - range.first]! ^= 1;
      }
      return body;
    };
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    // The file is read twice, because its hash does not say which piece is wrong; journal lines come on top.
    expect(folder.writtenBytes).toBeLessThan(totalBytes() + pieceBytes + 10_000);
  });

  it("whose pieces' hashes are known is asked for the damaged piece alone", async () => {
    server.spoilBody = (body, { path, range, count }) => {
      if (path === "model.onnx.data" && range && range.first <= 60_000 && range.last >= 60_000 && count < 6) {
        body[60_000 - range.first]! ^= 1;
      }
      return body;
    };
    expect(await run({}, { withPieces: true })).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(requestedBytes()).toBeLessThan(1.5 * totalBytes());
  });

  it("that the disk has damaged is repaired by its damaged piece alone", async () => {
    await run();
    folder.files.get(storedName("model.onnx.data"))![123_456]! ^= 1;
    forgetVerified("model.onnx.data");
    server.requests.length = 0;
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
    expect(requestedBytes()).toBe(pieceBytes);
  });

  it("that is not the one its list promises is refused, and none of it is kept", async () => {
    server.files.set("tokenizer.json", randomBytes(40_000, 4));
    await expect(run()).rejects.toMatchObject({
      code: "invalid-bundle",
      message: expect.stringContaining("tokenizer.json is not the file that its list promises"),
    });
    server.files.set("tokenizer.json", contents["tokenizer.json"].slice());
    expect(await run()).toEqual(allFiles());
    expect(kept()).toEqual(contents);
  });

  it("without a digest that changes in mid-download begins anew, and is of one version", async () => {
    const changed = randomBytes(205_000, 5);
    server.spoil = ({ path, range }) => {
      if (path === "model.onnx.data" && range !== null && range.first > 100_000) {
        server.files.set(path, changed);
        server.etags.set(path, '"2"');
      }
      return undefined;
    };
    await run({}, { withDigests: false });
    expect(kept()).toEqual({ ...contents, "model.onnx.data": changed });
  });

  it("without a digest that changed while the browser was closed begins anew", async () => {
    await expect(run({ signal: abortAtRequest(4) }, { withDigests: false })).rejects.toThrow(AppError);
    const changed = randomBytes(205_000, 6);
    server.files.set("model.onnx.data", changed);
    server.etags.set("model.onnx.data", '"2"');
    await run({}, { withDigests: false });
    expect(kept()).toEqual({ ...contents, "model.onnx.data": changed });
  });

  it("outside LFS is checked by git's name for it", async () => {
    const plan = await planOf({});
    const { length } = contents["tokenizer.json"];
    const git = createHash("sha1")
      .update(`blob ${length}\0`)
      .update(contents["tokenizer.json"])
      .digest("hex");
    const files = plan.files.map((file): DownloadFile => ({
      ...file,
      digest: file.path === "tokenizer.json" ? { algorithm: "git-blob-sha1", hex: git } : file.digest,
    }));
    expect(await runPlan({ ...plan, files })).toEqual(allFiles());
    folder = new MemoryFolder();
    server.files.set("tokenizer.json", randomBytes(40_000, 7));
    await expect(runPlan({ ...plan, files })).rejects.toMatchObject({ details: { expected: git } });
  });
});

interface PlanOptions {
  readonly withDigests?: boolean;
  readonly withPieces?: boolean;
}

function newServer(): FileServer {
  const server = new FileServer();
  for (const [path, bytes] of Object.entries(contents)) server.files.set(path, bytes.slice());
  return server;
}

async function run(options: Partial<DownloadOptions> = {}, plan: PlanOptions = {}) {
  return runPlan(await planOf(plan), options);
}

async function runPlan(plan: DownloadPlan, options: Partial<DownloadOptions> = {}) {
  let nowMs = 0;
  return download(
    plan,
    folder,
    {
      fetch: server.fetch,
      // Each look at the clock takes time, so that progress is reported.
      nowMs: () => (nowMs += 10),
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        slept.push(Math.round(ms / 1000) * 1000);
        nowMs += ms;
      },
    },
    { signal: new AbortController().signal, ...options },
  );
}

function planOf({ withDigests = true, withPieces = false }: PlanOptions): Promise<DownloadPlan> {
  return createPlan({
    name: "test",
    origin: { kind: "manifest", url: `${serverUrl}/bundle.json` },
    files: Object.entries(contents).map(([path, bytes]): DownloadFile => ({
      path,
      sizeBytes: bytes.length,
      url: `${serverUrl}/${path}`,
      digest: withDigests ? { algorithm: "sha256", hex: sha256(bytes) } : null,
      pieceBytes,
      pieceSha256: withPieces ? piecesOf(bytes).map(sha256) : null,
    })),
  });
}

function allFiles() {
  return Object.entries(contents).map(([path, bytes]) => ({
    path,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
  }));
}

function kept(): Record<string, Uint8Array> {
  const paths = Object.keys(contents);
  return Object.fromEntries(paths.map((path) => [path, folder.files.get(storedName(path))!]));
}

function totalBytes(): number {
  return Object.values(contents).reduce((sum, { length }) => sum + length, 0);
}

function requestedBytes(): number {
  return server.requests.reduce((sum, { range }) => sum + (range ? range.last - range.first + 1 : 0), 0);
}

function abortAtRequest(count: number): AbortSignal {
  const controller = new AbortController();
  const { spoil } = server;
  server.spoil = async (request) => {
    if (request.count !== count) return spoil(request);
    // The others are in the middle of theirs.
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    controller.abort();
    throw controller.signal.reason;
  };
  return controller.signal;
}

/** What the integrity check does when it finds a faulty file. */
function forgetVerified(path: string): void {
  const journal = new TextDecoder().decode(folder.files.get(journalName));
  const lines = journal.split("\n").filter((line) => !(line.includes("verified") && line.includes(path)));
  folder.files.set(journalName, new TextEncoder().encode(lines.join("\n")));
}

function tell(troubles: (string | undefined)[]) {
  return ({ trouble }: DownloadProgress): void => {
    troubles.push(trouble?.reason === undefined ? undefined : english(trouble.reason));
  };
}

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, piece) =>
    bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The same bytes for the same seed (mulberry32). */
function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return (mixed ^ (mixed >>> 14)) & 0xff;
  });
}
