import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import JSZip from "jszip";
import { expect } from "./test.ts";

/** @returns the one folder that the zip holds. */
export async function unzip(bytes: Buffer, folder: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  const entries = Object.values(zip.files).filter((entry) => !entry.dir);
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await entry.async("nodebuffer"));
  }
  const tops = [...new Set(entries.map((entry) => entry.name.split("/")[0] as string))];
  expect(tops).toHaveLength(1);
  return path.join(folder, tops[0] as string);
}
