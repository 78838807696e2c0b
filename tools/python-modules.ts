import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import JSZip from "jszip";
import type { Plugin } from "vite";

const FOLDER = fileURLToPath(new URL("../src/python/modules", import.meta.url));
const ZIP = fileURLToPath(new URL("../src/python/build/modules.zip", import.meta.url));
/** The same files give the same bytes. */
const DATE = new Date(Date.UTC(1980, 0, 1));

/** Packs src/python/modules before anything that may import the zip: the page's Python worker, and tests. */
export function pythonModules(): Plugin {
  return {
    name: "python-modules",
    async buildStart() {
      await packPythonModules();
    },
  };
}

/** @returns the zip's path. */
export async function packPythonModules(): Promise<string> {
  const entries = await readdir(FOLDER, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => path.relative(FOLDER, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .toSorted();
  const zip = new JSZip();
  for (const file of files)
    zip.file(file, await readFile(path.join(FOLDER, file)), { date: DATE, createFolders: false });
  const bytes = await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
  await mkdir(path.dirname(ZIP), { recursive: true });
  // What is there already is not written again: others may be reading it.
  const before = await readFile(ZIP).catch(() => null);
  if (before === null || !before.equals(bytes)) await writeFile(ZIP, bytes);
  return ZIP;
}
