import JSZip from "jszip";
import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { readBundleFileImport } from "#bundle/download/import-bundle-file.ts";
import { zipSite } from "./zip-site.ts";

const files = [
  { path: "index.html", blob: new Blob(["<!doctype html>"]) },
  { path: "demo/plain.wasm", blob: new Blob([Uint8Array.of(0, 97, 115, 109)]) },
];
const bundle: ModelBundle = {
  id: "bundle-0123",
  name: "Phi mine",
  origin: { kind: "embedded" },
  isDemo: false,
  description: "",
  files: [{ path: "genai_config.json", sizeBytes: 2, source: { kind: "blob", blob: new Blob(["{}"]) } }],
};

async function contents(blob: Blob): Promise<readonly (readonly [string, string])[]> {
  const zip = await JSZip.loadAsync(await blob.arrayBuffer());
  return Promise.all(Object.values(zip.files).map(async (file) => [file.name, await file.async("string")]));
}

test("a site with its model is a bundle file too: the page opens it, and a server serves it unpacked", async () => {
  const blob = await zipSite({ files, bundle: { bundle, notebook: "{}", wrappers: [] } });
  const names = (await contents(blob)).map(([name]) => name);
  expect(names).toEqual([
    "bundle.json",
    "notebook.ipynb",
    "index.html",
    "demo/plain.wasm",
    "model/genai_config.json",
  ]);
  expect((await readBundleFileImport(blob, "site.zip"))?.plan).toMatchObject({
    name: "Phi mine",
    notebook: { text: "{}" },
  });
});

test("a site without its model holds the files as they are, and the same files give the same zip", async () => {
  const blob = await zipSite({ files, bundle: null });
  expect(await contents(blob)).toEqual([
    ["index.html", "<!doctype html>"],
    ["demo/plain.wasm", "\0asm"],
  ]);
  expect(await (await zipSite({ files, bundle: null })).text()).toBe(await blob.text());
});

test("Cancel ends the making of a site", async () => {
  const signal = AbortSignal.abort();
  for (const what of [null, { bundle, notebook: null, wrappers: [] }])
    await expect(zipSite({ files, bundle: what }, { signal })).rejects.toMatchObject({ code: "aborted" });
});
