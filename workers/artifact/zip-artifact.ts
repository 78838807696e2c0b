import { throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { crc32 } from "#bundle/crc32.ts";
import type { Progress } from "#base/progress.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { checkFileNames } from "#mlflow/check-file-names.ts";
import { Sha256Sums, sumsName } from "./sha256-sums.ts";
import { type TextFile, zipTexts } from "./zip-texts.ts";
import { centralDirectory, localHeader, type ZipEntry } from "./zip-format.ts";

export interface ZipArtifactOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/** Progress is reported after at least this many bytes. */
const PROGRESS_STEP_BYTES = 1 << 20;

/**
 * Zips an artifact; its files are in one folder named `artifact.name`. The same artifact gives the same bytes.
 * Files are stored, not deflated: weights do not shrink, and a file on the person's disk becomes part of the zip without being held in
 * memory. Each file is read once for its CRC-32, and its SHA-256 if the artifact needs SHA256SUMS. Uses zip64 where a size requires it.
 * @throws AppError "unsafe-path" for names that Windows could not unpack, "network" or "invalid-bundle" for a file that cannot be read or
 * has changed, "aborted".
 */
export async function zipArtifact(artifact: Artifact, options: ZipArtifactOptions = {}): Promise<Blob> {
  checkFileNames(artifact.files.map(({ path }) => `${artifact.name}/${path}`));
  const texts = await textsOf(artifact);
  return texts === null
    ? new Blob(await zipParts(artifact, options), { type: "application/zip" })
    : zipTexts(texts);
}

/** null if a file is not a text of the page's own. */
async function textsOf({ name, files, withSums }: Artifact): Promise<readonly TextFile[] | null> {
  const texts: TextFile[] = [];
  const sums = new Sha256Sums();
  for (const { path, content } of files) {
    if (content.kind !== "text") return null;
    texts.push({ path: `${name}/${path}`, text: content.text });
    const sum = await sums.begin(path);
    sum.update(new TextEncoder().encode(content.text));
    sum.end();
  }
  return withSums ? [...texts, { path: `${name}/${sumsName}`, text: sums.text }] : texts;
}

/** The zip in pieces, in order: its own records, and references to the files, so that none is held in memory. */
export async function zipParts(
  artifact: Artifact,
  options: ZipArtifactOptions = {},
): Promise<(Uint8Array<ArrayBuffer> | Blob)[]> {
  const { onProgress, signal } = options;
  const parts: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  let doneBytes = 0;
  let toldBytes = 0;
  const advance = (bytes: number) => {
    doneBytes += bytes;
    if (doneBytes - toldBytes < PROGRESS_STEP_BYTES && doneBytes < artifact.totalBytes) return;
    toldBytes = doneBytes;
    onProgress?.({ label: message`Making the zip`, loadedBytes: doneBytes, totalBytes: artifact.totalBytes });
  };
  const add = (path: string, content: Blob, crc: number) => {
    const entry = { path: `${artifact.name}/${path}`, crc32: crc, sizeBytes: content.size, offset };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, content);
    offset += header.length + content.size;
  };
  const sums = artifact.withSums === true ? new Sha256Sums() : null;
  for (const file of artifact.files) {
    throwIfAborted(signal);
    const content = await artifactContent(file, options);
    const sum = await sums?.begin(file.path);
    let crc = 0;
    await readAll(content, signal, (bytes) => {
      crc = crc32(crc, bytes);
      sum?.update(bytes);
      advance(bytes.length);
    });
    sum?.end();
    add(file.path, content, crc);
  }
  if (sums) add(sumsName, new Blob([sums.text]), crc32(0, new TextEncoder().encode(sums.text)));
  return [...parts, centralDirectory(entries, offset)];
}

async function readAll(
  content: Blob,
  signal: AbortSignal | undefined,
  onBytes: (bytes: Uint8Array) => void,
): Promise<void> {
  const reader = content.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    throwIfAborted(signal);
    onBytes(read.value);
  }
}
