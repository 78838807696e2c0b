import { type Page, type TestInfo, expect } from "@playwright/test";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import JSZip from "jszip";

/** A file's bytes by its path in the bundle. */
export type BundleFiles = Record<string, Buffer>;

/** The embedded model's files, from the server, for making damaged copies of them. */
export async function demoFiles(page: Page): Promise<BundleFiles> {
  const response = await page.request.get("models/phi3-demo/bundle.json");
  expect(response.ok()).toBe(true);
  const { files } = (await response.json()) as { files: readonly { path: string }[] };
  const entries = await Promise.all(
    files.map(async (file) => {
      const content = await page.request.get(`models/phi3-demo/${file.path}`);
      return [file.path, await content.body()] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Writes the files as a folder for a folder input. @returns the folder's path. */
export async function writeFolder(testInfo: TestInfo, name: string, files: BundleFiles): Promise<string> {
  const folder = testInfo.outputPath(name);
  for (const [file, bytes] of Object.entries(files)) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
  return folder;
}

export async function zipOf(files: BundleFiles): Promise<Buffer> {
  const zip = new JSZip();
  for (const [file, bytes] of Object.entries(files)) zip.file(file, bytes);
  return zip.generateAsync({ type: "nodebuffer" });
}

/** The path of the graph that both options run. */
export function onnxPath(files: BundleFiles): string {
  const found = Object.keys(files).find((file) => file.endsWith(".onnx"));
  if (found === undefined) throw new Error("The demo model has no ONNX file.");
  return found;
}
