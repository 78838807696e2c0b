/**
 * What the type check and the linter refuse: violations of the fences between src, components and workers, and a new kind of cell, runtime
 * and their like that is not finished. All are planted in a copy of the tree, beside finished ones, which pass.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Addition, ADDITIONS } from "./test/adding-one.ts";

const COPIED = ["src", "components", "workers", "package.json", "tsconfig.base.json", ".oxlintrc.json"];
/** Two of a kind that nothing else imports, so that each violation is refused where it stands. */
const LEAVES = ["components/planted-leaf.ts", "workers/planted-leaf.ts"];

/** The project and the violation in it, and what the type check says of that. */
const VIOLATIONS = [
  ["src", "export const title = document.title;\n", "Cannot find name 'document'"],
  ["src", 'export { leaf } from "#components/planted-leaf.ts";\n', "components/planted-leaf.ts"],
  ["src", 'export { leaf } from "#workers/planted-leaf.ts";\n', "workers/planted-leaf.ts"],
  ["components", 'export { leaf } from "#workers/planted-leaf.ts";\n', "workers/planted-leaf.ts"],
  ["workers", 'export { leaf } from "#components/planted-leaf.ts";\n', "components/planted-leaf.ts"],
] as const;
const RUNTIME_FILE = "workers/inference/planted-runtime.ts";

let copy: string;
let refusals: readonly string[];
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "fences-"));
  for (const path of COPIED) cpSync(path, join(copy, path), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"), "junction");
  for (const leaf of LEAVES) writeFileSync(join(copy, leaf), "export const leaf = 1;\n");
  for (const [at, [project, code]] of VIOLATIONS.entries())
    writeFileSync(join(copy, plantedFile(project, at)), code);
  for (const { plantings, unfinished } of Object.values(ADDITIONS)) plant([...plantings, ...unfinished]);
  writeFileSync(join(copy, RUNTIME_FILE), 'export { env } from "onnxruntime-web";\n');
  const { stdout } = spawnSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), "-b", "--pretty", "false", "components", "workers"],
    { cwd: copy, encoding: "utf8" },
  );
  refusals = stdout.split(/\r?\n/).filter((line) => /^\S.*: error /.test(line));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it.each(VIOLATIONS.map((violation, at) => [...violation, at] as const))(
  "in %s the type check refuses: %s",
  (project, _code, named, at) => {
    expect(refusalsIn(plantedFile(project, at)).join("\n")).toContain(named);
  },
);

/** Parts that are files of their own, and lists that get a line. */
const SIZES: Readonly<Record<string, { readonly files: number; readonly lists: number }>> = {
  "a kind of cell": { files: 3, lists: 3 },
  "a runtime": { files: 0, lists: 3 },
  "a family": { files: 1, lists: 1 },
  "a deployment target": { files: 1, lists: 2 },
  "a language": { files: 1, lists: 1 },
  "a profile": { files: 1, lists: 1 },
};

it.each(Object.entries(ADDITIONS))("%s that lacks its parts is refused", (_, { asksIn }) => {
  for (const file of asksIn) expect(refusalsIn(file)).not.toEqual([]);
});

it("whole ones lack nothing", () => {
  expect(refusals.filter((line) => /'planted' is missing|: (?:\w+, )*planted\b/.test(line))).toEqual([]);
});

it.each(Object.entries(ADDITIONS))("to add %s takes few files", (name, { plantings }) => {
  const touched = new Set(plantings.map(({ file }) => file));
  const lists = new Set(plantings.flatMap(({ file, after }) => (after === undefined ? [] : [file])));
  expect({ files: touched.size - lists.size, lists: lists.size }).toEqual(SIZES[name]);
});

it("nothing else is refused", () => {
  const expected = new Set(Object.values(ADDITIONS).flatMap(({ asksIn }) => asksIn.flatMap(refusalsIn)));
  const others = refusals.filter((line) => !/planted-\d\.ts/.test(line) && !expected.has(line));
  expect(others).toEqual([]);
});

it("the linter refuses ONNX Runtime outside workers/inference/ort-web", () => {
  const oxlint = resolve("node_modules/oxlint/bin/oxlint");
  const { status, stdout } = spawnSync(process.execPath, [oxlint, RUNTIME_FILE], {
    cwd: copy,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({
    status: 1,
    stdout: expect.stringContaining("Only workers/inference/ort-web talks to ONNX Runtime") as string,
  });
});

function refusalsIn(file: string): readonly string[] {
  return refusals.filter((line) => line.replaceAll("\\", "/").startsWith(`${file}(`));
}

function plantedFile(project: string, at: number): string {
  return `${project}/planted-${at}.ts`;
}

function plant(plantings: Addition["plantings"]): void {
  for (const { file, after, code } of plantings) {
    const path = join(copy, file);
    if (after === undefined) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
      continue;
    }
    const [before, ...rest] = readFileSync(path, "utf8").split(after);
    if (rest.length !== 1) throw new Error(`${file} has ${JSON.stringify(after)} ${rest.length} times.`);
    writeFileSync(path, `${before}${after}${code}${rest[0]}`);
  }
}
