import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isManifest, type ManifestJson, manifestName } from "#bundle/manifest.ts";
import type { ShapeFiles } from "../shapes.ts";

/**
 * The list of a shape's files with their hashes, made at the first run.
 * @returns the folder that holds it alone, as bundle.json.
 */
export async function writeManifest({ model, bundleFolder }: ShapeFiles, root: string): Promise<string> {
  const folder = path.join(root, ".cache/bench-manifests", model.name);
  const place = path.join(folder, manifestName);
  // The demo has its own list.
  const listed = model.files.filter((file) => file.path !== manifestName);
  if (existsSync(place) && isOf(JSON.parse(readFileSync(place, "utf8")), listed)) return folder;
  const files: ManifestJson["files"][number][] = [];
  for (const { path: file, sizeBytes } of listed) {
    files.push({ path: file, size: sizeBytes, sha256: await sha256Of(path.join(bundleFolder, file)) });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(place, `${JSON.stringify({ name: model.name, files } satisfies ManifestJson, null, 1)}\n`);
  return folder;
}

function isOf(json: unknown, files: ShapeFiles["model"]["files"]): boolean {
  if (!isManifest(json) || json.files.length !== files.length) return false;
  return files.every(({ path, sizeBytes }, place) => {
    const { path: known, size } = json.files[place]!;
    return known === path && size === sizeBytes;
  });
}

async function sha256Of(place: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(place, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
