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
