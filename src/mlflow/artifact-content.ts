import { blobOf } from "#bundle/blob-of.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import type { ArtifactFile } from "./artifact.ts";

/**
 * A file of an artifact as a Blob; a file on the person's disk is not read.
 * @throws AppError "network" or "invalid-bundle" for a file that cannot be read or has changed, "aborted".
 */
export async function artifactContent(
  { content, path, sizeBytes }: ArtifactFile,
  { fetch, signal }: { readonly fetch?: typeof globalThis.fetch; readonly signal?: AbortSignal },
): Promise<Blob> {
  switch (content.kind) {
    case "text":
      return new Blob([content.text]);
    case "bytes":
      return new Blob([new Uint8Array(content.bytes)]);
    case "blob":
    case "part":
    case "url": {
      const file = { path, sizeBytes, source: content };
      const options = { ...(fetch && { fetch }), ...(signal && { signal }) };
      return blobOf(file) ?? new Blob([await readBundleFile(file, options)]);
    }
  }
}
