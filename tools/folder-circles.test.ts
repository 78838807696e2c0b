/**
 * The folders of src need each other one way only: none needs another that needs it in turn, over any number of folders between.
 * An import counts when it is there at run time, `import()` too. Imports of types alone do not: they are gone in the build, and a
 * folder may name what another hands it.
 */
import { expect, it } from "vitest";
import { circlesIn, type Needs } from "./test/circles.ts";
import { productFiles, runtimeImports } from "./test/product-code.ts";

it("no folder of src needs another that needs it", () => {
  expect(circlesIn(needsOf("src"))).toEqual([]);
});

it("a circle over three folders is found once, whatever else needs it", () => {
  const needs = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c", "d"])],
    ["c", new Set(["a"])],
    ["d", new Set<string>()],
    ["e", new Set(["a"])],
  ]);
  expect(circlesIn(needs)).toEqual(["a → b → c → a"]);
});

it.each([
  ['import { own } from "#base/own.ts";', ["base"]],
  ['import "#base/own.ts";', ["base"]],
  ['import type { Cell } from "#cells/cell.ts";', []],
  ['import { type Cell, type CellOutput } from "#cells/cell.ts";', []],
  ['import { type Cell, kindOf } from "#cells/cell.ts";', ["cells"]],
  ['export { kindOf } from "#cells/cell.ts";', ["cells"]],
  ['export type { Cell } from "#cells/cell.ts";', []],
  ['const load = () => import("#cells/behaviours.ts");', ["cells"]],
  ['let cell: import("#cells/cell.ts").Cell;', []],
  ['import { near } from "./near.ts";', []],
])("%s needs %j", (code, folders) => {
  expect(foldersNeededBy(code)).toEqual(folders);
});

function needsOf(root: string): Needs {
  const needs = new Map<string, Set<string>>();
  for (const { file, code } of productFiles(root)) {
    const [folder, ...within] = file.slice(root.length + 1).split("/");
    if (!folder || within.length === 0) continue;
    const needed = needs.get(folder) ?? new Set();
    needs.set(folder, needed);
    for (const other of foldersNeededBy(code)) if (other !== folder) needed.add(other);
  }
  return needs;
}

/** @returns the folders of src whose code this code has at run time. */
function foldersNeededBy(code: string): string[] {
  return runtimeImports(code).flatMap((specifier) => /^#([^/]+)\//.exec(specifier)?.[1] ?? []);
}
