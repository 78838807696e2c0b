import { sha256 } from "#base/sha256.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import type { ArtifactFile } from "#mlflow/artifact.ts";

export async function fileText(file: ArtifactFile, signal: AbortSignal): Promise<string> {
  if (file.content.kind === "text") return file.content.text;
  return new TextDecoder().decode(await fileBytes(file, signal));
}

export async function fileBytes(file: ArtifactFile, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const { content, path, sizeBytes } = file;
  switch (content.kind) {
    case "text":
      return new TextEncoder().encode(content.text);
    case "bytes":
      return new Uint8Array(content.bytes);
    case "blob":
    case "part":
    case "url":
      return readBundleFile({ path, sizeBytes, source: content }, { signal });
  }
}

/** A larger file would fill the page's memory only to show its digest. */
const MOST_HASHED_BYTES = 256e6;

/** @returns null for a file that is too large to be hashed here. */
export async function fileSha256(file: ArtifactFile, signal: AbortSignal): Promise<string | null> {
  if (file.sizeBytes > MOST_HASHED_BYTES) return null;
  return sha256(await fileBytes(file, signal));
}
