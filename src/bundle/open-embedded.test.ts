import { expect, test } from "vitest";
import { openEmbedded } from "./open-embedded.ts";

const sha256 = "0".repeat(64);
const manifest = {
  name: "Phi-3 demo",
  description: "A toy.",
  demo: true,
  files: [
    { path: "onnx/model #1.onnx", size: 7, sha256 },
    { path: "config.json", size: 2, sha256 },
  ],
};

function serving(json: unknown, status = 200): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url) => {
      asked.push(url as string);
      return Promise.resolve(new Response(JSON.stringify(json), { status }));
    },
  };
}

test("the files' addresses are reckoned from the page's folder, under any sub-path", async () => {
  const server = serving(manifest);
  const bundle = await openEmbedded("https://host.example/sub/path/models/phi3-demo", {
    fetch: server.fetch,
  });
  expect(server.asked).toEqual(["https://host.example/sub/path/models/phi3-demo/bundle.json"]);
  expect(bundle).toEqual({
    id: "phi3-demo",
    name: "Phi-3 demo",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "A toy.",
    files: [
      {
        path: "config.json",
        sizeBytes: 2,
        sha256,
        source: { kind: "url", url: "https://host.example/sub/path/models/phi3-demo/config.json" },
      },
      {
        path: "onnx/model #1.onnx",
        sizeBytes: 7,
        sha256,
        source: {
          kind: "url",
          url: "https://host.example/sub/path/models/phi3-demo/onnx/model%20%231.onnx",
        },
      },
    ],
  });
});

const base = "https://host.example/models/phi3-demo/";

test("a server that has no manifest is told from a bad manifest", async () => {
  await expect(openEmbedded(base, { fetch: serving({}, 404).fetch })).rejects.toMatchObject({
    code: "network",
  });
  await expect(
    openEmbedded(base, { fetch: () => Promise.resolve(new Response("<!doctype html>")) }),
  ).rejects.toMatchObject({ code: "network" });
  for (const bad of [
    null,
    {},
    { ...manifest, files: [{ path: "config.json", size: -1, sha256 }] },
    { ...manifest, files: [{ path: "config.json", size: 2, sha256: "abc" }] },
  ]) {
    await expect(openEmbedded(base, { fetch: serving(bad).fetch })).rejects.toMatchObject({
      code: "invalid-bundle",
    });
  }
});

test("a manifest may not name files outside its folder", async () => {
  const files = [{ path: "../secret", size: 1, sha256 }];
  await expect(openEmbedded(base, { fetch: serving({ ...manifest, files }).fetch })).rejects.toMatchObject({
    code: "unsafe-path",
  });
});

test("aborting is no failure of the network", async () => {
  const fetch = (): Promise<Response> => Promise.reject(new DOMException("Aborted", "AbortError"));
  await expect(openEmbedded(base, { fetch })).rejects.toMatchObject({ code: "aborted" });
});
