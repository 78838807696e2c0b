import { chunksOf } from "#base/chunks-of.ts";
import { percentEncodedPath } from "#base/percent-encoded.ts";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { blobOf } from "#bundle/blob-of.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { crc32 } from "#bundle/crc32.ts";
import { FileHasher } from "#bundle/download/file-hasher.ts";
import { type ManifestJson, manifestName } from "#bundle/manifest.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import type { BundleToZip, SiteFile } from "#mlflow/artifact-port.ts";
import type { Progress } from "#base/progress.ts";
import { centralDirectory, localHeader, type ZipEntry } from "./zip-format.ts";

export interface ZipBundleOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/** Progress is reported after at least this many bytes. */
const progressStepBytes = 4 << 20;

const notebookName = "notebook.ipynb";

interface Part {
  readonly path: string;
  readonly blob: Blob;
  readonly crc32: number;
  readonly sha256: string;
}

/**
 * Makes a bundle file of a model, optionally with a notebook and its wrappers' Python: a zip of stored files, with their SHA-256 in
 * bundle.json at its start. Other files can go with them. Every byte is read once; none is held, because the zip consists of the files themselves.
 * @throws AppError "invalid-bundle" for a file that differs from its hash, "network" for one that cannot be read, "aborted".
 */
export async function zipBundle(
  { bundle, notebook, wrappers }: BundleToZip,
  options: ZipBundleOptions = {},
  others: readonly SiteFile[] = [],
): Promise<Blob> {
  const advance = counter(
    bundle.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    options,
  );
  const model: Part[] = [];
  const files: ManifestJson["files"][number][] = [];
  for (const file of bundle.files) {
    const part = await modelPart(file, advance, options);
    model.push(part);
    const url = percentEncodedPath(part.path);
    files.push({ path: file.path, size: part.blob.size, sha256: part.sha256, url });
  }
  const texts: Part[] = [];
  if (notebook !== null) texts.push(await partOf(notebookName, new Blob([notebook]), () => undefined));
  for (const [place, code] of wrappers.entries()) {
    const name = place === 0 ? "wrapper.py" : `wrapper-${place + 1}.py`;
    texts.push(await partOf(name, new Blob([code]), () => undefined));
  }
  for (const { path, blob } of others) texts.push(await partOf(path, blob, () => undefined));
  const ipynb = texts.find(({ path }) => path === notebookName);
  const manifest: ManifestJson = {
    name: bundle.name,
    bundleId: bundle.id,
    files,
    ...(ipynb && { notebook: { path: ipynb.path, size: ipynb.blob.size, sha256: ipynb.sha256 } }),
  };
  const list = new Blob([`${JSON.stringify(manifest, null, 1)}\n`]);
  return zipOf([await partOf(manifestName, list, () => undefined), ...texts, ...model]);
}

async function modelPart(
  file: BundleFile,
  advance: (bytes: number) => void,
  options: ZipBundleOptions,
): Promise<Part> {
  throwIfAborted(options.signal);
  const blob = blobOf(file) ?? new Blob([await readBundleFile(file, options)]);
  const part = await partOf(`model/${file.path}`, blob, advance);
  if (part.blob.size === file.sizeBytes && (file.sha256 ?? part.sha256) === part.sha256) return part;
  throw new AppError(
    "invalid-bundle",
    message`${file.path} has changed since it was stored: its SHA-256 should be ${file.sha256 ?? message`unknown`} and is ${part.sha256}. Check the model under Kept models, or open it again.`,
    { details: { path: file.path, expected: file.sha256 ?? null, found: part.sha256 } },
  );
}

async function partOf(path: string, blob: Blob, advance: (bytes: number) => void): Promise<Part> {
  const hasher = await FileHasher.create({ sizeBytes: blob.size, digest: null });
  let crc = 0;
  try {
    for await (const chunk of chunksOf(blob.stream())) {
      hasher.update(chunk);
      crc = crc32(crc, chunk);
      advance(chunk.length);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "network",
      message`${path} could not be read. It may have been moved or changed since the model was opened: open the model again.`,
      { details: { path }, cause: error },
    );
  }
  return { path, blob, crc32: crc, sha256: hasher.digests().sha256 };
}

/** @throws AppError "aborted", from the counter. */
function counter(totalBytes: number, { onProgress, signal }: ZipBundleOptions): (bytes: number) => void {
  let loadedBytes = 0;
  let toldBytes = 0;
  return (bytes) => {
    throwIfAborted(signal);
    loadedBytes += bytes;
    if (loadedBytes - toldBytes < progressStepBytes && loadedBytes < totalBytes) return;
    toldBytes = loadedBytes;
    onProgress?.({ label: message`Making the bundle file`, loadedBytes, totalBytes });
  };
}

function zipOf(files: readonly Part[]): Blob {
  const parts: BlobPart[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (const { path, blob, crc32 } of files) {
    const entry: ZipEntry = { path, crc32, sizeBytes: blob.size, offset };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, blob);
    offset += header.length + blob.size;
  }
  return new Blob([...parts, centralDirectory(entries, offset)], { type: "application/zip" });
}
