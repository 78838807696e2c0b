import { blobOf } from "./blob-of.ts";
import type { BundleFile } from "./bundle.ts";
import { sha256 } from "#base/sha256.ts";

/** Files up to this size are hashed whole; of larger ones, the start, the middle and the end, so that 3 GB take no time. */
const wholeFileBytes = 1 << 20;
const sampleBytes = 1 << 16;

/**
 * Identifies a bundle by its content: paths, sizes and (samples of) bytes. The same files give the same id wherever they are.
 * @param files on this machine.
 * @returns "bundle-" and 32 hex digits.
 */
export async function bundleId(files: readonly BundleFile[]): Promise<string> {
  const parts: BlobPart[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    parts.push(`${file.path}\n${file.sizeBytes}\n`);
    const blob = blobOf(file);
    if (blob !== null) parts.push(...samplesOf(blob));
  }
  return `bundle-${await digest(await new Blob(parts).arrayBuffer())}`;
}

function samplesOf(blob: Blob): BlobPart[] {
  if (blob.size <= wholeFileBytes) return [blob];
  const middle = Math.floor((blob.size - sampleBytes) / 2);
  return [0, middle, blob.size - sampleBytes].map((start) => blob.slice(start, start + sampleBytes));
}

async function digest(bytes: ArrayBuffer): Promise<string> {
  return (await sha256(new Uint8Array(bytes))).slice(0, 32);
}
