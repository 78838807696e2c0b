import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { loaderOf } from "./demo-files.ts";

afterEach(() => vi.unstubAllGlobals());

/** The version that an entry of the version "aaaaaaaaaaaa" starts, where its host answers so. */
async function startedWhere(answer: () => Promise<Response>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "phi3-demo-"));
  const asked = vi.fn<(url: URL, how: RequestInit) => Promise<Response>>(answer);
  const started: string[] = [];
  vi.stubGlobal("fetch", asked);
  vi.stubGlobal("start", (version: string) => started.push(version));
  for (const version of ["aaaaaaaaaaaa", "bbbbbbbbbbbb"]) {
    await mkdir(path.join(folder, version));
    await writeFile(path.join(folder, version, "element.mjs"), `start("${version}");`);
  }
  const entry = path.join(folder, "element.mjs");
  await writeFile(entry, loaderOf("element.mjs", "aaaaaaaaaaaa"));
  await import(/* @vite-ignore */ pathToFileURL(entry).href);
  const version = pathToFileURL(path.join(folder, "version.json"));
  expect(asked.mock.calls).toEqual([[version, { cache: "no-cache" }]]);
  await rm(folder, { recursive: true });
  return started.join(" ");
}

test("an entry that a cache kept starts the version that its host has now, never a mixture", async () => {
  expect(await startedWhere(() => Promise.resolve(Response.json("bbbbbbbbbbbb")))).toBe("bbbbbbbbbbbb");
});

test.each([
  ["does not answer", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["answers with a page", () => Promise.resolve(new Response("<!doctype html>"))],
  ["answers with a path", () => Promise.resolve(Response.json("../bbbbbbbbbbbb"))],
  ["answers with another kind", () => Promise.resolve(Response.json({ version: 1 }))],
])("where the host %s, it starts its own version", async (_, answer) => {
  expect(await startedWhere(answer)).toBe("aaaaaaaaaaaa");
});
