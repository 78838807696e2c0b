/** The product's code, for the fences that read it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { parseSync } from "vite";

interface ProductFile {
  /** From the project's folder, with slashes on every system. */
  readonly file: string;
  readonly code: string;
}

/** @returns the TypeScript files of the folders, without tests and what tests share. */
export function productFiles(...folders: readonly string[]): readonly ProductFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name.replaceAll("\\", "/")),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/testing\//.test(file))
    .map((file) => ({ file, code: readFileSync(file, "utf8") }));
}

/** @returns what the code imports when it runs, `import()` too. Imports of types alone do not count: they are gone in the build. */
export function runtimeImports(code: string): readonly string[] {
  return importsOf(code).flatMap(({ specifier, isType }) => (isType ? [] : [specifier]));
}

/** @returns what the code imports, types too. */
export function importsOf(code: string): readonly { readonly specifier: string; readonly isType: boolean }[] {
  const { staticImports, staticExports, dynamicImports } = parseSync("code.tsx", code).module;
  return [
    ...staticImports.map(({ entries, moduleRequest }) => ({
      specifier: moduleRequest.value,
      isType: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ isType, moduleRequest }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, isType }] : [],
      ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      specifier: code.slice(start + 1, end - 1),
      isType: false,
    })),
  ];
}
