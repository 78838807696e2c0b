import { throwIfAborted } from "#base/errors.ts";
import { crc32 } from "#bundle/crc32.ts";
import type { Progress } from "#kernel/cell-state.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { centralDirectory, localHeader, type ZipEntry } from "./zip-format.ts";

export interface ZipArtifactOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly now?: Date;
  readonly fetch?: typeof globalThis.fetch;
}

/** Progress is told after at least so many bytes. */
const PROGRESS_STEP_BYTES = 1 << 20;

/**
 * Zips an artifact; its files lie under one folder named `artifact.name`.
 *
 * Files are stored, not deflated: weights do not shrink, and a stored file of the person's disk becomes a part of the
 * zip without being held in memory. Each file is read once for its CRC-32. Zip64 where a size asks for it.
 *
 * @throws AppError "network" or "invalid-bundle" for a file that cannot be read or is not what it was, "aborted".
 */
export async function zipArtifact(artifact: Artifact, options: ZipArtifactOptions = {}): Promise<Blob> {
  const { onProgress, signal, now = new Date() } = options;
  const parts: BlobPart[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  let doneBytes = 0;
  let toldBytes = 0;
  const advance = (bytes: number) => {
    doneBytes += bytes;
    if (doneBytes - toldBytes < PROGRESS_STEP_BYTES && doneBytes < artifact.totalBytes) return;
    toldBytes = doneBytes;
    onProgress?.({ label: "Making the zip", loadedBytes: doneBytes, totalBytes: artifact.totalBytes });
  };
  for (const file of artifact.files) {
    throwIfAborted(signal);
    const content = await artifactContent(file, options);
    const entry = {
      path: `${artifact.name}/${file.path}`,
      crc32: await crc32Of(content, advance, signal),
      sizeBytes: content.size,
      offset,
      modified: now,
    };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, content);
    offset += header.length + content.size;
  }
  return new Blob([...parts, centralDirectory(entries, offset)], { type: "application/zip" });
}

async function crc32Of(
  content: Blob,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  let crc = 0;
  const reader = content.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    throwIfAborted(signal);
    crc = crc32(crc, read.value);
    onBytes(read.value.length);
  }
  return crc;
}
