import { expect, test, vi } from "vitest";
import { loaderOf } from "./demo-files.ts";

/** The module that an entry imports, where its host answers so. */
async function startedBy(entry: string, answer: () => Promise<Response>): Promise<string> {
  const asked = vi.fn(answer);
  const started = vi.fn<(address: string) => void>();
  const code = entry
    .replaceAll("import.meta.url", '"https://host.example/demo/element.js"')
    .replace("await import(", "await start(");
  const run = new Function("fetch", "start", `return (async () => { ${code} })();`) as (
    ask: typeof asked,
    start: typeof started,
  ) => Promise<void>;
  await run(asked, started);
  expect(asked.mock.calls).toEqual([
    [new URL("https://host.example/demo/version.json"), { cache: "no-cache" }],
  ]);
  return started.mock.calls[0]![0];
}

test("an entry that a cache kept starts the version that its host has now, never a mixture", async () => {
  const old = loaderOf("element.js", "aaaaaaaaaaaa");
  const now = () => Promise.resolve(Response.json("bbbbbbbbbbbb"));
  expect(await startedBy(old, now)).toBe("https://host.example/demo/bbbbbbbbbbbb/element.js");
});

test.each([
  ["does not answer", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["answers with a page", () => Promise.resolve(new Response("<!doctype html>"))],
  ["answers with a path", () => Promise.resolve(Response.json("../../elsewhere"))],
  ["answers with another kind", () => Promise.resolve(Response.json({ version: 1 }))],
])("where the host %s, it starts its own version", async (_, answer) => {
  expect(await startedBy(loaderOf("element.js", "aaaaaaaaaaaa"), answer)).toBe(
    "https://host.example/demo/aaaaaaaaaaaa/element.js",
  );
});
