import { afterEach, expect, test, vi } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { AppError } from "#base/errors.ts";
import { openSource } from "./open-source.ts";

const { signal } = new AbortController();
const commit = "0123456789abcdef0123456789abcdef01234567";
const events = { onProgress: () => undefined };

afterEach(() => vi.unstubAllGlobals());

test.each(["tree/main/cpu/int4", `resolve/${commit}/cpu/int4/`, "blob/main/cpu/int4/genai_config.json"])(
  "the address of a model on the hub, %s, opens the model's files by the hub's list",
  async (path) => {
    const entry = (name: string, size: number) => ({ type: "file", path: name, size, oid: "a".repeat(40) });
    vi.stubGlobal("fetch", async (input: string) => {
      const { host, pathname } = new URL(input);
      expect(host).toBe("huggingface.co");
      if (pathname.startsWith("/api/models/me/mine/revision/")) return Response.json({ sha: commit });
      expect(pathname).toBe(`/api/models/me/mine/tree/${commit}`);
      return Response.json([
        entry("README.md", 10),
        entry("cpu/int4/genai_config.json", 1),
        entry("cpu/int4/model.onnx", 20),
        entry("gpu/genai_config.json", 1),
      ]);
    });
    const { files } = await openSource(
      { kind: "url", url: `https://huggingface.co/me/mine/${path}` },
      events,
      signal,
    );
    const base = `https://huggingface.co/me/mine/resolve/${commit}/cpu/int4`;
    expect(files).toEqual([
      {
        path: "genai_config.json",
        sizeBytes: 1,
        source: { kind: "url", url: `${base}/genai_config.json` },
      },
      { path: "model.onnx", sizeBytes: 20, source: { kind: "url", url: `${base}/model.onnx` } },
    ]);
  },
);

const config = {
  model: { type: "phi3", context_length: 8, vocab_size: 4, decoder: { filename: "model.onnx" } },
};
const folder = { kind: "url", url: "https://files.example/model/" } as const;

/** A host without parts of files, with a model of 1,000 bytes and 1,000 bytes beside it. @returns the weights that it sent. */
function withoutParts(headers: HeadersInit): string[] {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (input: URL) => {
    const name = input.pathname.split("/").at(-1) ?? "";
    if (name === "genai_config.json") return Response.json(config);
    if (!/^model\.onnx(\.data)?$/.test(name)) return new Response(null, { status: 404 });
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent.push(name);
          controller.enqueue(new Uint8Array(1000));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers });
  });
  return sent;
}

const weightsOf = ({ files }: ModelBundle) => files.filter(({ path }) => path.startsWith("model.onnx"));

test("opening a folder downloads no weights, also where the server gives no parts of files", async () => {
  const sent = withoutParts({ "Content-Length": "1000" });
  const found = weightsOf(await openSource(folder, events, signal));
  const whole = (path: string) => ({
    path,
    sizeBytes: 1000,
    source: { kind: "url", url: `https://files.example/model/${path}`, isWhole: true },
  });
  expect({ found, sent }).toEqual({ found: [whole("model.onnx"), whole("model.onnx.data")], sent: [] });
});

test("weights of a size that nobody tells are downloaded at once, unless this is only to look", async () => {
  const sent = withoutParts({});
  await expect(openSource({ ...folder, isLookUp: true }, events, signal)).rejects.toMatchObject({
    code: "network",
    message: expect.stringContaining("The server does not tell the size of model.onnx.") as string,
  });
  expect(sent).toEqual([]);
  const found = weightsOf(await openSource(folder, events, signal));
  expect(found.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ["model.onnx", 1000],
    ["model.onnx.data", 1000],
  ]);
});

test("a model that is larger than allowed is refused before its weights are asked for", async () => {
  const sent = withoutParts({ "Content-Length": "1000" });
  const bytes = 2000 + JSON.stringify(config).length;
  expect(weightsOf(await openSource({ ...folder, maxBytes: bytes }, events, signal))).toHaveLength(2);
  await expect(openSource({ ...folder, maxBytes: bytes - 1 }, events, signal)).rejects.toMatchObject({
    code: "over-limit",
    message: `model is larger than the ${bytes - 1} bytes that may be downloaded. Choose a smaller model, or allow more.`,
  });
  expect(sent).toEqual([]);
});

test("a host that sends more than is allowed is not listened to, whatever length it told", async () => {
  withoutParts({});
  await expect(openSource({ ...folder, maxBytes: 999 }, events, signal)).rejects.toMatchObject({
    code: "over-limit",
  });
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  vi.stubGlobal("fetch", async () => new Response(endless, { headers: { "Content-Length": "1000" } }));
  const zip = { kind: "url", url: "https://files.example/model.zip", maxBytes: 5000 } as const;
  await expect(openSource(zip, events, signal)).rejects.toMatchObject({
    code: "over-limit",
    message:
      "https://files.example/model.zip is larger than the 5000 bytes that may be downloaded. Choose a smaller model, or allow more.",
  });
  expect(pulled).toBeLessThan(20);
});

test("the small files of a folder, and weights of a size that nobody tells, have one budget", async () => {
  const sent = withoutParts({});
  const allowed = async (maxBytes: number) =>
    openSource({ ...folder, maxBytes }, events, signal).then(
      () => sent.splice(0),
      ({ code }: { code: string }) => [code, ...sent.splice(0)],
    );
  const configBytes = JSON.stringify(config).length;
  const both = ["model.onnx", "model.onnx.data"];
  expect(await allowed(configBytes - 1)).toEqual(["over-limit"]);
  expect(await allowed(configBytes + 1999)).toEqual(["over-limit", ...both]);
  expect(await allowed(configBytes + 2000)).toEqual(both);
});

test("a list of files that does not end is given up", async () => {
  const megabyte = new Uint8Array(2 ** 20).fill(32);
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(megabyte) });
  vi.stubGlobal("fetch", async () => new Response(endless));
  await expect(openSource(folder, events, signal)).rejects.toMatchObject({ code: "over-limit" });
});

test("a host that answers what it does not have with a page of its own counts as one that does not have it", async () => {
  const page = () =>
    new Response("<!doctype html>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
  vi.stubGlobal("fetch", async (input: URL) => {
    const name = input.pathname.split("/").at(-1) ?? "";
    if (name === "genai_config.json") return Response.json(config);
    if (name !== "model.onnx") return page();
    return new Response("x", { status: 206, headers: { "Content-Range": "bytes 0-0/20" } });
  });
  const { files } = await openSource(folder, events, signal);
  expect(files.map(({ path }) => path)).toEqual(["genai_config.json", "model.onnx"]);
  vi.stubGlobal("fetch", async () => page());
  await expect(openSource(folder, events, signal)).rejects.toMatchObject({
    code: "network",
    message:
      "https://files.example/model/genai_config.json is a web page, and not a file of a model. Check the address.",
  });
});

test.each([
  { decoder: { filename: "../other/model.onnx" } },
  { decoder: { filename: "a/../../model.onnx" } },
  { decoder: { filename: "https:/evil.example/model.onnx" } },
  { decoder: { filename: "\\\\evil.example\\model.onnx" } },
  { decoder: { filename: "model.onnx" }, tokenizer_dir: "../../private" },
  { decoder: { filename: "model.onnx" }, tokenizer_dir: "https:/evil.example/x" },
])("no file is asked for that a model's configuration places outside its folder: %j", async (model) => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: URL) => {
    asked.push(input.href);
    if (input.href.endsWith("/model/genai_config.json"))
      return Response.json({ model: { type: "phi3", context_length: 8, ...model } });
    return new Response(null, { status: 404 });
  });
  await expect(openSource(folder, events, signal)).rejects.toThrow(AppError);
  expect(asked.filter((url) => !url.startsWith(folder.url))).toEqual([]);
});
