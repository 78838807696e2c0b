import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import type { BundleFile } from "./bundle.ts";
import { readBundleBlob, readBundleFile, readBundleJson, readBundleText } from "./read-bundle-file.ts";

const text = "A model – with ünïcode.";
const bytes = new TextEncoder().encode(text);
const sha256 = createHash("sha256").update(bytes).digest("hex");

const file: BundleFile = {
  path: "README.md",
  sizeBytes: bytes.length,
  sha256,
  source: { kind: "url", url: "https://page.example/models/README.md" },
};

/** A server that answers with these pieces. */
function serving(pieces: readonly Uint8Array<ArrayBuffer>[], status = 200): typeof fetch {
  return () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            for (const piece of pieces) controller.enqueue(piece);
            controller.close();
          },
        }),
        { status },
      ),
    );
}

async function failureOf(reading: Promise<unknown>): Promise<Pick<AppError, "code" | "message">> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("It was read.");
}

test("reads a file from the server piece by piece, telling how far it is", async () => {
  const loaded: number[] = [];
  const read = await readBundleText(file, {
    fetch: serving([bytes.slice(0, 5), bytes.slice(5)]),
    onLoadedBytes: (loadedBytes) => loaded.push(loadedBytes),
  });
  expect({ read, loaded }).toEqual({ read: text, loaded: [5, bytes.length] });
});

test("reads a file that the person has opened", async () => {
  const blob = new Blob([bytes]);
  expect(await readBundleText({ ...file, source: { kind: "blob", blob } })).toBe(text);
});

test("drops a byte order mark", async () => {
  const blob = new Blob(["\ufeff{}"]);
  expect(await readBundleJson({ path: "config.json", sizeBytes: 5, source: { kind: "blob", blob } })).toEqual(
    {},
  );
});

test("says that a file was cut short, or is another one", async () => {
  expect(await failureOf(readBundleFile(file, { fetch: serving([bytes.slice(0, 9)]) }))).toEqual({
    code: "invalid-bundle",
    message: `README.md should hold ${bytes.length} bytes and holds only 9: it was cut short or replaced. Open the model again.`,
  });
  expect((await failureOf(readBundleFile(file, { fetch: serving([bytes, bytes]) }))).message).toContain(
    "holds more",
  );
});

test("says that a file is damaged", async () => {
  const damaged = bytes.slice();
  damaged[3] = 0;
  expect(await failureOf(readBundleFile(file, { fetch: serving([damaged]) }))).toEqual({
    code: "invalid-bundle",
    message: expect.stringContaining(`its SHA-256 should be ${sha256}`) as string,
  });
});

test("says what the server answered", async () => {
  expect(await failureOf(readBundleFile(file, { fetch: serving([], 404) }))).toEqual({
    code: "network",
    message: "README.md could not be read: the server answered 404. Load the model again.",
  });
  expect(
    await failureOf(readBundleFile(file, { fetch: () => Promise.reject(new TypeError("Failed to fetch")) })),
  ).toEqual({ code: "network", message: expect.stringContaining("Check the connection") as string });
});

test("says that a file has gone since it was opened", async () => {
  const blob = new Blob([bytes]);
  blob.stream = () =>
    new ReadableStream({
      start: (controller) => controller.error(new DOMException("gone", "NotFoundError")),
    });
  expect(await failureOf(readBundleFile({ ...file, source: { kind: "blob", blob } }))).toEqual({
    code: "network",
    message: expect.stringContaining("open the model again") as string,
  });
});

test("stops when it is aborted", async () => {
  const controller = new AbortController();
  const reading = readBundleFile(file, {
    fetch: serving([bytes.slice(0, 5), bytes.slice(5)]),
    signal: controller.signal,
    onLoadedBytes: () => controller.abort(),
  });
  expect((await failureOf(reading)).code).toBe("aborted");
});

test("says that a file is not JSON", async () => {
  const json: BundleFile = {
    path: "config.json",
    sizeBytes: 3,
    source: { kind: "blob", blob: new Blob(["{a}"]) },
  };
  expect(await failureOf(readBundleJson(json))).toEqual({
    code: "invalid-config",
    message: "config.json is not valid JSON. Replace it with the file of the original model.",
  });
});

test("a file that is read as a Blob is no longer and no shorter than told", async () => {
  const read = (pieces: readonly Uint8Array<ArrayBuffer>[]) =>
    readBundleBlob(file, { fetch: serving(pieces) });
  expect(await (await read([bytes.slice(0, 5), bytes.slice(5)])).text()).toBe(text);
  const size = bytes.length;
  expect(await failureOf(read([bytes, bytes, bytes]))).toEqual({
    code: "invalid-bundle",
    message: `README.md should hold ${size} bytes and holds more: it was cut short or replaced. Open the model again.`,
  });
  expect(await failureOf(read([bytes.slice(0, 5)]))).toEqual({
    code: "invalid-bundle",
    message: `README.md should hold ${size} bytes and holds only 5: it was cut short or replaced. Open the model again.`,
  });
});
