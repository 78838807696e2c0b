/** A local bundle file, imported as a download: in pieces, each checked, and resumable. */
import { plainName } from "#base/seen-text.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readBundleZip } from "../bundle-zip.ts";
import { sha256 } from "#base/sha256.ts";
import { planNotebook } from "./plan-notebook.ts";
import { createPlan, defaultPieceBytes, type DownloadPlan } from "./plan.ts";

export interface BundleFileImport {
  readonly plan: DownloadPlan;
  /** Slices of the file, in the order of the plan's files. */
  readonly blobs: readonly Blob[];
}

/**
 * Reads a bundle file's list, and its notebook if any. No weights are read yet.
 * @returns null for another kind of zip.
 * @throws AppError as `readBundleZip`.
 */
export async function readBundleFileImport(file: Blob, fileName: string): Promise<BundleFileImport | null> {
  const found = await readBundleZip(file, fileName);
  if (found === null) return null;
  const { manifest, manifestBytes, files, read } = found;
  const { notebook } = manifest;
  const plan = await createPlan({
    name: plainName(manifest.name),
    origin: { kind: "file", fileName, sha256: await sha256(manifestBytes) },
    files: files.map(({ file }, place) => ({
      path: file.path,
      sizeBytes: file.size,
      url: addressOf(place),
      digest: file.sha256 === undefined ? null : { algorithm: "sha256", hex: file.sha256 },
      pieceBytes: file.pieces?.bytes ?? defaultPieceBytes,
      pieceSha256: file.pieces?.sha256 ?? null,
    })),
    ...(notebook !== undefined && {
      notebook: await planNotebook(manifest, notebook, () => read(notebook.path)),
    }),
  });
  return {
    plan,
    blobs: files.map(({ file: { size }, startByte }) => file.slice(startByte, startByte + size)),
  };
}

/** A `fetch` that answers ranges of the slices. */
export function fetchFromBlobs(fileName: string, blobs: readonly Blob[]): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    const blob = blobs.find((_, place) => addressOf(place) === url);
    const range = /^bytes=(\d+)-(\d+)$/.exec(new Headers(init?.headers).get("Range") ?? "");
    if (blob === undefined || range === null) return new Response(null, { status: 404 });
    const [start, last] = [Number(range[1]), Number(range[2])];
    const part = blob.slice(start, last + 1);
    return new Response(readableOf(part, fileName, init?.signal ?? null), {
      status: 206,
      headers: { "Content-Range": `bytes ${start}-${start + part.size - 1}/${blob.size}` },
    });
  };
}

/** Without the file, the rest cannot be read. */
export function fetchWithoutFile(fileName: string): typeof globalThis.fetch {
  return async () => {
    throw new AppError(
      "not-found",
      message`The rest of this model lies in ${fileName}. Open that file again: it goes on where it was.`,
      { details: { fileName } },
    );
  };
}

function readableOf(part: Blob, fileName: string, signal: AbortSignal | null): ReadableStream<Uint8Array> {
  const reader = part.stream().getReader();
  return new ReadableStream({
    async pull(controller) {
      signal?.throwIfAborted();
      const chunk = await reader.read().catch((cause: unknown) => {
        throw new AppError(
          "invalid-bundle",
          message`${fileName} could not be read: it was moved, changed or removed since it was opened. What was read is kept; open the file again to go on.`,
          { details: { fileName }, cause },
        );
      });
      if (chunk.done) controller.close();
      else controller.enqueue(chunk.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The engine works with addresses. */
function addressOf(place: number): string {
  return `https://bundle-file.invalid/${place}`;
}
