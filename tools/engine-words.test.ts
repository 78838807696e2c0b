/**
 * What the engine says is read in the notebook's page, in anyone's page, in Node and by clients of a server. Its messages name no part of
 * the page, and nothing that only a browser has.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, it } from "vitest";
import { readSource } from "#components/texts/testing/read-sources.ts";
import { productFiles, runtimeImports } from "./test/product-code.ts";

const OF_ONE_HOST = /\b(?:(?:this|the) page|cells?|reload|the browser)\b/i;
/** Is read by the notebook's form, and no part of an error. */
const OF_FORM = /^src\/wrapper\/(?:read-code|profiles\/[\w-]+)\.ts$/;

it("no message of the package is about one of its hosts", () => {
  const found = filesFrom(productFiles("workers/library"))
    .filter(({ file }) => !OF_FORM.test(file))
    .flatMap(({ file, code }) =>
      readSource(file, code)
        .templates.filter((template) => OF_ONE_HOST.test(template))
        .map((template) => `${file}: ${template}`),
    );
  expect(found.toSorted()).toEqual([
    // Says “In a browser”.
    expect.stringMatching(/^src\/library\/fetch-file\.ts: .* In a browser, .* policy may forbid it/),
    // The file is on the web.
    expect.stringMatching(/^workers\/inference\/missing-file\.ts: .* If the site was updated/),
    // Node always can.
    expect.stringMatching(/^workers\/library\/sha256\.ts: The browser checks files/),
    // Only a browser has the lock that tells it.
    expect.stringMatching(/^workers\/rpc\/client\.ts: The browser ended the worker/),
  ]);
});

/** @returns these files and all that they have at run time. */
function filesFrom(roots: ReturnType<typeof productFiles>): ReturnType<typeof productFiles> {
  const files = new Map(roots.map((each) => [each.file, each]));
  // A Map is read to its end, with what is added meanwhile.
  for (const { file, code } of files.values()) {
    for (const specifier of runtimeImports(code)) {
      const imported = resolved(file, specifier);
      if (imported !== null && !files.has(imported))
        files.set(imported, { file: imported, code: readFileSync(imported, "utf8") });
    }
  }
  return [...files.values()];
}

/** @returns null for a library, a file that is made, or none of TypeScript. */
function resolved(file: string, specifier: string): string | null {
  if (!/\.tsx?$/.test(specifier)) return null;
  if (!specifier.startsWith("#")) return join(dirname(file), specifier);
  const path = specifier.slice(1);
  return /^(?:workers|components)\//.test(path) ? path : join("src", path);
}
