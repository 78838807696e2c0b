import { afterEach, expect, test, vi } from "vitest";
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

test("looking up a folder on a server that gives no parts of files downloads no weights; opening it does", async () => {
  const config = {
    model: { type: "phi3", context_length: 8, vocab_size: 4, decoder: { filename: "model.onnx" } },
  };
  const read: string[] = [];
  vi.stubGlobal("fetch", async (input: URL) => {
    const name = input.pathname.split("/").at(-1) ?? "";
    if (name === "genai_config.json") return Response.json(config);
    if (!/^model\.onnx(\.data)?$/.test(name)) return new Response(null, { status: 404 });
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read.push(name);
          controller.enqueue(new Uint8Array(1000));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { "Content-Length": "1000" } });
  });
  const source = { kind: "url", url: "https://files.example/model/" } as const;
  const sizes = ({ files }: { files: readonly { path: string; sizeBytes: number }[] }) =>
    files.slice(1).map(({ path, sizeBytes }) => [path, sizeBytes]);
  const weights = [
    ["model.onnx", 1000],
    ["model.onnx.data", 1000],
  ];
  expect(sizes(await openSource({ ...source, isLookUp: true }, events, signal))).toEqual(weights);
  expect(read).toEqual([]);
  expect(sizes(await openSource(source, events, signal))).toEqual(weights);
  expect(read).toEqual(["model.onnx", "model.onnx.data"]);
});
