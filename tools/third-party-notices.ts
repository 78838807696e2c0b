import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/** With NOTICE files, and those of what a package has taken in from others. */
const LICENCE = /^(licen[cs]e|notice|copying|third-?party-?notices?)([-.].*)?$/i;

const JINJA = { name: "jinja2 (ported to TypeScript)", file: "src/tokenizer/jinja/LICENSE" };
const MINJA = { name: "minja (ported to TypeScript)", file: "src/tokenizer/minja/LICENSE" };
/** What src/genai and src/tokenizer mirror. */
const ENGINE = {
  name: "onnxruntime-genai and onnxruntime-extensions (parts ported to TypeScript; MIT)",
  file: "tools/licences/onnxruntime-genai.txt",
};
/** Parts of src/python/modules. */
const PYTHON_PORTS = [
  { name: "IPython (its pretty printer, ported; BSD-3-Clause)", file: "tools/licences/ipython.txt" },
  { name: "MLflow (parts of mlflow.types, with changes; Apache-2.0)", file: "tools/licences/mlflow.txt" },
  {
    name: "transformers (its text streamers, with changes; Apache-2.0)",
    file: "tools/licences/transformers.txt",
  },
];

/** Others' code that stands in this project's own source, and wheels of src/python/wheels. */
const OWN_FILES = [
  JINJA,
  MINJA,
  ENGINE,
  ...PYTHON_PORTS,
  { name: "annotated_types (MIT)", file: "tools/licences/annotated_types.txt" },
  { name: "jinja2 (BSD-3-Clause)", file: "tools/licences/jinja2.txt" },
  { name: "markupsafe (BSD-3-Clause)", file: "tools/licences/markupsafe.txt" },
  { name: "pydantic (MIT)", file: "tools/licences/pydantic.txt" },
  { name: "pydantic_core (MIT)", file: "tools/licences/pydantic_core.txt" },
  { name: "pyyaml (MIT)", file: "tools/licences/pyyaml.txt" },
  { name: "tqdm (MPL-2.0 and MIT)", file: "tools/licences/tqdm.txt" },
  { name: "typing_extensions (PSF-2.0)", file: "tools/licences/typing_extensions.txt" },
  { name: "typing_inspection (MIT)", file: "tools/licences/typing_inspection.txt" },
];

/** A package whose files are shipped without being modules. */
const OTHER_PACKAGES = ["onnxruntime-web", "hash-wasm", "pyodide"];

/** Texts of licences that a package brings none of. Pyodide is built of CPython. */
const TEXTS = new Map([["pyodide", ["tools/licences/MPL-2.0.txt", "tools/licences/CPython.txt"]]]);

/**
 * Writes third-party-notices.txt: the licence texts of every package of which the built page holds a part, its workers, fonts and
 * WebAssembly included. The build fails where a package brings no licence.
 */
export function thirdPartyNotices(): { readonly page: Plugin; readonly worker: () => Plugin[] } {
  const folders = new Set<string>();
  const collect = (ids: Iterable<string>) => {
    for (const id of ids) {
      const folder = packageFolder(id);
      if (folder !== null) folders.add(folder);
    }
  };
  return {
    page: {
      name: "third-party-notices",
      apply: "build",
      generateBundle() {
        collect(this.getModuleIds());
        for (const name of OTHER_PACKAGES) folders.add(path.resolve("node_modules", name));
        this.emitFile({
          type: "asset",
          fileName: "third-party-notices.txt",
          source: noticesOf([...folders]),
        });
      },
    },
    worker: () => [
      {
        name: "third-party-notices-of-workers",
        generateBundle() {
          collect(this.getModuleIds());
        },
      },
    ],
  };
}

/**
 * The same for the package that tools/library builds.
 * @param ids of the modules that it holds.
 * @public tools/library/build.mjs asks for it.
 */
export function noticesOfPackage(ids: Iterable<string>): string {
  const folders = [...ids].map(packageFolder).filter((folder) => folder !== null);
  return noticesOf(
    [...new Set([...folders, path.resolve("node_modules/onnxruntime-web")])],
    [JINJA, MINJA, ENGINE],
  );
}

/** @returns null for what is of no package. */
function packageFolder(id: string): string | null {
  const found = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"));
  return found?.[1] ?? null;
}

function noticesOf(folders: readonly string[], others: typeof OWN_FILES = OWN_FILES): string {
  const packages = folders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(folder, "package.json"), "utf8"),
    ) as { name: string; version: string; license?: string };
    return {
      title: `${name} ${version} (${license ?? "see below"})`,
      text: licenceTexts(folder, name, license),
    };
  });
  const own = others.map(({ name, file }) => ({ title: name, text: readFileSync(file, "utf8") }));
  return [...packages, ...own]
    .toSorted((a, b) => a.title.localeCompare(b.title))
    .map(({ title, text }) => `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}\n\n${text.trim()}\n`)
    .join("\n");
}

function licenceTexts(folder: string, name: string, license: string | undefined): string {
  const texts = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .toSorted()
    .map((file) => readFileSync(path.join(folder, file), "utf8"));
  texts.push(...(TEXTS.get(name) ?? []).map((file) => readFileSync(file, "utf8")));
  if (texts.length > 0) return texts.join("\n\n");
  if (license === undefined) throw new Error(`${name} is shipped, and brings no licence.`);
  return `Licensed under ${license}; the package brings no text of it.`;
}
