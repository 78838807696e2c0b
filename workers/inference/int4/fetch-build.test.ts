import { afterEach, expect, test, vi } from "vitest";
import { fetchBuild } from "./fetch-build.ts";

afterEach(() => vi.unstubAllGlobals());

const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const missing = (cause: unknown) => Object.assign(new Error("Missing."), { cause }) as never;
const read = (answer: () => Response) => {
  vi.stubGlobal("fetch", async () => answer());
  return fetchBuild("https://page.example/plain.wasm", missing);
};

test("a build of the kernel is read; anything else in its place counts as a missing file", async () => {
  expect(await read(() => new Response(bytes))).toEqual(bytes);
  await expect(read(() => new Response(bytes, { status: 404 }))).rejects.toThrow("Missing.");
  // Not as a browser that lacks what the build needs.
  await expect(read(() => new Response("<!doctype html>"))).rejects.toThrow("Missing.");
  await expect(read(() => new Response(""))).rejects.toThrow("Missing.");
});
