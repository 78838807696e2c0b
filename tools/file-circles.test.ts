/** The files of the product need each other one way only, over any number of files between. Imports of types and `import()` count. */
import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { expect, it } from "vitest";
import { circlesIn, type Needs } from "./test/circles.ts";
import { importsOf, productFiles } from "./test/product-code.ts";

const { imports } = JSON.parse(readFileSync("package.json", "utf8")) as { imports: Record<string, string> };

it("no file needs another that needs it", () => {
  const files = productFiles("src", "components", "workers");
  const needs: Needs = new Map(files.map(({ file, code }) => [file, new Set(filesNeededBy(file, code))]));
  expect(circlesIn(needs)).toEqual([]);
});

it("finds a file from another folder and from its own, types too", () => {
  const code = 'import type { Cell } from "#cells/cell.ts";\nimport "./near.ts";\nimport "valibot";';
  expect(filesNeededBy("src/base/far.ts", code)).toEqual(["src/cells/cell.ts", "src/base/near.ts"]);
});

function filesNeededBy(file: string, code: string): string[] {
  return importsOf(code).flatMap(({ specifier }) => {
    if (specifier.startsWith(".")) return [join(file, "..", specifier)];
    const alias = Object.entries(imports).find(([name]) => specifier.startsWith(name.slice(0, -1)));
    return alias ? [join(alias[1].slice(0, -1), specifier.slice(alias[0].length - 1))] : [];
  });
}
