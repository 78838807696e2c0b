import { afterEach, expect, test, vi } from "vitest";
import { fetchDemo, lookUpDemo, wantedFiles } from "./demo-files.ts";

const { signal } = new AbortController();
const page = "https://page.example/notebook/";
const LIST = [
  { path: "assets/ort-wasm-simd-threaded-AbC_-123.wasm", size: 1 },
  { path: "assets/plain-AbC_-123.wasm", size: 2 },
  { path: "demo/element.js", size: 25 },
  { path: "demo/engine-worker.js", size: 4 },
  { path: "demo/full-worker.js", size: 5 },
  { path: "embed.html", size: 20 },
];

afterEach(() => vi.unstubAllGlobals());

function serve(answer: (path: string) => Response): void {
  vi.stubGlobal("fetch", async (url: URL) => answer(url.pathname));
}

test("the demo's files are those that the build listed; others' pages may load them if the host says so", async () => {
  serve(() => Response.json(LIST, { headers: { "Access-Control-Allow-Origin": "*" } }));
  expect(await lookUpDemo(page, signal)).toEqual({ files: LIST, isOpen: true });
  serve(() => Response.json(LIST));
  expect((await lookUpDemo(page, signal)).isOpen).toBe(false);
  const closed: string[] = [];
  serve((path) => {
    if (path.includes("/demo/"))
      return Response.json(LIST, { headers: { "Access-Control-Allow-Origin": "*" } });
    closed.push(path);
    return new Response("x");
  });
  expect((await lookUpDemo(page, signal)).isOpen).toBe(false);
  // The smallest is enough to know.
  expect(closed).toEqual(["/notebook/assets/ort-wasm-simd-threaded-AbC_-123.wasm"]);
  serve(() => new Response("<!doctype html>"));
  await expect(lookUpDemo(page, signal)).rejects.toMatchObject({ code: "network" });
  serve(() => new Response("", { status: 404 }));
  await expect(lookUpDemo(page, signal)).rejects.toMatchObject({
    code: "network",
    message:
      "/notebook/demo/files.json on this page's host cannot be read. Connect to the network and try again.",
  });
});

test("a site for a model that the kernel knows does without onnxruntime-web", () => {
  const demo = { files: LIST, isOpen: true };
  expect(wantedFiles(demo, true).map(({ path }) => path)).toEqual([
    "assets/plain-AbC_-123.wasm",
    "demo/element.js",
    "demo/engine-worker.js",
    "embed.html",
  ]);
  expect(wantedFiles(demo, false)).toEqual(LIST);
});

test("the demo's files are fetched as they are listed; a host with another version of them is told of", async () => {
  serve((path) => new Response(path));
  const files = LIST.filter(({ path }) => /element|embed/.test(path));
  const fetched = await fetchDemo(page, files, signal);
  expect(await Promise.all(fetched.map(async ({ path, blob }) => [path, await blob.text()]))).toEqual([
    ["demo/element.js", "/notebook/demo/element.js"],
    ["embed.html", "/notebook/embed.html"],
  ]);
  await expect(fetchDemo(page, LIST, signal)).rejects.toMatchObject({ code: "network" });
  await expect(fetchDemo(page, [{ path: "embed.html", size: 21 }], signal)).rejects.toMatchObject({
    code: "network",
    message:
      "embed.html on this page's host holds 20 bytes and should hold 21. The host may have a newer page: reload this one and try again.",
  });
});
