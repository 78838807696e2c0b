import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { thirdPartyNotices } from "./third-party-notices.ts";

let folder = "";

beforeEach(() => {
  // Inside the project, so that the entry finds the project's packages.
  mkdirSync(".cache", { recursive: true });
  folder = mkdtempSync(path.resolve(".cache/notices-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

it("names each package that a page and its worker hold a part of, with its licence, and no other", async () => {
  const text = await noticesOfPage(
    'import anser from "anser"; new Worker(new URL("./worker.js", import.meta.url), { type: "module" }); console.log(anser.ansiToText("a"));',
    'import { object } from "valibot"; postMessage(typeof object);',
  );
  const titles = [...text.matchAll(/^={80}\n(.+)\n={80}$/gm)].map(([, title]) =>
    title?.replace(/ \d[\w.-]* \(/, " ("),
  );
  expect(titles).toEqual([
    "annotated_types (MIT)",
    "anser (MIT)",
    "hash-wasm (MIT)",
    "jinja2 (BSD-3-Clause)",
    "jinja2 (ported to TypeScript)",
    "markupsafe (BSD-3-Clause)",
    "minja (ported to TypeScript)",
    "onnxruntime-web (MIT)",
    "pydantic (MIT)",
    "pydantic_core (MIT)",
    "pyodide (MPL-2.0)",
    "pyyaml (MIT)",
    "tqdm (MPL-2.0 and MIT)",
    "typing_extensions (PSF-2.0)",
    "typing_inspection (MIT)",
    "valibot (MIT)",
  ]);
  expect(text.match(/Permission is hereby granted, free of charge/g)?.length).toBeGreaterThanOrEqual(4);
  expect(text).toContain("Mozilla Public License, version 2.0");
});

it("fails the build where a package names no licence and brings none", async () => {
  const bare = path.join(folder, "node_modules/bare");
  mkdirSync(bare, { recursive: true });
  writeFileSync(path.join(bare, "package.json"), '{"name": "bare", "version": "1.0.0", "main": "index.js"}');
  writeFileSync(path.join(bare, "index.js"), "console.log(1)");
  await expect(noticesOfPage('import "bare";', "")).rejects.toThrow(
    "bare is shipped, and brings no licence.",
  );
});

async function noticesOfPage(page: string, worker: string): Promise<string> {
  writeFileSync(path.join(folder, "index.html"), '<script type="module" src="/page.js"></script>');
  writeFileSync(path.join(folder, "page.js"), page);
  writeFileSync(path.join(folder, "worker.js"), worker);
  const notices = thirdPartyNotices();
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false },
    plugins: [notices.page],
    worker: { format: "es", plugins: notices.worker },
  });
  if (Array.isArray(built) || !("output" in built)) throw new Error("one build is expected");
  const asset = built.output.find(({ fileName }) => fileName === "third-party-notices.txt");
  if (asset?.type !== "asset") throw new Error("no notices");
  return String(asset.source);
}
