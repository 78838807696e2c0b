/** The fences between src, components and workers: a copy of the tree with a violation of each is refused, for them alone. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

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
    const own = refusals.filter((line) =>
      line.replaceAll("\\", "/").includes(`${plantedFile(project, at)}(`),
    );
    expect(own.join("\n")).toContain(named);
  },
);

it("the planted files are all that the type check refuses", () => {
  expect(refusals.filter((line) => !/planted-\d\.ts/.test(line))).toEqual([]);
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

function plantedFile(project: string, at: number): string {
  return `${project}/planted-${at}.ts`;
}
